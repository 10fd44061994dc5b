import { MAX_ITEMS } from '../limits.js';
import { MAX_NEWSML_ITEMS } from '../newsml-1/decode.js';
import { MAX_NITF_DOCUMENTS } from '../nitf/decode.js';
import { type HostileDocument, text } from './hostile-document.js';

/** About as much as makes a document of so many items as large as may be. */
const PARAGRAPH =
  'Toplantıda iştirak edən rəsmilər bildirib ki, layihə ölkənin iqtisadiyyatı üçün mühümdür və gələn il başlayacaq. ';
const STORY = PARAGRAPH.repeat(6);
const SENT = '2025-11-18T09:00:00Z';
const NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"';

const headline = (i: number): string => `Bakıda yeni iclas keçirilib, nazirlər layihəni müzakirə edib ${i}`;
const each = (count: number, item: (i: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, i) => item(i)).join(between);

const rssItem = (i: number, story = STORY): string =>
  `<item><title>${headline(i)}</title><link>https://a.example/${i}</link><guid isPermaLink="false">urn:x:${i}</guid><pubDate>Tue, 18 Nov 2025 09:00:00 GMT</pubDate><category>Siyasət</category><description>&lt;p>${story}&lt;/p></description><enclosure url="https://a.example/${i}.jpg" type="image/jpeg" length="1"/></item>`;
const newsItem = (i: number): string =>
  `<newsItem guid="urn:x:${i}" version="1" standard="NewsML-G2" standardversion="2.35"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_39.xml"/><itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/><versionCreated>${SENT}</versionCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><urgency>4</urgency><headline>${headline(i)}</headline><subject qcode="medtop:11000000"/></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>${STORY}</p></body></html></inlineXML></contentSet></newsItem>`;
const newsItem1 = (i: number, story = PARAGRAPH.repeat(15)): string =>
  `<NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId><DateId>20251118</DateId><NewsItemId>${i}</NewsItemId><RevisionId>1</RevisionId><PublicIdentifier>urn:newsml:x:20251118:${i}:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20251118T090000Z</FirstCreated><ThisRevisionCreated>20251118T090000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>${headline(i)}</HeadLine></NewsLines><ContentItem><DataContent><p>${story}</p></DataContent></ContentItem></NewsComponent></NewsItem>`;
const nitf = (i: number): string =>
  `<nitf><head><docdata><doc-id id-string="urn:x:${i}"/><date.issue norm="20251118T090000Z"/></docdata></head><body><body.head><hedline><hl1>${headline(i)}</hl1></hedline></body.head><body.content><p>${PARAGRAPH.repeat(15)}</p></body.content></body></nitf>`;
const sitemapUrl = (i: number, more = ''): string =>
  `<url><loc>https://a.example/news/${i}</loc><lastmod>${SENT}</lastmod><news:news><news:publication><news:name>Xəbər</news:name><news:language>az</news:language></news:publication><news:publication_date>${SENT}</news:publication_date><news:title>${headline(i)}</news:title>${more}</news:news></url>`;
const sitemap = (urls: string): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls}</urlset>`;

/** Such as a provider may send in good faith, and as large as is read; then those that are larger. */
export const FULL_DOCUMENTS: readonly HostileDocument[] = [
  text(
    'a full RSS',
    () => `<rss version="2.0"><channel>${each(MAX_ITEMS, (i) => rssItem(i))}</channel></rss>`,
  ),
  text(
    'an RSS of long stories',
    () => `<rss version="2.0"><channel>${each(2500, (i) => rssItem(i, STORY.repeat(7)))}</channel></rss>`,
  ),
  text(
    'a full Atom feed',
    () =>
      `<feed xmlns="http://www.w3.org/2005/Atom">${each(MAX_ITEMS, (i) => `<entry><title>${headline(i)}</title><id>urn:x:${i}</id><updated>${SENT}</updated><link href="https://a.example/${i}"/><content type="html">&lt;p>${STORY}&lt;/p></content></entry>`)}</feed>`,
  ),
  text(
    'a full JSON Feed',
    () =>
      `{"version":"https://jsonfeed.org/version/1.1","items":[${each(MAX_ITEMS, (i) => JSON.stringify({ id: `urn:x:${i}`, url: `https://a.example/${i}`, title: headline(i), content_html: `<p>${STORY}</p>`, date_published: SENT, tags: ['Siyasət'] }), ',')}]}`,
  ),
  text(
    'a full list of ninjs',
    () =>
      `[${each(MAX_ITEMS, (i) => JSON.stringify({ uri: `urn:x:${i}`, type: 'text', versioncreated: SENT, headline: headline(i), body_xhtml: `<p>${STORY}</p>`, renditions: { main: { href: `https://a.example/${i}.jpg`, mimetype: 'image/jpeg' } } }), ',')}]`,
  ),
  text(
    'a full newsMessage',
    () => `<newsMessage ${NAR}><itemSet>${each(MAX_ITEMS, newsItem)}</itemSet></newsMessage>`,
  ),
  text('a full NewsML 1', () => `<NewsML>${each(MAX_NEWSML_ITEMS, (i) => newsItem1(i))}</NewsML>`),
  text('a full set of NITF', () => `<nitf-set>${each(MAX_NITF_DOCUMENTS, nitf)}</nitf-set>`),
  text('a full mailbox', () =>
    each(
      5000,
      (i) =>
        `From a@example.org Tue Nov 18 09:00:00 2025\nFrom: a@example.org\nSubject: Meeting ${i}\nDate: Tue, 18 Nov 2025 09:00:00 +0000\nMessage-ID: <${i}@a.example>\n\n${STORY}\n\n`,
    ),
  ),
  text(
    'a mail of a thousand texts',
    () =>
      `From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${each(999, () => `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${STORY.repeat(18)}\r\n`)}--b--`,
  ),
  text('a file full of wire messages', () =>
    each(
      MAX_ITEMS,
      (i) =>
        `\u0001prr${String(i).padStart(4, '0')} 4 pol 120\r\n\u0002${headline(i)}\r\n  ${STORY}\r\n\u0003181200 nov 25\u0004`,
    ),
  ),
  text('a sitemap of fifty thousand stories', () => sitemap(each(50_000, sitemapUrl))),
  text('a sitemap of 49 MB of stories', () =>
    sitemap(
      each(45_000, (i) => sitemapUrl(i, `<news:keywords>${`açar söz ${i}, `.repeat(30)}</news:keywords>`)),
    ),
  ),
  text('a sitemap of long headlines', () =>
    sitemap(each(MAX_ITEMS, (i) => sitemapUrl(i, `<news:genres>${PARAGRAPH.repeat(10)}</news:genres>`))),
  ),
  text('a sitemap of a hundred thousand stories', () => sitemap(each(100_000, sitemapUrl))),
];
