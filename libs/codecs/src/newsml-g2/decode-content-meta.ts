import type { Author, Concept } from '#news/record.js';
import type { ItemValues } from '../item-values.js';
import { distinct, textOrNothing } from '../present.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Assertions } from './assertions.js';
import type { Catalog } from './catalog.js';
import { authorOf, conceptOf, leaveOutIdentifiers } from './decode-concept.js';
import {
  inLanguage,
  isSameLanguage,
  itemElements,
  languageOf,
  linedText,
  nameOf,
  spacedText,
  value,
} from './nar.js';
import { OWN_SCHEMES } from './scheme-catalog.js';

/** What contentMeta says of the content, apart from its dates. */
export interface ContentMeta {
  headline?: string;
  subheadline?: string;
  slugline?: string;
  byline?: string;
  dateline?: string;
  creditline?: string;
  description?: string;
  /** Descriptions beside the main one: a script, a shot list, a longer caption. */
  otherDescriptions: string[];
  /** The body of a package or plan, which has no contentSet: the element that holds its XHTML. */
  bodyIn?: XmlElement;
  authors: Author[];
  subjects: Concept[];
  genres: Concept[];
  places: Concept[];
  /** Subjects of type event, for a plan's event; they are among the subjects too. */
  events: Concept[];
  keywords: string[];
  languageConfidence?: number;
}

const PLACES = new Set(['geoArea', 'poi']);

/** A place by its type, by a type that an agency named after one, or by what Reuters says of its codes (geoProp). */
export const isPlace = (element: XmlElement, nature: string | undefined): boolean =>
  nature === undefined
    ? /:(?:geo|country|city|place|location)/i.test(value(element, 'type') ?? '') ||
      itemElements(element, 'facet').some((facet) => value(facet, 'qcode')?.startsWith('geoProp:'))
    : PLACES.has(nature);

export function readContentMeta(
  contentMeta: XmlElement | undefined,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
  assertions: Assertions,
): ContentMeta {
  const found: ContentMeta = {
    otherDescriptions: [],
    authors: [],
    subjects: [],
    genres: [],
    places: [],
    events: [],
    keywords: [],
  };
  const text = (local: string): string | undefined => {
    const variants = itemElements(contentMeta, local);
    const chosen = inLanguage(variants, language);
    const read = chosen && textOrNothing(spacedText(chosen));
    for (const other of variants) {
      if (other === chosen) continue;
      const dropped = textOrNothing(spacedText(other));
      if (dropped !== undefined && dropped !== read) {
        values.warn(
          'variant-dropped',
          `contentMeta/${local}`,
          `${languageOf(other) ?? ''} ${dropped}`.trim(),
        );
      }
    }
    return read;
  };
  readConcepts(contentMeta, found, catalog, values, language, assertions);
  readExtensions(contentMeta, found, catalog);
  for (const creator of itemElements(contentMeta, 'creator')) {
    const author = authorOf(creator, catalog, values, language);
    if (author) found.authors.push(author);
  }
  for (const keyword of itemElements(contentMeta, 'keyword')) {
    const name = textOrNothing(textOf(keyword));
    if (name !== undefined) found.keywords.push(name);
  }
  for (const other of itemElements(contentMeta, 'language').slice(1)) {
    values.warn('language-dropped', 'contentMeta/language', value(other, 'tag') ?? '');
  }
  readHeadlines(contentMeta, found, catalog, values, language);
  readDescriptions(contentMeta, found, catalog, values, language);
  found.slugline = text('slugline');
  found.byline = text('by') ?? found.byline;
  found.dateline = text('dateline') ?? found.dateline;
  found.creditline = creditOf(text('creditline') ?? found.creditline, contentMeta, catalog, values, language);
  return found;
}

const CONCEPTS = new Set(['subject', 'genre', 'located', 'mainConcept', 'facetConcept']);

/** A subject that is put together of a main concept and its facets (2.28) is each of them; any other is itself. */
function facetsOf(subject: XmlElement): readonly XmlElement[] {
  const main = itemElements(subject, 'mainConcept');
  const facets = itemElements(subject, 'facetConcept');
  if (main.length + facets.length === 0) return [subject];
  const isNamed = ['qcode', 'uri', 'literal'].some((name) => value(subject, name) !== undefined);
  return isNamed ? [subject, ...main, ...facets] : [...main, ...facets];
}

function readConcepts(
  contentMeta: XmlElement | undefined,
  found: ContentMeta,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
  assertions: Assertions,
): void {
  const located: Concept[] = [];
  for (const whole of itemElements(contentMeta)) {
    const { local } = whole;
    if (!CONCEPTS.has(local)) continue;
    for (const element of facetsOf(whole)) {
      const concept = conceptOf(element, catalog, language, assertions, values, `contentMeta/${local}`);
      if (concept === undefined) continue;
      const type = value(element, 'type');
      const nature = catalog.codeIn('cpnat', type, value(element, 'typeuri'));
      if (local === 'located') located.push(concept);
      else if (local === 'genre' || isOwn(type, 'genre', catalog)) found.genres.push(concept);
      else if (isPlace(element, nature) || assertions.isPlace(element)) found.places.push(concept);
      else found.subjects.push(concept);
      if (nature === 'event') found.events.push(concept);
    }
  }
  if (located.length === 0) return;
  const keyOf = ({ uri, qcode, name }: Concept): string | undefined => uri ?? qcode ?? name;
  const known = new Set(found.places.map(keyOf));
  for (const place of located) if (!known.has(keyOf(place))) found.places.push(place);
}

