import type { Concept, Coverage, Instant, NewsRecord, Rights } from '#news/record.js';
import { asNewsItem } from '../as-news-item.js';
import type { Encode } from '../codec.js';
import { plainBody } from '../shaped.js';
import { captionsOf, termsOf } from '../terms-of.js';
import { runningText, textSize } from '../text-size.js';
import { asUri, guidUri } from '../uri.js';
import { asVersion2 } from './as-version-2.js';
import { associationsOf } from './associations.js';
import { plain, renditionOf } from './rendition.js';

export const NINJS_TYPE = 'application/json; charset=utf-8';

/** An embargo that no date ends: ninjs has only dates, so it gets the last one there is and fails closed. */
export const INDEFINITE: Instant = '9999-12-31T23:59:59Z';

/** Stands where signals would, in a note that begins as if there were some. */
export const NO_SIGNAL = 'none';

/** The profile that marks a package, or an animation, for which ninjs has no type. */
export const PACKAGE_PROFILE = 'packageItem';
export const ANIMATION_PROFILE = 'animation';

const STANDARD = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json',
};

/**
 * Writes ninjs 3.1 or 2.2 (IPTC): an object for one record, an array for none or several. 2.2 has no plans: these become
 * texts that list their coverages.
 */
export const encodeNinjs: Encode = (records, { version, profile }) => {
  const isPlain = profile?.body === 'plain';
  const objects =
    version === '2.2'
      ? records.map((record) =>
          asVersion2(ninjsOf(record.kind === 'planningItem' ? asNewsItem(record) : record, isPlain)),
        )
      : records.map((record) => ninjsOf(record, isPlain));
  const document = objects.length === 1 ? objects[0] : objects;
  return { bytes: Buffer.from(JSON.stringify(document)), contentType: NINJS_TYPE };
};

/** Keys whose value is undefined are left out by JSON.stringify. */
function ninjsOf(record: NewsRecord, isPlain: boolean): Record<string, unknown> {
  const uri = guidUri(record.guid);
  const subjects = [
    ...(record.subjects ?? []).map(subjectOf),
    ...(record.keywords ?? []).map((name) => ({ name, rel: 'keyword' })),
  ];
  return {
    standard: STANDARD,
    uri,
    ...typeOf(record),
    version: String(record.version),
    firstCreated: record.firstCreated,
    versionCreated: record.versionCreated,
    contentCreated: record.contentCreated,
    embargoedUntil: record.embargoed === 'indefinite' ? INDEFINITE : record.embargoed,
    pubStatus: record.pubStatus,
    urgency: record.urgency,
    ...rightsOf(record),
    edNote: noteOf(record),
    language: record.language,
    headlines: filled([
      record.headline === undefined ? undefined : plain('main', record.headline),
      record.subheadline === undefined ? undefined : plain('subheadline', record.subheadline),
    ]),
    descriptions: record.description === undefined ? undefined : [plain('summary', record.description)],
    bodies: record.body === undefined ? undefined : [bodyOf(record.body, isPlain)],
    people: filled((record.authors ?? []).map(authorOf)),
    places: filled((record.places ?? []).map((place) => ({ ...conceptOf(place) }))),
    subjects: filled(subjects),
    events: record.kind === 'planningItem' && record.event ? [conceptOf(record.event)] : undefined,
    genres: filled((record.genres ?? []).map(conceptOf)),
    infoSources: filled([
      providerOf(record),
      record.creditline && { name: record.creditline, role: 'creditLine' },
    ]),
    by: record.byline,
    slugline: record.slugline,
    located: record.dateline,
    renditions: filled((record.renditions ?? []).map(renditionOf)),
    plannedCoverage:
      record.kind === 'planningItem'
        ? filled((record.coverages ?? []).map((one) => coverageOf(one, uri)))
        : undefined,
    associations: filled(associationsOf(record)),
    // An identifier that is no URI, or was percent-encoded to be one, stands here as it is.
    altIds: uri === record.guid ? undefined : [{ role: 'guid', value: record.guid }],
  };
}

