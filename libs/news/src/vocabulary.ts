import type { Qcode } from '#news/ids.js';
import { normalized } from '#news/normalized.js';

/**
 * A vocabulary as data: the concepts of a scheme with their names in several languages and what is broader, or the
 * names of a partner's categories with the concepts they stand for; or both.
 */
export interface Vocabulary {
  id: string;
  name: string;
  /** Whose concepts `concepts` are; absent where there are categories alone. */
  scheme?: { alias: string; uri: string };
  /** By code, without the alias: `04000000`. */
  concepts: Record<string, VocabularyConcept>;
  categories: Category[];
}

export interface VocabularyConcept {
  /** Codes of the same scheme. */
  broader?: string[];
  /** By BCP 47 tag; as people write it in running text. */
  names?: Record<string, string>;
  /** Codes of other schemes that mean the same, and nearly the same (SKOS, section 10). */
  exactMatch?: Qcode[];
  closeMatch?: Qcode[];
  /** No longer to be used; old items still have it. */
  retired?: boolean;
}

/** What a provider calls its sections, in whatever languages and spellings, and what they are about. */
export interface Category {
  names: string[];
  qcodes: Qcode[];
}

/** The letters that stand for the Uzbek oʻ and gʻ, and for an apostrophe: six are in use, and Unicode unifies none. */
const APOSTROPHES = /[\u02BB\u02BC\u2018\u2019\u0060\u00B4]/g;

/** A name as it is looked up: case, white space, kind of apostrophe and the dot of i do not tell names apart. */
export const foldConceptName = (name: string): string =>
  normalized(name, 'NFKC')
    .replace(APOSTROPHES, "'")
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ı', 'i')
    .replace(/\s+/g, ' ')
    .trim();

/** What a concept is called, and in which language; undefined for a code that no vocabulary names. */
export type ConceptNames = (
  qcode: string,
  language: string | undefined,
) => { name: string; language: string } | undefined;

/**
 * What concepts are called, for showing them to people and writing them for receivers: in the language asked for, in the
 * same language whatever its script or country, else in English. The names are not the provider's, so they never go into
 * a record that is kept.
 */
export function conceptNames(vocabularies: readonly Vocabulary[]): ConceptNames {
  return (qcode, language = 'en') => {
    const names = conceptOf(vocabularies, qcode)?.names;
    if (names === undefined) return undefined;
    const main = language.split('-')[0]!;
    const near = Object.keys(names).find((tag) => tag.split('-')[0] === main);
    const tag = [language, main, near, 'en'].find((one) => one !== undefined && names[one] !== undefined);
    return tag === undefined ? undefined : { name: names[tag]!, language: tag };
  };
}

export const conceptName = (
  vocabularies: readonly Vocabulary[],
  qcode: string,
  language: string,
): string | undefined => conceptNames(vocabularies)(qcode, language)?.name;

export function conceptOf(vocabularies: readonly Vocabulary[], qcode: string): VocabularyConcept | undefined {
  const colon = qcode.indexOf(':');
  const alias = qcode.slice(0, colon);
  const code = qcode.slice(colon + 1);
  for (const { scheme, concepts } of vocabularies) {
    // Codes come from documents: `constructor` is none.
    if (scheme?.alias === alias && Object.hasOwn(concepts, code)) return concepts[code];
  }
  return undefined;
}
