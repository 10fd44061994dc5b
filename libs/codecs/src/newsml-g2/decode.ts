import { asGuid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import { type Decode, type DecodeContext, UndecodableDocument, type Warning } from '../codec.js';
import { isUri, mintGuid, sourceIdOf } from '../guid.js';
import { ItemValues, paragraphsOf, present, textOrNothing } from '../item-values.js';
import { itemClassOf } from '../media-type.js';
import { readXml } from '../xml/read-xml.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import { Catalog } from './catalog.js';
import { providerOf } from './decode-concept.js';
import { readContentMeta } from './decode-content-meta.js';
import { addBody, markupOf, readContentSet } from './decode-content-set.js';
import { edNoteOf, hopsOf, linksOf, rightsOf, signalsOf, urlOf } from './decode-item-meta.js';
import { classOf, coveragesOf, groupsOf } from './decode-parts.js';
import { first, itemElements, languageOf, spacedText, value } from './nar.js';
import { notCarried } from './not-carried.js';

const KINDS = new Set(['newsItem', 'packageItem', 'planningItem']);
const OTHER_KINDS = new Set(['conceptItem', 'knowledgeItem', 'catalogItem']);

/**
 * Reads NewsML-G2 2.x (IPTC): a newsMessage of many items, or one item alone. Concept, knowledge and catalog items hold
 * no news and are reported. Items are read whether or not they are valid by the XSD.
 *
 * @throws UndecodableDocument where the XML cannot be read, or its root element is none of NewsML-G2's
 */
export const decodeNewsmlG2: Decode = (text, context) => {
  const { root, recovered, cutOff } = readXml(text);
  const warnings: Warning[] = recovered
    ? [{ code: 'xml-recovered', at: `/${root.local}`, detail: recovered }]
    : [];
  const records: NewsRecord[] = [];
  const isMessage = root.local === 'newsMessage';
  if (!isMessage && !KINDS.has(root.local) && !OTHER_KINDS.has(root.local)) {
    throw new UndecodableDocument('decode.malformed', `<${root.local}> is no item or message of NewsML-G2`);
  }
  const header = isMessage ? first(root, 'header') : undefined;
  const items = isMessage
    ? [...itemElements(root, 'itemSet')].flatMap((set) => [...itemElements(set)])
    : [root];
  items.forEach((item, i) => {
    const at = isMessage ? `/newsMessage/itemSet/*[${i + 1}]` : `/${item.local}`;
    if (cutOff.has(item)) {
      warnings.push({ code: 'entry-cut-off', at, detail: value(item, 'guid') ?? '' });
    } else if (!KINDS.has(item.local)) {
      warnings.push({
        code: 'item-kind-unsupported',
        at,
        detail: `${item.local} ${value(item, 'guid') ?? ''}`.trim(),
      });
    } else {
      const values = new ItemValues(context, at);
      records.push(recordOf(item, header, values));
      warnings.push(...values.warnings);
    }
  });
  return { records, warnings };
};

function recordOf(item: XmlElement, header: XmlElement | undefined, values: ItemValues): NewsRecord {
  const catalog = new Catalog(item, header);
  const itemMeta = first(item, 'itemMeta');
  const contentMeta = first(item, 'contentMeta');
  const content = readContentSet(item, catalog, values);
  const language = value(first(contentMeta, 'language'), 'tag') ?? languageOf(item) ?? content.language;
  const meta = readContentMeta(contentMeta, catalog, values, language);
  if (meta.bodyIn) addBody(bodyMarkup(meta.bodyIn), content, values, 'contentMeta/description');
  addOtherTexts(item, meta.otherDescriptions, content, values);
  const { nitf, renditions } = content;
  const text = (parent: XmlElement | undefined, local: string): string | undefined => {
    const element = first(parent, local);
    return element && textOf(element);
  };
  const title = textOrNothing(text(itemMeta, 'title'));
  const headline = meta.headline ?? nitf?.headline;
  const edNote = edNoteOf(itemMeta);
  const itemClass = first(itemMeta, 'itemClass');
  const provider = providerOf(first(itemMeta, 'provider'), catalog, language);
  const { providerName } = values.context;
  notCarried(item, itemMeta, contentMeta, values);
  const common = present({
    version: values.version(value(item, 'version'), '@version'),
    provider: Object.keys(provider).length === 0 && providerName ? { name: providerName } : provider,
    versionCreated: values.date(text(itemMeta, 'versionCreated'), 'itemMeta/versionCreated'),
    firstCreated: values.date(text(itemMeta, 'firstCreated'), 'itemMeta/firstCreated'),
    contentCreated: values.date(text(contentMeta, 'contentCreated'), 'contentMeta/contentCreated'),
    contentModified: values.date(text(contentMeta, 'contentModified'), 'contentMeta/contentModified'),
    embargoed: values.embargo(text(itemMeta, 'embargoed'), 'itemMeta/embargoed'),
    pubStatus: statusOf(itemMeta, catalog, values),
    signals: signalsOf(itemMeta, catalog),
    urgency: values.urgency(text(contentMeta, 'urgency'), 'contentMeta/urgency'),
    language,
    languageConfidence: meta.languageConfidence,
    headline: headline ?? title,
    subheadline: meta.subheadline ?? nitf?.subheadline,
    slugline: meta.slugline ?? (headline === undefined ? undefined : title),
    byline: meta.byline ?? nitf?.byline,
    dateline: meta.dateline ?? nitf?.dateline,
    creditline: meta.creditline,
    description: meta.description ?? nitf?.abstract,
    body: content.body,
    authors: meta.authors,
    subjects: meta.subjects,
    genres: meta.genres,
    places: meta.places,
    keywords: meta.keywords,
    renditions,
    rights: rightsOf(item, catalog, language, {
      edNote,
      captions: renditions.map(({ description }) => description).filter((caption) => caption !== undefined),
    }),
    edNote,
    links: [...linksOf(item, itemMeta, catalog, values), ...content.links],
    url: urlOf(itemMeta),
    hops: hopsOf(item, values, language),
  });
  const record = { guid: guidOf(item, common, values.context), ...common };
  const fingerprint = '';
  const declared =
    itemClass && item.local !== 'planningItem'
      ? classOf(itemClass, catalog, values, 'itemMeta/itemClass')
      : undefined;
  if (item.local === 'packageItem') {
    return {
      kind: 'packageItem',
      itemClass: declared ?? 'composite',
      ...record,
      fingerprint,
      ...groupsOf(item, catalog, values),
    };
  }
  if (item.local === 'planningItem') {
    const [event] = meta.events;
    const subjects = meta.subjects.filter((subject) => subject !== event);
    return {
      kind: 'planningItem',
      itemClass: 'composite',
      ...present({ ...record, subjects }),
      fingerprint,
      ...(event ? { event } : {}),
      coverages: coveragesOf(item, catalog, values, language),
    };
  }
  const guessed = itemClassOf(renditions[0]?.contentType);
  return {
    kind: 'newsItem',
    itemClass: declared ?? (content.body === undefined ? guessed : undefined) ?? 'text',
    ...record,
    fingerprint,
  };
}

/** A body in a description: what stands in the `div` that our encoder wraps around it. */
const bodyMarkup = (description: XmlElement): string =>
  description.children
    .map((node) =>
      node.kind === 'element' && node.local === 'div' ? node.children.map(markupOf).join('') : markupOf(node),
    )
    .join('');

/** A script or shot list beside the description is the text of an item that has no other. */
function addOtherTexts(
  item: XmlElement,
  descriptions: readonly string[],
  content: { body?: string },
  values: ItemValues,
): void {
  const parts = [...itemElements(item, 'partMeta')].flatMap((part) =>
    [...itemElements(part)]
      .filter(({ local }) => local === 'headline' || local === 'description')
      .map(spacedText),
  );
  const texts = [...descriptions, ...parts].map(textOrNothing).filter((text) => text !== undefined);
  if (texts.length === 0) return;
  if (content.body === undefined) content.body = paragraphsOf(texts.join('\n\n'));
  else for (const text of texts) values.warn('description-dropped', 'contentMeta/description', text);
}

/** The status, by its scheme; one of a scheme we do not know holds the item. */
function statusOf(itemMeta: XmlElement | undefined, catalog: Catalog, values: ItemValues) {
  const status = first(itemMeta, 'pubStatus');
  if (status === undefined) return 'usable';
  const qcode = value(status, 'qcode');
  const uri = value(status, 'uri');
  return values.pubStatus(
    catalog.codeIn('stat', qcode, uri) ?? qcode ?? uri ?? 'empty',
    'itemMeta/pubStatus',
  );
}

function guidOf(
  item: XmlElement,
  { headline, versionCreated }: { headline?: string; versionCreated?: string },
  context: DecodeContext,
) {
  const guid = value(item, 'guid');
  if (guid !== undefined && isUri(guid)) return asGuid(guid);
  return mintGuid(sourceIdOf(context), guid ?? `${headline ?? ''} ${versionCreated ?? ''}`);
}
