import { type Alphabet, BOUNDARY, MOST_SYMBOLS, NOTHING } from './alphabet.js';
import type { Vocabulary } from './vocabulary.js';

/** What is typed for a letter where the keyboard lacks it; an apostrophe is left out. */
const BARE_OF: Readonly<Record<string, string>> = {
  ...{ ə: 'e', ı: 'i', ş: 's', ç: 'c', ğ: 'g', ö: 'o', ü: 'u', ñ: 'n', ý: 'y', ň: 'n', ä: 'a', ū: 'u' },
  ...{ ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и', ў: 'у', ҳ: 'х', ҷ: 'ч' },
  ...{ ӯ: 'у', ӣ: 'и' },
};

/** The words of a vocabulary as symbols of an alphabet, once for all that reads them. */
export interface Spelt {
  common: Uint8Array;
  words: Uint8Array;
  endings: Uint8Array;
}

/** Reads the words of vocabularies as symbols of an alphabet. */
export class Spelling {
  private readonly bareOf = new Uint8Array(MOST_SYMBOLS);

  constructor(private readonly alphabet: Alphabet) {
    for (let symbol = 0; symbol < MOST_SYMBOLS; symbol++) this.bareOf[symbol] = symbol;
    for (const [letter, bare] of Object.entries(BARE_OF)) {
      const symbol = this.symbolOf(letter);
      if (symbol !== BOUNDARY) this.bareOf[symbol] = this.symbolOf(bare);
    }
    const apostrophe = this.symbolOf("'");
    if (apostrophe !== BOUNDARY) this.bareOf[apostrophe] = NOTHING;
  }

  spell({ common, words, endings }: Vocabulary): Spelt {
    return { common: this.symbolsOf(common), words: this.symbolsOf(words), endings: this.symbolsOf(endings) };
  }

  /**
   * Every word with `BOUNDARY` behind it, and after it, with `NOTHING` before it, what it is on a foreign keyboard where that
   * is another.
   */
  private symbolsOf(text: string): Uint8Array {
    const { alphabet, bareOf } = this;
    const symbols = new Uint8Array(2 * text.length + 3);
    let end = 0;
    let start = 0;
    let same = true;
    for (let i = 0; i <= text.length; i++) {
      const symbol = i < text.length ? alphabet[text.charCodeAt(i)]! : BOUNDARY;
      if (symbol === NOTHING) continue;
      if (symbol !== BOUNDARY) {
        symbols[end++] = symbol;
        if (bareOf[symbol] !== symbol) same = false;
        continue;
      }
      if (end === start) continue;
      symbols[end++] = BOUNDARY;
      if (!same) end = this.bareWord(symbols, start, end);
      start = end;
      same = true;
    }
    return symbols.subarray(0, end);
  }

  /** Writes the bare form of the word that begins at `start` to where it ends; nothing where no letter is left. */
  private bareWord(symbols: Uint8Array, start: number, end: number): number {
    let to = end + 1;
    for (let i = start; i < end - 1; i++) {
      const bare = this.bareOf[symbols[i]!]!;
      if (bare !== NOTHING) symbols[to++] = bare;
    }
    if (to === end + 1) return end;
    symbols[end] = NOTHING;
    symbols[to++] = BOUNDARY;
    return to;
  }

  private symbolOf(letter: string): number {
    return this.alphabet[letter.charCodeAt(0)]!;
  }
}
