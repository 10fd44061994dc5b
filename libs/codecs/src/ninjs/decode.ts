import { asGuid, type Guid } from '#news/ids.js';
import type { Author, Instant, NewsItem, NewsRecord, Rendition } from '#news/record.js';
import { captionsIn } from '../captions-in.js';
import {
  type Decode,
  type DecodeContext,
  type DecodeNested,
  type JsonDocument,
  UndecodableDocument,
} from '../codec.js';
import { embargoesInside, isEmbargoName, ownEmbargo } from '../embargo-field.js';
import { splitSignal } from '../feed/headline-signal.js';
import { isUri, mintGuid, sourceIdOf } from '../guid.js';
import { ItemValues } from '../item-values.js';
import { refuseTooMany } from '../limits.js';
import { distinct, linesOf, someOf, textOrNothing } from '../present.js';
import { jsonOnce } from '../read-json.js';
import { readRights } from '../rights.js';
import { lastOf } from '../strictest.js';
import {
  type Associated,
  guidOf,
  mergeRenditions,
  readAssociations,
  TECHNICAL,
} from './decode-associations.js';
import { authorOf, conceptOf, isAuthor } from './decode-concepts.js';
import { bodyOf, descriptionOf, headlinesOf, renditionsOf } from './decode-content.js';
import {
  coverageOf,
  embargoesOf,
  itemClassFor,
  noteOf,
  otherLinks,
  sourcesOf,
  statusesOf,
} from './decode-fields.js';
import { digitalwireAsNinjs, isDigitalwire } from './digitalwires.js';
import { ANIMATION_PROFILE, PACKAGE_PROFILE } from './encode.js';
import { attachmentsOf, bylinesOf, datelinePlacesOf, listedLinksOf } from './interface-fields.js';
import { JsonFields } from './json-fields.js';
import { asPackage, asPlan, eventItself, eventsOf } from './plans-and-packages.js';

/**
 * Reads ninjs 1.0 to 3.3 (IPTC): an object, a list of them, or an object with a list under `items`. An associated
 * object with a text of its own becomes a record of its own.
 *
 * @throws UndecodableDocument `decode.malformed` where the text is not JSON or holds no object
 */
export function decodeNinjs(
  text: string,
  context: DecodeContext,
  _nested?: DecodeNested,
  json = jsonOnce(text),
): ReturnType<Decode> {
  const { value, warnings, earlier } = parsed(json);
  const roots = objectsIn(value);
  refuseTooMany(roots.length);
  const found: ReturnType<Decode> = { records: [], places: [], warnings: [...warnings] };
  roots.forEach((root, i) => {
    const at = roots.length === 1 ? '' : `/${i}`;
    if (typeof root !== 'object' || root === null || Array.isArray(root)) {
      found.warnings.push({ code: 'entry-undecodable', at, detail: 'not an object' });
      return;
    }
    const item = isDigitalwire(root) ? digitalwireAsNinjs(root) : root;
    readItem(new JsonFields(item, { objects: 0, earlier }, root), at, context, found);
  });
  return found;
}

function parsed(json: () => JsonDocument): JsonDocument {
  try {
    return json();
  } catch (cause) {
    if (cause instanceof UndecodableDocument) throw cause;
    throw new UndecodableDocument('decode.malformed', `Not JSON: ${(cause as Error).message}`, { cause });
  }
}

function objectsIn(document: unknown): unknown[] {
  if (Array.isArray(document)) return document;
  if (typeof document !== 'object' || document === null) {
    throw new UndecodableDocument('decode.malformed', 'The document holds no ninjs object');
  }
  const fields = new JsonFields(document);
  if (fields.has('uri')) return [document];
  // Answers of an interface such as AP's: the items stand under `data`, each under `item`.
  const data = fields.get('data');
  if (typeof data === 'object' && data !== null) return objectsIn(data);
  const items = fields.get('items', '_items', 'item', 'entries');
  if (Array.isArray(items)) return items.flatMap((item) => (isWrapped(item) ? objectsIn(item) : [item]));
  return isWrapped(document) ? [items] : [document];
}

const isWrapped = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !('uri' in value) &&
  'item' in value &&
  typeof value.item === 'object' &&
  value.item !== null;

