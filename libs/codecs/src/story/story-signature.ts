import type { NewsRecord } from '#news/record.js';
import { runningText } from '../text-size.js';
import { matchingText } from '../transliteration/matching-text.js';
import { bandKeys, minHashOf, mixed, shinglesOf } from './min-hash.js';

/** What is kept of an item's version to find the same story elsewhere. */
export interface StorySignature {
  /** The headline, folded for matching, words apart by one blank; empty where there is none. */
  headline: string;
  /** Words with a digit in headline and text, each once, 64 at most. */
  figures: string[];
  /** Words of the text. */
  words: number;
  /** MinHash over the text's runs of three words; absent where the text is too short to say anything. */
  minHash?: Uint32Array;
  language?: string;
}

/** A text of fewer words is no text: a stock phrase such as "Watch the video on our site" is as long. */
const FEWEST_WORDS = 8;
/** No similarity needs more, and it bounds what one item costs: 5,000 words are 20 ms. */
const MOST_WORDS = 5_000;
const MOST_FIGURES = 64;

/** Two headlines share at least this much of their runs of two words, or they are not the same. */
export const SAME_HEADLINE = 0.75;
/** … of which a headline has three, or it is a rubric: "Photo report", "Weather forecast today". */
export const FEWEST_PAIRS = 3;

/**
 * Absent for packages and plans, which tell no story themselves, and for an item that has neither a text of eight words nor
 * a headline of four.
 */
export function storySignature(record: NewsRecord): StorySignature | undefined {
  if (record.kind !== 'newsItem') return undefined;
  const { language } = record;
  const headline = folded(record.headline ?? '', language).slice(0, 500);
  const words = wordsOf(folded(runningText(record), language)).slice(0, MOST_WORDS);
  const isText = words.length >= FEWEST_WORDS;
  if (!isText && headlinePairs(headline).size < FEWEST_PAIRS) return undefined;
  const figures = [...wordsOf(headline), ...words].filter(isFigure);
  return {
    headline,
    figures: [...new Set(figures)].slice(0, MOST_FIGURES),
    words: words.length,
    ...(isText ? { minHash: minHashOf(shinglesOf(words, 3)) } : {}),
    ...(language === undefined ? {} : { language }),
  };
}

/** 2.5 and 2,5 are one word, the same, and another one than 2 and 5. */
const folded = (text: string, language: string | undefined): string =>
  matchingText(text.replace(/(?<=\p{Nd})[.,](?=\p{Nd})/gu, 'd'), language);

export const wordsOf = (folded: string): string[] => (folded === '' ? [] : folded.split(' '));

export const isFigure = (word: string): boolean => /\p{N}/u.test(word);

export const headlinePairs = (headline: string): Set<number> => shinglesOf(wordsOf(headline), 2);

/** Keeps the keys of headlines apart from those of texts. */
const HEADLINE = 0x68646c6e;

/**
 * Keys of 32 bits with sign; items of the same story share one at least: texts of a similarity of 0.5 in 87 of 100 cases, and
 * headlines that are the same always. For these, the smallest hashes of a set are enough: two sets of n that share three
 * quarters share one of their n − ⌈¾n⌉ + 1 smallest (prefix filtering, Bayardo et al., 2007).
 */
export function storyKeys({ headline, minHash }: StorySignature): number[] {
  const pairs = [...headlinePairs(headline)].sort((a, b) => a - b);
  const prefix = pairs.length < FEWEST_PAIRS ? 0 : pairs.length - Math.ceil(SAME_HEADLINE * pairs.length) + 1;
  const ofHeadline = pairs.slice(0, prefix).map((pair) => mixed(pair ^ HEADLINE) | 0);
  return [...new Set([...(minHash ? bandKeys(minHash) : []), ...ofHeadline])];
}
