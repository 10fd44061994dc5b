import { eld } from 'eld/extrasmall';
import { languageTag, mainLanguage, scriptAllows, scriptOf, withScript } from './language-tag.js';
import { cyrillicRules, type Guess, latinRules } from './letter-rules.js';

export interface DetectedLanguage {
  language: string;
  /** 0 to 1. */
  confidence: number;
}

/** Of the languages in Latin letters, those that partners publish in and that letters alone do not tell apart. */
const REGIONAL = ['az', 'tr', 'en'];
const ARABIC_OR_OTHER: readonly [RegExp, string][] = [
  [/[\u3040-\u30ff]/, 'ja'],
  [/[\uac00-\ud7af]/, 'ko'],
  [/[\u4e00-\u9fff]/, 'zh'],
  [/[\u10a0-\u10ff]/, 'ka'],
  [/[\u0530-\u058f]/, 'hy'],
  [/[\u0590-\u05ff]/, 'he'],
  [/[\u0370-\u03ff]/, 'el'],
  [/[پچژگ]/, 'fa'],
  [/[\u0600-\u06ff]/, 'ar'],
];

/**
 * The language of a text of some words: letters and words that only one language of the region has, then n-grams for
 * Azerbaijani, Turkish and English. Undefined where there are fewer than three letters.
 *
 * @param prior the languages its feed says it is in; they decide where the text does not
 */
export function detectLanguage(text: string, prior: readonly string[] = []): DetectedLanguage | undefined {
  const script = scriptOf(text);
  if (script === undefined) return undefined;
  const allowed = prior.map((tag) => languageTag(tag)).filter((tag) => tag !== undefined);
  const likely = allowed.filter((tag) => scriptAllows(tag, text));
  const guess = guessBy(text, script, likely.map(mainLanguage));
  if (!guess) return undefined;
  return { language: withScript(guess.language, text), confidence: rounded(guess.confidence) };
}

function guessBy(text: string, script: string, likely: readonly string[]): Guess | undefined {
  const only = likely.length === 1 ? likely[0] : undefined;
  if (script === 'Cyrl') return confirmed(cyrillicRules(text.toLowerCase()), likely);
  if (script !== 'Latn') {
    const language = ARABIC_OR_OTHER.find(([letters]) => letters.test(text))?.[1] ?? only;
    return language === undefined ? undefined : { language, confidence: 0.8 };
  }
  // The dotted capital must fall to a plain i: toLowerCase would leave a combining dot behind it.
  const rule = latinRules(text.replace(/İ/g, 'i').toLowerCase());
  if (rule && (rule.confidence > 0.9 || likely.length === 0 || likely.includes(rule.language))) return rule;
  if (only !== undefined) return { language: only, confidence: 0.95 };
  return byGrams(text, likely);
}

/** A guess the feed's own languages contradict gives way, unless the letters are proof. */
function confirmed(guess: Guess, likely: readonly string[]): Guess {
  if (likely.length === 0 || guess.confidence >= 0.98) return guess;
  if (likely.includes(guess.language)) return { ...guess, confidence: Math.max(guess.confidence, 0.95) };
  return { language: likely[0]!, confidence: 0.7 };
}

function byGrams(text: string, likely: readonly string[]): Guess | undefined {
  const result = eld.detect(text);
  const scores = result.getScores();
  const among = likely.length > 0 ? likely : REGIONAL;
  const ranked = among
    .map((language) => ({ language, score: scores[language] ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (likely.length === 0) {
    // A language from farther away counts only where the text is long enough to be sure of it.
    const foreign = result.language;
    const margin = (scores[foreign] ?? 0) - (first?.score ?? 0);
    if (foreign !== '' && !REGIONAL.includes(foreign) && margin > 0.1 && result.isReliable()) {
      return { language: foreign, confidence: Math.min(0.95, 0.5 + margin) };
    }
  }
  if (!first || first.score === 0)
    return likely[0] === undefined ? undefined : { language: likely[0], confidence: 0.5 };
  return {
    language: first.language,
    confidence: Math.min(0.98, 0.6 + first.score - (second?.score ?? 0)),
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
