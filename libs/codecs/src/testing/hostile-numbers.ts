import { type HostileDocument, jsonFeed, mail, rss, story, text } from './hostile-document.js';

const many = (write: (n: number) => string): string =>
  Array.from({ length: 50_000 }, (_, n) => write(n)).join('');

export const NUMBERS: readonly HostileDocument[] = [
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
  text('six hundred thousand categories', () =>
    rss(`<title>x</title>${'<category>x</category>'.repeat(650_000)}`),
  ),
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
  text('fifty thousand licences of a feed', () =>
    rss('<title>x</title>').replace(
      '<item>',
      `${many((n) => `<cc:license>https://a.example/${n}</cc:license>`)}<item>`,
    ),
  ),
  text('fifty thousand licences, credits and pages of an item', () =>
    rss(
      `<title>x</title>${many((n) => `<cc:license>https://a.example/${n}</cc:license><media:credit>${n}</media:credit>`)}` +
        many((n) => `<media:player url="https://a.example/${n}"/><atom:link href="https://a.example/${n}"/>`),
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
    'five million lines of a header',
    () => `From: a@example.org\r\nSubject: x\r\n${'x\r\n'.repeat(4_900_000)}`,
  ),
  text(
    'a wire message of five million lines',
    () => `\u0001prr0123 4 pol 120\r\n\u0002${'x\r\n'.repeat(4_900_000)}\u0003`,
  ),
  text('five million empty lists', () => jsonFeed(`[${'[],'.repeat(4_900_000)}[]]}`)),
  text('seven million numbers', () => jsonFeed(`[${'1,'.repeat(7_000_000)}1]}`)),
  text('a text of five million lines', () =>
    jsonFeed(`[{"id":"a","content_text":"${'x\\n'.repeat(4_900_000)}"}]}`),
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
