import { type HostileDocument, text } from './hostile-document.js';

const MAIL = 'From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n';
const nestedMultipart = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join('');

/** Each where the feed is configured with its format. */
export const HOSTILE_BY_FORMAT: readonly HostileDocument[] = [
  text(
    'a multipart in a multipart ten thousand deep',
    () => `${MAIL}${nestedMultipart(10_000)}text`,
    'email',
  ),
  text(
    'a hundred thousand parts',
    () => `${MAIL}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(100_000)}`,
    'email',
  ),
  text(
    'five million blanks to decode',
    () => `${MAIL}Content-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(5_000_000)}x`,
    'email',
  ),
  text(
    'a header of a million words',
    () => `From: a@example.org\r\nSubject: ${'=?utf-8?q?a?= '.repeat(1_000_000)}\r\n\r\nx`,
    'email',
  ),
  text('a mailbox list of brackets', () => `Subject: x\r\nFrom: ${'<('.repeat(1_000_000)}\r\n\r\nx`, 'email'),
  text(
    'a parameter that never ends',
    () => `${MAIL}Content-Type: text/plain; a="${'\\'.repeat(2_000_000)}\r\n\r\nx`,
    'email',
  ),
  text(
    'a message in a message, fifty times',
    () => `${`${MAIL}Content-Type: message/rfc822\r\n\r\n`.repeat(50)}${MAIL}\r\nx`,
    'email',
  ),
  text(
    'quotations in each other',
    () =>
      `${MAIL}Content-Type: text/html\r\n\r\n${'<div class="gmail_quote">'.repeat(80_000)}${'</b>'.repeat(400_000)}`,
    'email',
  ),
  text(
    'a hundred thousand signatures',
    () => `${MAIL}Content-Type: text/html\r\n\r\nx${'<p class="gmail_signature">x</p>'.repeat(100_000)}`,
    'email',
  ),
  text(
    'quoted lines without end',
    () => `${MAIL}\r\nx\r\n${'> \r\n'.repeat(1_000_000)}${'-'.repeat(1_000_000)}`,
    'email',
  ),
  text(
    'half a million open elements',
    () =>
      `<html><meta property="og:type" content="article"><h1>x</h1>${'<div class="share">'.repeat(500_000)}`,
    'html',
  ),
  text(
    'half a million asides in an article',
    () =>
      `<html><h1>x</h1><article>${'<aside>a</aside><p>some text that counts</p>'.repeat(100_000)}</article>`,
    'html',
  ),
  text(
    'JSON-LD a hundred thousand deep',
    () => `<html><h1>x</h1><script type="application/ld+json">${'{"a":['.repeat(100_000)}</script>`,
    'html',
  ),
  text(
    'JSON-LD of a million quotes',
    () => `<html><h1>x</h1><script type="application/ld+json">{${'"'.repeat(1_000_001)}</script>`,
    'html',
  ),
  text(
    'a graph that names itself',
    () =>
      '<html><h1>x</h1><script type="application/ld+json">{"@id":"a","@type":"NewsArticle","headline":"x","author":{"@id":"a"},"image":{"@id":"a"}}</script>',
    'html',
  ),
  text(
    'a line of five million letters',
    () => `\u0001a1 1 a 1\r\n\u0002${'a '.repeat(2_500_000)}\u0003`,
    'iptc7901',
  ),
  text(
    'two hundred thousand lines without an end',
    () => `\u0001a1 1 a 1\r\n\u0002${'a  a   a\n'.repeat(200_000)}`,
    'iptc7901',
  ),
  text('thousands of beginnings', () => '\u0001a1 1 a 1\u0002x'.repeat(5_000), 'iptc7901'),
  text('digits without end', () => `\u0001a1 1 a 1\u0002x\u0003${'12'.repeat(1_000_000)}`, 'iptc7901'),
  text(
    'an item of RSS in JSON with a hundred and fifty thousand elements',
    () =>
      `{"rss":{"channel":{"item":{${Array.from({ length: 149_990 }, (_, i) => `"k${i}":1`).join(',')}}}}}`,
    'rss',
  ),
  text(
    'two hundred thousand addresses',
    () => `<urlset>${'<url><loc>https://a.example/</loc></url>'.repeat(200_000)}</urlset>`,
    'sitemap',
  ),
];
