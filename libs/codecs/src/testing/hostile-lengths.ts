import { type HostileDocument, jsonFeed, MB, mail, rss, story, text } from './hostile-document.js';

export const LENGTHS: readonly HostileDocument[] = [
  text('a title of 14 MB', () => rss(`<title>${'x'.repeat(14 * MB)}</title>`)),
  text('a description of 14 MB', () => rss(`<description>${'x '.repeat(7 * MB)}</description>`)),
  text('a body of 14 MB of paragraphs', () =>
    rss(`<description>${'&lt;p>x&lt;/p>'.repeat(1_000_000)}</description>`),
  ),
  text('a Cyrillic description of 14 MB', () => rss(`<description>${'ы'.repeat(7 * MB)}</description>`)),
  text('a CDATA section of 14 MB', () =>
    rss(`<description><![CDATA[${'<p>x</p>'.repeat(1_800_000)}]]></description>`),
  ),
  text('a comment of 14 MB', () => rss(`<title>x</title><!--${'x'.repeat(14 * MB)}-->`)),
  text('an attribute of 14 MB', () => rss(`<enclosure url="${'x'.repeat(14 * MB)}"/>`)),
  text('an element name of 14 MB', () => `<rss><${'a'.repeat(14 * MB)}/></rss>`),
  text('a JSON text of 14 MB', () => jsonFeed(`[{"id":"a","content_text":"${'x'.repeat(14 * MB)}"}]}`)),
  text('a page with a text of 14 MB', () => story(`<p>${'x '.repeat(7 * MB)}</p>`)),
  text('a page with a script of 14 MB', () => story(`<script>${'x '.repeat(7 * MB)}</script>`)),
  text('a mail of 14 MB', () => mail('Content-Type: text/plain', 'x '.repeat(7 * MB))),
  text('a mail of 14 MB of lines', () => mail('Content-Type: text/plain', 'x\r\n'.repeat(4 * MB))),
  text('an encoded file of 14 MB', () =>
    mail(
      'Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64',
      `${'QUJD'.repeat(19)}\r\n`.repeat(180_000),
    ),
  ),
  text('quoted-printable of 14 MB', () =>
    mail('Content-Transfer-Encoding: quoted-printable', '=D0'.repeat(4 * MB)),
  ),
  text('an mbox of 50,000 messages', () =>
    'From a@example.org Tue Nov 18 09:00:00 2025\nFrom: a@example.org\nSubject: x\n\nbody\n\n'.repeat(
      150_000,
    ),
  ),
  text('a wire message of 14 MB', () => `\u0001prr0123 4 pol 120\r\n\u0002${'x '.repeat(7 * MB)}\u0003`),
  text('a hundred thousand wire messages', () =>
    '\u0001prr0123 4 pol 120\r\n\u0002Head\r\n  text\r\n\u0003181200 nov 25\u0004'.repeat(100_000),
  ),
  text('a prolog of two million comments', () => `${'<!---->'.repeat(2_000_000)}<rss/>`),
  text('14 MB of blanks before the root', () => `${' '.repeat(14 * MB)}<rss><channel/></rss>`),
  text('14 MB of junk before the root', () => `${'junk '.repeat(2 * MB)}<rss><channel/></rss>`),
  text('14 MB of nothing but letters', () => 'x'.repeat(14 * MB)),
  text('14 MB of opening brackets', () => '<'.repeat(14 * MB)),
  text('14 MB of open tags of a feed', () => `<rss>${'<'.repeat(14 * MB)}`),
  text('a title of 14 MB of brackets', () => `<html><title>${'<'.repeat(14 * MB)}`, 'html'),
  text('14 MB of UTF-8 that breaks off', () => `${rss(`<title>${'ə'.repeat(7 * MB)}`).slice(0, -3)}`),
  { name: '14 MB of no charset at all', make: () => Buffer.alloc(14 * MB, 0xc0) },
  { name: '14 MB of zero bytes', make: () => Buffer.alloc(14 * MB) },
  {
    name: '14 MB of UTF-16',
    make: () => Buffer.from(`\ufeff${rss(`<title>${'ə'.repeat(7 * MB)}</title>`)}`, 'utf16le'),
  },
  {
    name: '14 MB of windows-1251 nobody named',
    make: () => Buffer.concat([Buffer.from('<rss><channel><item><title>'), Buffer.alloc(14 * MB, 0xe5)]),
  },
  {
    name: 'a word of 7 MB in windows-1251',
    make: () =>
      Buffer.from(
        rss(
          `<title>${'\xe0'.repeat(7_000_000)}\xbf</title>`,
          '<?xml version="1.0" encoding="windows-1251"?>',
        ),
        'latin1',
      ),
  },
  {
    name: '7 MB of windows-1251 nobody named',
    make: () => Buffer.concat([Buffer.from('<rss><channel><item><title>'), Buffer.alloc(7 * MB, 0xe5)]),
  },
  {
    name: '7 MB of a charset nobody named, with a letter in each line',
    make: () => Buffer.from(rss(`<title>${`${'x '.repeat(500)}\x85\n`.repeat(7_000)}</title>`), 'latin1'),
  },
  {
    name: '14 MB of UTF-8 with one letter in it',
    make: () => Buffer.from(rss(`<title>ə${'x '.repeat(7 * MB)}</title>`)),
  },
  { name: 'more than 50 MB', make: () => Buffer.alloc(50 * MB + 1, 0x20) },
];

export const SITEMAPS: readonly HostileDocument[] = [
  text(
    'a sitemap of 50 MB of addresses',
    () =>
      `<urlset>${Array.from({ length: 50_000 }, (_, i) => `<url><loc>https://a.example/${'x'.repeat(950)}/${i}</loc></url>`).join('')}</urlset>`,
  ),
  text(
    'a sitemap of seven hundred thousand stories',
    () =>
      `<urlset>${'<url><loc>x</loc><news:news><news:title>x</news:title></news:news></url>'.repeat(700_000)}</urlset>`,
  ),
  text('a sitemap of ten million elements', () => `<urlset>${' <a/>'.repeat(10_000_000)}</urlset>`),
  text('a sitemap of one title', () => `<urlset><url><news:title>${'ə'.repeat(26_000_000)}`),
  text('a sitemap of one comment and a feed', () => `<!--<urlset>${'ə'.repeat(26_000_000)}-->${rss('')}`),
  {
    name: 'a sitemap of one title in windows-1251',
    make: () =>
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="windows-1251"?><urlset><url><news:title>'),
        Buffer.alloc(25_000_000, 0xe5),
      ]),
  },
  text('a sitemap that is not well-formed', () => `<urlset><url>a <3 \0${'x'.repeat(52_000_000)}`),
];
