import { type HostileDocument, jsonFeed, mail, rss, story, text } from './hostile-document.js';

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

export const NAMES_OF_OBJECT: readonly HostileDocument[] = [
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
