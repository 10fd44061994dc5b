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
import { document, XmlText, xml } from '#apps/sandbox/src/origins/xml-text.js';
import { PHRASES } from '#apps/sandbox/src/stock/phrases.js';

/** Atom (RFC 4287) with XHTML content; further pages by RFC 5005 `next`, withdrawn entries by RFC 6721. */
export const writeAtom: WriteOrigin = (page) =>
  document(
    '<?xml version="1.0" encoding="UTF-8"?>',
    xml`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="${page.feed.language}">
  <id>urn:newsml:${page.feed.partner}.example:${page.feed.file}</id>
  <title>${page.feed.title}</title>
  <subtitle>${page.feed.description}</subtitle>
  <updated>${timestamp(page.changedAt)}</updated>
  <author><name>${page.feed.partnerName}</name></author>
  <link rel="self" href="${page.selfUrl}" type="application/atom+xml"/>
  ${page.nextUrl && xml`<link rel="next" href="${page.nextUrl}" type="application/atom+xml"/>`}
${page.items.map((item) => (item.pubStatus === 'canceled' ? deletedEntry(item) : entry(item, page)))}
</feed>`,
  );

function entry(item: PublishedItem, page: OriginPage): XmlText {
  const topic = topicName(item);
  return xml`  <entry>
    <id>${item.guid}</id>
    <title>${headlineWithSignal(item)}</title>
    <published>${timestamp(item.firstCreated)}</published>
    <updated>${timestamp(item.versionCreated)}</updated>
    <link rel="alternate" href="${pageUrl(item, page)}" type="text/html" hreflang="${item.language}"/>
${filesOf(item, page)
  .filter(({ purpose }) => purpose !== 'thumbnail')
  .map(
    (file) =>
      xml`    <link rel="enclosure" href="${file.href}" type="${file.contentType}" length="${file.sizeBytes}"/>`,
  )}
    ${topic && xml`<category term="${topic}"/>`}
    ${item.usageTerms && xml`<rights>${item.usageTerms}</rights>`}
    <summary>${publicDescription(item)}</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${new XmlText(publicBody(item))}</div></content>
  </entry>`;
}

const deletedEntry = (item: PublishedItem): XmlText =>
  xml`  <at:deleted-entry ref="${item.guid}" when="${timestamp(item.versionCreated)}">
    <at:comment>${PHRASES[item.language].killNote}</at:comment>
  </at:deleted-entry>`;
