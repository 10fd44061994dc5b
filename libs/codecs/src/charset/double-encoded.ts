import { isUtf8 } from 'node:buffer';

const LATIN = /^windows-125[24]$/;

/** For each one-byte charset that UTF-8 is mistaken for: the byte of each of its characters above ASCII. */
const MISTAKEN: readonly (readonly [name: string, byteOf: ReadonlyMap<string, number>])[] = [
  'windows-1252',
  'windows-1251',
  'windows-1254',
  'koi8-r',
].map((name) => {
  const decoder = new TextDecoder(name);
  const byteOf = new Map<string, number>();
  for (let byte = 0x80; byte < 0x100; byte++) {
    // As a stream: Node 20 leaves 0x80–0x9F of windows-1252 as control characters otherwise.
    byteOf.set(decoder.decode(Uint8Array.of(byte), { stream: true }), byte);
    // Software that knows Latin-1 alone makes control characters of these.
    if (LATIN.test(name) && byte < 0xa0) byteOf.set(String.fromCharCode(byte), byte);
  }
  // Of the West's charset in the two places that the Turkish one leaves empty.
  if (name === 'windows-1254') byteOf.set('Ž', 0x8e).set('ž', 0x9e);
  return [name, byteOf] as const;
});

/** Letters that must have been encoded twice before it is no accident. */
const ENOUGH = 3;
/**
 * One is enough where a letter of a Latin word has become another with a sign behind it: `NicolÃ¡s`. A quotation mark or
 * one of a trade may stand there by right, unless the word goes on: `BLÅ”`, `AHÅ™`.
 */
const SIGN_IN_WORD = /^[\u00c3-\u00c5][^\p{L}\s]$/u;
const MARK = /(?:[“”„‘’‚«»…–—™]|[\u00c4\u00c5][®©])$/;
/** Nor does any text have the three signs that a dash, a quotation mark or an ellipsis becomes: `â€™`, `вЂ“`. */
const PUNCTUATION = /[\u2010-\u203a]/;
/** Cyrillic, which no accents with signs behind them are by right: `Ğ”Ğ°`. */
const CYRILLIC = /[\u0400-\u052f]{2}/;
/** A picture, of which the same is true in any of the charsets: `ğŸ˜€`. */
const PICTURE = /[\u{10000}-\u{10ffff}]/u;
/** Nor has any text a letter of Cyrillic with a screen's line behind it: `п▓п╟`. */
const LINE_BEHIND_LETTER = /[а-яА-Я][\u2500-\u259f]/;
/** What UTF-8 looks like in one of these charsets, which is told where it is not repaired. */
const SIGN =
  '[\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2122]';
const CYRILLIC_SIGN =
  '[\\u0080-\\u00bf\\u0401-\\u040f\\u0451-\\u045f\\u0490\\u0491\\u2013-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2116\\u2122]';
const LINE = '[\\u2500-\\u259f\\u2219-\\u2265\\u2320\\u2321°²÷©]';
const LOOKS_MISTAKEN = new RegExp(
  `(?:[\\u00c2-\\u00c6ÐÑÒÓĞ]${SIGN}|â${SIGN}{2}){3}|(?:[РСТУ]${CYRILLIC_SIGN}){4}|(?:[пярсП]${LINE}|Б${LINE}{2}){2}`,
);

/**
 * The first two characters of those, and of a letter of Cyrillic with one the next letter too, as the bytes of UTF-8:
 * few bytes may stand in such places, so that a search passes over most of a text. Nearly no text has any.
 */
const LATIN_PAIR = /(?:\xc3[\x82-\x86\x90-\x93\xa2]|\xc4\x9e)[\xc2\xc5\xc6\xcb\xe2]/;
const CYRILLIC_PAIR = /\xd0[\xa0-\xa3][\xc2\xd0-\xd2\xe2][\x80-\xbf]{1,2}\xd0[\xa0-\xa3]/;
const LINE_PAIR =
  /(?:\xd0[\x91\x9f\xbf]|\xd1[\x80\x81\x8f])[\xc2\xc3\xe2][\x88-\x8c\x94-\x96\xa9\xb0\xb2\xb7]/;
/** Bytes of the longest of those. */
const LONGEST_PAIR = 7;
/** So much is looked at at a time: a copy of a whole feed would have the garbage collector at work. */
const PIECE = 32 * 1024;

const isLetter = (character: string | undefined): boolean => /^[A-Za-z]$/.test(character ?? '');
/** Characters without a blank, a point or markup between them: no text has so many. */
const LONGEST_RUN = 100_000;

