import { isUtf8 } from 'node:buffer';
import { type DecodedText, toText } from '../charset/to-text.js';
import type { DecodeContext, Warning } from '../codec.js';
import { foldSpace } from '../html/plain-text.js';

/** Bytes as text of one character a byte, and back: how a message travels until the charset of each part is known. */
export const bytesOf = (binary: string): Buffer => Buffer.from(binary, 'latin1');

export interface HeaderField {
  /** Lower-case. */
  name: string;
  /** Unfolded, one character a byte, encoded words as they stand. */
  value: string;
}

/** A `Content-Type` or `Content-Disposition`: the value before the first `;`, lower-case, and the parameters. */
export interface Structured {
  value: string;
  parameters: Readonly<Record<string, string>>;
}

/** Fields of a header that are read. */
export const MAX_FIELDS = 2000;

/** Of blanks alone: the byte A0, white space elsewhere, ends a letter in UTF-8 (`Р`, `à`) and is one in code page 866 (`а`). */
function withoutBlanks(line: string): string {
  let from = 0;
  let to = line.length;
  while (isBlank(line.charCodeAt(from))) from++;
  while (to > from && isBlank(line.charCodeAt(to - 1))) to--;
  return line.slice(from, to);
}
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;

const FIELD = /^[!-9;-~]+[ \t]*:/;
/** A continuation, an envelope of a mailbox, or the ruins of one. */
const NO_FIELD = /^(?:[ \t]|>?From |$)/;

/**
 * Where a header ends that no empty line ends: with its first line that is no field, unless fields follow. Those that stand
 * between fields are strays.
 *
 * @returns `end` undefined where it goes on to its end
 */
export function endOfHeader(header: string): { end: number | undefined; strays: string[] } {
  const odd: { at: number; line: string }[] = [];
  let lastField = -1;
  let at = 0;
  for (const line of header.split(/(?<=\n)|(?<=\r)(?!\n)/)) {
    const plain = line.trimEnd();
    if (FIELD.test(plain)) lastField = at;
    else if (!NO_FIELD.test(plain)) odd.push({ at, line: plain });
    at += line.length;
  }
  const end = odd.find((one) => one.at > lastField)?.at;
  return { end, strays: odd.filter((one) => one.at < lastField).map(({ line }) => line) };
}

/** The fields of a message's or part's header (RFC 5322 section 2.2), in order. Lines that are none are left out. */
export function headerFields(header: string): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const line of header.split(/\r\n|\n|\r/)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value += ` ${withoutBlanks(line)}`;
      continue;
    }
    if (!FIELD.test(line)) continue;
    if (fields.length >= MAX_FIELDS) break;
    const colon = line.indexOf(':');
    fields.push({
      name: line.slice(0, colon).trimEnd().toLowerCase(),
      value: withoutBlanks(line.slice(colon + 1)),
    });
  }
  return fields;
}

export const fieldOf = (fields: readonly HeaderField[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value || undefined;

const WORD = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi;

/**
 * A field's value as text: encoded words (RFC 2047) decoded, those of one letter cut in two put together first, and
 * bytes that are no ASCII read in the message's own charset, which senders of the region rely upon.
 *
 * @param charset what to read raw bytes in, where they are no UTF-8
 */
export function decodeWords(value: string, warn: (warning: Warning) => void, charset?: string): string {
  const parts: { charset?: string; bytes: string }[] = [];
  let end = 0;
  for (const match of value.matchAll(WORD)) {
    const [whole, label = '', encoding = '', text = ''] = match;
    const between = value.slice(end, match.index);
    const last = parts.at(-1);
    // White space between two encoded words is only there to part them.
    const adjacent = last?.charset !== undefined && /^\s*$/.test(between);
    if (!adjacent && between !== '') parts.push({ bytes: between });
    const bytes = encoding.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text);
    if (adjacent && last.charset === label.toLowerCase()) last.bytes += bytes;
    else parts.push({ charset: label.toLowerCase(), bytes });
    end = match.index + whole.length;
  }
  parts.push({ bytes: value.slice(end) });
  // RFC 6532: what is not encoded is UTF-8, whatever the text is in; other bytes are of the senders that know no such rule.
  const charsetFor = ({ charset: own, bytes }: { charset?: string; bytes: string }): string | undefined =>
    own ?? (isUtf8(bytesOf(bytes)) ? undefined : charset);
  return foldSpace(parts.map((part) => textIn(part.bytes, charsetFor(part), warn).text).join(''));
}

/** Bytes as text of a stated charset. "us-ascii" says nothing where there are other bytes. */
export function textIn(
  binary: string,
  charset: string | undefined,
  warn: (warning: Warning) => void,
  { charset: configured, languages }: Pick<DecodeContext, 'charset' | 'languages'> = {},
): Pick<DecodedText, 'text' | 'charset'> {
  const stated = charset !== undefined && !/^(?:us-)?ascii$/i.test(charset);
  const { warnings, ...read } = toText(bytesOf(binary), {
    ...(stated && { contentType: `text/plain; charset=${charset}` }),
    charset: configured,
    languages,
  });
  for (const warning of warnings) warn(warning);
  return read;
}

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('latin1');

const fromQ = (text: string): string =>
  text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** RFC 5322 section 3.2.2. */
export const withoutComments = (text: string): string => text.replace(/\([^()]*\)/g, '');

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"?|([^;]*))/g;

/**
 * Reads a structured value with its parameters (RFC 2045 section 5.1), those continued or with a charset of their own
 * among them (RFC 2231).
 */
export function structured(field: string, warn: (warning: Warning) => void): Structured {
  const before = /^[^;]*/.exec(field)![0];
  const value = withoutComments(before).trim().toLowerCase();
  const plain = new Map<string, string>();
  const pieces = new Map<string, { text: string; encoded: boolean }[]>();
  for (const [, rawName = '', quoted, bare = ''] of field.slice(before.length).matchAll(PARAMETER)) {
    const text = quoted === undefined ? withoutBlanks(bare) : quoted.replace(/\\([\s\S])/g, '$1');
    const [, name = '', number, star] = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(rawName.toLowerCase()) ?? [];
    if (name === '') continue;
    if (number === undefined && star === undefined) {
      // A name may have brackets, as copies of a file do.
      if (!plain.has(name)) plain.set(name, name === 'charset' ? withoutComments(text).trim() : text);
      continue;
    }
    const list = pieces.get(name) ?? [];
    list[Number(number ?? 0)] = { text, encoded: star !== undefined };
    pieces.set(name, list);
  }
  const parameters: [string, string][] = [...plain].map(([name, text]) => [name, decodeWords(text, warn)]);
  for (const [name, list] of pieces) parameters.push([name, continued(list, warn)]);
  return { value, parameters: Object.fromEntries(parameters) };
}

/** The pieces of a parameter in one; the first may begin with `charset'language'`. */
function continued(
  list: readonly ({ text: string; encoded: boolean } | undefined)[],
  warn: (warning: Warning) => void,
): string {
  const [, charset, from = 0] = list[0]?.encoded ? extent(list[0].text) : [];
  let bytes = '';
  list.forEach((piece, i) => {
    if (!piece) return;
    const text = i === 0 ? piece.text.slice(from) : piece.text;
    bytes += piece.encoded
      ? text.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        )
      : text;
  });
  return foldSpace(textIn(bytes, charset, warn).text);
}

function extent(text: string): [found: boolean, charset: string | undefined, length: number] {
  const found = /^([^']*)'[^']*'/.exec(text);
  return found ? [true, found[1] || undefined, found[0].length] : [false, undefined, 0];
}
