import { type Alphabet, BOUNDARY, MOST_SYMBOLS, NOTHING } from './alphabet.js';
import { KeyTable } from './key-table.js';
import type { Vocabulary } from './vocabulary.js';

/** The longest run of letters that is counted. */
export const ORDER = 4;
/** A run of symbols as one number: six bits each, above them how many there are. */
export const keyOf = (length: number, symbols: number): number => symbols | (length << 24);
export const lastOf = (symbols: number, count: number): number => symbols & ((1 << (6 * count)) - 1);
const lengthOf = (key: number): number => key >>> 24;
const symbolsOf = (key: number): number => key & 0xffffff;
const historyOf = (key: number): number => keyOf(lengthOf(key) - 1, symbolsOf(key) >>> 6);
/** What a logarithm is multiplied by to fit a byte. */
export const SCALE = 10;
/** The key of what is left, after a history, for letters that never followed it. */
export const restOf = (history: number): number => history | (1 << 28);

const COMMON = 6;
const WORD = 1;
const ENDING = 1.5;
/** A keyboard without the language's letters is rarer than one with them. */
const BARE = 0.12;
/** A longest run in no more than one word says nothing that the word does not. */
const SEEN_ENOUGH = 1.2;
const BARE_OF: Readonly<Record<string, string>> = {
  ...{ ə: 'e', ı: 'i', ş: 's', ç: 'c', ğ: 'g', ö: 'o', ü: 'u', ñ: 'n', ý: 'y', ň: 'n', ä: 'a', ū: 'u' },
  ...{
    ә: 'а',
    ғ: 'г',
    қ: 'к',
    ң: 'н',
    ө: 'о',
    ұ: 'у',
    ү: 'у',
    һ: 'х',
    і: 'и',
    ў: 'у',
    ҳ: 'х',
    ҷ: 'ч',
    ӯ: 'у',
    ӣ: 'и',
  },
};

export const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);
/** The word as it is typed where the keyboard lacks its letters. */
export const bare = (word: string): string =>
  word.replace(/[^a-zа-я]/g, (letter) => (letter === "'" ? '' : (BARE_OF[letter] ?? letter)));

/** How likely each letter is after up to three others, by language: rows of bytes, a byte a language. */
export interface LetterChances {
  /** Numbers the runs of letters, and the histories under `restOf`. */
  keys: KeyTable;
  /** The logarithm of the last letter's chance after the others, or of the rest, times `SCALE`; by number and language. */
  rows: Int8Array;
}

/** Counts the runs of letters in some vocabularies and weighs them (Witten-Bell interpolation). */
export class LetterRuns {
  private readonly keys = new KeyTable(1 << 16);
  private counts: Float32Array;
  private readonly width: number;

  constructor(
    vocabularies: readonly Vocabulary[],
    private readonly alphabet: Alphabet,
  ) {
    this.width = vocabularies.length;
    this.counts = new Float32Array(this.width << 16);
    vocabularies.forEach(({ common, words, endings }, language) => {
      this.learn(common, language, COMMON, true);
      this.learn(words, language, WORD, true);
      this.learn(endings, language, ENDING, false);
    });
  }

  chances(): LetterChances {
    const { width, counts } = this;
    const runs = [...this.keys.all()].sort((a, b) => lengthOf(a) - lengthOf(b));
    const histories = new KeyTable(runs.length);
    for (const run of runs) histories.add(historyOf(run));
    const totals = new Float32Array(histories.size * width);
    const kinds = new Float32Array(histories.size * width);
    for (const run of runs) {
      const history = histories.find(historyOf(run)) * width;
      const row = this.keys.find(run) * width;
      for (let i = 0; i < width; i++) {
        const count = counts[row + i]!;
        totals[history + i]! += count;
        if (count > 0) kinds[history + i]!++;
      }
    }
    const kept = runs.filter((run) => lengthOf(run) < ORDER || this.isSeenEnough(run));
    const keys = new KeyTable(kept.length + histories.size);
    const rows = new Int8Array((kept.length + histories.size) * width);
    const exact = new Float32Array(kept.length * width);
    for (const run of kept) {
      const to = keys.add(run) * width;
      const row = this.keys.find(run) * width;
      const history = histories.find(historyOf(run)) * width;
      const length = lengthOf(run) - 1;
      const shorter = length > 0 ? keys.find(keyOf(length, lastOf(symbolsOf(run), length))) * width : -1;
      for (let i = 0; i < width; i++) {
        const below = shorter < 0 ? 1 / MOST_SYMBOLS : exact[shorter + i]!;
        const kind = kinds[history + i]!;
        const chance = kind === 0 ? below : (counts[row + i]! + kind * below) / (totals[history + i]! + kind);
        exact[to + i] = chance;
        rows[to + i] = byteOf(chance);
      }
    }
    for (const history of histories.all()) {
      const from = histories.find(history) * width;
      const to = keys.add(restOf(history)) * width;
      for (let i = 0; i < width; i++) {
        const kind = kinds[from + i]!;
        rows[to + i] = kind === 0 ? 0 : byteOf(kind / (kind + totals[from + i]!));
      }
    }
    return { keys, rows };
  }

  private isSeenEnough(run: number): boolean {
    const row = this.keys.find(run) * this.width;
    for (let i = 0; i < this.width; i++) if (this.counts[row + i]! > SEEN_ENOUGH) return true;
    return false;
  }

  private learn(text: string, language: number, weight: number, whole: boolean): void {
    for (const word of wordsOf(text)) {
      this.learnWord(word, language, weight, whole);
      const plain = bare(word);
      if (plain !== word) this.learnWord(plain, language, weight * BARE, whole);
    }
  }

  private learnWord(word: string, language: number, weight: number, whole: boolean): void {
    // Before and behind a word stands the boundary; what stands before an ending is not known.
    const run = whole ? [BOUNDARY] : [];
    for (let i = 0; i < word.length; i++) {
      const symbol = this.alphabet[word.charCodeAt(i)]!;
      if (symbol !== NOTHING) run.push(symbol);
    }
    run.push(BOUNDARY);
    for (let i = whole ? 1 : 0; i < run.length; i++) {
      let symbols = 0;
      for (let length = 1; length <= Math.min(ORDER, i + 1); length++) {
        symbols |= run[i - length + 1]! << (6 * (length - 1));
        const at = this.keys.add(keyOf(length, symbols)) * this.width + language;
        if (at >= this.counts.length) {
          const grown = new Float32Array(this.counts.length * 2);
          grown.set(this.counts);
          this.counts = grown;
        }
        this.counts[at]! += weight;
      }
    }
  }
}

const byteOf = (chance: number): number => Math.max(-127, Math.round(Math.log(chance) * SCALE));