/** An item that cannot be read is reported, and its neighbours are read. */
function readItem(fields: JsonFields, at: string, context: DecodeContext, found: ReturnType<Decode>): void {
  const values = new ItemValues(context, at);
  let items: readonly JsonFields[] = [];
  try {
    const associated = readAssociations(fields, values);
    items = associated.items;
    const record = recordOf(fields, values, associated);
    if (record) {
      found.records.push(record);
      found.places.push(at);
    }
  } catch (error) {
    values.warn('entry-undecodable', '', error instanceof Error ? error.message : String(error));
  }
  found.warnings.push(...values.warnings);
  for (const [i, item] of items.entries()) {
    readItem(item, `${at}/associations/${i}`, context, found);
  }
}

/** The type of a text is that of its body in the record whatever it was before. */
const isText = (mimeType: string | undefined): boolean => /^text\/|xhtml|nitf/i.test(mimeType ?? '');

/** Keeps the place of the guid, which is known when all fields have been read. */
const NO_GUID = asGuid('none yet');

function recordOf(fields: JsonFields, values: ItemValues, associated: Associated): NewsRecord | undefined {
  const { headline: named, subheadline, extended } = headlinesOf(fields, values);
  const { body, renditions: inBody } = bodyOf(fields, values);
  const renditions = mergeRenditions([
    renditionsOf(fields, values),
    associated.renditions,
    inBody,
    attachmentsOf(fields, values),
  ]);
  const { provider, creditline } = sourcesOf(fields, values);
  const people = fields.list('people', 'person');
  const authors = authorsOf(fields, people);
  const { signals = [], edNote } = noteOf(fields);
  signals.push(...fields.texts('signals', 'signal'));
  const title = textOrNothing(fields.text('title'));
  const split = splitSignal(named ?? title, values.context);
  const status = values.strictestStatus(statusesOf(fields), 'pubStatus');
  const { keywords, about } = aboutOf(fields, people);
  const type = fields.text('type')?.toLowerCase();
  const { planned, events } = eventsOf(fields, type);
  const event = planned && conceptOf(planned, values, 'events');
  const concepts = (list: readonly JsonFields[], field: string) =>
    list.map((one) => conceptOf(one, values, field)).filter((concept) => concept !== undefined);
  const profile = fields.peek('profile');
  if (profile === PACKAGE_PROFILE || profile === ANIMATION_PROFILE) fields.get('profile');
  const itemClass = itemClassFor(
    type,
    profile,
    body === undefined ? renditions[0]?.contentType : undefined,
    values,
  );
  const described = descriptionOf(fields, values);
  const description = described ?? extended;
  if (extended !== undefined && ![description, named].includes(extended))
    values.warn('headline-dropped', 'headline_extended', extended);
  const listed = listedLinksOf(fields, values);
  const ownTerms = linesOf(fields.texts('usageterms'))?.split('\n') ?? [];
  const usageTerms = distinct([...ownTerms, ...associated.usageTerms]);
  // What is absent, `finishRecord` leaves out.
  const read: NewsItem = {
    kind: 'newsItem',
    guid: NO_GUID,
    version: values.version(fields.text('version'), 'version'),
    itemClass,
    provider,
    versionCreated: values.date(fields.text('versioncreated'), 'versionCreated'),
    firstCreated: values.date(fields.text('firstcreated', 'firstpublished'), 'firstCreated'),
    contentCreated: values.date(fields.text('contentcreated'), 'contentCreated'),
    contentModified: values.date(fields.text('contentmodified'), 'contentModified'),
    embargoed: lastOf([...embargoesOf(fields, values), ...associated.embargoes]),
    pubStatus: split.pubStatus ?? status,
    signals: someOf([...distinct([...signals, ...split.signals])]),
    urgency: values.urgency(fields.text('urgency'), 'urgency'),
    language: textOrNothing(fields.text('language')),
    headline: split.headline,
    subheadline,
    slugline: textOrNothing(fields.text('slugline')) ?? (named === undefined ? undefined : title),
    byline: bylineOf(fields),
    dateline: textOrNothing(fields.text('located')),
    creditline: creditline ?? textOrNothing(fields.text('creditline', 'description_creditline')),
    description,
    body,
    authors: someOf(authors),
    subjects: someOf(concepts([...about, ...events], 'subjects')),
    genres: someOf(concepts(fields.list('genres', 'genre'), 'genres')),
    places: someOf([...concepts(fields.list('places', 'place'), 'places'), ...datelinePlacesOf(fields)]),
    keywords: someOf(
      keywords.map((one) => textOrNothing(one.text('name'))).filter((name) => name !== undefined),
    ),
    renditions: someOf(renditions),
    rights: readRights({
      holder: textOrNothing(fields.text('copyrightholder')),
      notice: linesOf([...new Set([fields.text('copyrightnotice') ?? '', ...associated.notices])]),
      usageTerms: usageTerms.length > 0 ? usageTerms : undefined,
      edNote,
      captions: captionsIn(itemClass, description, renditions),
    }),
    edNote,
    links: someOf([...associated.links, ...otherLinks(fields, values), ...listed.links]),
    url: associated.url ?? listed.url,
    fingerprint: '',
  };
  const own = guidOf(fields);
  const isPlan = type === 'planning' || type === 'event';
  const coverages = isPlan ? fields.list('plannedcoverage').map((one, i) => coverageOf(one, i, values)) : [];
  read.embargoed = lastOf([read.embargoed, ...reportUnread(fields, values, renditions, associated)]);
  const guid = guidFrom(own, read.headline, values);
  if (guid === undefined) return undefined;
  read.guid = guid;
  const item = values.withStatusMeaning(read);
  if (isPlan)
    return asPlan(item, event ?? (type === 'event' ? eventItself(own, read.headline) : undefined), coverages);
  return profile === PACKAGE_PROFILE ? asPackage(item, associated) : item;
}

