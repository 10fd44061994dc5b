import { asQcode } from '#news/ids.js';
import { lookup } from '#news/lookup.js';
import type { Author, Concept, Instant } from '#news/record.js';
import { withQcode } from '../concept.js';
import { isEmbargoName, isReleaseName, ownEmbargo, ownRelease } from '../embargo-field.js';
import type { ItemValues } from '../item-values.js';
import { value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { lastOf } from '../strictest.js';
import { child, elements, textOf, type XmlElement } from '../xml/xml-node.js';

/** What the header says beside `docdata` (NITF 3.6): title, subjects, and what senders put into `meta`. */
export interface NitfHead {
  title?: string;
  subjects: Concept[];
  genres: Concept[];
  keywords: string[];
  authors: Author[];
  /** The page on which the item was published. */
  url?: string;
  language?: string;
  description?: string;
  slugline?: string;
  creditline?: string;
  copyright?: string;
  edNotes: string[];
  /** As a `meta` of the sender's own says. */
  embargoed?: Instant | 'indefinite';
}

/** Names of `meta` elements that mean what a field of the record means. */
const META: readonly (readonly [RegExp, keyof typeof SINGLE | 'keywords' | 'edNotes' | 'authors'])[] = [
  [/^(?:\w+[-_.])?keywords?$/, 'keywords'],
  [/^(?:\w+-|dc\.)?language$/, 'language'],
  [/^(?:dc\.)?description$|^(?:abstract|summary)$/, 'description'],
  [/^(?:\w+-)?slug(?:line)?$/, 'slugline'],
  [/^credit(?:-?line)?$/, 'creditline'],
  [/^copyright$|^dc\.rights$/, 'copyright'],
  [/^(?:ed(?:itor(?:s|ial)?)?-?note|advisory|special-?instructions?)$/, 'edNotes'],
  [/^author$|^dc\.creator$/, 'authors'],
];
const SINGLE = { language: 1, description: 1, slugline: 1, creditline: 1, copyright: 1 } as const;

/** IPTC's Information Interchange Model, record 2: the data sets that have a field of the record. */
const DATA_SETS: Readonly<Record<string, string>> = lookup({
  '5': 'slug',
  '25': 'keywords',
  '40': 'special-instructions',
  '80': 'author',
  '110': 'credit',
  '116': 'copyright',
  '120': 'description',
});

/** Metas about how the document was made, which say nothing of the news. */
const TECHNICAL = /^(?:generator|content-type|viewport|robots|charset|template|stylesheet)$/;

/**
 * @param lines what the document says beside it, which a `meta` may repeat
 * @param issued when the document was issued: a release later than that is an embargo
 */
export function readHead(
  head: XmlElement | undefined,
  values: ItemValues,
  lines: ReadonlySet<string> = new Set(),
  issued?: Instant,
): NitfHead {
  const found: NitfHead = { subjects: [], genres: [], keywords: [], authors: [], edNotes: [] };
  if (head === undefined) return found;
  const title = child(head, 'title');
  const text = title && textOrNothing(textOf(title));
  if (text !== undefined) found.title = text;
  for (const tobject of elements(head, 'tobject')) readTobject(tobject, found);
  const unknown: string[] = [];
  for (const meta of elements(head, 'meta')) {
    const name = value(meta, 'name') ?? value(meta, 'http-equiv') ?? '';
    const content = value(meta, 'content');
    if (isEmbargoName(name))
      found.embargoed = lastOf([found.embargoed, ownEmbargo(name, content ?? '', values)]);
    else if (isReleaseName(name))
      found.embargoed = lastOf([found.embargoed, ownRelease(name, content ?? '', values, issued)]);
    else if (!readMeta(name, content, found) && !readCodes(name, content, found) && !lines.has(content ?? ''))
      unknown.push(`${name} ${content ?? ''}`);
  }
  const sets = elements(head, 'iim').flatMap((iim) => elements(iim, 'ds'));
  found.embargoed = lastOf([found.embargoed, releaseIn(sets, values, issued)]);
  for (const set of sets) {
    const number = numberOf(set);
    if (number === RELEASE_DATE || number === RELEASE_TIME) continue;
    if (!readMeta(DATA_SETS[number] ?? '', value(set, 'value'), found)) {
      unknown.push(`${value(set, 'num') ?? 'ds'} ${value(set, 'value') ?? ''}`);
    }
  }
  for (const pubdata of elements(head, 'pubdata')) {
    const page = value(pubdata, 'ex-ref');
    if (page !== undefined && /^https?:/i.test(page)) found.url ??= page;
  }
  for (const one of elements(head, 'revision-history')) {
    const name = value(one, 'name');
    if (name !== undefined && value(one, 'function') === 'writer-author') found.authors.push({ name });
  }
  if (unknown.length > 0) {
    values.leftOut(
      'head/meta',
      unknown.map((one) => one.trim()),
    );
  }
  return found;
}

/** The number of a data set in record 2 of IIM, which holds what is said of the text. */
const numberOf = (set: XmlElement): string =>
  /^(?:2:)?0*(\d+)$/.exec(value(set, 'num')?.trim() ?? '')?.[1] ?? '';

/** The earliest date and time at which an object may be used (IIM 4.2, 2:30 `CCYYMMDD` and 2:35 `HHMMSS±HHMM`). */
const RELEASE_DATE = '30';
const RELEASE_TIME = '35';

function releaseIn(
  sets: readonly XmlElement[],
  values: ItemValues,
  issued: Instant | undefined,
): Instant | 'indefinite' | undefined {
  const said = (number: string): string[] =>
    sets.filter((set) => numberOf(set) === number).map((set) => value(set, 'value')?.trim() ?? '');
  const [days, times] = [said(RELEASE_DATE), said(RELEASE_TIME)];
  if (days.length === 0 && times.length === 0) return undefined;
  // Without one of its parts, or with several of them, nobody can tell which is meant.
  const text = [...days, ...times].filter(Boolean).join(' ');
  const isWhole = days.length === 1 && times.length <= 1;
  return ownRelease('iim 2:30', isWhole && times[0] ? `${days[0]}T${times[0]}` : text, values, issued);
}

/** Takes over a named value; false where the name means nothing that a record has. */
function readMeta(written: string, content: string | undefined, found: NitfHead): boolean {
  const name = written.toLowerCase();
  const text = textOrNothing(content);
  if (text === undefined || TECHNICAL.test(name)) return true;
  const field = META.find(([pattern]) => pattern.test(name))?.[1];
  if (field === undefined) return false;
  if (field === 'keywords') found.keywords.push(...text.split(/\s*[,;]\s*/).filter(Boolean));
  else if (field === 'edNotes') found.edNotes.push(text);
  else if (field === 'authors') found.authors.push({ name: text });
  else if (found[field] === undefined) found[field] = text;
  else return found[field] === text;
  return true;
}

/** The IPTC's subject codes under a name that says whose they are, such as `category_iptc`; false where there are none. */
function readCodes(name: string, content: string | undefined, found: NitfHead): boolean {
  const codes = content?.split(/[\s,;]+/).filter(Boolean) ?? [];
  if (!/iptc/i.test(name) || codes.length === 0 || !codes.every((code) => /^\d{8}$/.test(code))) return false;
  found.subjects.push(...codes.flatMap((code) => codedSubject(code, 'IPTC', undefined) ?? []));
  return true;
}

/** The IPTC's subject codes, and the kind of document where it is not simply news. */
function readTobject(tobject: XmlElement, found: NitfHead): void {
  const type = value(tobject, 'tobject.type');
  if (type !== undefined && type.toLowerCase() !== 'news') found.genres.push({ name: type });
  for (const property of elements(tobject, 'tobject.property')) {
    const name = value(property, 'tobject.property.type');
    if (name !== undefined) found.genres.push({ name });
  }
  for (const subject of elements(tobject, 'tobject.subject')) {
    const of = (part: string): string | undefined => value(subject, `tobject.subject.${part}`);
    const name = of('detail') ?? of('matter') ?? of('type');
    const concept = codedSubject(of('refnum') ?? of('code'), of('ipr') ?? 'IPTC', name);
    if (concept !== undefined) found.subjects.push(concept);
  }
}

/**
 * A subject by its reference number; the IPTC's are eight digits in its scheme of subject codes.
 *
 * @param provider whose numbers they are (`tobject.subject.ipr`)
 */
export function codedSubject(
  code: string | undefined,
  provider: string,
  name: string | undefined,
): Concept | undefined {
  if (code === undefined) return name === undefined ? undefined : { name };
  const digits = code.replace(/^(?:IPTC|subj):/i, '');
  if (/^\d{8}$/.test(digits)) {
    return withQcode(present({ name, uri: `http://cv.iptc.org/newscodes/subjectcode/${digits}` }));
  }
  if (/^https?:\/\/\S+$/.test(code)) return withQcode(present({ name, uri: code }));
  if (/^[a-z][\w-]*:[\w.-]+$/i.test(code)) return present({ name, qcode: asQcode(code) });
  const isAlias = /^[\w.-]+$/.test(provider) && /^\S+$/.test(code) && provider !== 'IPTC';
  return isAlias ? present({ name, qcode: asQcode(`${provider}:${code}`) }) : { name: name ?? code };
}
