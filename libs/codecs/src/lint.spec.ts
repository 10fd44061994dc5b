import type { Format } from './codec.js';
import { lineOfPointer } from './json-lines.js';
import { lintDocument } from './lint.js';
import { validateDocument } from './validate.js';

/** A code, where it is found, on which line, and what to change in a document without a fault for it. */
type Case = [code: string, at: string, line: number, change: (text: string) => string];

const codesOf = (format: Format, text: string): string[] =>
  lintDocument(format, text).map(({ code }) => code);

function knows(format: Format, good: string, cases: Case[]): void {
  it('finds no fault in a good one', () => {
    expect(validateDocument(Buffer.from(good))).toMatchObject({ format, valid: true, faults: [] });
  });

  it.each(cases)('finds %s at %s', (code, at, line, change) => {
    const changed = change(good);
    expect(changed).not.toBe(good);
    const { faults } = validateDocument(Buffer.from(changed), { format });
    expect(faults.map((fault) => [fault.code, fault.at, fault.line])).toContainEqual([code, at, line]);
  });
}

const replacing =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

describe('RSS 2.0', () => {
  const good = `<?xml version="1.0"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>Report</title>
<link>https://report.example.org/</link>
<description>Xəbərlər</description>
<lastBuildDate>Tue, 10 Mar 2026 09:00:00 GMT</lastBuildDate>
<ttl>5</ttl>
<image><url>https://report.example.org/i.png</url><title>Report</title><link>https://report.example.org/</link></image>
<item>
<title>Sərgi</title>
<link>https://report.example.org/1</link>
<guid isPermaLink="false">1</guid>
<pubDate>Tue, 10 Mar 2026 09:00:00 +0400</pubDate>
<enclosure url="https://report.example.org/1.mp4" length="100" type="video/mp4"/>
<source url="https://afp.example.org/rss">AFP</source>
<media:content url="https://report.example.org/1.mp4" medium="video" duration="12.5"><media:thumbnail url="https://report.example.org/1.jpg"/></media:content>
<media:restriction relationship="deny" type="country">kz</media:restriction>
</item>
<item><description>Mətn</description><guid>https://report.example.org/2</guid></item>
</channel>
</rss>`;
  const item = '/rss/channel/item[1]';
  knows('rss', good, [
    ['rss.no-version', '/rss', 2, replacing(' version="2.0"', '')],
    ['rss.no-channel', '/rss', 2, replacing(/<channel>[\s\S]*<\/channel>/, '')],
    ['rss.channel-incomplete', '/rss/channel', 3, replacing('<title>Report</title>', '')],
    ['rss.channel-incomplete', '/rss/channel', 3, replacing('<link>https://report.example.org/</link>', '')],
    ['rss.channel-incomplete', '/rss/channel', 3, replacing('<description>Xəbərlər</description>', '')],
    ['rss.link', '/rss/channel/link', 5, replacing('<link>https://report.example.org/</link>', '<link/>')],
    [
      'rss.date',
      '/rss/channel/lastBuildDate',
      7,
      replacing('Tue, 10 Mar 2026 09:00:00 GMT', '2026-03-10T09:00:00Z'),
    ],
    ['rss.ttl', '/rss/channel/ttl', 8, replacing('<ttl>5', '<ttl>often')],
    ['rss.image-incomplete', '/rss/channel/image', 9, replacing('<title>Report</title><link>', '<link>')],
    ['rss.item-empty', item, 10, replacing('<title>Sərgi</title>', '')],
    ['rss.link', `${item}/link`, 12, replacing('<link>https://report.example.org/1<', '<link>/1<')],
    ['rss.guid', `${item}/guid`, 13, replacing(' isPermaLink="false"', '')],
    ['rss.guid', `${item}/guid/@isPermaLink`, 13, replacing('"false"', '"no"')],
    ['rss.guid', `${item}/guid`, 13, replacing('>1</guid>', '></guid>')],
    [
      'rss.guid-repeated',
      '/rss/channel/item[2]/guid',
      20,
      replacing('<guid>https://report.example.org/2', '<guid>1'),
    ],
    ['rss.date-unreadable', `${item}/pubDate`, 14, replacing('Tue, 10 Mar 2026 09:00:00 +0400', 'yesterday')],
    [
      'rss.date',
      `${item}/pubDate`,
      14,
      replacing('Tue, 10 Mar 2026 09:00:00 +0400', 'Tue, 10 Mar 2026 09:00:00'),
    ],
    ['rss.enclosure-incomplete', `${item}/enclosure`, 15, replacing(' length="100"', '')],
    ['rss.enclosure-incomplete', `${item}/enclosure`, 15, replacing(/ type="video\/mp4"/, '')],
    [
      'rss.enclosure-incomplete',
      `${item}/enclosure`,
      15,
      replacing('<enclosure url="https://report.example.org/1.mp4"', '<enclosure'),
    ],
    ['rss.enclosure', `${item}/enclosure/@length`, 15, replacing('length="100"', 'length="long"')],
    ['rss.enclosure', `${item}/enclosure/@type`, 15, replacing('type="video/mp4"', 'type="video"')],
    ['rss.source-incomplete', `${item}/source`, 16, replacing(' url="https://afp.example.org/rss"', '')],
    [
      'media.content-without-target',
      `${item}/content[1]`,
      17,
      replacing('media:content url="https://report.example.org/1.mp4"', 'media:content'),
    ],
    ['media.value', `${item}/content[1]/@medium`, 17, replacing('medium="video"', 'medium="film"')],
    ['media.value', `${item}/content[1]/@duration`, 17, replacing('"12.5"', '"00:12"')],
    [
      'media.incomplete',
      `${item}/content[1]/thumbnail[1]`,
      17,
      replacing('media:thumbnail url="https://report.example.org/1.jpg"', 'media:thumbnail'),
    ],
    ['media.incomplete', `${item}/restriction[1]`, 18, replacing(' relationship="deny"', '')],
    ['media.value', `${item}/restriction[1]/@relationship`, 18, replacing('"deny"', '"forbid"')],
    ['rss.unknown-element', `${item}/video`, 11, replacing('<title>Sərgi', '<video/><title>Sərgi')],
    ['xml.malformed', '/rss', 22, replacing('</channel>', '')],
  ]);

  it('lets older versions have elements that they do not name', () => {
    const old = good
      .replace('version="2.0"', 'version="0.92"')
      .replace('<title>Sərgi', '<video/><title>Sərgi');
    expect(codesOf('rss', old)).toEqual([]);
  });
});