/** As the item says, else minted from what it calls itself or its headline; undefined, which is told, where it has neither. */
function guidFrom(
  own: string | undefined,
  headline: string | undefined,
  values: ItemValues,
): Guid | undefined {
  const key = own ?? headline;
  if (key === undefined) {
    values.warn('entry-undecodable', 'uri', 'neither an identifier nor a headline');
    return undefined;
  }
  if (own === undefined) values.warn('guid-missing', 'uri', key);
  else if (!isUri(own)) values.warn('guid-repaired', 'uri', own);
  return isUri(key) ? asGuid(key) : mintGuid(sourceIdOf(values.context), key);
}

function authorsOf(fields: JsonFields, people: readonly JsonFields[]): Author[] {
  const authors = [...people.filter(isAuthor), ...fields.list('authors'), ...fields.list('photographer')];
  return authors.map(authorOf).filter((one) => one !== undefined);
}

/** What the item is about: subjects that are keywords apart from all that is a concept. */
function aboutOf(
  fields: JsonFields,
  people: readonly JsonFields[],
): { keywords: JsonFields[]; about: JsonFields[] } {
  const subjects = fields.list('subjects', 'subject');
  const isKeyword = (subject: JsonFields): boolean =>
    subject.peek('rel') === 'keyword' && subject.text('rel') !== undefined;
  const keywords = [...subjects.filter(isKeyword), ...fields.list('keywords', 'keyword')];
  const about = [
    ...subjects.filter((subject) => !isKeyword(subject)),
    ...people.filter((person) => !isAuthor(person)),
    ...fields.list('organisations', 'organisation'),
    ...fields.list('objects', 'object'),
    // Categories of the desk, of AP's and Superdesk's making.
    ...fields.list('service'),
  ];
  return { keywords, about };
}

/**
 * Names what nobody has asked for, but for what says nothing of the item that its record does not say.
 *
 * @returns the embargoes in it, which hold all the same
 */
function reportUnread(
  fields: JsonFields,
  values: ItemValues,
  renditions: readonly Rendition[],
  { items }: Associated,
): (Instant | 'indefinite' | undefined)[] {
  fields.passOver(...TECHNICAL);
  if (fields.peek('representationtype') === 'complete') fields.get('representationtype');
  const mimeType = fields.peek('mimetype');
  if (isText(mimeType) || renditions.some(({ contentType }) => contentType === mimeType))
    fields.get('mimetype');
  const embargoes: (Instant | 'indefinite' | undefined)[] = [];
  const hear = (path: string, text: string): void => {
    if (isEmbargoName(path)) embargoes.push(ownEmbargo(path, text, values));
    else embargoes.push(...embargoesInside(text, values));
  };
  for (const [path, text] of fields.unread(new Set(items), hear)) {
    values.warn('fields-not-carried', path, text);
    hear(path, text);
  }
  return embargoes;
}

/** `by` since 2.0, `byline` before; beside the one the other stays unread, and so is told, unless it says the same. */
function bylineOf(fields: JsonFields): string | undefined {
  const by = textOrNothing(fields.text('by'));
  if (by === undefined && fields.peek('byline') === undefined) return bylinesOf(fields);
  return by === undefined || fields.peek('byline')?.trim() === by.trim()
    ? (textOrNothing(fields.text('byline')) ?? by)
    : by;
}
