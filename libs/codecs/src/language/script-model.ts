import { type Alphabet, BOUNDARY, MOST_SYMBOLS, NOTHING } from './alphabet.js';
import { isCapital, isShouted, weightOf } from './capitals.js';
import { KeyTable } from './key-table.js';
import { keyOf, type LetterChances, lastOf, letterChances, ORDER, restOf, SCALE } from './letter-runs.js';
import { Spelling, type Spelt } from './spelling.js';
import type { Vocabulary } from './vocabulary.js';

/** How likely a word of the vocabulary is, as a logarithm times `SCALE`: one in 330, one in 3,300. */
const COMMON_WORD = -58;
const NEWS_WORD = -81;
/** The same without the letters that a foreign keyboard lacks: one in eight. */
const BARE_WORD = -21;
const NO_WORD = -128;
/** No word says more than this for one language against another: a name must not outweigh a sentence. */
const MOST_OF_A_WORD = 7;
/** What a letter that a language does not have says against it, however the word is taken. */
const FOREIGN_LETTER = 4;
/** Seen once, a letter belongs to a borrowed name. */
const AT_HOME = 2;
/** A lead like this after so many words is not lost again. */
const ENOUGH_WORDS = 4;
const ENOUGH_LEAD = 24;
/** Words that are remembered, and half of the letters that such a word may have. */
const REMEMBERED = 4096;
const HALF = 5;
/** Letters of a word that are looked at: what has more is no word, and says nothing more. */
const LONGEST_WORD = 100;

/** What a text says for each language of a model. */
export interface Evidence {
  /** By the model's languages: logarithms of likelihood, comparable among each other alone. */
  scores: Float64Array;
  /** How many letters were read. */
  letters: number;
  /** By the model's languages: the mean logarithm of a letter's likelihood, names and capped words included. */
  perLetter: Float64Array;
  words: number;
  /** By the model's languages: how many words have a letter that is none of the language's. */
  foreign: Int32Array;
}

/**
 * Tells the languages of one script apart: by the words it knows and, for every other word, by how likely its letters
 * follow each other (runs of four, Witten-Bell), each word bounded in what it can say. Built from word lists in
 * some tens of milliseconds; reading costs a few nanoseconds a letter and language.
 */
export class ScriptModel {
  readonly languages: readonly string[];
  private readonly width: number;
  private readonly chances: LetterChances;
  private readonly words = new KeyTable(1 << 14);
  /** By a known word's number and language. */
  private readonly wordRows: Int8Array;
  private readonly word: Int32Array;
  /** Of each remembered word its symbols, then its sum by the model's languages. */
  private readonly memory: Int32Array;
  private readonly likely: Float64Array;
  private readonly evidence: Evidence;
  /** By symbol, a bit for each language that has the letter. */
  private readonly homes = new Int32Array(MOST_SYMBOLS);

  constructor(
    vocabularies: readonly Vocabulary[],
    private readonly alphabet: Alphabet,
  ) {
    this.languages = vocabularies.map(({ language }) => language);
    this.width = vocabularies.length;
    this.word = new Int32Array(this.width);
    this.memory = new Int32Array(REMEMBERED * (this.width + 2));
    this.likely = new Float64Array(this.width);
    this.evidence = {
      scores: new Float64Array(this.width),
      perLetter: new Float64Array(this.width),
      foreign: new Int32Array(this.width),
      letters: 0,
      words: 0,
    };
    const spelling = new Spelling(alphabet);
    const spelt = vocabularies.map((vocabulary) => spelling.spell(vocabulary));
    this.chances = letterChances(spelt);
    this.wordRows = this.rowsOfWords(spelt);
    spelt.forEach((vocabulary, i) => {
      const seen = lettersSeen(vocabulary);
      for (let symbol = 1; symbol < MOST_SYMBOLS; symbol++)
        if (seen[symbol]! >= AT_HOME) this.homes[symbol]! |= 1 << i;
    });
  }

