import type { NewsRecord } from '#news/record.js';
import { plainText } from './html/plain-text.js';

export interface TextSize {
  /** Runs without a blank that have a letter or a digit: a dash of its own is no word. */
  words: number;
  /** Unicode characters, blanks between words included. */
  characters: number;
}

const CAPTION = /<figcaption\b[^>]*>.*?<\/figcaption>/gs;

/** The text of an item as a reader counts it: its body without the captions of figures; of one without a body, its description. */
export function runningText({ body, description }: Pick<NewsRecord, 'body' | 'description'>): string {
  const text = body === undefined ? '' : plainText(body.replace(CAPTION, ' '));
  return text === '' ? (description ?? '') : text;
}

/** How long a text without markup is. */
export function textSize(text: string): TextSize {
  let words = 0;
  let characters = text.length;
  let counted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < KINDS.length ? KINDS[code] : kindOf(text[at]!);
    if (kind === BLANK) counted = false;
    else if (kind === LETTER_OR_DIGIT) {
      if (!counted) words++;
      counted = true;
    } else if ((code & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      if (!counted && kindOf(text.slice(at, at + 2)) === LETTER_OR_DIGIT) {
        words++;
        counted = true;
      }
      characters--;
      at++;
    }
  }
  return { words, characters };
}

const BLANK = 1;
const LETTER_OR_DIGIT = 2;

/** What a character is: `BLANK` as `\s` means it in a regular expression, `LETTER_OR_DIGIT`, or 0. */
const kindOf = (character: string): number =>
  /\s/.test(character) ? BLANK : /[\p{L}\p{N}]/u.test(character) ? LETTER_OR_DIGIT : 0;

/** Of the characters that nearly all texts of our partners are written in: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic. */
const KINDS = Uint8Array.from({ length: 0x700 }, (_, code) => kindOf(String.fromCharCode(code)));

/** Words of an item's text: derived, so no field of the record. 0 where it has neither body nor description. */
export const wordCount = (record: Pick<NewsRecord, 'body' | 'description'>): number =>
  textSize(runningText(record)).words;
