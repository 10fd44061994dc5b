import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { HOSTILE_BY_FORMAT } from './hostile-by-format.js';
import { type HostileDocument, rss, text } from './hostile-document.js';
import { REPEATED_SIGNS } from './repeated-signs.js';
import { type ZipMember, zipOf } from './zip-of.js';

const MB = 1024 * 1024;
const story = (inner: string): string =>
  `<html><meta property="og:type" content="article"><h1>x</h1><article>${inner}</article></html>`;
const mail = (fields: string, body: string): string =>
  `From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n${fields}\r\n\r\n${body}`;
const jsonFeed = (items: string): string => `{"version":"https://jsonfeed.org/version/1.1","items":${items}`;
const lol = (levels: number, width: number): string =>
  Array.from({ length: levels }, (_, i) =>
    i === 0 ? '<!ENTITY e0 "lol">' : `<!ENTITY e${i} "${`&e${i - 1};`.repeat(width)}">`,
  ).join('');

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

/** What may not be read from the machine: a file that exists everywhere, and an address nobody answers at. */
const outside: HostileDocument[] = [
  ['file', 'file:///etc/passwd'],
  ['http', 'http://127.0.0.1:9/x'],
].flatMap(([name = '', url = '']) => [
  text(`an entity of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss [<!ENTITY x SYSTEM "${url}">]>`),
  ),
  text(`a public entity of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss [<!ENTITY x PUBLIC "-//x//" "${url}">]>`),
  ),
  text(`a parameter entity of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss [<!ENTITY % p SYSTEM "${url}"> %p; <!ENTITY x "%p;">]>`),
  ),
  text(`an external DTD of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss SYSTEM "${url}">`),
  ),
  text(`an XInclude of a ${name} address`, () =>
    rss(
      `<title>a<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${url}" parse="text"/></title>`,
    ),
  ),
]);

const entities: HostileDocument[] = [
  text('a billion laughs', () => rss('<title>&e9;</title>', `<!DOCTYPE rss [${lol(10, 10)}]>`)),
  text('quadratic blow-up', () =>
    rss(`<title>${'&x;'.repeat(200_000)}</title>`, `<!DOCTYPE rss [<!ENTITY x "${'x'.repeat(1000)}">]>`),
  ),
  text('a hundred thousand entities', () =>
    rss(
      '<title>&e7;</title>',
      `<!DOCTYPE rss [${Array.from({ length: 100_000 }, (_, i) => `<!ENTITY e${i} "x">`).join('')}]>`,
    ),
  ),
  text('an entity of itself', () => rss('<title>&x;</title>', '<!DOCTYPE rss [<!ENTITY x "&x;">]>')),
  text('a doctype of a million quotes', () => `<!DOCTYPE rss [${'"'.repeat(1_000_001)}`, 'rss'),
  text('a doctype of a million brackets', () => `<!DOCTYPE rss ${'[<!'.repeat(1_000_000)}`, 'rss'),
  text('a million ampersands', () => rss(`<title>${'&'.repeat(5_000_000)}</title>`)),
  text('references without an end', () =>
    rss(`<title>${'&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.repeat(200_000)}</title>`),
  ),
  text('five million references', () => rss(`<title>${'&#65;'.repeat(5_000_000)}</title>`)),
];

