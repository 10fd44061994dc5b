import { lookup } from '#news/lookup.js';
import { plainText } from '../html/plain-text.js';

/**
 * dpa's digitalwires, a JSON of the agency's own: an object says so itself, `"format": "digitalwires@0.9.1"`. The same facts
 * as in its NewsML-G2, whose codes it has too.
 */
export const isDigitalwire = (value: unknown): value is Wire =>
  isObject(value) && typeof value.format === 'string' && value.format.startsWith('digitalwires@');

type Wire = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the standard calls what stands under these keys. */
const NAMES: Readonly<Record<string, string>> = lookup({
  urn: 'uri',
  version: 'version',
  version_created: 'versionCreated',
  content_created: 'contentCreated',
  pubstatus: 'pubStatus',
  embargoed: 'embargoed',
  language: 'language',
  urgency: 'urgency',
  byline: 'by',
  dateline: 'located',
  creditline: 'creditline',
  copyrightnotice: 'copyrightNotice',
});

/** What is read below in another way. */
const OTHERWISE = new Set(
  (
    'format type headline subhead kicker teaser descriptions article_html infobox_html linkbox_html usageterms ednotes ' +
    'autopublishnotice notepad signal categories associations entry_id updated'
  ).split(' '),
);

/** The same as an object of ninjs. What has no place there stands under its own name, and so is reported. */
export function digitalwireAsNinjs(wire: Wire): object {
  const associations = objectsOf(wire.associations).map((one) => associationOf(one, wire.urn));
  const renamed = Object.entries(wire).flatMap(([key, value]): [string, unknown][] => {
    const name = NAMES[key];
    // Lists of names repeat the categories.
    if (name === undefined) return OTHERWISE.has(key) || key.endsWith('_names') ? [] : [[key, value]];
    return value === null ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(renamed),
    type: typeOf(wire, associations),
    headlines: valued([
      ['main', wire.headline],
      ['subheadline', wire.subhead],
      ['kicker', wire.kicker],
    ]),
    descriptions: valued([
      ['teaser', wire.teaser],
      ...objectsOf(wire.descriptions).map((one): [unknown, unknown] => [wordOf(one.role), one.description]),
    ]),
    bodies: htmlOf([wire.article_html, wire.infobox_html, wire.linkbox_html]),
    usageTerms: linesIn(wire.usageterms),
    edNote: notesOf(wire).join('\n'),
    signals: typeof wire.signal === 'string' ? [wordOf(wire.signal)] : [],
    associations,
    ...categoriesOf(objectsOf(wire.categories)),
  };
}

const objectsOf = (list: unknown): Wire[] => (Array.isArray(list) ? list.filter(isObject) : []);
const linesIn = (text: unknown): string[] => (typeof text === 'string' ? text.split('\n') : []);
/** A code without its alias: `correction` of `sig:correction`. */
const wordOf = (code: unknown): unknown => (typeof code === 'string' ? code.replace(/^[^:]*:/, '') : code);

const valued = (texts: readonly [role: unknown, value: unknown][]): object[] =>
  texts
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([role, value]) => ({ role, value }));

/** The article, and behind it its box of facts and its list of links. */
function htmlOf(parts: readonly unknown[]): object[] {
  const html = parts.filter((part) => typeof part === 'string').join('');
  return html === '' ? [] : [{ role: 'body', contentType: 'text/html', value: html }];
}

const TYPES: Readonly<Record<string, string>> = lookup({ image: 'picture' });
const typeNamed = (type: unknown): unknown => (typeof type === 'string' ? (TYPES[type] ?? type) : type);

/** It always says `composite`: without an article it is what the one thing is that it brings. */
function typeOf(wire: Wire, associations: readonly Wire[]): unknown {
  const [only, ...others] = associations;
  return typeof wire.article_html === 'string' || only === undefined || others.length > 0
    ? 'text'
    : only.type;
}

/** Notes to editors. The notepad is the same notes as a page, and stands for them where there are none. */
function notesOf(wire: Wire): string[] {
  const notes = objectsOf(wire.ednotes).flatMap(({ ednote }) => (typeof ednote === 'string' ? [ednote] : []));
  const pad = isObject(wire.notepad) ? [wire.notepad.public_html, wire.notepad.nonpublic_html] : [];
  const pages = pad.filter((html) => typeof html === 'string').map(plainText);
  return [...(notes.length > 0 ? notes : pages), ...linesIn(wire.autopublishnotice)];
}

/** @param ownUrn of the object: a picture alone is associated with itself */
function associationOf(association: Wire, ownUrn: unknown): Wire {
  const { type, urn, caption, renditions, is_featureimage: _, rank: __, ...rest } = association;
  const files = objectsOf(renditions).map(({ url, mimetype, role, size: _size, ...file }) => ({
    ...file,
    ...(typeof role === 'string' ? { name: role } : {}),
    href: url,
    contentType: mimetype,
  }));
  return {
    ...rest,
    type: typeNamed(type),
    ...(urn === ownUrn ? {} : { uri: urn }),
    ...(typeof caption === 'string' ? { descriptions: [{ role: 'caption', value: caption }] } : {}),
    renditions: files,
  };
}

/** Where the standard has what the categories of a type say; those that repeat a field of the object have none. */
const LISTS: Readonly<Record<string, string>> = lookup({
  dpasubject: 'subjects',
  desk: 'subjects',
  geosubject: 'places',
  poi: 'places',
  locationcreated: 'places',
  genre: 'genres',
  keyword: 'keywords',
  creator: 'people',
  person: 'people',
  organisation: 'organisations',
  provider: 'infoSources',
  infosource: 'infoSources',
});
const REPEATED = new Set(['signal', 'pubstatus', 'urgency']);

function categoriesOf(categories: readonly Wire[]): Record<string, object[]> {
  const lists = new Map<string, object[]>();
  for (const { type, rank: _, geojson, role, qcode, ...category } of categories) {
    const word = String(wordOf(type));
    if (REPEATED.has(word)) continue;
    const point = isObject(geojson) ? geojson.geometry : undefined;
    const entry = {
      ...category,
      ...(isObject(point) ? { geojson: point } : {}),
      ...(word === 'creator' ? { rel: 'creator' } : {}),
      ...(word === 'provider' ? { role: 'provider', literal: qcode } : { qcode }),
      ...(word === 'infosource' ? { role: role ?? 'source' } : {}),
    };
    const name = LISTS[word] ?? word;
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [entry]);
    else list.push(entry);
  }
  return Object.fromEntries(lists);
}
