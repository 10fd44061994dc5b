import { LANGUAGES, words } from './generated-items.js';

/** What the bench of decoding measures. */
export const FORMATS = ['rss', 'atom', 'newsml-g2', 'ninjs'] as const;
export type BenchFormat = (typeof FORMATS)[number];

/** The documents that hold `count` items, those of the number `from` first: one of a feed, one an item of the others. */
export function documentsOf(format: BenchFormat, from: number, count: number): Buffer[] {
  const items = Array.from({ length: count }, (_, i) => itemOf(from + i));
  if (format === 'rss') return [Buffer.from(rss(items))];
  if (format === 'atom') return [Buffer.from(atom(items))];
  return items.map((item) => Buffer.from(format === 'ninjs' ? ninjs(item) : newsml(item)));
}

interface Item {
  number: number;
  language: string;
  url: string;
  picture: string;
  headline: string;
  summary: string;
  author: string;
  caption: string;
  categories: string[];
  created: Date;
  modified: Date;
  /** Paragraphs of HTML with links and emphasis, a heading and a picture with its caption. */
  body: string;
}

/** An item takes about this much in RSS, its markup and metadata included. */
const BODY_BYTES = 2_100;

function itemOf(number: number): Item {
  const language = LANGUAGES[number % LANGUAGES.length]!;
  const url = `https://report.example/${language}/news/${number}`;
  const picture = `https://cdn.report.example/photos/${number}/large.jpg`;
  const caption = `${capital(words(language, number + 2, 7))} ${number}. © Report`;
  const figure = `<figure class="wp-block-image"><img src="${picture}" alt="${words(language, number, 4)}" width="1280" height="720"/><figcaption>${caption}</figcaption></figure>`;
  let body = `<p class="lead"><strong>${capital(words(language, number, 16))}</strong>.</p>\n${figure}\n`;
  for (let i = 1; Buffer.byteLength(body) < BODY_BYTES; i++) body += paragraph(language, url, number, i);
  const created = Date.UTC(2026, 0, 1, 0, number);
  return {
    number,
    language,
    url,
    picture,
    headline: `${capital(words(language, number, 9))} ${number}`,
    summary: `${capital(words(language, number + 1, 20))}.`,
    author: `Reporter ${number % 12}`,
    caption,
    categories: [words(language, number, 1), words(language, number + 3, 2)],
    created: new Date(created),
    modified: new Date(created + 90_000),
    body,
  };
}

