import { asGuid, type Guid } from '#news/ids.js';
import type {
  Concept,
  Instant,
  ItemClass,
  NewsItem,
  NewsRecord,
  PlanningItem,
  PubStatus,
} from '#news/record.js';
import { captionsIn } from '../captions-in.js';
import { isEmbargoName, ownEmbargo } from '../embargo-field.js';
import { splitSignal } from '../feed/headline-signal.js';
import { isUri, mintGuid, sourceIdOf } from '../guid.js';
import { foldSpace } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { itemClassOf as classOfFile } from '../media-type.js';
import { reportLeftOver } from '../nitf/left-over.js';
import { readInside } from '../nitf/read-inside.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { distinct, linesOf, present, someOf, textOrNothing } from '../present.js';
import { lastOf, strictestOf } from '../strictest.js';
import { elements, textOf, type XmlElement, type XmlNode } from '../xml/xml-node.js';
import { Assertions } from './assertions.js';
import { type Catalog, catalogOf } from './catalog.js';
import { providerOf } from './decode-concept.js';
import { readContentMeta } from './decode-content-meta.js';
import { addTree, type ContentSet, readContentSet } from './decode-content-set.js';
import { edNoteOf, hopsOf, linksOf, pagesOf, rightsOf, signalsOf } from './decode-item-meta.js';
import { classOf, coveragesOf, groupsOf, subjectsOfCoverages } from './decode-parts.js';
import { anywhere, first, inLanguage, itemElements, languageOf, linedText, value } from './nar.js';
import { notCarried } from './not-carried.js';

/**
 * The record of one newsItem, packageItem or planningItem.
 *
 * @param header of the message around it
 * @param damaged the document's tags do not match, so that an element may stand deeper than its sender meant
 */
export function recordOf(
  item: XmlElement,
  header: XmlElement | undefined,
  values: ItemValues,
  damaged: boolean,
): NewsRecord {
  const catalog = catalogOf(item, header);
  const itemMeta = first(item, 'itemMeta');
  const contentMeta = first(item, 'contentMeta');
  const declared = value(first(contentMeta, 'language'), 'tag') ?? languageOf(item);
  const content = readContentSet(item, catalog, values, declared);
  const headlineElement = first(contentMeta, 'headline');
  const language = declared ?? content.language ?? (headlineElement && languageOf(headlineElement));
  const assertions = new Assertions(item, catalog);
  const meta = readContentMeta(contentMeta, catalog, values, language, assertions);
  if (meta.bodyIn) addTree(bodyNodes(meta.bodyIn), content, values, 'contentMeta/description');
  addOtherTexts(item, meta.otherDescriptions, content, values);
  const { nitf, nitfRoot, renditions } = content;
  const inside = nitfRoot && readInside(nitfRoot, values.within('contentSet/inlineXML/nitf'));
  const text = (parent: XmlElement | undefined, local: string): string | undefined => {
    const element = first(parent, local);
    return element && textOf(element);
  };
  const held = holdsOf(item, damaged);
  const { title, named } = titlesOf(itemMeta, meta.headline, content, values, language);
  const { headline, signals, pubStatus } = splitSignal(named ?? title, values.context);
  const edNote = linesOf([
    ...new Set([edNoteOf(itemMeta) ?? '', ...(inside?.edNotes ?? []), ...(nitf?.edNotes ?? [])]),
  ]);
  const itemClass = itemClassOf(item, itemMeta, content, catalog, values);
  const description = meta.description ?? nitf?.abstract ?? inside?.description;
  const provider = providerOf(first(itemMeta, 'provider'), catalog, values, language);
  const { providerName } = values.context;
  const planned = subjectsOfCoverages(item, catalog, values, language, assertions);
  notCarried(item, catalog, values, language, assertions);
  const pages = pagesOf(itemMeta, values);
  const version = values.version(value(item, 'version'), '@version');
  const versionCreated = values.date(text(itemMeta, 'versionCreated'), 'itemMeta/versionCreated');
  // What is absent, `finishRecord` leaves out.
  const read: NewsItem = {
    kind: 'newsItem',
    guid: guidOf(item, headline, versionCreated, content.body, values),
    itemClass,
    version,
    provider: Object.keys(provider).length === 0 && providerName ? { name: providerName } : provider,
    versionCreated,
    firstCreated: values.date(text(itemMeta, 'firstCreated'), 'itemMeta/firstCreated') ?? inside?.issued,
    contentCreated: values.date(text(contentMeta, 'contentCreated'), 'contentMeta/contentCreated'),
    contentModified: values.date(text(contentMeta, 'contentModified'), 'contentMeta/contentModified'),
    embargoed: lastOf([
      values.lastEmbargo(held.embargoes.map(textOf), 'itemMeta/embargoed'),
      ...held.own.map(([name, text]) => ownEmbargo(name, text, values)),
      inside?.embargoed,
    ]),
    pubStatus: pubStatus ?? pubStatusOf([statusOf(held.statuses, catalog, values), inside?.pubStatus]),
    signals: someOf([...distinct([...signalsOf(itemMeta, catalog), ...(inside?.signals ?? []), ...signals])]),
    urgency: values.urgency(text(contentMeta, 'urgency'), 'contentMeta/urgency') ?? inside?.urgency,
    language,
    languageConfidence: meta.languageConfidence,
    headline,
    subheadline: meta.subheadline ?? nitf?.subheadline,
    slugline: meta.slugline ?? (named === undefined ? undefined : title) ?? inside?.slugline,
    byline: meta.byline ?? nitf?.byline,
    dateline: meta.dateline ?? nitf?.dateline,
    creditline: meta.creditline ?? inside?.creditline,
    description,
    body: content.body,
    authors: someOf(meta.authors) ?? someOf(inside?.authors),
    subjects: someOf(meta.subjects) ?? someOf(inside?.subjects),
    genres: someOf(meta.genres) ?? someOf(inside?.genres),
    places: someOf(meta.places) ?? someOf(inside?.places),
    keywords: someOf(meta.keywords) ?? someOf(inside?.keywords),
    renditions: someOf(renditions),
    rights: rightsOf(
      item,
      catalog,
      values,
      language,
      { edNote, captions: captionsIn(itemClass, description, renditions) },
      [inside, nitf].filter((one) => one !== undefined),
    ),
    edNote,
    links: someOf([...linksOf(item, itemMeta, catalog, values, language, pages), ...(inside?.links ?? [])]),
    url: pages.url ?? inside?.url,
    hops: someOf(hopsOf(item, catalog, values, language)),
    fingerprint: '',
  };
  const identified = values.withStatusMeaning(read);
  if (nitfRoot) reportLeftOver(nitfRoot, read, values, true, 'contentSet/inlineXML');
  if (item.local === 'packageItem')
    return { ...identified, kind: 'packageItem', ...groupsOf(item, catalog, values, language) };
  if (item.local !== 'planningItem') return identified;
  return asPlan(identified, plannedOf(meta, planned), coveragesOf(item, catalog, values, language));
}