describe('RSS 1.0', () => {
  const good = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://report.example.org/rss"><title>Report</title><link>https://report.example.org/</link><description>X</description></channel>
<item rdf:about="https://report.example.org/1"><title>Sərgi</title><link>https://report.example.org/1</link></item>
</rdf:RDF>`;
  knows('rdf', good, [
    ['rdf.no-channel', '/RDF', 1, replacing(/<channel.*<\/channel>/, '')],
    ['rdf.incomplete', '/RDF/channel', 2, replacing('<description>X</description>', '')],
    ['rdf.incomplete', '/RDF/item', 3, replacing('<title>Sərgi</title>', '')],
    ['rdf.no-about', '/RDF/item', 3, replacing(' rdf:about="https://report.example.org/1"', '')],
  ]);
});

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

describe('NITF 3.6', () => {
  const good = `<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
<head>
<title>Sərgi</title>
<meta name="credit" content="Report"/>
<tobject><tobject.subject tobject.subject.refnum="04000000"/></tobject>
<docdata management-status="embargoed">
<doc-id id-string="urn:x:1"/>
<urgency ed-urg="3"/>
<date.issue norm="20260310T090000Z"/>
<date.release norm="20260310T180000+0400"/>
</docdata>
</head>
<body>
<body.head><hedline><hl1 id="h">Sərgi</hl1></hedline><byline>Müxbir</byline></body.head>
<body.content>
<p id="p">Mətn</p>
<media media-type="image"><media-reference source="https://report.example.org/1.jpg"/></media>
</body.content>
</body>
</nitf>`;
  const docdata = '/nitf/head/docdata';
  knows('nitf', good, [
    ['nitf.namespace', '/nitf', 1, replacing('2006-10-18', '2006-10-19')],
    ['nitf.no-body', '/nitf', 1, replacing(/<body>[\s\S]*<\/body>/, '')],
    [
      'nitf.misplaced',
      '/nitf/head/title',
      3,
      (text) =>
        text
          .replace('<title>Sərgi</title>\n', '')
          .replace('content="Report"/>', 'content="Report"/><title>Sərgi</title>'),
    ],
    ['nitf.misplaced', '/nitf/head/story', 3, replacing('<title>', '<story/><title>')],
    ['nitf.misplaced', `${docdata}/date`, 7, replacing('<doc-id', '<date/><doc-id')],
    [
      'nitf.misplaced',
      '/nitf/body/body.head/hedline',
      14,
      replacing(/(<hedline>.*<\/hedline>)(<byline>.*<\/byline>)/, '$2$1'),
    ],
    ['nitf.incomplete', '/nitf/head/meta', 4, replacing(' content="Report"', '')],
    [
      'nitf.incomplete',
      '/nitf/head/tobject/tobject.subject',
      5,
      replacing(' tobject.subject.refnum="04000000"', ''),
    ],
    ['nitf.management-status', `${docdata}/@management-status`, 6, replacing('"embargoed"', '"live"')],
    ['nitf.no-release', docdata, 6, replacing(/<date.release[^>]*>/, '')],
    ['nitf.no-id', `${docdata}/doc-id`, 7, replacing(' id-string="urn:x:1"', '')],
    ['nitf.urgency', `${docdata}/urgency/@ed-urg`, 8, replacing('"3"', '"12"')],
    ['nitf.date-unreadable', `${docdata}/date.issue/@norm`, 9, replacing('20260310T090000Z', 'today')],
    ['nitf.date', `${docdata}/date.issue`, 9, replacing('20260310T090000Z', '')],
    ['nitf.date-without-zone', `${docdata}/date.release/@norm`, 10, replacing('180000+0400', '180000')],
    ['nitf.no-hl1', '/nitf/body/body.head/hedline', 14, replacing(/<hl1.*<\/hl1>/, '')],
    ['nitf.duplicate-id', '/nitf/body/body.content/p/@id', 16, replacing('id="p"', 'id="h"')],
    ['nitf.incomplete', '/nitf/body/body.content/media', 17, replacing(' media-type="image"', '')],
    [
      'nitf.media-without-source',
      '/nitf/body/body.content/media/media-reference',
      17,
      replacing(/ source="[^"]*"/, ''),
    ],
    [
      'nitf.media-without-reference',
      '/nitf/body/body.content/media',
      17,
      replacing(/<media-reference[^>]*>/, ''),
    ],
  ]);

  it('knows documents of a DTD, an embargo without an end, and days without a zone', () => {
    const old = good
      .replace(' xmlns="http://iptc.org/std/NITF/2006-10-18/"', '')
      .replace('20260310T180000+0400', '')
      .replace('20260310T090000Z', '20260310');
    expect(codesOf('nitf', old)).toEqual([]);
  });
});

describe('a sitemap', () => {
  const good = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:v="http://www.google.com/schemas/sitemap-video/1.1">
<url>
<loc>https://report.example.org/1</loc>
<lastmod>2026-03-10</lastmod>
<changefreq>daily</changefreq>
<priority>0.8</priority>
<n:news><n:publication><n:name>Report</n:name><n:language>az</n:language></n:publication><n:publication_date>2026-03-10T09:00:00Z</n:publication_date><n:title>Sərgi</n:title></n:news>
<v:video><v:thumbnail_loc>https://x.example.org/1.jpg</v:thumbnail_loc><v:title>S</v:title><v:description>S</v:description><v:player_loc>https://x.example.org/1</v:player_loc></v:video>
</url>
</urlset>`;
  knows('sitemap', good, [
    ['sitemap.empty', '/urlset', 1, replacing(/<url>[\s\S]*<\/url>/, '')],
    ['sitemap.no-loc', '/urlset/url', 2, replacing(/<loc>.*<\/loc>/, '')],
    ['sitemap.loc', '/urlset/url/loc', 2, replacing('<loc>https://report.example.org', '<loc>')],
    ['sitemap.date', '/urlset/url/lastmod', 4, replacing('2026-03-10<', '10.03.2026<')],
    ['sitemap.changefreq', '/urlset/url/changefreq', 5, replacing('daily', 'often')],
    ['sitemap.priority', '/urlset/url/priority', 6, replacing('0.8', '8')],
    ['sitemap.incomplete', '/urlset/url/news', 7, replacing('<n:title>Sərgi</n:title>', '')],
    ['sitemap.incomplete', '/urlset/url/news/publication', 7, replacing('<n:language>az</n:language>', '')],
    ['sitemap.date', '/urlset/url/news/publication_date', 7, replacing('T09:00:00Z', 'T09:00:00')],
    ['sitemap.incomplete', '/urlset/url/video', 8, replacing(/<v:player_loc>.*<\/v:player_loc>/, '')],
    ['sitemap.namespace', '/urlset', 1, replacing('sitemap/0.9"', 'sitemap/9.0"')],
  ]);
});

