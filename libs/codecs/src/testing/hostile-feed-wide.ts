import { type HostileDocument, jsonFeed, text } from './hostile-document.js';

const ITEMS = 5000;
const each = (item: (i: number) => string): string =>
  Array.from({ length: ITEMS }, (_, i) => item(i)).join('');
const rss = (channel: string): string =>
  `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>${channel}${each((i) => `<item><title>t${i}</title><enclosure url="${i}.mp3"/></item>`)}</channel></rss>`;
const atom = (attributes: string, inner: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}>${inner}${each((i) => `<entry><id>urn:${i}</id><title>x</title><link href="b${i}"/><link rel="enclosure" href="c"/></entry>`)}</feed>`;
const LONG = 'abc '.repeat(50_000);

/** What is said once for all of a message, as long as may be, and read or written again for each item that has it. */
export const FEED_WIDE: readonly HostileDocument[] = [
  ...[
    'title',
    'link',
    'copyright',
    'itunes:author',
    'dc:creator',
    'dc:publisher',
    'dc:rightsHolder',
    'media:credit',
    'media:copyright',
    'media:restriction',
  ].map((name) => text(`a channel with a long ${name}`, () => rss(`<${name}>${LONG}</${name}>`))),
  text('a channel with a long language', () => rss(`<language>${'en-'.repeat(300_000)}</language>`)),
  text('a channel full of terms', () =>
    rss(`<copyright>${'no use in Japan, 48 hours. '.repeat(300)}</copyright>`),
  ),
  text('a feed with a long base', () => atom(`xml:base="http://a.example/${'a'.repeat(100_000)}/"`, '')),
  text('a feed with a long language', () => atom(`xml:lang="${'en-'.repeat(300_000)}"`, '')),
  text('a feed with long rights', () => atom('', `<rights>${LONG}</rights>`)),
  text('a feed of a long author', () =>
    atom('', `<author><name>${LONG}</name><uri>urn:${LONG}</uri></author>`),
  ),
  text(
    'a JSON feed of a long author',
    () =>
      `${jsonFeed(`[${each((i) => `{"id":"${i}","content_text":"x","url":"${i}"},`)}{}]`)},"authors":[{"name":"${LONG}"}],"language":"${LONG}","title":"${LONG}","feed_url":"http://a.example/${'a/'.repeat(100_000)}"}`,
  ),
  text(
    'a message with a catalog of thousands',
    () =>
      `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><catalog>${each((i) => `<scheme alias="a${i}" uri="http://a.example/${i}/"/>`)}</catalog></header><itemSet>${each((i) => `<newsItem guid="urn:${i}"><contentMeta><headline>h</headline><subject qcode="a1:1"/></contentMeta></newsItem>`)}</itemSet></newsMessage>`,
  ),
];
