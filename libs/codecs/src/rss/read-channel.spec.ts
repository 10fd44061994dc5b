import { decodeDocument } from '../decode.js';

const read = (channel: string, root = '') => {
  const document = `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">${root}<channel><title>Feed</title>${channel}</channel></rss>`;
  const { records, warnings } = decodeDocument(Buffer.from(document), {
    baseUrl: 'https://example.org/feed',
  });
  return {
    terms: records.map((record) => record.rights?.usageTerms),
    warnings: warnings.map(({ code, detail }) => `${code}: ${detail}`),
  };
};

describe('a channel of RSS', () => {
  it('rates the items that say nothing of themselves', () => {
    const items =
      '<item><title>A</title></item><item><title>B</title><itunes:explicit>no</itunes:explicit></item>';
    expect(read(`<itunes:explicit>true</itunes:explicit>${items}`).terms).toEqual([
      ['rating: explicit'],
      undefined,
    ]);
    expect(read(`<itunes:explicit>clean</itunes:explicit>${items}`).terms).toEqual([undefined, undefined]);
  });

  it.each([
    ['new-feed-url', '<itunes:new-feed-url>https://example.net/feed</itunes:new-feed-url>'],
    ['redirect', '<redirect><newLocation> https://example.net/feed </newLocation></redirect>'],
  ])('says in %s that it has moved', (_name, moved) => {
    expect(read(moved).warnings).toEqual(['feed-moved: https://example.net/feed']);
  });

  it('has not moved to where it is', () => {
    expect(read('<itunes:new-feed-url>https://example.org/feed</itunes:new-feed-url>').warnings).toEqual([]);
  });

  it('may be nothing but the place that it has moved to', () => {
    const document = '<redirect><newLocation>https://example.net/feed</newLocation></redirect>';
    const { records, warnings } = decodeDocument(Buffer.from(`<rss>${document}</rss>`));
    expect(records).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['feed-moved']);
  });
});
