import { isUtf8 } from 'node:buffer';

/** For each one-byte charset that UTF-8 is mistaken for: the byte of each of its characters above ASCII. */
const MISTAKEN: readonly (readonly [name: string, byteOf: ReadonlyMap<string, number>])[] = [
  'windows-1252',
  'windows-1251',
].map((name) => {
  const decoder = new TextDecoder(name);
  const byteOf = new Map<string, number>();
  for (let byte = 0x80; byte < 0x100; byte++) {
    // As a stream: Node 20 leaves 0x80–0x9F of windows-1252 as control characters otherwise.
    byteOf.set(decoder.decode(Uint8Array.of(byte), { stream: true }), byte);
    // Software that knows Latin-1 alone makes control characters of these.
    if (name === 'windows-1252' && byte < 0xa0) byteOf.set(String.fromCharCode(byte), byte);
  }
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
 * Undoes a second encoding: text in UTF-8 that was read as windows-1252 or windows-1251 and written as UTF-8 again
 * (`BakÄ±` for Bakı, `Р‘Р°РєСѓ` for Баку), and the same again where that had happened before, four times at most.
 * Only where everything in the document above ASCII is such, without exception.
 *
 * @returns undefined where anything is not, or where there are too few letters to tell
 */
export function withoutSecondEncoding(text: string, depth = 1): Repaired | undefined {
  for (const [by, byteOf] of MISTAKEN) {
    const once = repair(text, byteOf);
    if (once === undefined) continue;
    // What could be undone again was no accident the first time either.
    const again = depth < DEEPEST ? withoutSecondEncoding(once.text, depth + 1) : undefined;
    if (again) return { text: again.text, by: by === again.by ? by : `${by}, ${again.by}` };
    if (once.isSure) return { text: once.text, by };
  }
  return undefined;
}

function repair(
  text: string,
  byteOf: ReadonlyMap<string, number>,
): { text: string; isSure: boolean } | undefined {
  const pieces: string[] = [];
  let from = 0;
  let letters = 0;
  let areInWords = true;
  let isPunctuated = false;
  ABOVE_ASCII.lastIndex = 0;
  for (let match = ABOVE_ASCII.exec(text); match; match = ABOVE_ASCII.exec(text)) {
    if (match[0].length > LONGEST_RUN) return undefined;
    const bytes: number[] = [];
    for (const character of match[0]) {
      const byte = byteOf.get(character);
      if (byte === undefined) return undefined;
      // Most texts are disproved by their first letter.
      if (bytes.length === 0 && byte < 0xc2) return undefined;
      bytes.push(byte);
    }
    const run = Buffer.from(bytes);
    if (!isUtf8(run)) return undefined;
    const repaired = run.toString('utf8');
    letters += repaired.length;
    isPunctuated ||= PUNCTUATION.test(repaired);
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
    isSure: letters >= ENOUGH || areInWords || isPunctuated,
  };
}

const ABOVE_ASCII = /[^\0-\x7f]+/g;
