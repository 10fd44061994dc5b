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
  for (const run of text.split(/\s+/)) if (/[\p{L}\p{N}]/u.test(run)) words++;
  let characters = 0;
  for (const _ of text) characters++;
  return { words, characters };
}

/** Words of an item's text: derived, so no field of the record. 0 where it has neither body nor description. */
export const wordCount = (record: Pick<NewsRecord, 'body' | 'description'>): number =>
  textSize(runningText(record)).words;