function asPlan(
  { subjects: _, ...item }: NewsItem,
  planned: ReturnType<typeof plannedOf>,
  coverages: PlanningItem['coverages'],
): PlanningItem {
  return { ...item, kind: 'planningItem', ...present(planned), coverages };
}

/** The item's own title, and what names its content; a title of the content that is neither is told. */
function titlesOf(
  itemMeta: XmlElement | undefined,
  stated: string | undefined,
  { nitf, title: inContent }: ContentSet,
  values: ItemValues,
  language: string | undefined,
): { title?: string; named?: string } {
  const element = inLanguage(itemElements(itemMeta, 'title'), language);
  const title = element && textOrNothing(textOf(element));
  const named = stated ?? nitf?.headline ?? inContent;
  if (inContent !== undefined && inContent !== named && inContent !== title) {
    const page = nitf === undefined ? 'html' : 'nitf';
    values.warn('headline-dropped', `contentSet/inlineXML/${page}/head/title`, inContent);
  }
  return { title, named };
}

type Planned = ReturnType<typeof subjectsOfCoverages>;

/** The event that a plan is for, and what else it and its coverages are about. */
function plannedOf(
  meta: Pick<Planned, 'events' | 'subjects'>,
  planned: Planned,
): { event?: Planned['events'][number]; subjects: Planned['subjects'] } {
  const [event] = [...meta.events, ...planned.events];
  const known = new Set([event, ...meta.subjects].map((concept) => concept && keyOf(concept)));
  const others = [...planned.events, ...planned.subjects].filter((one) => !known.has(keyOf(one)));
  const subjects = [...meta.subjects.filter((subject) => subject !== event), ...distinctConcepts(others)];
  return { event, subjects };
}

/**
 * Each status and each embargo of the item, in whichever itemMeta: of several the strictest and the last hold. `Embargoed`,
 * `embargo`, or a sender's own element or property of that name is an embargo too, and `PubStatus` a status, also in another
 * section of the item. In an item that is damaged they are looked for everywhere.
 */
function holdsOf(
  item: XmlElement,
  damaged: boolean,
): { statuses: XmlElement[]; embargoes: XmlElement[]; own: [name: string, text: string][] } {
  const elsewhere = (local: string): XmlElement[] => {
    const found = damaged ? anywhere(item, local) : undefined;
    return found ? [found] : [];
  };
  const statuses: XmlElement[] = [];
  const embargoes: XmlElement[] = [];
  const own: [name: string, text: string][] = [];
  for (const section of itemElements(item)) {
    if (!SECTIONS.has(section.local)) continue;
    for (const one of elements(section)) {
      if (STATUS.test(one.local)) statuses.push(one);
      else if (EMBARGO.test(one.local)) embargoes.push(one);
      else if (one.local.endsWith('ExtProperty')) own.push(...ownHoldsOf(one));
    }
  }
  return {
    statuses: statuses.length > 0 ? statuses : elsewhere('pubStatus'),
    embargoes: embargoes.length > 0 ? embargoes : elsewhere('embargoed'),
    own,
  };
}

