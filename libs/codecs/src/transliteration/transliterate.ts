import { lookup } from '#news/lookup.js';
import { azerbaijaniLatinFromCyrillic } from './azerbaijani.js';
import { kazakhLatinFromCyrillic } from './kazakh.js';
import { outsideProtected } from './protected-tokens.js';
import { uzbekCyrillicFromLatin, uzbekLatinFromCyrillic } from './uzbek.js';

/** A text that nobody wrote so: made from one in another script, to be searched and compared, never to be published as sent. */
export interface DerivedText {
  text: string;
  /** BCP 47 with extension T (RFC 6497), which names what it was made from: `uz-Cyrl-t-uz-latn`. */
  language: string;
}

const WAYS: Readonly<Record<string, { to: string; change: (text: string) => string }>> = lookup({
  'uz-Latn': { to: 'uz-Cyrl', change: uzbekCyrillicFromLatin },
  'uz-Cyrl': { to: 'uz-Latn', change: uzbekLatinFromCyrillic },
  'kk-Cyrl': { to: 'kk-Latn', change: kazakhLatinFromCyrillic },
  'az-Cyrl': { to: 'az-Latn', change: azerbaijaniLatinFromCyrillic },
});

/**
 * The text in the other script of its language: Uzbek both ways, Kazakh and Azerbaijani from Cyrillic to Latin. Addresses,
 * handles and brand names stay as they are.
 *
 * @param language as a record has it: `uz-Latn`
 * @returns undefined where the language has no other script, or no rule leads to it
 */
export function transliterate(text: string, language: string): DerivedText | undefined {
  const way = WAYS[language];
  if (way === undefined) return undefined;
  return { text: outsideProtected(text, way.change), language: `${way.to}-t-${language.toLowerCase()}` };
}

/** A text as it may be written in any of these languages' scripts, each spelling once, its own first: what a search looks for. */
export const inEveryScript = (text: string): string[] => [
  ...new Set([text, ...Object.keys(WAYS).map((language) => transliterate(text, language)!.text)]),
];
