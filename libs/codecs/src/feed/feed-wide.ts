import type { Author } from '#news/record.js';
import type { Warning } from '../codec.js';
import { MAX_BASE } from '../html/absolute-url.js';
import { plainText } from '../html/plain-text.js';
import { readRights } from '../rights.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import { ADDRESSED, type FeedDefaults } from './entry-draft.js';

interface FeedReading {
  defaults: FeedDefaults;
  base: string | undefined;
  warnings: Warning[];
}

/** Far more than a feed says of all its entries at once; each of them is asked for with every entry. */
const MOST = 50;

/** One more of what a feed says for all of its entries; what is more than fifty is left out, which is told once. */
export function addFeedWide<T>(
  list: T[] | undefined,
  value: T,
  name: string,
  { warnings }: Pick<FeedReading, 'warnings'>,
): T[] {
  if (list === undefined) return [value];
  if (list.length < MOST) list.push(value);
  else if (list.length === MOST && !warnings.some((one) => one.code === 'feed-cut' && one.at === name))
    warnings.push({ code: 'feed-cut', at: name, detail: `more than ${MOST} were left out` });
  return list;
}

/** Plain text of what a feed says of its rights; links and pictures in it are told once. */
export function rightsOfFeed(
  html: string,
  name: string,
  reading: Pick<FeedReading, 'warnings'>,
): string | undefined {
  if (html.includes('<'))
    for (const [, tag = '', address = ''] of html.matchAll(ADDRESSED)) {
      const code = tag.toLowerCase() === 'a' ? 'link-dropped' : 'rendition-dropped';
      reading.warnings.push({ code, at: name, detail: address.slice(0, 200) });
    }
  return plainText(html) || undefined;
}

/**
 * Characters of one value that a feed says for all of its entries. Each entry is given it, so that ten thousand entries
 * with a name of a megabyte would be ten gigabytes to whoever gets them.
 */
const LONGEST = { name: 1000, address: 8192, language: 100, terms: 10_000 } as const;

/**
 * Takes out of what a feed says for all of its entries what no feed has to say, once before the entries are read: each
 * value that is left out is told. Of terms that are too long the beginning stays, and what all of them forbid holds.
 */
export function limitFeedWide(reading: FeedReading): void {
  const { defaults, warnings } = reading;
  const isTooLong = (name: string, value: string | undefined, most: number): boolean => {
    if (value === undefined || value.length <= most) return false;
    const detail = `more than ${most} characters: ${value.slice(0, 60)}…`;
    warnings.push({ code: 'feed-cut', at: `feed/${name}`, detail });
    return true;
  };
  for (const [name, kind] of LIMITED)
    if (isTooLong(name, defaults[name], LONGEST[kind])) delete defaults[name];
  if (isTooLong('base', reading.base, MAX_BASE)) reading.base = undefined;
  const isNamed = ({ name, email, uri }: Author): boolean =>
    !isTooLong('author', [name, email, uri].join(' ').trim(), LONGEST.name);
  if (defaults.authors) defaults.authors = defaults.authors.slice(0, MOST).filter(isNamed);
  limitTerms(reading, isTooLong);
  let room: number = LONGEST.terms;
  const fits = (element: XmlElement): boolean => {
    const said = saidIn(element);
    room -= said.length;
    return room >= 0 || !isTooLong(`media:${element.local}`, said, 0);
  };
  if (defaults.mediaElements) defaults.mediaElements = defaults.mediaElements.filter(fits);
}

const LIMITED = [
  ['publisher', 'name'],
  ['title', 'name'],
  ['rightsHolder', 'name'],
  ['uri', 'address'],
  ['language', 'language'],
] as const;

function limitTerms(
  { defaults }: FeedReading,
  isTooLong: (name: string, value: string | undefined, most: number) => boolean,
): void {
  const { copyright, usageTerms = [] } = defaults;
  const all = { usageTerms, ...(copyright !== undefined && { notice: copyright }) };
  const cut = (name: string, text: string, most: number): string =>
    isTooLong(name, text, most) ? `${text.slice(0, most - 1)}…` : text;
  // Read only where they are cut: elsewhere each entry's rights are read of the terms themselves.
  const readAll = (): void => {
    defaults.restrictions ??= readRights(all)?.restrictions ?? [];
  };
  if (copyright !== undefined && copyright.length > LONGEST.terms) readAll();
  const most = Math.floor(LONGEST.terms / Math.max(1, usageTerms.length));
  if (usageTerms.some(({ length }) => length > most)) readAll();
  if (copyright !== undefined) defaults.copyright = cut('copyright', copyright, LONGEST.terms);
  if (usageTerms.length > 0) defaults.usageTerms = usageTerms.map((term) => cut('license', term, most));
}

/** All that an element and those in it say, in texts and attributes. */
const saidIn = (element: XmlElement): string =>
  [textOf(element), ...element.attributes.map(({ value }) => value)].join(' ');
