import { normalized } from '#news/normalized.js';
import type { NewsRecord } from '#news/record.js';

/** Every apostrophe that Uzbek o‘ and g‘ are written with, and quotation marks that some put round a name. */
const APOSTROPHES = /[\u02bb\u02bc\u2018\u2019\u0060\u00b4']/g;
const QUOTES = /["«»“”„]/g;

const spellings = new Map<string, string>();
const MOST_SPELLINGS = 2000;

/**
 * One spelling for comparing names: case, white space, quotation marks, the kind of apostrophe and the dot of i do not
 * tell newsrooms apart. The same few names come with every item, so their spellings are remembered.
 */
export function foldName(name: string): string {
  let spelling = spellings.get(name);
  if (spelling === undefined) {
    spelling = normalized(name, 'NFKC')
      .toLowerCase()
      .replace(/ı|i\u0307/g, 'i')
      .replace(APOSTROPHES, "'")
      .replace(QUOTES, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (spellings.size >= MOST_SPELLINGS) spellings.clear();
    spellings.set(name, spelling);
  }
  return spelling;
}

const folded = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The lists live as long as the agreements they belong to, so each is folded once. */
export function foldNames(names: readonly string[]): ReadonlySet<string> {
  let set = folded.get(names);
  if (!set) {
    set = new Set(names.map(foldName));
    folded.set(names, set);
  }
  return set;
}

/** The names under which an item's provider may be known: its name, its id and its URI. */
export function providerNamesOf({ provider }: Pick<NewsRecord, 'provider'>): string[] {
  return [provider.name, provider.id, provider.uri].filter((name) => name !== undefined).map(foldName);
}

/** How to speak of the provider; undefined when the item names none. */
export const providerLabel = ({ provider }: Pick<NewsRecord, 'provider'>): string | undefined =>
  provider.name ?? provider.id ?? provider.uri;
