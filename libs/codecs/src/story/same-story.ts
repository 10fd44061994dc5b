import { jaccard, minHashSimilarity, sharedCount } from './min-hash.js';
import {
  FEWEST_PAIRS,
  headlinePairs,
  isFigure,
  SAME_HEADLINE,
  type StorySignature,
  wordsOf,
} from './story-signature.js';

/** A signature with whose it is and when it was written. */
export interface SignedStory extends StorySignature {
  partnerId: string;
  /** Milliseconds since 1970. */
  at: number;
}

const SAME_TEXT = 0.5;
/** A text of fewer words may be a stock phrase or a template, so its headline must have something in common too. */
const SHORT_TEXT = 40;
const SHARED_HEADLINE = 0.25;

const DAY_MS = 86_400_000;
/** A story is told within days; the same headline alone comes back the next day with other news. */
const TEXT_WINDOW_MS = 7 * DAY_MS;
const HEADLINE_WINDOW_MS = DAY_MS / 2;

/**
 * Whether two items tell the same story: by their texts, and where one of them has hardly any, by their headlines.
 * Jaccard similarities; never across languages, for the words differ, but across scripts.
 */
export function sameStory(a: SignedStory, b: SignedStory): boolean {
  const apart = Math.abs(a.at - b.at);
  if (apart > TEXT_WINDOW_MS || !figuresAgree(a, b) || isAnotherOfItsOwn(a, b)) return false;
  const short = isShort(a) || isShort(b);
  if (textSimilarity(a, b) >= SAME_TEXT && (!short || headlinesTouch(a, b))) return true;
  return short && apart <= HEADLINE_WINDOW_MS && headlineSimilarity(a, b) >= SAME_HEADLINE;
}

/**
 * Whether a later version of an item still tells what the one before told: much of its text is the same, or there was
 * hardly any before. Figures may all have changed: that is what corrections do.
 */
export const isRevision = (before: StorySignature, after: StorySignature): boolean =>
  isShort(before) || textSimilarity(before, after) >= SAME_TEXT;

/** 0 to 1: how much the texts have in common, or the headlines where one has hardly any text. */
export function storySimilarity(a: StorySignature, b: StorySignature): number {
  const text = textSimilarity(a, b);
  return isShort(a) || isShort(b) ? Math.max(text, headlineSimilarity(a, b)) : text;
}

const isShort = ({ minHash, words }: StorySignature): boolean => minHash === undefined || words < SHORT_TEXT;

const textSimilarity = (a: StorySignature, b: StorySignature): number =>
  a.minHash && b.minHash ? minHashSimilarity(a.minHash, b.minHash) : 0;

function headlineSimilarity(a: StorySignature, b: StorySignature): number {
  const [ofA, ofB] = [headlinePairs(a.headline), headlinePairs(b.headline)];
  return Math.min(ofA.size, ofB.size) < FEWEST_PAIRS ? 0 : jaccard(ofA, ofB);
}

const headlinesTouch = (a: StorySignature, b: StorySignature): boolean =>
  jaccard(new Set(wordsOf(a.headline)), new Set(wordsOf(b.headline))) >= SHARED_HEADLINE;

/** Weather, exchange rates, results: one template, other figures. Half of the fewer are to be the same. */
function figuresAgree(a: StorySignature, b: StorySignature): boolean {
  const fewer = Math.min(a.figures.length, b.figures.length);
  return 2 * sharedCount(new Set(a.figures), new Set(b.figures)) >= fewer;
}

/**
 * One newsroom's two items in one language are two stories, however alike, unless one headline has all the words of the other
 * and no other figure: "Exhibition opens in Ganja" and "… in Shaki" are one template, and so are "rises by 2 %" and "by 2.5 %".
 */
function isAnotherOfItsOwn(a: SignedStory, b: SignedStory): boolean {
  if (a.partnerId !== b.partnerId || a.language !== b.language) return false;
  const [ofA, ofB] = [new Set(wordsOf(a.headline)), new Set(wordsOf(b.headline))];
  const [fewer, more] = ofA.size < ofB.size ? [ofA, ofB] : [ofB, ofA];
  return (
    [...fewer].some((word) => !more.has(word)) || [...more].some((word) => !fewer.has(word) && isFigure(word))
  );
}
