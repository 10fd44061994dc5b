import { UndecodableDocument } from './codec.js';

/**
 * What a document may hold at most, so that reading any bytes whatever takes no more than two seconds and 256 MB. Each
 * limit is far above what partners send; where a standard sets one of its own, as sitemaps.org does, it is that one.
 */

/** Bytes of a sitemap (sitemaps.org: 50 MB), and of an archive of documents, packed or unpacked. Nothing is larger. */
export const MAX_BYTES = 52_428_800;
/** Bytes of a document of any other format, unpacked. In a charset that is not Unicode it may have half as many. */
export const MAX_DOCUMENT_BYTES = 15_000_000;
/** Bytes of an e-mail: files of 25 MB, as most servers take them, in base64. Its texts together have as many as any document. */
export const MAX_MESSAGE_BYTES = 36_000_000;
/** Records of a document. */
export const MAX_ITEMS = 10_000;
/** Addresses of a sitemap (sitemaps.org). */
export const MAX_ADDRESSES = 50_000;
/** Addresses of a sitemap that are read as stories; Google allows a thousand. */
export const MAX_STORIES = 5000;
/** Attributes of one element of a page. */
export const MAX_ATTRIBUTES = 10_000;
/** Characters of one text, such as a body. */
export const MAX_TEXT = 4_000_000;

/** Entries of one list of a record, such as its keywords or renditions: as many pictures as a page has for Google. */
export const MAX_ENTRIES = 1000;

/** Phrases in the texts of a document that may restrict its use: each costs as much as hundreds of letters. */
const MAX_PHRASES = 30_000;

/** How deep documents may stand in documents, as in forwarded e-mail and in archives. */
export const MAX_NESTING = 5;

export const tooDeep = (): UndecodableDocument =>
  new UndecodableDocument('decode.too-deep', `Documents are nested deeper than ${MAX_NESTING}`);

export const tooLarge = (detail: string): UndecodableDocument =>
  new UndecodableDocument('decode.too-large', `The document is too large: ${detail}`);

/** Asked before any of the items is read. @throws UndecodableDocument `decode.too-large` */
export function refuseTooMany(count: number, most: number = MAX_ITEMS, items = 'items'): void {
  if (count > most) throw tooLarge(`it holds more than ${most} ${items}`);
}

/** Dates of a document that no usual pattern reads: each is tried with all the rare ones, which costs as much as an element. */
const MAX_RARE_DATES = 40_000;
/** Warnings of a document that are held while it is read; of those beyond only the number is known. */
const MAX_WARNINGS_HELD = 10_000;

let phrasesLeft = Infinity;
let rareDatesLeft = Infinity;
let warned = -Infinity;

/** Runs what reads one document; outside of it phrases, rare dates and warnings are not counted. */
export function withLimitsCounted<T>(read: () => T): T {
  const before = [phrasesLeft, rareDatesLeft, warned] as const;
  phrasesLeft = MAX_PHRASES;
  rareDatesLeft = MAX_RARE_DATES;
  warned = 0;
  try {
    return read();
  } finally {
    [phrasesLeft, rareDatesLeft, warned] = before;
  }
}

/** Whether one more date may be tried with the rare patterns; those behind are told as dates that cannot be read. */
export const mayBeRareDate = (): boolean => --rareDatesLeft >= 0;

/** Asked for each warning about the values of an item: whether it is held. */
export const mayHoldWarning = (): boolean => ++warned <= MAX_WARNINGS_HELD;

/** How many warnings of the document, until now, are not held. */
export const warningsNotHeld = (): number => Math.max(0, warned - MAX_WARNINGS_HELD);

/** Asked for each before it is looked at. @throws UndecodableDocument `decode.too-large` */
export function countPhrase(): void {
  if (--phrasesLeft < 0) throw tooLarge(`its texts hold more than ${MAX_PHRASES} phrases about use`);
}

/** What a warning `text-cut` says. */
export const CUT_DETAIL = `a text of more than ${MAX_TEXT} characters was cut there`;

/** How often a sign stands in a text; counting ends above `most`. */
export function countOf(text: string, sign: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0 && count <= most; at = text.indexOf(sign, at + sign.length))
    count++;
  return count;
}

/** Where so many lines of a text end. */
export function endOfLines(text: string, lines: number): number {
  let at = text.indexOf('\n');
  for (let line = 1; at >= 0 && line < lines; line++) at = text.indexOf('\n', at + 1);
  return at < 0 ? text.length : at;
}
