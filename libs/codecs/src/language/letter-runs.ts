import { BOUNDARY, MOST_SYMBOLS, NOTHING } from './alphabet.js';
import { KeyTable } from './key-table.js';
import type { Spelt } from './spelling.js';

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

/** What one language says of its runs of one to four letters. */
interface Weighed {
  /** The runs, and the logarithm of the chance of each one's last letter after the others, times `SCALE`. */
  runs: Int32Array;
  chances: Int8Array;
  /** Not 0 for a run of the longest that is in too few words. */
  seldom: Uint8Array;
  /** What runs begin with, and the logarithm of the chance of any other letter after it, times `SCALE`. */
  histories: Int32Array;
  rests: Int8Array;
}

/** Counts the runs of one language after the other: tables for each would cost more than what is counted. */
class Counts {
  private readonly numbers = new KeyTable(1 << 13);
  private readonly pasts = new KeyTable(1 << 13);
  /** By the number of a run: how often it was seen, the number of the run without its first letter, and of its history. */
  private times = new Float32Array(1 << 14);
  private shorter = new Int32Array(1 << 14);
  private history = new Int32Array(1 << 14);

  weighed({ common, words, endings }: Spelt): Weighed {
    this.numbers.clear();
    this.pasts.clear();
    this.times.fill(0);
    this.learn(common, COMMON, 1);
    this.learn(words, WORD, 1);
    // What stands before an ending is not known.
    this.learn(endings, ENDING, 0);
    return this.weigh();
  }

  /** @param before how many symbols before a word are known: the boundary or nothing */
  private learn(spelt: Uint8Array, weight: number, before: number): void {
    const { numbers, pasts } = this;
    let symbols = 0;
    let known = before;
    let counts = weight;
    for (let at = 0; at < spelt.length; at++) {
      const symbol = spelt[at]!;
      if (symbol === NOTHING) {
        counts = weight * BARE;
        continue;
      }
      symbols = (symbols << 6) | symbol;
      if (known < ORDER) known++;
      let number = -1;
      for (let run = 1; run <= known; run++) {
        const shorter = number;
        const next = numbers.size;
        const key = keyOf(run, lastOf(symbols, run));
        number = numbers.add(key);
        if (number === next) {
          if (number === this.times.length) this.grow();
          this.shorter[number] = shorter;
          this.history[number] = pasts.add(historyOf(key));
        }
        this.times[number]! += counts;
      }
      if (symbol === BOUNDARY) {
        symbols = 0;
        known = before;
        counts = weight;
      }
    }
  }

  private grow(): void {
    const { times, shorter, history } = this;
    const length = times.length * 2;
    this.times = new Float32Array(length);
    this.times.set(times);
    this.shorter = new Int32Array(length);
    this.shorter.set(shorter);
    this.history = new Int32Array(length);
    this.history.set(history);
  }

  private weigh(): Weighed {
    const { times, shorter, history } = this;
    const runs = this.numbers.all().slice();
    const histories = this.pasts.all().slice();
    const totals = new Float32Array(histories.length);
    const kinds = new Float32Array(histories.length);
    for (let number = 0; number < runs.length; number++) {
      totals[history[number]!]! += times[number]!;
      kinds[history[number]!]!++;
    }
    const likely = new Float32Array(runs.length);
    const chances = new Int8Array(runs.length);
    const seldom = new Uint8Array(runs.length);
    // The shorter run was counted first, so its number is the lower one.
    for (let number = 0; number < runs.length; number++) {
      const before = shorter[number]! < 0 ? 1 / MOST_SYMBOLS : likely[shorter[number]!]!;
      const kind = kinds[history[number]!]!;
      const chance = (times[number]! + kind * before) / (totals[history[number]!]! + kind);
      likely[number] = chance;
      chances[number] = byteOf(chance);
      if (times[number]! <= SEEN_ENOUGH && lengthOf(runs[number]!) === ORDER) seldom[number] = 1;
    }
    const rests = new Int8Array(histories.length);
    for (let number = 0; number < histories.length; number++)
      rests[number] = byteOf(kinds[number]! / (kinds[number]! + totals[number]!));
    return { runs, chances, seldom, histories, rests };
  }
}

/** Counts the runs of letters in some vocabularies and weighs them (Witten-Bell interpolation). */
export function letterChances(vocabularies: readonly Spelt[]): LetterChances {
  const counts = new Counts();
  const weighed = vocabularies.map((spelt) => counts.weighed(spelt));
  const keys = new KeyTable(1 << 15);
  for (const { runs, seldom, histories } of weighed) {
    for (let i = 0; i < runs.length; i++) if (seldom[i] === 0) keys.add(runs[i]!);
    for (let i = 0; i < histories.length; i++) keys.add(restOf(histories[i]!));
  }
  const width = weighed.length;
  const rows = new Int8Array(width * keys.size).fill(UNSAID);
  weighed.forEach(({ runs, chances, histories, rests }, language) => {
    for (let i = 0; i < runs.length; i++) {
      // What one language has in too few words counts there all the same where another has more of them.
      const number = keys.find(runs[i]!);
      if (number >= 0) rows[number * width + language] = chances[i]!;
    }
    for (let i = 0; i < histories.length; i++)
      rows[keys.find(restOf(histories[i]!)) * width + language] = rests[i]!;
  });
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