  private rowsOfWords(vocabularies: readonly Spelt[]): Int8Array {
    const { width, words: known } = this;
    let rows = new Int8Array(width << 14).fill(NO_WORD);
    const see = (hash: number, language: number, value: number): void => {
      const at = known.add(hash) * width + language;
      if (at >= rows.length) {
        const grown = new Int8Array(rows.length * 2).fill(NO_WORD);
        grown.set(rows);
        rows = grown;
      }
      if (value > rows[at]!) rows[at] = value;
    };
    const seeAll = (spelt: Uint8Array, language: number, whole: number): void => {
      let hash = 1;
      let value = whole;
      for (let at = 0; at < spelt.length; at++) {
        const symbol = spelt[at]!;
        if (symbol === NOTHING) value = whole + BARE_WORD;
        else if (symbol !== BOUNDARY) hash = hashed(hash, symbol);
        else {
          see(hash, language, value);
          hash = 1;
          value = whole;
        }
      }
    };
    vocabularies.forEach(({ common, words }, language) => {
      seeAll(common, language, COMMON_WORD);
      seeAll(words, language, NEWS_WORD);
    });
    return rows;
  }

  /** What the text says; valid until the next is read. */
  read(text: string, from: number, to: number): Evidence {
    const { alphabet, word } = this;
    // One after the other, so that reading a text makes nothing for the collector.
    const { evidence } = this;
    evidence.scores.fill(0);
    evidence.perLetter.fill(0);
    evidence.foreign.fill(0);
    evidence.letters = 0;
    evidence.words = 0;
    let start = from;
    let low = 0;
    let high = 0;
    let hash = 1;
    let letters = 0;
    let capitals = 0;
    let opens = true;
    let home = -1;
    const shouted = isShouted(text, from, Math.min(to, from + 100));
    word.fill(0);
    for (let i = from; i <= to; i++) {
      const code = i < to ? text.charCodeAt(i) : 0x20;
      const symbol = code < alphabet.length ? alphabet[code]! : BOUNDARY;
      if (symbol === NOTHING) continue;
      if (symbol === BOUNDARY || (isApostrophe(code) && (letters === 0 || !this.isLetter(text, i + 1, to)))) {
        if (letters > 0) {
          this.addWord(text, start, i, letters, low, high);
          this.settle(
            evidence,
            hash,
            Math.min(letters, LONGEST_WORD),
            home,
            shouted ? 1 : weightOf(letters, capitals, opens),
          );
          opens = false;
          if (this.isPlain(evidence)) break;
        }
        if (code === 0x2e || code === 0x21 || code === 0x3f || code === 0x3a || code === 0xab) opens = true;
        start = i + 1;
        low = 0;
        high = 0;
        hash = 1;
        letters = 0;
        capitals = 0;
        home = -1;
        continue;
      }
      if (letters < HALF) low = (low << 6) | symbol;
      else high = (high << 6) | symbol;
      hash = hashed(hash, symbol);
      home &= this.homes[symbol]!;
      letters++;
      if (isCapital(code)) capitals++;
    }
    for (let i = 0; i < this.width; i++) evidence.perLetter[i]! /= Math.max(1, evidence.letters);
    return evidence;
  }

  /**
   * Adds the logarithms of a word's letters to nothing. The words of a few thousand that came last are remembered: most of
   * a text's words are such, and a table to look a letter up in is far larger than what a processor has at hand.
   *
   * @param low its first five symbols, six bits each
   * @param high the next five; a longer word is not remembered
   */
  private addWord(text: string, from: number, to: number, letters: number, low: number, high: number): void {
    const { word, width, memory } = this;
    if (letters > 2 * HALF) {
      this.addLetters(text, from, Math.min(to, from + LONGEST_WORD));
      return;
    }
    const at =
      ((Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> 20) & (REMEMBERED - 1)) * (width + 2);
    if (memory[at] === low && memory[at + 1] === high) {
      for (let i = 0; i < width; i++) word[i] = memory[at + 2 + i]!;
      return;
    }
    this.addLetters(text, from, to);
    memory[at] = low;
    memory[at + 1] = high;
    for (let i = 0; i < width; i++) memory[at + 2 + i] = word[i]!;
  }

