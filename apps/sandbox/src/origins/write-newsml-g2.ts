import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import {
  bodyOf,
  filesOf,
  type OriginPage,
  timestamp,
  topicName,
  type WriteOrigin,
} from '#apps/sandbox/src/origins/written-item.js';
import { document, XmlText, xml } from '#apps/sandbox/src/origins/xml-text.js';
import { TOPIC_CODES } from '#apps/sandbox/src/stock/story.js';

/** A newsMessage of NewsML-G2 2.35, power conformance, with every listed item and package. */
export const writeNewsmlG2: WriteOrigin = (page) =>
  document(
    '<?xml version="1.0" encoding="UTF-8"?>',
    xml`<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
  <header>
    <sent>${timestamp(page.changedAt)}</sent>
    <sender>${page.feed.partner}.example</sender>
  </header>
  <itemSet>
${page.items.map((item) => (item.members === undefined ? newsItem(item, page) : packageItem(item, page)))}
  </itemSet>
</newsMessage>`,
  );

const CATALOG = new XmlText(
  '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>',
);

function newsItem(item: PublishedItem, page: OriginPage): XmlText {
  const [lead] = filesOf(item, page).filter(({ purpose }) => purpose === 'thumbnail');
  const remote = filesOf(item, page).filter(
    ({ medium }) => medium === (item.itemClass === 'picture' ? 'picture' : 'video'),
  );
  return xml`    <newsItem standard="NewsML-G2" standardversion="2.35" conformance="power" guid="${item.guid}" version="${item.version}" xml:lang="${item.language}">
      ${CATALOG}
      ${rightsInfo(item, page)}
      ${itemMeta(item, page)}
      <contentMeta>
        ${
          item.itemClass === 'picture' || lead === undefined
            ? undefined
            : xml`<icon href="${lead.href}" contenttype="${lead.contentType}" width="${lead.width}" height="${lead.height}" rendition="rnd:thumbnail"/>`
        }
        <creditline>${page.feed.partnerName}</creditline>
        <language tag="${item.language}"/>
        ${item.topic && xml`<subject qcode="${TOPIC_CODES[item.topic]}"><name xml:lang="${item.language}">${topicName(item)}</name></subject>`}
        <headline>${item.headline}</headline>
        ${item.pubStatus === 'canceled' ? undefined : xml`<description role="drol:summary">${item.description}</description>`}
      </contentMeta>
      ${item.pubStatus === 'canceled' ? undefined : contentSet(item, remote)}
    </newsItem>`;
}

const rightsInfo = (item: PublishedItem, page: OriginPage): XmlText => xml`<rightsInfo>
        <copyrightHolder><name>${page.feed.partnerName}</name></copyrightHolder>
        ${item.usageTerms && xml`<usageTerms>${item.usageTerms}</usageTerms>`}
      </rightsInfo>`;

/** A kill is said by the status: the IPTC signal vocabulary has no word for it. */
const itemMeta = (item: PublishedItem, page: OriginPage): XmlText => xml`<itemMeta>
        <itemClass qcode="ninat:${item.itemClass}"/>
        <provider ><name>${page.feed.partnerName}</name></provider>
        <versionCreated>${timestamp(item.versionCreated)}</versionCreated>
        <firstCreated>${timestamp(item.firstCreated)}</firstCreated>
        ${item.embargoed && xml`<embargoed>${timestamp(item.embargoed)}</embargoed>`}
        <pubStatus qcode="stat:${item.pubStatus}"/>
        <title>${item.headline}</title>
        ${item.edNote && xml`<edNote>${item.edNote}</edNote>`}
        ${item.signal === undefined || item.signal === 'kill' ? undefined : xml`<signal qcode="sig:${item.signal}"/>`}
      </itemMeta>`;

function contentSet(item: PublishedItem, remote: ReturnType<typeof filesOf>): XmlText {
  const text = xml`        <inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>${item.headline}</title></head><body>${new XmlText(bodyOf(item))}</body></html></inlineXML>`;
  const files = remote.map((file) => {
    const rendition = { web: 'web', thumbnail: 'thumbnail', hd1080: 'highRes', hd720: 'lowRes' }[
      file.purpose
    ];
    const duration =
      file.durationSeconds === undefined
        ? undefined
        : new XmlText(`duration="${file.durationSeconds}" durationunit="timeunit:seconds"`);
    return xml`        <remoteContent href="${file.href}" contenttype="${file.contentType}" size="${file.sizeBytes}" width="${file.width}" height="${file.height}" rendition="rnd:${rendition}" ${duration}/>`;
  });
  return xml`<contentSet>
${item.itemClass === 'picture' ? files : [text, ...files]}
      </contentSet>`;
}

function packageItem(item: PublishedItem, page: OriginPage): XmlText {
  const members = (item.members ?? []).flatMap((guid) => page.items.filter((other) => other.guid === guid));
  return xml`    <packageItem standard="NewsML-G2" standardversion="2.35" conformance="power" guid="${item.guid}" version="${item.version}" xml:lang="${item.language}">
      ${CATALOG}
      ${rightsInfo(item, page)}
      ${itemMeta(item, page)}
      <contentMeta>
        <language tag="${item.language}"/>
        <headline>${item.headline}</headline>
      </contentMeta>
      <groupSet root="top">
        <group id="top" role="group:main" mode="pgrmod:seq">
${members.map(
  (
    member,
  ) => xml`          <itemRef residref="${member.guid}" version="${member.version}" contenttype="application/vnd.iptc.g2.newsitem+xml">
            <itemClass qcode="ninat:${member.itemClass}"/>
            <provider uri="https://${page.feed.partner}.example/"/>
            <versionCreated>${timestamp(member.versionCreated)}</versionCreated>
            <pubStatus qcode="stat:${member.pubStatus}"/>
            <title>${member.headline}</title>
          </itemRef>`,
)}
        </group>
      </groupSet>
    </packageItem>`;
}
