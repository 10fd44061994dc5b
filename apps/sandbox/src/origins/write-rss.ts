import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import {
  filesOf,
  headlineWithSignal,
  type OriginPage,
  pageUrl,
  publicBody,
  publicDescription,
  timestamp,
  topicName,
  type WriteOrigin,
} from '#apps/sandbox/src/origins/written-item.js';
import { cdata, document, type XmlText, xml } from '#apps/sandbox/src/origins/xml-text.js';

/** RSS 2.0 with Media RSS, content and Dublin Core; further pages by RFC 5005 `next`. */
export const writeRss: WriteOrigin = (page) => {
  const { feed, changedAt } = page;
  return document(
    `<?xml version="1.0" encoding="${feed.charset ?? 'UTF-8'}"?>`,
    xml`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>${feed.title}</title>
  <link>${page.sandboxUrl}/</link>
  <description>${feed.description}</description>
  <language>${feed.language}</language>
  <copyright>${feed.partnerName}</copyright>
  <lastBuildDate>${changedAt.toUTCString()}</lastBuildDate>
  <atom:link rel="self" href="${page.selfUrl}" type="application/rss+xml"/>
  ${page.nextUrl && xml`<atom:link rel="next" href="${page.nextUrl}" type="application/rss+xml"/>`}
${page.items.map((item) => rssItem(item, page))}
</channel>
</rss>`,
  );
};

function rssItem(item: PublishedItem, page: OriginPage): XmlText {
  const topic = topicName(item);
  return xml`  <item>
    <title>${headlineWithSignal(item)}</title>
    <link>${pageUrl(item, page)}</link>
    <guid isPermaLink="false">${item.guid}</guid>
    <pubDate>${item.firstCreated.toUTCString()}</pubDate>
    <dcterms:modified>${timestamp(item.versionCreated)}</dcterms:modified>
    <dc:language>${item.language}</dc:language>
    <dc:publisher>${page.feed.partnerName}</dc:publisher>
    ${item.usageTerms && xml`<dc:rights>${item.usageTerms}</dc:rights>`}
    ${topic && xml`<category>${topic}</category>`}
    <description>${publicDescription(item)}</description>
    <content:encoded>${cdata(publicBody(item))}</content:encoded>
    ${mediaOf(item, page)}
  </item>`;
}

/** Renditions of one video stand in a group (Media RSS 1.5.1, section on media:group); the picture is its poster. */
function mediaOf(item: PublishedItem, page: OriginPage): XmlText | undefined {
  const files = filesOf(item, page);
  const videos = files.filter(({ medium }) => medium === 'video');
  const [web, thumbnail] = files.filter(({ medium }) => medium === 'picture');
  const poster =
    thumbnail &&
    xml`<media:thumbnail url="${thumbnail.href}" width="${thumbnail.width}" height="${thumbnail.height}"/>`;
  const credit = xml`<media:credit>${page.feed.partnerName}</media:credit>`;
  if (videos.length > 0) {
    return xml`<media:group>
${videos.map((file) => xml`      <media:content url="${file.href}" type="${file.contentType}" medium="video" fileSize="${file.sizeBytes}" width="${file.width}" height="${file.height}" duration="${file.durationSeconds}"/>`)}
      ${poster}
      ${credit}
    </media:group>`;
  }
  if (web === undefined) return undefined;
  return xml`<media:content url="${web.href}" type="${web.contentType}" medium="image" fileSize="${web.sizeBytes}" width="${web.width}" height="${web.height}">
      <media:description type="plain">${item.headline}</media:description>
      ${poster}
      ${credit}
    </media:content>`;
}
