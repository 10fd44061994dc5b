import { lookup } from '#news/lookup.js';
import { CYRILLIC, LATIN } from './alphabet.js';
import { inScript, isWrittenIn, languageTag, mainLanguage, scriptOf } from './language-tag.js';
import { type Evidence, ScriptModel } from './script-model.js';
import { azLatn } from './vocabulary/az-latn.js';
import { enLatn } from './vocabulary/en-latn.js';
import { kkCyrl } from './vocabulary/kk-cyrl.js';
import { kyCyrl } from './vocabulary/ky-cyrl.js';
import { azCyrl, kkLatn, uzCyrl } from './vocabulary/other-script.js';
import { ruCyrl } from './vocabulary/ru-cyrl.js';
import { cyrillicStrangers, latinStrangers } from './vocabulary/strangers.js';
import { trLatn } from './vocabulary/tr-latn.js';
import { uzLatn } from './vocabulary/uz-latn.js';

export interface DetectedLanguage {
  /** BCP 47, with its script where the language is written in two. */
  language: string;
  /** 0 to 1: of the detections with this figure, about so many are right. */
  confidence: number;
}

const OTHER_SCRIPTS: readonly [RegExp, string][] = [
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
const BY_LETTERS_ALONE = 0.8;

/** How often a language is sent where nobody has said which; 1 for those not named. */
const SELDOM: Readonly<Record<string, number>> = lookup({
  ...{ tk: 0.1, de: 0.1, fr: 0.1, es: 0.1, it: 0.1, pt: 0.05, nl: 0.05, pl: 0.05, kaa: 0.05 },
  ...{ tg: 0.2, tt: 0.05, uk: 0.2, be: 0.1, bg: 0.2, sr: 0.1, mn: 0.05, ba: 0.05, udm: 0.05 },
});
const SELDOM_IN: Readonly<Record<string, number>> = lookup({ 'kk Latn': 0.1, 'az Cyrl': 0.02 });
/** The logarithm of how much seldomer a language is sent that the feed does not declare. */
const UNDECLARED = Math.log(0.004);
/** Letters and words of one sentence say the same thing several times over: their logarithms count for less. */
const CAUTION = 3;
/** The mean logarithm of a letter's chance at which it is even whether a text is in any of the languages; the doubt's width; what stays. */
const STRANGE = -3.1;
const DOUBT = 0.15;
const STAYS = 0.45;

/** What one, two or three words can say where the feed declares nothing of the kind: `Hava limanı` is written in two countries. */
const MOST_OF_WORDS = [0, 0.7, 0.85, 0.95];

/** The model of a script, with room to reckon in: one text is told after the other. */
interface Teller {
  model: ScriptModel;
  /** By the model's languages: the logarithm of how often it is sent where nobody has said which. */
  sent: Float64Array;
  /** By the model's languages: its chance, all together 1. */
  odds: Float64Array;
}

const tellers: { Latn?: Teller; Cyrl?: Teller } = {};
/** Built when the first text in the script comes, unless they were learnt before. */
function tellerOf(script: 'Latn' | 'Cyrl'): Teller {
  let teller = tellers[script];
  if (!teller) {
    const model =
      script === 'Latn'
        ? new ScriptModel([azLatn, trLatn, uzLatn, enLatn, kkLatn(), ...latinStrangers], LATIN)
        : new ScriptModel([ruCyrl, kkCyrl, kyCyrl, uzCyrl(), azCyrl(), ...cyrillicStrangers], CYRILLIC);
    const sent = Float64Array.from(model.languages, (language) =>
      Math.log(SELDOM_IN[`${language} ${script}`] ?? SELDOM[language] ?? 1),
    );
    teller = { model, sent, odds: new Float64Array(model.languages.length) };
    tellers[script] = teller;
  }
  return teller;
}

/**
 * Builds what languages are told by, which takes a tenth of a second: for a process that would rather not stand still so long
 * when the first text comes.
 */
export function learnLanguages(): void {
  tellerOf('Latn');
  tellerOf('Cyrl');
}

/**
 * The language of a text of some words, from what the feed declares, the letters and their order, and known words and
 * endings. Undefined where there are fewer than three letters.
 *
 * @param prior the languages its feed says it is in; they decide where the text does not
 */
export function detectLanguage(text: string, prior: readonly string[] = []): DetectedLanguage | undefined {
  const script = scriptOf(text);
  if (script === undefined) return undefined;
  const declared: string[] = [];
  for (const one of prior) {
    const tag = languageTag(one);
    if (tag !== undefined && isWrittenIn(tag, script)) declared.push(mainLanguage(tag));
  }
  const guess =
    script === 'Latn' || script === 'Cyrl' ? byModel(text, script, declared) : byLetters(text, declared);
  if (!guess) return undefined;
  return { language: inScript(guess.language, script), confidence: rounded(guess.confidence) };
}

/** How sure a detection must be to be believed against what a document declares. */
const CLEAR = 0.92;
/** The same where the declared language is one of those that are told less surely: of German headlines 3 in 100 are English at 0.93. */
const CLEAR_OF_SELDOM = 0.96;
const CLEAR_WORDS = 5;

/**
 * The language that a text is in where that is clearly not the declared one, though the same letters would do: Azerbaijani
 * declared as `en-us` by a template. Undefined where the text agrees, tells too little, or the declared language is none that
 * could be told.
 *
 * @param script of the text, where it is known already
 */
export function contradictionOf(
  text: string,
  declared: string,
  script = scriptOf(text),
): DetectedLanguage | undefined {
  if (script !== 'Latn' && script !== 'Cyrl') return undefined;
  const main = mainLanguage(declared);
  if (!tellerOf(script).model.languages.includes(main)) return undefined;
  const guess = byModel(text, script, [main]);
  const clear = SELDOM[main] === undefined ? CLEAR : CLEAR_OF_SELDOM;
  if (guess.language === main || guess.confidence < clear || text.split(' ').length < CLEAR_WORDS)
    return undefined;
  return { language: inScript(guess.language, script), confidence: rounded(guess.confidence) };
}

function byLetters(text: string, declared: readonly string[]): DetectedLanguage | undefined {
  const found = OTHER_SCRIPTS.find(([letters]) => letters.test(text))?.[1];
  // The Arabic letters are written by many languages; the feed knows better which.
  const language = found === 'ar' || found === 'fa' ? (declared[0] ?? found) : (found ?? declared[0]);
  return language === undefined ? undefined : { language, confidence: BY_LETTERS_ALONE };
}

function byModel(text: string, script: 'Latn' | 'Cyrl', declared: readonly string[]): DetectedLanguage {
  const teller = tellerOf(script);
  const { model, odds } = teller;
  const evidence = model.read(text, 0, text.length);
  reckon(teller, evidence, declared);
  let best = 0;
  for (let i = 1; i < odds.length; i++) if (odds[i]! > odds[best]!) best = i;
  const likeness = 1 / (1 + Math.exp((STRANGE - evidence.perLetter[best]!) / DOUBT));
  const fit = (STAYS + (1 - STAYS) * likeness) * (1 - evidence.foreign[best]! / Math.max(1, evidence.words));
  const language = model.languages[best]!;
  const told = declared.includes(language) ? 1 : (MOST_OF_WORDS[evidence.words] ?? 1);
  const confidence = Math.min(told, odds[best]! * fit);
  // A language that only the feed knows of is likelier than one that fits badly.
  const unknown = declared.find((one) => !model.languages.includes(one));
  if (unknown !== undefined && !declared.includes(language) && confidence < 0.9)
    return { language: unknown, confidence: Math.max(0.5, 1 - confidence) };
  return { language, confidence };
}

/** Reckons the odds anew. */
function reckon({ model, sent, odds }: Teller, { scores }: Evidence, declared: readonly string[]): void {
  let most = -Infinity;
  for (let i = 0; i < odds.length; i++) {
    const expected =
      declared.length === 0 ? sent[i]! : declared.includes(model.languages[i]!) ? 0 : sent[i]! + UNDECLARED;
    odds[i] = scores[i]! / CAUTION + expected;
    if (odds[i]! > most) most = odds[i]!;
  }
  let sum = 0;
  for (let i = 0; i < odds.length; i++) {
    odds[i] = Math.exp(odds[i]! - most);
    sum += odds[i]!;
  }
  for (let i = 0; i < odds.length; i++) odds[i]! /= sum;
}

/**
 * How much a text is like one in a language: the mean logarithm of a letter's chance in the language that it is likest,
 * some -2 for a sentence and below -3 for letters at random.
 */
export function likenessOf(text: string, script: 'Latn' | 'Cyrl'): number {
  const { perLetter } = tellerOf(script).model.read(text, 0, text.length);
  let best = -Infinity;
  for (const one of perLetter) if (one > best) best = one;
  return best;
}

/** No detection is certain. */
const MOST = 0.99;
const rounded = (value: number): number => Math.min(MOST, Math.round(value * 100) / 100);
