import { type Charset, charsetOf } from './charset-label.js';
import { ebcdicOf } from './ebcdic.js';

/** What the bytes prove, how many of them are a mark, and the label they say it by where that is unknown. */
export interface Proven {
  charset: Charset;
  skip: number;
  unknown?: string;
}

export function byMark(bytes: Buffer): Proven | undefined {
  const first = bytes[0];
  if (first !== 0xef && first !== 0xff && first !== 0xfe && first !== 0) return undefined;
  const is = (...mark: number[]): boolean => mark.every((byte, i) => bytes[i] === byte);
  if (is(0xef, 0xbb, 0xbf)) return { charset: charsetOf('utf-8')!, skip: 3 };
  if (is(0xff, 0xfe, 0, 0)) return { charset: charsetOf('utf-32le')!, skip: 4 };
  if (is(0, 0, 0xfe, 0xff)) return { charset: charsetOf('utf-32be')!, skip: 4 };
  if (is(0xff, 0xfe)) return { charset: charsetOf('utf-16le')!, skip: 2 };
  if (is(0xfe, 0xff)) return { charset: charsetOf('utf-16be')!, skip: 2 };
  return undefined;
}

/** Markup and JSON begin with a sign of ASCII, in however many bytes (RFC 4627 section 3, XML 1.0 appendix F). */
const FIRST_SIGNS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['utf-32le', /^[<{[]\0\0\0/],
  ['utf-32be', /^\0\0\0[<{[]/],
  ['utf-16le', /^[<{[]\0[^\0]/],
  ['utf-16be', /^\0[<{[]./s],
];

/**
 * UTF-16 without a mark: markup is ASCII, so every other byte of it is zero, however the text is written.
 * A zero byte has no place in any other encoding of text.
 */
export function byPattern(bytes: Buffer): Proven | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 4) return undefined;
  const ebcdic = ebcdicOf(bytes);
  if (ebcdic) return { ...ebcdic, skip: 0 };
  const zero = bytes.indexOf(0);
  if (zero < 0 || zero >= length) return undefined;
  const head = bytes.toString('latin1', 0, 4);
  for (const [name, pattern] of FIRST_SIGNS)
    if (pattern.test(head)) return { charset: charsetOf(name)!, skip: 0 };
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  // One zero byte is no pattern.
  const most = Math.max(length / 2 / 8, 1);
  if (odd > most && odd > even * 4) return { charset: charsetOf('utf-16le')!, skip: 0 };
  if (even > most && even > odd * 4) return { charset: charsetOf('utf-16be')!, skip: 0 };
  return undefined;
}

/**
 * UTF-16 that is said to be it, where a text has too few signs of ASCII for a pattern: the higher byte of each letter is a
 * control character (up to 1F), which no other text has many of.
 */
export function byControls(bytes: Buffer): Charset | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const length = Math.min(bytes.length, 4096);
  let low = 0;
  let high = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i]! < 0x09) low++;
    if (bytes[i + 1]! < 0x09) high++;
  }
  if (Math.max(low, high) * 4 < length) return undefined;
  return charsetOf(high >= low ? 'utf-16le' : 'utf-16be');
}

const ESCAPE = 0x1b;

/** The sequences by which the ISO 2022 encodings begin that are in use (RFC 1468, RFC 1557). */
export function byEscape(bytes: Buffer): Charset | undefined {
  if (!bytes.includes(ESCAPE)) return undefined;
  if (bytes.includes('\x1b$)C')) return charsetOf('iso-2022-kr');
  return bytes.includes('\x1b$B') || bytes.includes('\x1b$@') ? charsetOf('iso-2022-jp') : undefined;
}
