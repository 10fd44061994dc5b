import { type HostileDocument, jsonFeed, mail, rss, story, text } from './hostile-document.js';

export const DEPTHS: readonly HostileDocument[] = [
  text('XML ten thousand deep', () => rss('<a>'.repeat(10_000))),
  text('XML a million deep', () => rss('<a>'.repeat(1_000_000))),
  text('three million end tags that close none of 250 elements', () =>
    rss(`${'<a>'.repeat(250)}${'</x>'.repeat(3_500_000)}`),
  ),
  text('end tags of other elements, and of ones that are too deep to be held', () =>
    rss(`${'<a></B>'.repeat(490_000)}${'</x>'.repeat(2_000_000)}`),
  ),
  text('two million elements closed by the tags of others', () => rss('<a></b>'.repeat(2_000_000))),
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