function paragraph(language: string, url: string, number: number, i: number): string {
  const heading = i === 4 ? `<h2>${capital(words(language, number + i, 5))}</h2>\n` : '';
  const start = capital(words(language, number + i, 18));
  const link = `<a href="${url}/related/${i}?from=body&amp;n=${i}" target="_blank">${words(language, i, 3)}</a>`;
  return `${heading}<p>${start}, &quot;${words(language, i, 6)}&quot; – ${link} <em>${words(language, number, 2)}</em>.</p>\n`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function rss(items: Item[]): string {
  const entries = items.map(
    (item) => `<item>
  <title>${item.headline}</title>
  <link>${item.url}</link>
  <guid isPermaLink="false">${item.url}?p=${item.number}</guid>
  <pubDate>${item.created.toUTCString()}</pubDate>
  <dc:creator><![CDATA[${item.author}]]></dc:creator>
  ${item.categories.map((name) => `<category><![CDATA[${name}]]></category>`).join('\n  ')}
  <description>${escaped(`<p>${item.summary}</p>`)}</description>
  <content:encoded><![CDATA[${item.body}]]></content:encoded>
  <media:content url="${item.picture}" type="image/jpeg" medium="image" width="1280" height="720" fileSize="184320">
    <media:description type="plain">${item.caption}</media:description>
    <media:credit role="photographer">${item.author}</media:credit>
  </media:content>
</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Report</title><link>https://report.example/</link><description>News</description><ttl>5</ttl>
<atom:link href="https://report.example/rss" rel="self" type="application/rss+xml"/>
${entries.join('\n')}
</channel></rss>`;
}

function atom(items: Item[]): string {
  const entries = items.map(
    (item) => `<entry>
  <title>${item.headline}</title>
  <link rel="alternate" type="text/html" href="${item.url}"/>
  <link rel="enclosure" type="image/jpeg" length="184320" href="${item.picture}"/>
  <id>${item.url}</id>
  <published>${item.created.toISOString()}</published>
  <updated>${item.modified.toISOString()}</updated>
  <author><name>${item.author}</name></author>
  ${item.categories.map((name) => `<category term="${name}"/>`).join('\n  ')}
  <summary>${item.summary}</summary>
  <content type="html">${escaped(item.body)}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Report</title><id>https://report.example/</id><updated>2026-01-01T00:00:00Z</updated>
<link rel="self" href="https://report.example/atom"/>
${entries.join('\n')}
</feed>`;
}

function newsml(item: Item): string {
  const created = item.created.toISOString();
  const modified = item.modified.toISOString();
  return `<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
<header><sent>${modified}</sent><sender>report.example</sender><transmitId>report-${item.number}</transmitId><priority>4</priority></header>
<itemSet>
<newsItem guid="urn:newsml:report.example:20260101:${item.number}" version="2" standard="NewsML-G2" standardversion="2.35" conformance="power" xml:lang="${item.language}">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>
  <catalog><scheme alias="report" uri="https://report.example/cv/subject/"/></catalog>
  <rightsInfo><copyrightHolder literal="report"><name>Report</name></copyrightHolder><copyrightNotice>© 2026 Report</copyrightNotice><usageTerms>Editorial use only.</usageTerms></rightsInfo>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider literal="report"><name>Report</name></provider>
    <versionCreated>${modified}</versionCreated>
    <firstCreated>${created}</firstCreated>
    <pubStatus qcode="stat:usable"/>
    <service qcode="report:wire"><name>Wire</name></service>
    <edNote>Picture follows.</edNote>
    <signal qcode="sig:update"/>
  </itemMeta>
  <contentMeta>
    <urgency>4</urgency>
    <contentCreated>${created}</contentCreated>
    <located type="cptype:city" qcode="report:baku"><name>Baku</name><broader qcode="iso3166-1a2:AZ"><name>Azerbaijan</name></broader></located>
    <creator literal="reporter"><name>${item.author}</name></creator>
    <infoSource qcode="report:desk"><name>Report</name></infoSource>
    <language tag="${item.language}"/>
    <genre qcode="genre:Current"><name xml:lang="en">Current</name></genre>
    <keyword>${item.categories[0]}</keyword>
    <subject type="cpnat:abstract" qcode="medtop:04000000"><name xml:lang="en">economy, business and finance</name></subject>
    <subject type="cpnat:abstract" qcode="medtop:15000000" confidence="80"><name xml:lang="en">sport</name></subject>
    <subject type="cpnat:abstract" qcode="report:${item.number % 40}"><name xml:lang="${item.language}">${item.categories[1]}</name></subject>
    <slugline separator="-">report-${item.number}</slugline>
    <headline>${item.headline}</headline>
    <by>${item.author}</by>
    <dateline>Baku</dateline>
    <description role="drol:summary">${item.summary}</description>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml" wordcount="180"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>${item.headline}</title></head><body>${item.body}</body></html></inlineXML>
    <remoteContent rendition="rnd:highRes" href="${item.picture}" contenttype="image/jpeg" size="184320" width="1280" height="720"><altId type="report:file">${item.number}.jpg</altId></remoteContent>
  </contentSet>
</newsItem>
</itemSet>
</newsMessage>`;
}

function ninjs(item: Item): string {
  return JSON.stringify({
    uri: item.url,
    standard: { name: 'ninjs', version: '3.1', schema: 'https://iptc.org/std/ninjs/ninjs-schema_3.1.json' },
    type: 'text',
    version: '2',
    firstCreated: item.created.toISOString(),
    versionCreated: item.modified.toISOString(),
    contentCreated: item.created.toISOString(),
    pubStatus: 'usable',
    urgency: 4,
    language: item.language,
    copyrightHolder: 'Report',
    copyrightNotice: '© 2026 Report',
    usageTerms: 'Editorial use only.',
    by: item.author,
    slugline: `report-${item.number}`,
    located: 'Baku',
    headlines: [{ role: 'main', value: item.headline }],
    descriptions: [{ role: 'summary', value: item.summary }],
    bodies: [{ role: 'main', contentType: 'text/html', value: item.body }],
    subjects: [
      { name: 'sport', uri: 'http://cv.iptc.org/newscodes/mediatopic/15000000' },
      ...item.categories.map((name) => ({ name })),
    ],
    keywords: item.categories,
    places: [{ name: 'Baku', rel: 'located' }],
    renditions: [
      {
        name: 'highRes',
        href: item.picture,
        contentType: 'image/jpeg',
        width: 1280,
        height: 720,
        sizeInBytes: 184_320,
      },
    ],
  });
}