function bodyOf(body: string, isPlain: boolean): Record<string, unknown> {
  const { words, characters } = textSize(runningText({ body }));
  return {
    role: 'main',
    contentType: isPlain ? 'text/plain' : 'application/xhtml+xml',
    charCount: characters,
    wordCount: words,
    value: isPlain ? plainBody(body) : body,
  };
}

function filled<T>(list: readonly (T | undefined | '')[]): T[] | undefined {
  const values = list.filter((value): value is T => value !== undefined && value !== '');
  return values.length > 0 ? values : undefined;
}

function typeOf({ kind, itemClass }: NewsRecord): { type: string; profile?: string } {
  if (kind === 'packageItem') return { type: 'composite', profile: PACKAGE_PROFILE };
  if (kind === 'planningItem') return { type: 'planning' };
  return itemClass === 'animation' ? { type: 'graphic', profile: ANIMATION_PROFILE } : { type: itemClass };
}

function rightsOf(record: NewsRecord): Record<string, unknown> {
  const rights: Rights = record.rights ?? {};
  const terms = termsOf(record, [record.edNote, ...captionsOf(record)]);
  return {
    copyrightHolder: rights.holder,
    copyrightNotice: rights.notice,
    // One string here; a line for each of the terms.
    usageTerms: terms.length > 0 ? terms.join('\n') : undefined,
  };
}

/** ninjs has no signals, so they open the note in words that a person and our decoder can read. */
function noteOf({ signals, edNote }: NewsRecord): string | undefined {
  // A note that only looks like that gets a line which says that there are none.
  if (!signals) return edNote?.startsWith('Signal: ') ? `Signal: ${NO_SIGNAL}\n${edNote}` : edNote;
  const line = `Signal: ${signals.join(', ')}`;
  return edNote === undefined ? line : `${line}\n${edNote}`;
}

function conceptOf({ name, qcode, uri }: Concept): Record<string, unknown> {
  return { name, uri: uri && asUri(uri), literal: qcode };
}

const subjectOf = (subject: Concept): Record<string, unknown> => ({
  ...conceptOf(subject),
  confidence: subject.confidence === undefined ? undefined : Math.round(subject.confidence * 100),
});

const authorOf = ({
  name,
  email,
  uri,
}: {
  name: string;
  email?: string;
  uri?: string;
}): Record<string, unknown> => ({
  name,
  rel: 'author',
  uri: uri && asUri(uri),
  contactInfo: email === undefined ? undefined : [{ type: 'email', value: email }],
});

function providerOf({ provider }: NewsRecord): Record<string, unknown> | undefined {
  const { id, name, uri } = provider ?? {};
  if (id === undefined && name === undefined && uri === undefined) return undefined;
  return { name, role: 'provider', uri: uri && asUri(uri), literal: id };
}

/** What plannedCoverage has no property for stands in the references of the commission. */
function coverageOf(coverage: Coverage, uri: string): Record<string, unknown> {
  const references = filled([
    { name: 'id', value: coverage.id },
    coverage.assignedTo && { name: 'assignedTo', value: coverage.assignedTo },
    coverage.status && { name: 'status', value: coverage.status },
    ...(coverage.deliveries ?? []).map(({ guid, version }) => ({
      name: 'delivery',
      value: version === undefined ? guid : `${guid} ${version}`,
    })),
  ]);
  return {
    uri: asUri(`${uri}#${encodeURIComponent(coverage.id.toWellFormed())}`),
    title: coverage.headline,
    type: coverage.itemClass === 'animation' ? 'graphic' : coverage.itemClass,
    commissioned: { references },
    dates: coverage.scheduled && { startDate: coverage.scheduled },
    edNote: coverage.edNote,
  };
}
