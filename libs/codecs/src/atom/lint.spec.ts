import { knows, replacing } from '../testing/lint-cases.js';

describe('Atom (RFC 4287)', () => {
  const good = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<id>https://report.example.org/atom</id>
<title>Report</title>
<updated>2026-03-10T09:00:00Z</updated>
<link rel="self" href="https://report.example.org/atom"/>
<at:deleted-entry ref="urn:x:9" when="2026-03-10T09:00:00Z"/>
<entry>
<id>urn:x:1</id>
<title>Sərgi</title>
<updated>2026-03-10T09:00:00+04:00</updated>
<published>2026-03-10T08:00:00.5Z</published>
<author><name>Müxbir</name><email>m@report.example.org</email></author>
<link href="https://report.example.org/1" type="text/html"/>
<category term="kitab"/>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">X</div></summary>
<content type="html">&lt;p&gt;Mətn&lt;/p&gt;</content>
</entry>
</feed>`;
  const entry = '/feed/entry';
  knows('atom', good, [
    ['atom.incomplete', '/feed', 1, replacing('<id>https://report.example.org/atom</id>', '')],
    ['atom.incomplete', '/feed', 1, replacing('<title>Report</title>', '')],
    ['atom.incomplete', entry, 7, replacing(/<updated>2026-03-10T09:00:00\+04:00<\/updated>/, '')],
    [
      'atom.repeated',
      `${entry}/title[2]`,
      9,
      replacing('<title>Sərgi</title>', '<title>a</title><title>b</title>'),
    ],
    ['atom.repeated', `${entry}/content[2]`, 16, replacing('<content', '<content/><content')],
    ['atom.id', `${entry}/id`, 8, replacing('urn:x:1', '1')],
    ['atom.date', `${entry}/updated`, 10, replacing('09:00:00+04:00', '09:00:00')],
    ['atom.date', `${entry}/published`, 11, replacing('2026-03-10T08', '2026-02-30T08')],
    ['atom.date', '/feed/updated', 4, replacing('2026-03-10T09:00:00Z', '2026-03-10t09:00:00z')],
    ['atom.no-author', entry, 7, replacing(/<author>.*<\/author>/, '')],
    ['atom.person', `${entry}/author`, 12, replacing('<name>Müxbir</name>', '')],
    ['atom.person', `${entry}/author/email`, 12, replacing('m@report', 'report')],
    ['atom.link-incomplete', '/feed/link', 5, replacing(' href="https://report.example.org/atom"', '')],
    ['atom.link', '/feed/link/@rel', 5, replacing('rel="self"', 'rel="a b"')],
    ['atom.link', `${entry}/link/@type`, 13, replacing('type="text/html"', 'type="page"')],
    [
      'atom.link-repeated',
      `${entry}/link[2]`,
      14,
      replacing('<category', '<link href="https://x.example.org/" type="text/html"/><category'),
    ],
    ['atom.category-incomplete', `${entry}/category`, 14, replacing(' term="kitab"', '')],
    ['atom.text', `${entry}/summary`, 15, replacing(/<div.*<\/div>/, 'X')],
    ['atom.text', `${entry}/title`, 9, replacing('Sərgi', '<b>Sərgi</b>')],
    ['atom.text-type', `${entry}/summary/@type`, 15, replacing('"xhtml"', '"markdown"')],
    [
      'atom.no-content',
      entry,
      7,
      (text) =>
        text
          .replace(/<content.*<\/content>/, '')
          .replace(/<link href="https:\/\/report.example.org\/1"[^>]*>/, ''),
    ],
    [
      'atom.content',
      `${entry}/content`,
      16,
      replacing('type="html"', 'type="video/mp4" src="https://x.example.org/1.mp4"'),
    ],
    ['atom.content-type', `${entry}/content/@type`, 16, replacing('type="html"', 'type="page"')],
    [
      'atom.no-summary',
      entry,
      7,
      (text) =>
        text
          .replace(/<summary.*<\/summary>/, '')
          .replace(/<content.*<\/content>/, '<content type="video/mp4" src="https://x.example.org/1.mp4"/>'),
    ],
    ['atom.deleted-entry-incomplete', '/feed/deleted-entry', 6, replacing(' ref="urn:x:9"', '')],
    [
      'atom.entry-repeated',
      '/feed/entry[2]',
      17,
      (text) => text.replace(/<entry>[\s\S]*<\/entry>/, (one) => one + one),
    ],
    ['atom.namespace', '/feed', 1, replacing('2005/Atom', '2005/Atoms')],
  ]);
});
