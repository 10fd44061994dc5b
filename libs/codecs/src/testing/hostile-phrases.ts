import { type HostileDocument, MB, rss, story, text } from './hostile-document.js';

const ITEMS = 10_000;
/** Items each with as much of it as makes the document as large as may be, and no two alike. */
const items = (unit: string, element: (value: string) => string): string =>
  `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>${Array.from(
    { length: ITEMS },
    (_, i) =>
      `<item><title>x</title><guid>urn:x:${i}</guid>${element(`${i} ${unit.repeat(Math.floor(1250 / Buffer.byteLength(unit)))}`)}</item>`,
  ).join('')}</channel></rss>`;
const PLACES: readonly (readonly [string, (value: string) => string])[] = [
  ['rights', (value) => `<dc:rights>${value}</dc:rights>`],
  [
    'a caption',
    (value) =>
      `<media:content url="https://a.example/a.jpg"><media:description>${value}</media:description></media:content>`,
  ],
];

/** Phrases that have a meaning, over and over: each is looked at with what stands around it. */
export const PHRASES: readonly HostileDocument[] = [
  ...['only in ', 'out, ', '48 hours ', 'not for use in ', 'без ', 'JAPAN OUT ', 'mandatory credit '].flatMap(
    (unit) =>
      PLACES.map(([place, element]) =>
        text(`ten thousand times ${place} full of ${JSON.stringify(unit)}`, () => items(unit, element)),
      ),
  ),
  ...['EMBARGO ', 'EMBARGO UNTIL 10:00 ', 'UPDATE 1-', 'CORRECTED: '].map((unit) =>
    text(`ten thousand titles full of ${JSON.stringify(unit)}`, () =>
      items(unit, (value) => `<title>${value}</title>`),
    ),
  ),
  ...['2025-11-18 ', 'Tue, ', '18 ', 'noyabr '].map((unit) =>
    text(`ten thousand dates full of ${JSON.stringify(unit)}`, () =>
      items(unit, (value) => `<pubDate>${value.slice(0, 199)}</pubDate>`),
    ),
  ),
  text('a note of 4 MB of limits', () =>
    rss(`<title>x</title><dc:rights>${'only in '.repeat(MB / 2)}</dc:rights>`),
  ),
  text('terms of 4 MB of countries, whose media nothing is said of', () =>
    rss(`<title>x</title><dc:rights>No archive. ${'US and '.repeat(MB / 2)}</dc:rights>`),
  ),
  text(
    'a keyword line of 10 MB of slashes',
    () => `\u0001a1 1 a 1\r\n\u0002Head\r\n${'/'.repeat(10 * MB)}x\r\n  text\u0003`,
    'iptc7901',
  ),
  text(
    'an address of 7 MB of slashes',
    () =>
      `<html><link rel="canonical" href="${'/'.repeat(7 * MB)}x"><meta property="og:type" content="article"><script type="application/ld+json">{"@type":"NewsArticle","headline":"x","url":"https://a.example/${'/'.repeat(6 * MB)}x"}</script><h1>x</h1></html>`,
  ),
  text('an address of a namespace of 10 MB of slashes', () =>
    rss('<title>x</title>').replace('<rss>', `<rss xmlns:a="${'/'.repeat(10 * MB)}x">`),
  ),
  text('JSON-LD of strings that nothing ends', () =>
    story(`<script type="application/ld+json">{"a":${'\\"'.repeat(5 * MB)}</script>`),
  ),
  text('JSON-LD of comments that nothing ends', () =>
    story(`<script type="application/ld+json">{${'/* '.repeat(4 * MB)}</script>`),
  ),
];
