import type { Hop, Link, NewsRecord, Rights } from '#news/record.js';
import type { Encode, EncodeContext } from '../codec.js';
import { captionsOf, termsOf } from '../terms-of.js';
import { NS } from '../xml/namespaces.js';
import { element, type XmlFragment, xmlDocument } from '../xml/write-xml.js';
import { contentMeta } from './encode-content-meta.js';
import { contentSet } from './encode-content-set.js';
import { groupSet, newsCoverageSet } from './encode-parts.js';
import { languageTag, line } from './encode-values.js';
import { SchemeCatalog } from './scheme-catalog.js';

export const NEWSML_G2_TYPE = 'application/vnd.iptc.g2.newsmessage+xml; charset=utf-8';

const SIGNALS = { alias: 'sig', codes: new Set(['update', 'correction']) };
const RELATIONS = {
  alias: 'irel',
  codes: new Set(['seeAlso', 'derivedFrom', 'translatedFrom', 'evolvedFrom']),
};

/**
 * Writes a NewsML-G2 2.35 newsMessage (IPTC, power conformance) that holds every record, valid against the 2.35 XSD.
 *
 * @throws RangeError where a body is not well-formed XML
 */
export const encodeNewsmlG2: Encode = (records, context) => {
  const ids = new Set<string>();
  const header = element(
    'header',
    {},
    element('sent', {}, context.sentAt),
    element('sender', {}, context.sender),
  );
  const items = records.map((record) => itemOf(record, context, ids));
  const root = element('newsMessage', { xmlns: NS.newsmlG2 }, header, element('itemSet', {}, items));
  return { bytes: Buffer.from(xmlDocument(root)), contentType: NEWSML_G2_TYPE };
};

/** @param ids the XML ids already used in this document */
function itemOf(record: NewsRecord, context: EncodeContext, ids: Set<string>): XmlFragment {
  const catalog = new SchemeCatalog();
  const content = [
    hopHistory(record.hops),
    rightsInfo(record),
    itemMeta(record, context, catalog),
    contentMeta(record, catalog),
    record.kind === 'newsItem' && contentSet(record, catalog, context.profile),
    record.kind === 'packageItem' && groupSet(record, catalog, ids),
    record.kind === 'planningItem' && newsCoverageSet(record, catalog, ids),
  ].filter((part) => part !== false);
  return element(
    record.kind,
    {
      guid: record.guid,
      version: record.version,
      standard: 'NewsML-G2',
      standardversion: '2.35',
      conformance: 'power',
      'xml:lang': languageTag(record.language),
    },
    catalog.write(),
    content,
  );
}

function hopHistory(hops: readonly Hop[] | undefined): XmlFragment | undefined {
  if (!hops) return undefined;
  return element(
    'hopHistory',
    {},
    hops.map(({ partner, at }, i) =>
      element('hop', { seq: i + 1, timestamp: at }, element('party', { literal: line(partner) })),
    ),
  );
}

function rightsInfo(record: NewsRecord): XmlFragment | undefined {
  const rights: Rights = record.rights ?? {};
  const terms = termsOf(record, [record.edNote, ...(record.kind === 'newsItem' ? captionsOf(record) : [])]);
  if (rights.holder === undefined && rights.notice === undefined && terms.length === 0) return undefined;
  return element(
    'rightsInfo',
    {},
    rights.holder && element('copyrightHolder', {}, element('name', {}, line(rights.holder))),
    rights.notice?.split('\n').map((notice) => element('copyrightNotice', {}, notice)),
    terms.map((term) => element('usageTerms', {}, term)),
  );
}

function itemMeta(record: NewsRecord, context: EncodeContext, catalog: SchemeCatalog): XmlFragment {
  const created = record.versionCreated ?? record.contentModified ?? record.firstCreated ?? context.sentAt;
  const itemClass = record.kind === 'planningItem' ? 'plinat:newscoverage' : `ninat:${record.itemClass}`;
  return element(
    'itemMeta',
    {},
    element('itemClass', { qcode: itemClass }),
    provider(record, catalog),
    element('versionCreated', {}, created),
    record.firstCreated && element('firstCreated', {}, record.firstCreated),
    // Empty is how G2 says that no end of the embargo is known.
    record.embargoed && element('embargoed', {}, record.embargoed === 'indefinite' ? '' : record.embargoed),
    element('pubStatus', { qcode: `stat:${record.pubStatus}` }),
    record.edNote?.split('\n').map((note) => element('edNote', {}, note)),
    record.signals?.map((signal) => element('signal', { qcode: catalog.word(signal, SIGNALS, 'korpu-sig') })),
    record.url && element('altRep', { contenttype: 'text/html' }, record.url),
    record.links?.map((link) => linkOf(link, catalog)),
  );
}

function provider({ provider }: NewsRecord, catalog: SchemeCatalog): XmlFragment {
  // The last step of decoding leaves out what is empty, so an item of nobody has no provider at all.
  const { id, name, uri } = provider ?? {};
  const qcode = id !== undefined && /^[^\s:]+:\S+$/.test(id) && catalog.declares(id) ? id : undefined;
  // A provider is required; one without any name is still not the sender's.
  const nobody = id === undefined && name === undefined && uri === undefined;
  const literal = nobody ? 'unknown' : qcode === undefined && id !== undefined ? line(id) : undefined;
  return element('provider', { qcode, uri, literal }, name && element('name', {}, line(name)));
}

function linkOf(link: Link, catalog: SchemeCatalog): XmlFragment {
  const isUri = /^[a-z][a-z0-9+.-]*:\/\//i.test(link.rel);
  return element(
    'link',
    {
      rel: isUri ? undefined : catalog.word(link.rel, RELATIONS, 'korpu-rel'),
      reluri: isUri ? link.rel : undefined,
      href: link.href,
      residref: link.guid,
      version: link.version,
      contenttype: link.contentType,
    },
    link.title && element('title', {}, link.title),
  );
}