/** How often a text is taken to have been encoded too much. */
const DEEPEST = 4;

export interface Repaired {
  text: string;
  /** The charset that the UTF-8 had been read in. */
  by: string;
}

/**
 * Undoes a second encoding: text in UTF-8 that was read as windows-1252, 1251 or 1254 or KOI8-R and written as UTF-8 again
 * (`BakÄ±` for Bakı, `Р‘Р°РєСѓ` for Баку), and the same again where that had happened before, four times at most.
 * Only where everything in the document above ASCII is such, without exception, and none of it is left.
 *
 * @param bytes what the text was read from as UTF-8
 * @returns undefined where anything is not, or where there are too few letters to tell; `doubtful` where some of it
 *   looks like such and it cannot be repaired as a whole
 */
export function withoutSecondEncoding(text: string, bytes: Buffer): Repaired | 'doubtful' | undefined {
  const repaired = undone(text, 1);
  if (repaired) return LOOKS_MISTAKEN.test(repaired.text) ? 'doubtful' : repaired;
  return mayLookMistaken(bytes) && LOOKS_MISTAKEN.test(text) ? 'doubtful' : undefined;
}

function mayLookMistaken(bytes: Buffer): boolean {
  const isLatin = bytes.includes(0xc3) || bytes.includes(0xc4);
  const isCyrillic = bytes.includes(0xd0) || bytes.includes(0xd1);
  if (!isLatin && !isCyrillic) return false;
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.toString('latin1', at, at + PIECE + LONGEST_PAIR);
    if (isLatin && LATIN_PAIR.test(piece)) return true;
    if (isCyrillic && (CYRILLIC_PAIR.test(piece) || LINE_PAIR.test(piece))) return true;
  }
  return false;
}

function undone(text: string, depth: number): Repaired | undefined {
  const first = FIRST_ABOVE_ASCII.exec(text)?.[0];
  if (first === undefined) return undefined;
  for (const [by, byteOf] of MISTAKEN) {
    // Most texts are disproved by their first letter.
    if ((byteOf.get(first) ?? 0) < 0xc2) continue;
    const once = repair(text, by, byteOf);
    if (once === undefined) continue;
    // What could be undone again was no accident the first time either.
    const again = depth < DEEPEST ? undone(once.text, depth + 1) : undefined;
    if (again) return { text: again.text, by: by === again.by ? by : `${by}, ${again.by}` };
    if (once.isSure) return { text: once.text, by };
  }
  return undefined;
}

function repair(
  text: string,
  by: string,
  byteOf: ReadonlyMap<string, number>,
): { text: string; isSure: boolean } | undefined {
  const pieces: string[] = [];
  let from = 0;
  let letters = 0;
  let areInWords = true;
  let isPunctuated = false;
  let isNoAccident = false;
  ABOVE_ASCII.lastIndex = 0;
  for (let match = ABOVE_ASCII.exec(text); match; match = ABOVE_ASCII.exec(text)) {
    if (match[0].length > LONGEST_RUN) return undefined;
    const bytes: number[] = [];
    for (const character of match[0]) {
      const byte = byteOf.get(character);
      if (byte === undefined) return undefined;
      bytes.push(byte);
    }
    const run = Buffer.from(bytes);
    if (!isUtf8(run)) return undefined;
    const repaired = run.toString('utf8');
    letters += repaired.length;
    isPunctuated ||= PUNCTUATION.test(repaired);
    isNoAccident ||=
      PICTURE.test(repaired) ||
      (LATIN.test(by) && CYRILLIC.test(repaired)) ||
      (by === 'koi8-r' && LINE_BEHIND_LETTER.test(match[0]));
    areInWords &&=
      SIGN_IN_WORD.test(match[0]) &&
      /\p{L}/u.test(repaired) &&
      (isLetter(text[match.index + match[0].length]) ||
        (isLetter(text[match.index - 1]) && !MARK.test(match[0])));
    pieces.push(text.slice(from, match.index), repaired);
    from = match.index + match[0].length;
  }
  if (letters === 0) return undefined;
  return {
    text: pieces.join('') + text.slice(from),
    // Turkish capitals with an apostrophe behind them and Cyrillic with a `ё` are no such thing, however many: `MUŞ’TA`.
    isSure: isNoAccident || (/125[12]$/.test(by) && (letters >= ENOUGH || areInWords || isPunctuated)),
  };
}

const FIRST_ABOVE_ASCII = /[^\0-\x7f]/u;
const ABOVE_ASCII = /[^\0-\x7f]+/g;