/** Whether a QCode is the one of our encoder's for that. */
export const isOwn = (qcode: string | undefined, name: string, catalog: Catalog): boolean =>
  qcode !== undefined && catalog.resolve(qcode)?.uri === OWN_SCHEMES.korpu + name;

/** What our own encoder puts into extension properties because the item's kind has no element for it. */
function readExtensions(contentMeta: XmlElement | undefined, found: ContentMeta, catalog: Catalog): void {
  for (const property of itemElements(contentMeta, 'contentMetaExtProperty')) {
    const rel = value(property, 'rel');
    const text = textOrNothing(value(property, 'value'));
    if (text === undefined) continue;
    if (isOwn(rel, 'byline', catalog)) found.byline = text;
    else if (isOwn(rel, 'dateline', catalog)) found.dateline = text;
    else if (isOwn(rel, 'creditline', catalog)) found.creditline = text;
    else if (isOwn(rel, 'languageConfidence', catalog)) found.languageConfidence = Number(text);
  }
}

/** Where no credit line is given, the source that supplied the content is whom to credit. */
function creditOf(
  creditline: string | undefined,
  contentMeta: XmlElement | undefined,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): string | undefined {
  const names: string[] = [];
  for (const source of itemElements(contentMeta, 'infoSource')) {
    const code = value(source, 'literal') ?? value(source, 'qcode') ?? value(source, 'uri');
    const name = nameOf(source, language) ?? code;
    leaveOutIdentifiers(source, 'contentMeta/infoSource', [name], catalog, values, language);
    if (name !== undefined) names.push(name);
  }
  const sources = distinct(names);
  if (creditline === undefined) return sources.join('/') || undefined;
  for (const source of sources) {
    if (!creditline.includes(source)) values.warn('source-dropped', 'contentMeta/infoSource', source);
  }
  return creditline;
}

function readHeadlines(
  contentMeta: XmlElement | undefined,
  found: ContentMeta,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): void {
  const all = itemElements(contentMeta, 'headline');
  const isSub = (role: string): boolean => isOwn(role, 'subheadline', catalog) || /sub|deck/i.test(role);
  const [only] = all;
  if (only !== undefined && all.length === 1) {
    const field = isSub(value(only, 'role') ?? '') ? 'subheadline' : 'headline';
    found[field] = textOrNothing(spacedText(only));
    return;
  }
  const main = inLanguage(all, language);
  const tag = main && languageOf(main);
  const candidates = all
    .filter((one) => languageOf(one) === tag)
    .map((element) => ({
      text: textOrNothing(spacedText(element)),
      role: value(element, 'role') ?? '',
      rank: Number(value(element, 'rank') ?? 0),
    }))
    .filter(({ text }) => text !== undefined);
  const sub = candidates.find(({ role }) => isSub(role));
  const [headline, ...others] = candidates.filter((one) => one !== sub).sort((a, b) => a.rank - b.rank);
  const subheadline = sub ?? others.shift();
  for (const { text } of others) values.warn('headline-dropped', 'contentMeta/headline', text!);
  for (const one of all) {
    if (languageOf(one) !== tag)
      values.warn(
        'headline-dropped',
        'contentMeta/headline',
        `${languageOf(one) ?? ''} ${textOf(one)}`.trim(),
      );
  }
  found.headline = headline?.text;
  found.subheadline = subheadline?.text;
}

/** Roles of a description that say it is the one to show, best first (scheme drol and what agencies call the same). */
const SUMMARIES = ['summary', 'teaser', 'caption', 'abstract', 'standfirst', ''];

function readDescriptions(
  contentMeta: XmlElement | undefined,
  found: ContentMeta,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): void {
  const all = itemElements(contentMeta, 'description');
  const bodyIn = all.find((one) => isOwn(value(one, 'role'), 'body', catalog));
  if (bodyIn) found.bodyIn = bodyIn;
  const texts = bodyIn ? all.filter((one) => one !== bodyIn) : all;
  const [only] = texts;
  if (only === undefined || texts.length === 1) {
    found.description = only && textOrNothing(spacedText(only));
    return;
  }
  const main = inLanguage(texts, language);
  const roleOf = (one: XmlElement): string => (value(one, 'role') ?? '').replace(/^[^:]*:/, '').toLowerCase();
  const rank = (one: XmlElement): number => {
    const place = SUMMARIES.indexOf(roleOf(one));
    return place < 0 ? SUMMARIES.length : place;
  };
  const tag = (main && languageOf(main)) ?? language;
  const isTranslation = (one: XmlElement): boolean => {
    const own = languageOf(one);
    return own !== undefined && tag !== undefined && !isSameLanguage(own, tag);
  };
  // What another description says is more about the content; in another language it says the same.
  for (const one of texts.filter(isTranslation))
    values.warn('variant-dropped', 'contentMeta/description', `${languageOf(one)} ${spacedText(one)}`);
  const sorted = texts.filter((one) => !isTranslation(one)).sort((a, b) => rank(a) - rank(b));
  const [first, ...others] = sorted.filter((one) => textOrNothing(spacedText(one)) !== undefined);
  found.description = first && textOrNothing(spacedText(first));
  found.otherDescriptions = others.map(linedText);
}