const deep: HostileDocument[] = [
  text('XML ten thousand deep', () => rss('<a>'.repeat(10_000))),
  text('XML a million deep', () => rss('<a>'.repeat(1_000_000))),
  text('NITF ten thousand deep', () => `<nitf><body><body.content>${'<block>'.repeat(10_000)}`),
  text(
    'NewsML-G2 ten thousand deep',
    () => `<newsItem guid="x" xmlns="http://iptc.org/std/nar/2006-10-01/">${'<contentSet>'.repeat(10_000)}`,
  ),
  text('packages ten thousand deep', () => `<NewsML>${'<NewsItem>'.repeat(10_000)}`),
  text('HTML ten thousand deep', () => story('<div>'.repeat(10_000))),
  text('HTML a million deep', () => story('<b>'.repeat(1_000_000))),
  text('HTML in a feed a million deep', () =>
    rss(`<description>${'&lt;b>'.repeat(1_000_000)}x</description>`),
  ),
  text('JSON ten thousand deep', () => jsonFeed('['.repeat(10_000))),
  text('JSON a million deep', () => jsonFeed('['.repeat(1_000_000))),
  text('closed JSON a hundred thousand deep', () =>
    jsonFeed(`[{"id":"a","content_text":"x","y":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`),
  ),
  text(
    'ninjs a hundred thousand deep',
    () => `{"uri":"urn:x","versioncreated":"x","associations":${'[{"associations":'.repeat(100_000)}`,
  ),
  text(
    'closed ninjs ten thousand deep',
    () =>
      `{"uri":"urn:x","headline":"x","associations":${'[{"uri":"a","associations":'.repeat(10_000)}[]${'}]'.repeat(10_000)}}`,
  ),
  text('JSON-LD a hundred thousand deep', () =>
    story(`<script type="application/ld+json">${'{"@graph":['.repeat(100_000)}</script>`),
  ),
  text('closed JSON-LD ten thousand deep', () =>
    story(
      `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":${'['.repeat(10_000)}${']'.repeat(10_000)}}</script>`,
    ),
  ),
  text('a multipart ten thousand deep', () =>
    mail(
      'Content-Type: multipart/mixed; boundary=b',
      Array.from(
        { length: 10_000 },
        (_, i) => `--b${i || ''}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
      ).join(''),
    ),
  ),
  text('a message in a message ten thousand deep', () =>
    mail('Content-Type: message/rfc822', mail('Content-Type: message/rfc822', '').repeat(10_000)),
  ),
];

const long: HostileDocument[] = [
  text('a title of 19 MB', () => rss(`<title>${'x'.repeat(19 * MB)}</title>`)),
  text('a description of 19 MB', () => rss(`<description>${'x '.repeat(9 * MB)}</description>`)),
  text('a body of 19 MB of paragraphs', () =>
    rss(`<description>${'&lt;p>x&lt;/p>'.repeat(1_400_000)}</description>`),
  ),
  text('a Cyrillic description of 19 MB', () => rss(`<description>${'ы'.repeat(9 * MB)}</description>`)),
  text('a CDATA section of 19 MB', () =>
    rss(`<description><![CDATA[${'<p>x</p>'.repeat(2_500_000)}]]></description>`),
  ),
  text('a comment of 19 MB', () => rss(`<title>x</title><!--${'x'.repeat(19 * MB)}-->`)),
  text('an attribute of 19 MB', () => rss(`<enclosure url="${'x'.repeat(19 * MB)}"/>`)),
  text('an element name of 20 MB', () => `<rss><${'a'.repeat(20 * MB)}/></rss>`),
  text('a JSON text of 19 MB', () => jsonFeed(`[{"id":"a","content_text":"${'x'.repeat(19 * MB)}"}]}`)),
  text('a page with a text of 19 MB', () => story(`<p>${'x '.repeat(9 * MB)}</p>`)),
  text('a page with a script of 19 MB', () => story(`<script>${'x '.repeat(9 * MB)}</script>`)),
  text('a mail of 19 MB', () => mail('Content-Type: text/plain', 'x '.repeat(9 * MB))),
  text('a mail of 19 MB of lines', () => mail('Content-Type: text/plain', 'x\r\n'.repeat(6 * MB))),
  text('an encoded file of 19 MB', () =>
    mail(
      'Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64',
      `${'QUJD'.repeat(19)}\r\n`.repeat(240_000),
    ),
  ),
  text('quoted-printable of 19 MB', () =>
    mail('Content-Transfer-Encoding: quoted-printable', '=D0'.repeat(6 * MB)),
  ),
  text('an mbox of 50,000 messages', () =>
    'From a@example.org Tue Nov 18 09:00:00 2025\nFrom: a@example.org\nSubject: x\n\nbody\n\n'.repeat(
      200_000,
    ),
  ),
  text('a wire message of 19 MB', () => `\u0001prr0123 4 pol 120\r\n\u0002${'x '.repeat(9 * MB)}\u0003`),
  text('a hundred thousand wire messages', () =>
    '\u0001prr0123 4 pol 120\r\n\u0002Head\r\n  text\r\n\u0003181200 nov 25\u0004'.repeat(100_000),
  ),
  text('a prolog of five million comments', () => `${'<!---->'.repeat(5_000_000)}<rss/>`),
  text('19 MB of blanks before the root', () => `${' '.repeat(19 * MB)}<rss><channel/></rss>`),
  text('19 MB of junk before the root', () => `${'junk '.repeat(3 * MB)}<rss><channel/></rss>`),
  text('19 MB of nothing but letters', () => 'x'.repeat(19 * MB)),
  text('19 MB of opening brackets', () => '<'.repeat(19 * MB)),
  text('19 MB of open tags of a feed', () => `<rss>${'<'.repeat(19 * MB)}`),
  text('a title of 19 MB of brackets', () => `<html><title>${'<'.repeat(19 * MB)}`, 'html'),
  text('19 MB of UTF-8 that breaks off', () => `${rss(`<title>${'ə'.repeat(9 * MB)}`).slice(0, -3)}`),
  { name: '19 MB of no charset at all', make: () => Buffer.alloc(19 * MB, 0xc0) },
  { name: '19 MB of zero bytes', make: () => Buffer.alloc(19 * MB) },
  {
    name: '19 MB of UTF-16',
    make: () => Buffer.from(`\ufeff${rss(`<title>${'ə'.repeat(9 * MB)}</title>`)}`, 'utf16le'),
  },
  {
    name: '19 MB of windows-1251 nobody named',
    make: () => Buffer.concat([Buffer.from('<rss><channel><item><title>'), Buffer.alloc(19 * MB, 0xe5)]),
  },
  {
    name: '9 MB of windows-1251 nobody named',
    make: () => Buffer.concat([Buffer.from('<rss><channel><item><title>'), Buffer.alloc(9 * MB, 0xe5)]),
  },
  {
    name: '9 MB of a charset nobody named, with a letter in each line',
    make: () => Buffer.from(rss(`<title>${`${'x '.repeat(500)}\x85\n`.repeat(9_000)}</title>`), 'latin1'),
  },
  {
    name: '19 MB of UTF-8 with one letter in it',
    make: () => Buffer.from(rss(`<title>ə${'x '.repeat(9 * MB)}</title>`)),
  },
  { name: 'more than 50 MB', make: () => Buffer.alloc(50 * MB + 1, 0x20) },
];

const sitemaps: HostileDocument[] = [
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

const many: HostileDocument[] = [
  text('a million attributes', () =>
    rss(`<enclosure ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}="x"`).join(' ')}/>`),
  ),
  text('a million attributes of one name', () => rss(`<enclosure ${'a="x" '.repeat(1_000_000)}/>`)),
  text('a million namespaces', () =>
    rss(`<a ${Array.from({ length: 400_000 }, (_, i) => `xmlns:a${i}="x"`).join(' ')}/>`),
  ),
  text('a hundred thousand scopes of namespaces', () => rss('<a xmlns:b="c"><b:d/></a>'.repeat(100_000))),
  text('undeclared prefixes', () => rss(Array.from({ length: 300_000 }, (_, i) => `<p${i}:a/>`).join(''))),
  text('a million siblings', () => `<rss><channel>${'<a/>'.repeat(1_000_000)}</channel></rss>`),
  text('a million items', () => `<rss><channel>${'<item/>'.repeat(1_000_000)}</channel></rss>`),
  text(
    'two hundred thousand items that say something',
    () => `<rss><channel>${'<item><title>x</title></item>'.repeat(200_000)}</channel></rss>`,
  ),
  text('a million categories', () => rss(`<title>x</title>${'<category>x</category>'.repeat(900_000)}`)),
  text('a hundred thousand enclosures', () =>
    rss(
      `<title>x</title>${Array.from({ length: 100_000 }, (_, i) => `<enclosure url="https://a.example/${i}.jpg"/>`).join('')}`,
    ),
  ),
  text('a hundred thousand media groups', () =>
    rss(
      `<title>x</title>${'<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:content url="https://a.example/1.jpg"/></media:group>'.repeat(100_000)}`,
    ),
  ),
  text(
    'a hundred thousand NewsItems',
    () => `<NewsML>${'<NewsItem><Identification/></NewsItem>'.repeat(100_000)}</NewsML>`,
  ),
  text(
    'a hundred thousand newsItems',
    () =>
      `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${'<newsItem guid="x"/>'.repeat(100_000)}</itemSet></newsMessage>`,
  ),
  text(
    'a catalog of a hundred thousand schemes',
    () =>
      `<newsItem guid="x" xmlns="http://iptc.org/std/nar/2006-10-01/"><catalog>${Array.from({ length: 100_000 }, (_, i) => `<scheme alias="a${i}" uri="http://a.example/${i}"/>`).join('')}</catalog></newsItem>`,
  ),
  text('a million elements of a page', () => story('<p>x'.repeat(1_000_000))),
  text('a million attributes of a page', () =>
    story(`<p ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}=x`).join(' ')}>`),
  ),
  text(
    'a million meta elements',
    () =>
      `<html>${Array.from({ length: 500_000 }, (_, i) => `<meta name=a${i % 3000} content=x>`).join('')}</html>`,
    'html',
  ),
  text(
    'a meta of a million names',
    () => `<html><meta name="${'a '.repeat(1_000_000)}" content="x"></html>`,
    'html',
  ),
  text('a million end tags', () => story(`${'<i>'.repeat(300)}${'</b>'.repeat(1_000_000)}`)),
  text('a million classes', () => story(`<div class="${'article '.repeat(1_000_000)}">x</div>`)),
  text('a hundred thousand regions', () =>
    story(
      `<div class="article-body">${'<p>some text that is long enough to count</p></div><div class="article-body">'.repeat(100_000)}`,
    ),
  ),
  text('a hundred thousand scripts', () =>
    story(
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>'.repeat(100_000),
    ),
  ),
  text('two hundred thousand pictures', () =>
    story(Array.from({ length: 200_000 }, (_, i) => `<img src="https://a.example/${i}.jpg">`).join('')),
  ),
  text('a million JSON items', () => jsonFeed(`[${'{},'.repeat(999_999)}{}]}`)),
  text('a hundred thousand JSON items', () =>
    jsonFeed(`[${Array.from({ length: 100_000 }, (_, i) => `{"id":"${i}","content_text":"x"}`).join(',')}]}`),
  ),
  text(
    'a million keys',
    () =>
      `{"uri":"urn:x","headline":"x",${Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  ),
  text(
    'six million lines of a header',
    () => `From: a@example.org\r\nSubject: x\r\n${'x\r\n'.repeat(6_000_000)}`,
  ),
  text(
    'a wire message of six million lines',
    () => `\u0001prr0123 4 pol 120\r\n\u0002${'x\r\n'.repeat(6_000_000)}\u0003`,
  ),
  text('six million empty lists', () => jsonFeed(`[${'[],'.repeat(6_000_000)}[]]}`)),
  text('nine million numbers', () => jsonFeed(`[${'1,'.repeat(9_000_000)}1]}`)),
  text('a text of six million lines', () =>
    jsonFeed(`[{"id":"a","content_text":"${'x\\n'.repeat(6_000_000)}"}]}`),
  ),
  text('a million header fields', () => mail('X-A: b\r\n'.repeat(1_000_000).trimEnd(), 'x')),
  text('a header of a million lines', () => mail(`X-A: b${'\r\n b'.repeat(1_000_000)}`, 'x')),
  text('a million addresses', () => `From: ${'a@example.org,'.repeat(1_000_000)}\r\nSubject: x\r\n\r\nx`),
  text('a hundred thousand parameters', () =>
    mail(
      `Content-Type: text/plain${Array.from({ length: 100_000 }, (_, i) => `; a*${i % 999}*=x`).join('')}`,
      'x',
    ),
  ),
  text('a hundred thousand parts', () =>
    mail('Content-Type: multipart/mixed; boundary=b', '--b\r\n\r\nx\r\n'.repeat(100_000)),
  ),
  text('a boundary of one letter over and over', () =>
    mail('Content-Type: multipart/mixed; boundary="-"', '-'.repeat(10_000_000)),
  ),
];

