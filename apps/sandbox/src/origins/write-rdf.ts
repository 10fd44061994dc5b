import {
  filesOf,
  headlineWithSignal,
  pageUrl,
  publicBody,
  publicDescription,
  timestamp,
  topicName,
  type WriteOrigin,
} from '#apps/sandbox/src/origins/written-item.js';
import { cdata, document, xml } from '#apps/sandbox/src/origins/xml-text.js';

/** RSS 1.0 (RDF Site Summary) with Dublin Core, content and Media RSS. An item is named by its guid in rdf:about. */
export const writeRdf: WriteOrigin = (page) =>
  document(
    '<?xml version="1.0" encoding="UTF-8"?>',
    xml`<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel rdf:about="${page.selfUrl}">
  <title>${page.feed.title}</title>
  <link>${page.sandboxUrl}/</link>
  <description>${page.feed.description}</description>
  <dc:language>${page.feed.language}</dc:language>
  <dc:publisher>${page.feed.partnerName}</dc:publisher>
  <dc:date>${timestamp(page.changedAt)}</dc:date>
  <items>
    <rdf:Seq>
${page.items.map(({ guid }) => xml`      <rdf:li rdf:resource="${guid}"/>`)}
    </rdf:Seq>
  </items>
</channel>
${page.items.map((item) => {
  const topic = topicName(item);
  return xml`<item rdf:about="${item.guid}">
  <title>${headlineWithSignal(item)}</title>
  <link>${pageUrl(item, page)}</link>
  <description>${publicDescription(item)}</description>
  <content:encoded>${cdata(publicBody(item))}</content:encoded>
  <dc:date>${timestamp(item.firstCreated)}</dc:date>
  <dcterms:modified>${timestamp(item.versionCreated)}</dcterms:modified>
  <dc:language>${item.language}</dc:language>
  <dc:publisher>${page.feed.partnerName}</dc:publisher>
  ${item.usageTerms && xml`<dc:rights>${item.usageTerms}</dc:rights>`}
  ${topic && xml`<dc:subject>${topic}</dc:subject>`}
${filesOf(item, page)
  .filter(({ purpose }) => purpose !== 'thumbnail')
  .map(
    (file) =>
      xml`  <media:content url="${file.href}" type="${file.contentType}" fileSize="${file.sizeBytes}" width="${file.width}" height="${file.height}"/>`,
  )}
</item>`;
})}
</rdf:RDF>`,
  );
