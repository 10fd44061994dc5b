import { asGuid, type Guid } from '#news/ids.js';
import type { Concept, Instant, Link, PubStatus } from '#news/record.js';
import { isUri, mintGuid, sourceIdOf } from '../guid.js';
import type { ItemValues } from '../item-values.js';
import { signalOf } from '../newsml-1/management.js';
import { value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { below, elements, type XmlElement } from '../xml/xml-node.js';
import { conceptOf, countryOf, lineOf, placesOf } from './nitf-names.js';
import { readRightsOf } from './nitf-rights.js';

/** What a document says of itself in `docdata` (NITF 3.6). */
export interface Docdata {
  /** From `doc-id`. */
  guid?: Guid;
  /** Who registered the `doc-id`. */
  source?: string;
  /** From `du-key`. */
  version?: string;
  slugline?: string;
  /** Where `del-list` says the document comes from. */
  delivered?: string;
  issued?: Instant;
  embargoed?: Instant | 'indefinite';
  pubStatus: PubStatus;
  signals: string[];
  urgency?: number;
  keywords: string[];
  edNotes: string[];
  subjects: Concept[];
  places: Concept[];
  links: Link[];
  holder?: string;
  notices: string[];
  usageTerms: string[];
  /** Another document whose status this one changes. */
  other?: { guid: Guid; pubStatus: PubStatus };
}

/**
 * @param docdatas none where the document has none: then it is usable, and nothing else is known of it. A document has
 *   one at most; of one with more the first says what it is, and each may hold it back
 */
export function readDocdata(docdatas: readonly XmlElement[], values: ItemValues): Docdata {
  const [docdata] = docdatas;
  const all = (local: string): XmlElement[] => (docdata === undefined ? [] : elements(docdata, local));
  const first = (local: string, name: string): string | undefined =>
    all(local)
      .map((one) => value(one, name))
      .find((text) => text !== undefined);
  const at = 'head/docdata';
  const id = storyId(first('doc-id', 'id-string'), first('du-key', 'key'));
  const source = first('doc-id', 'regsrc');
  const guid = id === undefined ? undefined : guidOf(id, source, values);
  const corrections = all('correction');
  const issued = values.date(dateIn(all('date.issue')[0]), `${at}/date.issue`);
  const statuses = docdatas
    .flatMap(({ attributes }) => attributes.filter(({ local }) => local === 'management-status'))
    .map((attribute) => attribute.value.trim() || 'empty');
  const isEmbargoed = statuses.some(saysEmbargo);
  const releases = docdatas.flatMap((one) => below(one, 'date.release'));
  const other = otherDocument(docdata, source, values);
  const corrected = corrections
    .map((one) => [value(one, 'id-string'), value(one, 'regsrc') ?? source] as const)
    .flatMap(([idString, regsrc]) => (idString === undefined ? [] : [guidOf(idString, regsrc, values)]));
  const evolvedFrom = [...new Set([...corrected, ...(other ? [other.guid] : [])])].filter(
    (one) => one !== guid,
  );
  const identified = all('identified-content').flatMap((one) => elements(one));
  return {
    ...present({
      guid,
      source,
      delivered: all('del-list')
        .flatMap((list) => elements(list, 'from-src'))
        .map((one) => value(one, 'src-name'))
        .find((name) => name !== undefined),
      version: versionOf(all('du-key')),
      slugline: first('du-key', 'key'),
      issued,
      embargoed: embargoOf(releases, issued, isEmbargoed, values),
      urgency: values.urgency(first('urgency', 'ed-urg'), `${at}/urgency`),
      other: other?.pubStatus === undefined || other.guid === guid ? undefined : (other as Docdata['other']),
    }),
    pubStatus: pubStatusOf(statuses, values),
    signals: [
      ...new Set([...(corrections.length > 0 ? ['correction'] : []), ...all('ed-msg').flatMap(signalsOf)]),
    ],
    keywords: all('key-list')
      .flatMap((list) => elements(list, 'keyword'))
      .map((keyword) => value(keyword, 'key'))
      .filter((key) => key !== undefined),
    edNotes: [...all('ed-msg').map(messageOf), ...corrections.map((one) => value(one, 'info') ?? '')],
    subjects: identified.filter(({ local }) => local !== 'location').flatMap(subjectOf),
    places: [
      ...identified.filter(({ local }) => local === 'location').flatMap(placesOf),
      ...all('evloc').flatMap(eventPlace),
    ],
    links: evolvedFrom.map((one) => ({ rel: 'evolvedFrom', guid: one })),
    ...readRightsOf(all('doc.copyright'), all('doc.rights')),
  };
}

/** Some write the version behind the key into the `doc-id`: the key is what stays from one version to the next. */
const storyId = (id: string | undefined, key: string | undefined): string | undefined =>
  id !== undefined && key !== undefined && id.startsWith(key) && /^[_:.-]\d+$/.test(id.slice(key.length))
    ? key
    : id;

/** An id that is a URI stays as it is; any other is unique only with the source that registered it. */
export function guidOf(id: string, source: string | undefined, { context }: ItemValues): Guid {
  if (isUri(id)) return asGuid(id);
  return mintGuid(sourceIdOf(context), source === undefined ? id : `${source} ${id}`);
}

/** The moment an element names: normalised in `norm`, else as text, which some senders write. */
function dateIn(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  return (
    value(element, 'norm') ?? element.children.map((node) => (node.kind === 'text' ? node.text : '')).join('')
  );
}

/** The version of a story; where versions are not counted, its generation. */
function versionOf(keys: readonly XmlElement[]): string | undefined {
  const given = keys.flatMap((key) => [value(key, 'version'), value(key, 'generation')]);
  const told = given.filter((text) => text !== undefined && Number(text) !== 0);
  return told[0];
}

/**
 * `date.release` is when the document may be released, and most documents may be so when they are issued: an embargo is
 * a release later than that, or any in a document whose status is embargoed.
 */
function embargoOf(
  releases: readonly XmlElement[],
  issued: Instant | undefined,
  isEmbargoed: boolean,
  values: ItemValues,
): Instant | 'indefinite' | undefined {
  const at = 'head/docdata/date.release';
  const last = values.lastEmbargo(
    releases.map((release) => dateIn(release) ?? ''),
    at,
  );
  if (last === undefined && isEmbargoed) {
    values.warn('embargo-unreadable', at, 'embargoed without a date of release');
    return 'indefinite';
  }
  if (last === undefined || last === 'indefinite' || isEmbargoed || issued === undefined) return last;
  return Date.parse(last) > Date.parse(issued) ? last : undefined;
}

const saysEmbargo = (status: string): boolean => status.toLowerCase() === 'embargoed';

/** An embargoed document becomes usable by itself, so the embargo alone holds it. */
function pubStatusOf(statuses: readonly string[], values: ItemValues): PubStatus {
  const others = statuses.filter((status) => !saysEmbargo(status));
  const at = 'head/docdata/@management-status';
  if (others.length > 0 && others.length < statuses.length)
    values.warn('pubstatus-repeated', at, statuses.join(', '));
  return values.strictestStatus(others, at);
}

/** The document that this one updates or cancels, and the status which that gets. */
function otherDocument(
  docdata: XmlElement | undefined,
  source: string | undefined,
  values: ItemValues,
): { guid: Guid; pubStatus?: PubStatus } | undefined {
  const reference = value(docdata, 'management-doc-idref');
  if (reference === undefined) return undefined;
  const guid = guidOf(reference, source, values);
  const own = value(docdata, 'management-status')?.toLowerCase();
  const status =
    value(docdata, 'management-idref-status') ?? (/^cancel/.test(own ?? '') ? 'canceled' : undefined);
  if (status === undefined) return { guid };
  const at = 'head/docdata/@management-idref-status';
  const pubStatus = values.pubStatusOfOther(status, at);
  if (pubStatus === 'usable') return { guid };
  values.warn('status-of-other-item', at, `${reference}: ${status}`);
  return { guid, pubStatus };
}

const messageOf = (message: XmlElement): string => {
  const info = value(message, 'info') ?? textOrNothing(dateIn(message));
  const type = value(message, 'msg-type');
  return info === undefined || type === undefined ? (info ?? type ?? '') : `${type}: ${info}`;
};

/** A type of message such as `kill` or `MANDATORY KILL` is what the document is. */
const signalsOf = (message: XmlElement): string[] => {
  const type = value(message, 'msg-type')?.toLowerCase().replace(/[\s-]/g, '');
  const signal = type === undefined ? undefined : signalOf(type);
  return signal === undefined ? [] : [signal];
};

function subjectOf(element: XmlElement): Concept[] {
  const text = lineOf({
    ...element,
    children: element.children.filter((node) => node.kind === 'text' || node.local !== 'alt-code'),
  });
  const concept = conceptOf(element, text);
  return concept === undefined ? [] : [concept];
}

/** Where the event took place. */
function eventPlace(evloc: XmlElement): Concept[] {
  const parts = ['city', 'county-dist', 'state-prov'].map((part) => value(evloc, part)).filter(Boolean);
  const name = [...new Set(parts)].join(', ');
  const country = countryOf(value(evloc, 'iso-cc'));
  return [...(name === '' ? [] : [{ name }]), ...(country === undefined ? [] : [country])];
}
