import { type Alphabet, BOUNDARY, MOST_SYMBOLS, NOTHING } from './alphabet.js';

/** What is typed for a letter where the keyboard lacks it; an apostrophe is left out. */
const BARE_OF: Readonly<Record<string, string>> = {
  ...{ ə: 'e', ı: 'i', ş: 's', ç: 'c', ğ: 'g', ö: 'o', ü: 'u', ñ: 'n', ý: 'y', ň: 'n', ä: 'a', ū: 'u' },
  ...{ ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и', ў: 'у', ҳ: 'х', ҷ: 'ч' },
  ...{ ӯ: 'у', ӣ: 'и' },
};
const LONGEST_WORD = 64;

/** A word as symbols; the array is used again for the next. */
export type SeeWord = (symbols: Uint8Array, length: number) => void;

/** Reads the words of vocabularies as symbols of an alphabet. */
export class Spelling {
  private readonly bareOf = new Uint8Array(MOST_SYMBOLS);
  private readonly word = new Uint8Array(LONGEST_WORD);
  private readonly bareWord = new Uint8Array(LONGEST_WORD);

  constructor(private readonly alphabet: Alphabet) {
    for (let symbol = 0; symbol < MOST_SYMBOLS; symbol++) this.bareOf[symbol] = symbol;
    for (const [letter, bare] of Object.entries(BARE_OF)) {
      const symbol = this.symbolOf(letter);
      if (symbol !== BOUNDARY) this.bareOf[symbol] = this.symbolOf(bare);
    }
    const apostrophe = this.symbolOf("'");
    if (apostrophe !== BOUNDARY) this.bareOf[apostrophe] = NOTHING;
  }

  /** Shows every word of the text, and after it, to `seeBare`, what it is on a foreign keyboard where that is another. */
  words(text: string, see: SeeWord, seeBare: SeeWord): void {
    const { alphabet, word } = this;
    let length = 0;
    for (let i = 0; i <= text.length; i++) {
      const symbol = i < text.length ? alphabet[text.charCodeAt(i)]! : BOUNDARY;
      if (symbol === NOTHING) continue;
      if (symbol !== BOUNDARY) word[length++] = symbol;
      else if (length > 0) {
        see(word, length);
        const bareLength = this.readBare(length);
        if (bareLength > 0) seeBare(this.bareWord, bareLength);
        length = 0;
      }
    }
  }

  /** How long the bare word is; 0 where it is the same. */
  private readBare(length: number): number {
    let bareLength = 0;
    let same = true;
    for (let i = 0; i < length; i++) {
      const symbol = this.bareOf[this.word[i]!]!;
      if (symbol !== this.word[i]) same = false;
      if (symbol !== NOTHING) this.bareWord[bareLength++] = symbol;
    }
    return same ? 0 : bareLength;
  }

  private symbolOf(letter: string): number {
    return this.alphabet[letter.charCodeAt(0)]!;
  }
}
