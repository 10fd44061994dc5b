import { decodeDocument } from './decode.js';

const NAMESPACES =
  'xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" ' +
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:thr="http://purl.org/syndication/thread/1.0"';

const rss = (item: string): string =>
  `<rss version="2.0" ${NAMESPACES}><channel><title>Lent</title><item><guid>https://lent.example.az/1</guid>` +
  `<title>Bakıda yeni körpü açıldı</title>${item}</item></channel></rss>`;

const fingerprint = (xml: string): string => decodeDocument(Buffer.from(xml)).records[0]!.fingerprint;

describe('an item that is sent again', () => {
  it.each<[string, string, string]>([
    ['a count of comments', '<slash:comments>4</slash:comments>', '<slash:comments>5</slash:comments>'],
    ['a count of answers', '<thr:total>4</thr:total>', '<thr:total>5</thr:total>'],
    [
      'a count of views',
      '<media:community><media:statistics views="5"/><media:starRating average="3"/></media:community>',
      '<media:community><media:statistics views="6"/><media:starRating average="4"/></media:community>',
    ],
    [
      'another campaign',
      '<link>https://lent.example.az/1?utm_source=a</link>',
      '<link>https://lent.example.az/1?utm_source=b&amp;utm_medium=c</link>',
    ],
    [
      'a new signature',
      '<enclosure url="https://cdn.example.az/1.mp4?Expires=1&amp;Signature=a" type="video/mp4" length="9"/>',
      '<enclosure url="https://cdn.example.az/1.mp4?Expires=2&amp;Signature=b" type="video/mp4" length="9"/>',
    ],
    [
      'white space and the order of attributes',
      '<content:encoded>&lt;p&gt;Mətn&lt;/p&gt;&lt;img src="https://e.az/a.jpg" width="9" height="8"&gt;</content:encoded>',
      '<content:encoded>\n &lt;p&gt;Mətn&lt;/p&gt;\n&lt;img height="8" width="9" src="https://e.az/a.jpg"&gt;</content:encoded>',
    ],
    [
      'a newer date alone',
      '<pubDate>Tue, 18 Nov 2025 09:00:00 GMT</pubDate>',
      '<pubDate>Tue, 18 Nov 2025 09:05:00 GMT</pubDate>',
    ],
  ])('is no new version for %s', (_case, first, second) => {
    expect(fingerprint(rss(second))).toBe(fingerprint(rss(first)));
  });

  it.each<[string, string, string]>([
    ['a late video', '', '<enclosure url="https://cdn.example.az/1.mp4" type="video/mp4" length="9"/>'],
    [
      'another page',
      '<link>https://lent.example.az/1?id=1</link>',
      '<link>https://lent.example.az/1?id=2</link>',
    ],
    ['a withdrawal', '', '<media:status state="deleted"/>'],
  ])('is a new version for %s', (_case, first, second) => {
    expect(fingerprint(rss(second))).not.toBe(fingerprint(rss(first)));
  });

  it('keeps the guid that was minted from its address, whatever the campaign', () => {
    const guidOf = (link: string): string => {
      const xml = `<rss version="2.0"><channel><item><title>x</title><link>${link}</link></item></channel></rss>`;
      return decodeDocument(Buffer.from(xml)).records[0]!.guid;
    };
    expect(guidOf('https://e.az/1?utm_source=a')).toBe(guidOf('https://e.az/1'));
  });
});