/** Sections of an item that speak of it as a whole, and not of a part or of another item. */
const SECTIONS: ReadonlySet<string> = new Set(['itemMeta', 'contentMeta', 'rightsInfo']);

/** An embargo that is stated by a property of the sender's own: by its name, and its value. */
function ownHoldsOf(property: XmlElement): [name: string, text: string][] {
  const name = value(property, 'reluri') ?? value(property, 'rel') ?? '';
  if (!isEmbargoName(name)) return [];
  return [[name, value(property, 'value') ?? value(property, 'literal') ?? textOf(property)]];
}

/** Content that was taken back or is held is so in an item that says nothing of it. */
const pubStatusOf = (statuses: readonly (PubStatus | undefined)[]): PubStatus =>
  strictestOf(statuses.filter((status) => status !== undefined)) as PubStatus;

const EMBARGO = /^embargo/i;
const STATUS = /^pubstatus$/i;

/** As the item says; a plan has classes of its own, and an item that says nothing is told by what it holds. */
function itemClassOf(
  item: XmlElement,
  itemMeta: XmlElement | undefined,
  { body, renditions }: ContentSet,
  catalog: Catalog,
  values: ItemValues,
): ItemClass {
  if (item.local === 'planningItem') return 'composite';
  const element = first(itemMeta, 'itemClass');
  const declared = element && classOf(element, catalog, values, 'itemMeta/itemClass');
  if (declared !== undefined) return declared;
  if (item.local === 'packageItem') return 'composite';
  return (body === undefined ? classOfFile(renditions[0]?.contentType) : undefined) ?? 'text';
}

const keyOf = ({ uri, qcode, name }: Concept): string => uri ?? qcode ?? name ?? '';
const distinctConcepts = (concepts: readonly Concept[]): Concept[] => [
  ...new Map(concepts.map((concept) => [JSON.stringify(concept), concept])).values(),
];

/** A body in a description: what stands in the `div` that our encoder wraps around it. */
const bodyNodes = (description: XmlElement): XmlNode[] =>
  description.children.flatMap((node) =>
    node.kind === 'element' && node.local === 'div' ? node.children : [node],
  );

/** A script or shot list beside the description is the text of an item that has no other. */
function addOtherTexts(
  item: XmlElement,
  descriptions: readonly string[],
  content: { body?: string },
  values: ItemValues,
): void {
  const order = (part: XmlElement): number => Number(value(part, 'seq') ?? 0);
  const parts = itemElements(item, 'partMeta')
    .sort((a, b) => order(a) - order(b))
    .flatMap((part) =>
      itemElements(part)
        .filter(({ local }) => local === 'headline' || local === 'description')
        .map(linedText),
    );
  const texts = [...descriptions, ...parts].filter(Boolean);
  if (texts.length === 0) return;
  if (content.body === undefined) content.body = paragraphsOf(texts.join('\n\n'));
  else for (const text of texts) values.warn('description-dropped', 'contentMeta/description', text);
}

/** The status, by its scheme; one of a scheme we do not know holds the item. */
function statusOf(statuses: readonly XmlElement[], catalog: Catalog, values: ItemValues): PubStatus {
  const codes = statuses.map((status) => {
    const qcode = value(status, 'qcode');
    const uri = value(status, 'uri');
    return catalog.codeIn('stat', qcode, uri) ?? qcode ?? uri ?? 'empty';
  });
  return values.strictestStatus(codes, 'itemMeta/pubStatus');
}

function guidOf(
  item: XmlElement,
  headline: string | undefined,
  versionCreated: Instant | undefined,
  body: string | undefined,
  values: ItemValues,
): Guid {
  const guid = value(item, 'guid');
  if (guid !== undefined && isUri(guid)) return asGuid(guid);
  const isNamed = headline !== undefined || versionCreated !== undefined;
  const key = isNamed ? `${headline ?? ''} ${versionCreated ?? ''}` : (body ?? foldSpace(textOf(item)));
  const minted = guid ?? key;
  if (minted === '') throw new Error('the item has neither a guid nor anything to say');
  // Whoever answers the provider about the item will look for what it calls it.
  if (guid !== undefined) values.warn('guid-repaired', '@guid', guid);
  else values.warn('guid-missing', '@guid', headline ?? versionCreated ?? '');
  return mintGuid(sourceIdOf(values.context), minted);
}