describe('JSON Feed 1.1', () => {
  const good = `{
"version": "https://jsonfeed.org/version/1.1",
"title": "Report",
"feed_url": "https://report.example.org/feed.json",
"items": [
{
"id": "1",
"url": "https://report.example.org/1",
"content_html": "<p>\\"Mətn\\"</p>",
"date_published": "2026-03-10T09:00:00Z",
"authors": [{"name": "Müxbir"}],
"tags": ["kitab"],
"attachments": [{"url": "https://x.example.org/1.mp4", "mime_type": "video/mp4", "size_in_bytes": 7}]
},
{"id": "2", "content_text": "Mətn"}
]
}`;
  knows('jsonfeed', good, [
    ['jsonfeed.incomplete', '/', 1, replacing('"title": "Report",', '')],
    ['jsonfeed.version', '/version', 2, replacing('version/1.1', 'version/2')],
    ['jsonfeed.url', '/feed_url', 4, replacing('https://report.example.org/feed', 'feed')],
    ['jsonfeed.no-id', '/items/0', 6, replacing('"id": "1",', '')],
    ['jsonfeed.id-repeated', '/items/1/id', 15, replacing('"id": "2"', '"id": "1"')],
    ['jsonfeed.no-content', '/items/1', 15, replacing(', "content_text": "Mətn"', '')],
    ['jsonfeed.text', '/items/1/content_text', 15, replacing('"Mətn"}', '7}')],
    ['jsonfeed.url', '/items/0/url', 8, replacing('"https://report.example.org/1"', '"/1"')],
    ['jsonfeed.date', '/items/0/date_published', 10, replacing('T09:00:00Z', '')],
    ['jsonfeed.author', '/items/0/authors/0', 11, replacing('"name": "Müxbir"', '')],
    ['jsonfeed.tags', '/items/0/tags', 12, replacing('["kitab"]', '"kitab"')],
    [
      'jsonfeed.attachment-incomplete',
      '/items/0/attachments/0',
      13,
      replacing(', "mime_type": "video/mp4"', ''),
    ],
    [
      'jsonfeed.attachment',
      '/items/0/attachments/0/size_in_bytes',
      13,
      replacing('"size_in_bytes": 7', '"size_in_bytes": "7"'),
    ],
    ['json.malformed', '/', 3, replacing('"title": "Report",', '"title": Report,')],
  ]);

  it.each<[string, number]>([
    ['{"a": 1,\n"b" 2}', 2],
    ['{"a": [1,\n2,\n]}', 3],
    ['{"a": 1,\n}', 2],
    ['[1]\n\n2', 3],
    ['{"a": "x\ny"}', 1],
    ['{"a": 01}', 1],
    ['{\n"a": [1}', 2],
    ['{"a":\n1', 2],
  ])('finds where %j stops being JSON', (text, line) => {
    expect(validateDocument(Buffer.from(text), { format: 'jsonfeed' }).faults).toEqual([
      { code: 'json.malformed', at: '/', line, message: expect.any(String) },
    ]);
  });

  it('finds lines through text that looks like structure', () => {
    const text = '{"a": "}],\\"", "~/": [1,\n[2, {"x": "[",\n"y": {}}]]}';
    expect(['/~0~1/1/1/y', '/~0~1/1', '/none', ''].map((at) => lineOfPointer(text, at))).toEqual([
      3, 2, 1, 1,
    ]);
  });
});

describe('an e-mail (RFC 5322)', () => {
  const good =
    'From: Report <r@report.example.org>\r\nDate: Tue, 10 Mar 2026 09:00:00 +0000\r\nSubject: x\r\n\r\nMətn\r\n';
  knows('email', good, [
    ['email.incomplete', '/message', 1, replacing(/^From.*\r\n/, '')],
    ['email.field-repeated', '/message/subject', 4, replacing('Subject: x', 'Subject: x\r\nSubject: y')],
    ['email.header', '/message', 3, replacing('Subject: x', 'Subject: ə')],
    ['email.header', '/message', 3, replacing('Subject: x', 'no field')],
    ['email.line-too-long', '/message', 5, replacing('Mətn', 'x'.repeat(999))],
  ]);
});
