import { decodeDocument } from '../decode.js';

const ITEM = '<item><title>Bakıda yeni körpü açıldı</title><link>1.html</link></item>';
const rss = (channel: string): ReturnType<typeof decodeDocument> =>
  decodeDocument(
    Buffer.from(
      `<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>${channel}${ITEM}</channel></rss>`,
    ),
  );

describe('what a feed says of all its entries', () => {
  it.each([
    ['title', 'title', 1001],
    ['dc:publisher', 'publisher', 1001],
    ['dc:rightsHolder', 'rightsHolder', 1001],
    ['itunes:author', 'author', 1001],
    ['language', 'language', 101],
  ])('is left out where its <%s> is longer than any is, which is told once', (element, at, length) => {
    const long = 'x'.repeat(length);
    const { records, warnings } = rss(`<${element}>${long}</${element}>`);
    expect(JSON.stringify(records)).not.toContain('xxx');
    expect(warnings.filter(({ code }) => code === 'feed-cut')).toEqual([
      {
        code: 'feed-cut',
        at: `feed/${at}`,
        detail: expect.stringMatching(/^more than \d+ characters: x{60}…$/),
      },
    ]);
    const { records: kept } = rss(`<${element}>${long.slice(1)}</${element}>`);
    expect(element === 'language' || JSON.stringify(kept).includes(long.slice(1))).toBe(true);
  });

  it.each([
    (rights: string) =>
      `<rss version="2.0"><channel><title>Feed</title><copyright>${rights}</copyright><item><title>A</title></item></channel></rss>`,
    (rights: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><rights type="html">${rights}</rights><entry><id>urn:x:1</id><title>A</title></entry></feed>`,
  ])('is told once of the links in its rights: %#', (feed) => {
    const { records, warnings } = decodeDocument(
      Buffer.from(feed('© Desk, &lt;a href="https://example.org/by"&gt;CC BY&lt;/a&gt;')),
    );
    expect(records[0]!.rights?.notice).toBe('© Desk, CC BY');
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'link-dropped', detail: 'https://example.org/by' }),
    ]);
  });

  it('forbids what its terms forbid, also behind the end of what each entry is given', () => {
    const { records, warnings } = rss(`<copyright>${'Lent. '.repeat(2000)}Japan out</copyright>`);
    expect(records[0]!.rights?.notice).toHaveLength(10_000);
    expect(records[0]!.rights?.restrictions).toEqual([
      { type: 'territory', value: 'not JP', source: 'Japan out' },
    ]);
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'feed-cut', at: 'feed/copyright' }));
  });

  it('is no base of addresses where it is longer than any page has', () => {
    const feed = (base: string): ReturnType<typeof decodeDocument> =>
      decodeDocument(
        Buffer.from(
          `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="${base}"><entry><id>urn:a</id><title>x</title><link href="1.html"/></entry></feed>`,
        ),
      );
    const { records, warnings } = feed(`https://e.az/${'a'.repeat(2000)}/`);
    expect(records[0]!.url).toBe('1.html');
    expect(warnings.map(({ code, at }) => [code, at])).toEqual([
      ['feed-cut', 'feed/base'],
      ['href-relative', 'entry[1]/link[@rel="alternate"]'],
    ]);
    expect(feed('https://e.az/a/').records[0]!.url).toBe('https://e.az/a/1.html');
  });
});
