import { type HostileDocument, text } from './hostile-document.js';

const BYTES = 14_500_000;
/** As many as a document may have, each with a number of its own. */
const times = (part: (i: number) => string): string => {
  const count = Math.floor(BYTES / Buffer.byteLength(part(123_456)));
  return Array.from({ length: count }, (_, i) => part(i)).join('');
};
const each = (count: number, part: (i: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(between);
const dateOf = (i: number): string => `${new Date(1.7e12 + i * 61_000).toISOString().slice(0, 19)}Z`;
const NAMES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:x="urn:x"';
const feed = (items: string): string => `<rss ${NAMES}><channel>${items}</channel></rss>`;
const one = (inner: string): string => feed(`<item><title>x</title>${inner}</item>`);
const ITEMS = 10_000;
const titled = (title: (i: number) => string): string =>
  feed(each(ITEMS, (i) => `<item><title>${title(i)}</title></item>`));
const ninjs = (items: number, fields: (i: number) => string): string =>
  `[${each(items, (i) => `{"uri":"u${i}","headline":"h",${fields(i)}}`, ',')}]`;

/** Values in short tags, each of which costs far more to read than to hold: dates, terms, embargoes and words of these. */
export const VALUES: readonly HostileDocument[] = [
  text('an item of dates', () => one(times((i) => `<dc:date>${dateOf(i)}</dc:date>`))),
  text('an item of dates that are none', () => one(times((i) => `<dc:date>${i} nov ${i}</dc:date>`))),
  text('ten thousand items of dates', () =>
    feed(
      each(
        ITEMS,
        (i) => `<item><title>x</title>${each(30, (k) => `<dc:date>${dateOf(i + k)}</dc:date>`)}</item>`,
      ),
    ),
  ),
  text('ten thousand items of dates that are none', () =>
    feed(each(ITEMS, (i) => `<item>${each(40, (k) => `<pubDate>${i} nov ${k} 5</pubDate>`)}</item>`)),
  ),
  text('an item of periods', () =>
    one(times((i) => `<dcterms:available>start=${dateOf(i)}; end=${dateOf(i + 1)}</dcterms:available>`)),
  ),
  text('an item of terms', () => one(times((i) => `<dc:rights>no ${i}</dc:rights>`))),
  ...['embargo', 'releaseDate'].flatMap((name) => [
    text(`an item of ${name}`, () => one(times((i) => `<x:${name}>${dateOf(i)}</x:${name}>`))),
    text(`an item of ${name} that no one can read`, () => one(times((i) => `<x:${name}>a${i}</x:${name}>`))),
  ]),
  text('an item of fields of WordPress', () =>
    one(
      times(
        (i) =>
          `<wp:postmeta><wp:meta_key>embargo${i}</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>`,
      ),
    ),
  ),
  text('embargoes under nineteen hundred keys of two hundred objects', () =>
    ninjs(200, (i) => each(1900, (k) => `"embargo${k}":"${i}"`, ',')),
  ),
  text('half a million pictures of one attribute', () =>
    one(`<podcast:images srcset="${each(500_000, (i) => `a${i}.jpg ${i}w, `)}"/>`),
  ),
  text('signs before an embargo', () => titled((i) => `${'*'.repeat(380)} embargo ${i}`)),
  text('news of embargoes', () => titled((i) => `Embargo 5 December ${i} ${'dən a '.repeat(150)}`)),
  text('times before an embargo', () => titled((i) => `до 5 декабря ${i} ${'gacha '.repeat(190)} эмбарго`)),
  text('lines that each announce an embargo', () =>
    each(
      ITEMS,
      (i) =>
        `\u0001prr${String(i).padStart(4, '0')} 4 pol 120\r\n\u0002EMBARGO ${i}\r\n\r\nHead\r\n  ${'EMBARGO UNTIL 10:00\r\n'.repeat(50)}\u0003181200 nov 25\u0004`,
    ),
  ),
];
