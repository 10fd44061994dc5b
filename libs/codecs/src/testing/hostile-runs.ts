import { type HostileDocument, jsonFeed, MB, rss, story, text } from './hostile-document.js';

/** Letters that Punycode has to tell apart. */
const LETTERS = Array.from({ length: 100_000 }, (_, i) =>
  String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000)),
).join('');
const MARKS = `a${'\u0301\u0327'.repeat(80_000)}`;
/** Each place where a page may have an address. */
const placesOf = (address: string): string =>
  story(
    `<link rel="canonical" href="${address}"><meta property="og:url" content="${address}">` +
      `<meta property="og:image" content="${address}"><p><a href="${address}">x</a><img src="${address}"></p>`,
  );

/** Small documents of a single value, which what is done for each of its letters or words would multiply. */
export const RUNS: readonly HostileDocument[] = [
  ...['property', 'name', 'http-equiv', 'itemprop'].flatMap((attribute) => [
    text(
      `a value of 7 MB with two million names in ${attribute}`,
      () => story(`<meta ${attribute}="${'By '.repeat(2_000_000)}" content="${'only  '.repeat(1_200_000)}">`),
      'html',
    ),
    text(
      `a value with one name a million times in ${attribute}`,
      () => story(`<meta ${attribute}="${'a '.repeat(1_000_000)}" content="${'ə  '.repeat(100_000)}">`),
      'html',
    ),
  ]),
  text(
    'two hundred thousand values of one name',
    () => story(`<meta property="article:tag og:x" content="${'x'.repeat(20)}">`.repeat(200_000)),
    'html',
  ),
  ...['x< y<z ', 'x<y 1< ', 'x<y <!---->', 'x<y<z', 'x<y 1\u2039 '].flatMap((unit) =>
    ['<p>a</p>', '<img src="', ''].map((end) =>
      text(`1.5 MB of comparisons, ${JSON.stringify(unit)}, before ${JSON.stringify(end)}`, () =>
        rss(`<description><![CDATA[${unit.repeat((1.5 * MB) / unit.length)}${end}]]></description>`),
      ),
    ),
  ),
  ...[
    `${'<div '.repeat(1100)}${'id=webkit-xml-viewer-source-xml '.repeat(400)}`,
    `${'<div id=webkit-xml-viewer-source-xml '.repeat(800)}`,
    `<div ${'id=webkit-xml-viewer-source-xml '.repeat(1000)}`,
    '<pre '.repeat(6500),
    '<title>'.repeat(4600),
    `${'<title>'.repeat(2000)}</title${' '.repeat(18_000)}`,
  ].map((head) =>
    text(`a page that begins with ${head.slice(0, 12)}, ${head.length}`, () =>
      `<html><body>${head}`.padEnd(32_760, 'x'),
    ),
  ),
  text('marks on one letter in each text', () =>
    rss(
      `<title>${MARKS}</title><dc:publisher>${MARKS}</dc:publisher><category>${MARKS}</category><description>${MARKS}</description>`,
    ),
  ),
  ...[LETTERS, MARKS, `xn--${'a1b2c3'.repeat(30_000)}`, encodeURIComponent(LETTERS)].flatMap((host, i) => {
    const address = `http://${host}.az/`;
    return [
      text(`addresses of a host without end in a feed, ${i}`, () =>
        rss(`<link>${address}</link><guid>${address}</guid><enclosure url="${address}" type="image/jpeg"/>`),
      ),
      text(`addresses of a host without end in a page, ${i}`, () => placesOf(address), 'html'),
      text(`addresses of a host without end in a JSON feed, ${i}`, () =>
        jsonFeed(`[{"id":"${address}","url":"${address}","image":"${address}","content_text":"x"}]}`),
      ),
    ];
  }),
  text('end tags that run into one another', () => rss(`<title>a</title>${'</a '.repeat(800_000)}>`)),
  text('end tags without an end in a title', () => rss(`<title>${'</b‹/'.repeat(800_000)}</title>`)),
];
