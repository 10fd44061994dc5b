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
    if (isBlank(code)) counted = false;
    else if (!counted && isPlainLetterOrDigit(code)) {
      words++;
      counted = true;
    } else if (code >= 0x80) {
      const isPair = (code & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
      if (!counted && LETTER_OR_DIGIT.test(isPair ? text.slice(at, at + 2) : text[at]!)) {
        words++;
        counted = true;
      }
      if (isPair) {
        characters--;
        at++;
      }
    }
  }
  return { words, characters };
}

// Nearly all letters of the partners' languages: the regular expression is asked for the rest, at ten times the cost.
const isPlainLetterOrDigit = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x400 && code <= 0x481) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0xf8 && code <= 0x2c1) ||
  (code >= 0x48a && code <= 0x52f);

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** What `\s` means in a regular expression (ECMA-262, WhiteSpace and LineTerminator). */
const isBlank = (code: number): boolean =>
  code === 0x20 ||
  (code >= 0x09 && code <= 0x0d) ||
  code === 0xa0 ||
  (code >= 0x1680 && /\s/.test(String.fromCharCode(code)));

/** Words of an item's text: derived, so no field of the record. 0 where it has neither body nor description. */
export const wordCount = (record: Pick<NewsRecord, 'body' | 'description'>): number =>
  textSize(runningText(record)).words;