  private addLetters(text: string, from: number, to: number): void {
    const { alphabet } = this;
    let behind = BOUNDARY;
    let length = 1;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const symbol = code < alphabet.length ? alphabet[code]! : BOUNDARY;
      if (symbol === NOTHING) continue;
      this.add(length, behind, symbol);
      behind = lastOf((behind << 6) | symbol, ORDER - 1);
      if (length < ORDER - 1) length++;
    }
    this.add(length, behind, BOUNDARY);
  }

  /** Adds a letter's logarithm after up to three others to the word's, from the longest run that is known. */
  private add(before: number, behind: number, symbol: number): void {
    const { word, width } = this;
    const { keys, rows } = this.chances;
    for (let length = before; ; length--) {
      const history = lastOf(behind, length);
      const row = keys.find(keyOf(length + 1, (history << 6) | symbol)) * width;
      if (row >= 0) {
        for (let i = 0; i < width; i++) word[i]! += rows[row + i]!;
        return;
      }
      const rest = keys.find(restOf(keyOf(length, history))) * width;
      if (rest >= 0) for (let i = 0; i < width; i++) word[i]! += rows[rest + i]!;
      if (length === 0) return;
    }
  }

  private isLetter(text: string, at: number, to: number): boolean {
    return at < to && (this.alphabet[text.charCodeAt(at)] ?? BOUNDARY) !== BOUNDARY;
  }

  private settle(evidence: Evidence, hash: number, letters: number, home: number, weight: number): void {
    const { word, width, wordRows, likely } = this;
    const row = this.words.find(hash) * width;
    let best = -Infinity;
    for (let i = 0; i < width; i++) {
      let value = word[i]!;
      const known = row >= 0 ? wordRows[row + i]! : NO_WORD;
      if (known !== NO_WORD && known > value) value = known;
      value /= SCALE;
      likely[i] = value;
      if (value > best) best = value;
    }
    for (let i = 0; i < width; i++) {
      evidence.scores[i]! += weight * Math.max(likely[i]! - best, -MOST_OF_A_WORD);
      if ((home & (1 << i)) === 0) {
        evidence.scores[i]! -= FOREIGN_LETTER;
        evidence.foreign[i]!++;
      }
      evidence.perLetter[i]! += likely[i]!;
    }
    evidence.letters += letters + 1;
    evidence.words++;
    word.fill(0);
  }

  /** Whether what was read leaves no doubt, so that the rest of a long text need not be. */
  private isPlain({ scores, words }: Evidence): boolean {
    if (words < ENOUGH_WORDS) return false;
    let first = -Infinity;
    let second = -Infinity;
    for (let i = 0; i < this.width; i++) {
      const score = scores[i]!;
      if (score > first) {
        second = first;
        first = score;
      } else if (score > second) second = score;
    }
    return first - second > ENOUGH_LEAD;
  }
}

/** How often each letter is seen, by its symbol, in words as the language writes them. */
function lettersSeen({ common, words }: Spelt): Int32Array {
  const seen = new Int32Array(MOST_SYMBOLS);
  for (const spelt of [common, words]) {
    let bare = false;
    for (let at = 0; at < spelt.length; at++) {
      const symbol = spelt[at]!;
      if (symbol === NOTHING || symbol === BOUNDARY) bare = symbol === NOTHING;
      else if (!bare) seen[symbol]!++;
    }
  }
  return seen;
}

const hashed = (hash: number, symbol: number): number =>
  (Math.imul(hash ^ symbol, 0x01000193) + 0x3b9b) & 0x3fffffff;

const isApostrophe = (code: number): boolean =>
  code === 0x27 ||
  code === 0x60 ||
  code === 0xb4 ||
  code === 0x2018 ||
  code === 0x2019 ||
  code === 0x2bb ||
  code === 0x2bc;
