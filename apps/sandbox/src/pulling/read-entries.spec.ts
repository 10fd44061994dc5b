import { readEntries } from '#apps/sandbox/src/pulling/read-entries.js';
import { encodeAtom } from '#codecs/atom/encode.js';
import { encodeJsonFeed } from '#codecs/jsonfeed/encode.js';
import { encodeRss } from '#codecs/rss/encode.js';
import { asGuid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';

describe('readEntries', () => {
  it('reads Atom with its next page and deletions', () => {
    const page = readEntries(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
        <link rel="self" href="/v1/destinations/report-atom/feed"/><link rel="next" href="/v1/destinations/report-atom/feed?page=2"/>
        <at:deleted-entry ref="urn:x:2" when="2026-03-10T09:05:00Z"/>
        <entry><id>urn:x:1</id><title>Bakı</title><updated>2026-03-10T09:00:00Z</updated></entry>
      </feed>`,
      'atom',
    );
    expect(page).toMatchObject({
      next: '/v1/destinations/report-atom/feed?page=2',
      entries: [
        { guid: 'urn:x:2', updated: '2026-03-10T09:05:00Z', deleted: true },
        { guid: 'urn:x:1', updated: '2026-03-10T09:00:00Z', deleted: false },
      ],
    });
  });

  it('reads RSS, preferring the time of the change to that of publication', () => {
    const page = readEntries(
      `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/"><channel>
        <link>https://example.org/</link><atom:link rel="next" href="https://example.org/2"/>
        <item><guid isPermaLink="false">urn:x:1</guid><pubDate>Tue, 10 Mar 2026 09:00:00 GMT</pubDate>
          <dcterms:modified>2026-03-10T09:30:00Z</dcterms:modified></item>
        <item><guid>urn:x:2</guid><pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate></item>
      </channel></rss>`,
      'rss',
    );
    expect(page).toMatchObject({
      next: 'https://example.org/2',
      entries: [
        { guid: 'urn:x:1', updated: '2026-03-10T09:30:00Z' },
        { guid: 'urn:x:2', updated: 'Tue, 10 Mar 2026 08:00:00 GMT' },
      ],
    });
  });

  it('reads JSON Feed', () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'x',
      next_url: 'https://example.org/2',
      items: [
        { id: 'urn:x:1', date_published: '2026-03-10T08:00:00Z', date_modified: '2026-03-10T09:00:00Z' },
      ],
    };
    expect(readEntries(JSON.stringify(feed), 'jsonfeed')).toMatchObject({
      next: 'https://example.org/2',
      entries: [{ guid: 'urn:x:1', updated: '2026-03-10T09:00:00Z', deleted: false }],
    });
  });

  it.each(['atom', 'rss', 'jsonfeed'] as const)('throws for %s that is something else', (format) => {
    expect(() => readEntries('not a feed', format)).toThrow();
  });

  it.each([
    ['atom', encodeAtom, true],
    ['rss', encodeRss, false],
    ['jsonfeed', encodeJsonFeed, false],
  ] as const)('reads the %s that the exchange writes', (format, encode, statesDeletion) => {
    const record = (name: string, pubStatus: 'usable' | 'canceled'): NewsRecord => ({
      kind: 'newsItem',
      guid: asGuid(`urn:newsml:report.example:${name}`),
      version: 2,
      itemClass: 'text',
      provider: { name: 'Report' },
      versionCreated: '2026-03-10T09:30:00Z',
      pubStatus,
      headline: 'Şəhərdə yeni park',
      fingerprint: name,
    });
    const { bytes } = encode([record('one', 'usable'), record('two', 'canceled')], {
      sentAt: '2026-03-10T10:00:00Z',
      sender: 'Korpu',
      feed: {
        title: 'x',
        url: 'https://example.org/v1/destinations/x/feed',
        nextPage: 'https://example.org/v1/destinations/x/feed?page=2',
      },
    });
    const { entries, next } = readEntries(bytes.toString(), format);
    expect(next).toBe('https://example.org/v1/destinations/x/feed?page=2');
    const told = entries.map(({ guid, updated, deleted }) => ({
      guid: guid.split(':').at(-1),
      updated,
      deleted,
    }));
    expect(told.filter(({ deleted }) => !deleted)).toEqual([
      { guid: 'one', updated: '2026-03-10T09:30:00Z', deleted: false },
    ]);
    expect(told.some(({ guid, deleted }) => guid === 'two' && deleted)).toBe(statesDeletion);
  });
});

it('takes an entry for the same wherever it stands in the feed', () => {
  const entry = '<item><guid>a</guid><title>A</title></item>';
  const feed = (before: string) => `<rss version="2.0"><channel>${before}${entry}</channel></rss>`;
  const [alone] = readEntries(feed(''), 'rss').entries;
  const [, behind] = readEntries(feed('<item><guid>b</guid><title>B</title></item>'), 'rss').entries;
  expect(behind?.source).toBe(alone?.source);
});