const names: HostileDocument[] = [
  text('names of Object in XML', () =>
    rss(
      NAMES.map((name) => `<${name} ${name}="1" xmlns:${name}="${name}"><${name}:${name}/>x</${name}>`).join(
        '',
      ) + NAMES.map((n) => `<title>&${n};</title>`).join(''),
    ),
  ),
  text('names of Object as attributes', () =>
    rss(
      `<enclosure ${NAMES.map((name) => `${name}="https://a.example/"`).join(' ')} url="https://a.example/1.mp4"/><title>x</title>`,
    ),
  ),
  text('names of Object in JSON', () =>
    jsonFeed(
      `[{"id":"1","content_text":"x",${NAMES.map((name) => `"${name}":{"polluted":true}`).join(',')}}],${NAMES.map((name) => `"${name}":{"polluted":true}`).join(',')}}`,
    ),
  ),
  text(
    'names of Object in ninjs',
    () =>
      `{"uri":"urn:x","headline":"x","associations":{${NAMES.map((name) => `"${name}":{"uri":"urn:${name}","polluted":true,"renditions":{"${name}":{"href":"https://a.example/1.jpg"}}}`).join(',')}},"renditions":{${NAMES.map((name) => `"${name}":{"href":"https://a.example/2.jpg"}`).join(',')}}}`,
  ),
  text('names of Object in HTML', () =>
    story(
      NAMES.map(
        (name) =>
          `<${name} ${name}=x itemprop="${name}" class="${name}">${'long text '.repeat(40)}</${name}><meta name="${name}" content="x"><object ${name}=y></object>`,
      ).join(''),
    ),
  ),
  text('names of Object in JSON-LD', () =>
    story(
      `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",${NAMES.map((name) => `"${name}":{"@id":"${name}"}`).join(',')},"author":{"@id":"__proto__"}}</script>`,
    ),
  ),
  text('names of Object in a mail', () =>
    mail(
      NAMES.map((name) => `${name}: x\r\nContent-Type: ${name}/${name}; ${name}=x; boundary=${name}`).join(
        '\r\n',
      ),
      '--constructor\r\n\r\nx',
    ),
  ),
  text(
    'names of Object as languages and codes',
    () =>
      `<newsItem guid="x" xml:lang="constructor" xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><itemClass qcode="constructor:__proto__"/><pubStatus qcode="__proto__:toString"/></itemMeta><contentMeta><urgency>constructor</urgency><subject qcode="toString:constructor" type="__proto__:x"/></contentMeta></newsItem>`,
  ),
  text('NUL and lone surrogates', () => rss('<title>a\0b\ud800c\udfffd</title>')),
  text('escaped NUL and lone surrogates', () =>
    jsonFeed(
      '[{"id":"\\u0000","title":"\\ud800x\\udc00\\u0000","content_html":"<p>\\ud800&#0;&#xd800;</p>"}]}',
    ),
  ),
  text('references to what is no character', () =>
    rss('<title>a&#0;&#xd800;&#x110000;&#99999999999999999999;&#xfffe;b</title>'),
  ),
  text('huge numbers', () =>
    rss(
      '<title>x</title><enclosure url="https://a.example/1.mp4" length="1e999"/><media:content xmlns:media="http://search.yahoo.com/mrss/" url="https://a.example/2.mp4" fileSize="99999999999999999999999" width="-1" height="1e308" duration="9e99"/>',
    ),
  ),
  text(
    'huge numbers in JSON',
    () =>
      `{"uri":"urn:x","headline":"x","version":1e999,"urgency":-1e999,"renditions":[{"href":"https://a.example/1.mp4","width":1e999,"height":${'9'.repeat(100_000)},"sizeInBytes":-0}]}`,
  ),
];

