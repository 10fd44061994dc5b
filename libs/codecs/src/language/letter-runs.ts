import { BOUNDARY, MOST_SYMBOLS } from './alphabet.js';
import { KeyTable } from './key-table.js';
import type { Spelling } from './spelling.js';
import type { Vocabulary } from './vocabulary.js';

/** The longest run of letters that is counted. */
export const ORDER = 4;
/** A run of symbols as one number, never 0: six bits each, above them how many there are and one. */
export const keyOf = (length: number, symbols: number): number => symbols | ((length + 1) << 24);
export const lastOf = (symbols: number, count: number): number => symbols & ((1 << (6 * count)) - 1);
/** What a logarithm is multiplied by to fit a byte. */
export const SCALE = 10;
/** The key of what is left, after a history, for letters that never followed it. */
export const restOf = (history: number): number => history | (1 << 28);
const isRest = (key: number): boolean => key >>> 28 !== 0;
const COMMON = 6;
const WORD = 1;
const ENDING = 1.5;
/** A keyboard without the language's letters is rarer than one with them. */
const BARE = 0.12;
/** A longest run in no more than one word says nothing that the word does not. */
const SEEN_ENOUGH = 1.2;

/** How likely each letter is after up to three others, by language: rows of bytes, a byte a language. */
export interface LetterChances {
  /** Numbers the runs of letters, and the histories under `restOf`. */
  keys: KeyTable;
  /** The logarithm of the last letter's chance after the others, or of the rest, times `SCALE`; by number and language. */
  rows: Int8Array;
}

/** Marks what a language says nothing of; a logarithm is never positive. */
const UNSAID = 127;
const LEAST = -127;

/** Counts one language's runs of one to four letters; emptied for the next language. */
class Counts {
  private keys = new KeyTable(1 << 13);
  private times = new Float32Array(1 << 14);

  clear(): void {
    this.keys.clear();
    this.times.fill(0);
  }

  learn({ common, words, endings }: Vocabulary, spelling: Spelling): void {
    const whole = (text: string, weight: number): void =>
      spelling.words(
        text,
        (word, length) => this.learnWord(word, length, weight, 1),
        (word, length) => this.learnWord(word, length, weight * BARE, 1),
      );
    whole(common, COMMON);
    whole(words, WORD);
    // What stands before an ending is not known.
    spelling.words(
      endings,
      (word, length) => this.learnWord(word, length, ENDING, 0),
      (word, length) => this.learnWord(word, length, ENDING * BARE, 0),
    );
  }

  /** @param before how many symbols before the word are known: the boundary or nothing */
  private learnWord(word: Uint8Array, length: number, weight: number, before: number): void {
    let symbols = 0;
    for (let i = 0; i <= length; i++) {
      symbols = (symbols << 6) | (i < length ? word[i]! : BOUNDARY);
      const longest = Math.min(ORDER, before + i + 1);
      for (let run = 1; run <= longest; run++) {
        const number = this.keys.add(keyOf(run, lastOf(symbols, run)));
        if (number === this.times.length) {
          const grown = new Float32Array(number * 2);
          grown.set(this.times);
          this.times = grown;
        }
        this.times[number]! += weight;
      }
    }
  }

  /** Shows each run with the chance of its last letter after the others, and each history with the chance of any other. */
  weigh(
    seeRun: (key: number, chance: number, times: number) => void,
    seeRest: (history: number, chance: number) => void,
  ): void {
    const { times } = this;
    const all = this.keys.all();
    const histories = new KeyTable(all.length);
    const historyAt = new Int32Array(all.length);
    const totals = new Float32Array(all.length);
    const kinds = new Float32Array(all.length);
    for (let number = 0; number < all.length; number++) {
      const history = histories.add(historyOf(all[number]!));
      historyAt[number] = history;
      totals[history]! += times[number]!;
      kinds[history]!++;
    }
    const chances = new Float32Array(all.length);
    // The shorter run was counted first, so its number is the lower one.
    for (let number = 0; number < all.length; number++) {
      const key = all[number]!;
      const length = lengthOf(key);
      const shorter =
        length === 1
          ? 1 / MOST_SYMBOLS
          : chances[this.keys.find(keyOf(length - 1, lastOf(key, length - 1)))]!;
      const history = historyAt[number]!;
      const kind = kinds[history]!;
      const chance = (times[number]! + kind * shorter) / (totals[history]! + kind);
      chances[number] = chance;
      seeRun(key, chance, times[number]!);
    }
    const pasts = histories.all();
    for (let number = 0; number < pasts.length; number++)
      seeRest(pasts[number]!, kinds[number]! / (kinds[number]! + totals[number]!));
  }
}

/** Counts the runs of letters in some vocabularies and weighs them (Witten-Bell interpolation). */
export function letterChances(vocabularies: readonly Vocabulary[], spelling: Spelling): LetterChances {
  const width = vocabularies.length;
  const keys = new KeyTable(1 << 15);
  let rows = new Int8Array(width << 15).fill(UNSAID);
  const put = (number: number, language: number, value: number): void => {
    const at = number * width + language;
    if (at >= rows.length) {
      const grown = new Int8Array(rows.length * 2).fill(UNSAID);
      grown.set(rows);
      rows = grown;
    }
    rows[at] = value;
  };
  // Longest runs that one language has in too few words count there all the same where another has more of them.
  const seldom: number[] = [];
  const counts = new Counts();
  vocabularies.forEach((vocabulary, language) => {
    counts.clear();
    counts.learn(vocabulary, spelling);
    counts.weigh(
      (key, chance, times) => {
        const value = byteOf(chance);
        if (times > SEEN_ENOUGH || lengthOf(key) < ORDER) put(keys.add(key), language, value);
        else seldom.push(key, language, value);
      },
      (history, chance) => put(keys.add(restOf(history)), language, byteOf(chance)),
    );
  });
  for (let i = 0; i < seldom.length; i += 3) {
    const number = keys.find(seldom[i]!);
    if (number >= 0) put(number, seldom[i + 1]!, seldom[i + 2]!);
  }
  fill(keys, rows, width);
  return { keys, rows };
}

/** Says of each language what a reader would work out: that a run is as likely as the rest after its history times a shorter one. */
function fill(keys: KeyTable, rows: Int8Array, width: number): void {
  const all = keys.all();
  // Here too the shorter run comes first.
  for (let number = 0; number < all.length; number++) {
    const key = all[number]!;
    if (isRest(key)) continue;
    const length = lengthOf(key);
    const rest = keys.find(restOf(historyOf(key))) * width;
    const shorter = length === 1 ? -1 : keys.find(keyOf(length - 1, lastOf(key, length - 1))) * width;
    for (let at = number * width, i = 0; i < width; i++, at++) {
      if (rows[at] !== UNSAID) continue;
      const left = rows[rest + i] === UNSAID ? 0 : rows[rest + i]!;
      rows[at] = Math.max(LEAST, left + (shorter < 0 ? UNHEARD_OF : rows[shorter + i]!));
    }
  }
  // A history that a language does not know leaves all to the shorter one.
  for (let at = 0; at < rows.length; at++) if (rows[at] === UNSAID) rows[at] = 0;
}

const lengthOf = (key: number): number => (key >>> 24) - 1;
const historyOf = (key: number): number => keyOf(lengthOf(key) - 1, (key & 0xffffff) >>> 6);
const byteOf = (chance: number): number => Math.max(LEAST, Math.round(Math.log(chance) * SCALE));
/** Any letter's, before anything is known of the language. */
const UNHEARD_OF = byteOf(1 / MOST_SYMBOLS);