const once = (name: string, data: Buffer): ZipMember => ({ name, data });
const bomb = (size: number): Buffer => deflateRawSync(Buffer.alloc(size, 0x20), { level: 9 });
const nestedZips = (depth: number): Buffer => {
  let inner: Buffer = Buffer.from(rss('<title>x</title>'));
  for (let i = 0; i < depth; i++) inner = zipOf([once('a.zip', inner)]);
  return inner;
};

const packed: HostileDocument[] = [
  { name: 'a gzip bomb', make: () => gzipSync(Buffer.alloc(200 * MB, 0x20), { level: 9 }) },
  { name: 'a gzip bomb in gzip', make: () => gzipSync(gzipSync(Buffer.alloc(200 * MB, 0x20), { level: 9 })) },
  {
    name: 'a thousand gzips one after the other',
    make: () => Buffer.concat(Array.from({ length: 1000 }, () => gzipSync(Buffer.alloc(MB)))),
  },
  {
    name: 'gzip in gzip a hundred times',
    make: () => Array.from({ length: 100 }).reduce<Buffer>((inner) => gzipSync(inner), Buffer.from(rss(''))),
  },
  { name: 'a brotli bomb', make: () => brotliCompressSync(Buffer.alloc(200 * MB, 0x20)) },
  { name: 'a zip bomb', make: () => zipOf([{ name: 'a.xml', raw: bomb(200 * MB), size: 200 * MB }]) },
  {
    name: 'a zip bomb that says it is small',
    make: () => zipOf([{ name: 'a.xml', raw: bomb(200 * MB), size: 10 }]),
  },
  {
    name: 'a zip whose members are one and the same',
    make: () => {
      const kernel = bomb(20 * MB);
      return zipOf(
        Array.from({ length: 2000 }, (_, i) => ({
          name: `${i}.xml`,
          raw: kernel,
          size: 20 * MB,
          shared: true,
        })),
      );
    },
  },
  {
    name: 'a zip of a hundred thousand members',
    make: () => zipOf(Array.from({ length: 60_000 }, (_, i) => once(`${i}.xml`, Buffer.from('<rss/>')))),
  },
  { name: 'a zip in a zip a hundred times', make: () => nestedZips(100) },
  {
    name: 'zips in zips, a hundred in each of a hundred',
    make: () => {
      const inner = zipOf(
        Array.from({ length: 100 }, (_, i) => once(`${i}.xml`, Buffer.from(rss('<title>x</title>')))),
      );
      return zipOf(Array.from({ length: 100 }, (_, i) => once(`${i}.zip`, inner)));
    },
  },
  {
    name: 'a zip with names out of its folder',
    make: () =>
      zipOf([
        once('../../../../etc/passwd', Buffer.from(rss('<title>x</title>'))),
        once('__proto__', Buffer.from(rss('<title>y</title>'))),
      ]),
  },
];

/** By what they are made of; those of a class are alike in what they cost. */
export const HOSTILE_DOCUMENTS: Readonly<Record<string, readonly HostileDocument[]>> = {
  'addresses outside of the document': outside,
  entities,
  depth: deep,
  length: long,
  sitemaps,
  numbers: many,
  format: HOSTILE_BY_FORMAT,
  'names of Object': names,
  packing: packed,
  'repeated signs': REPEATED_SIGNS,
};
