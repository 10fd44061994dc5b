import { isUtf8 } from 'node:buffer';
import type { Warning } from '../codec.js';
import { foldSpace } from '../html/plain-text.js';
import {
  bytesOf,
  fieldOf,
  type HeaderField,
  headerFields,
  type Structured,
  structured,
} from './mime-header.js';

/** One part of a message (RFC 2045), its transfer encoding taken off. */
export interface MimePart {
  /** Its number as IMAP counts (RFC 3501 section 6.4.5): `1`, `2.1`; `''` for the message itself. */
  number: string;
  fields: readonly HeaderField[];
  /** `type/subtype` and parameters; what the header lacks is what RFC 2045 and 2046 say it means. */
  contentType: Structured;
  disposition: Structured | undefined;
  /** The name of the file, where there is one. */
  fileName: string | undefined;
  /** Without its angle brackets. */
  contentId: string | undefined;
  /** What it holds, one character a byte; `''` for a multipart. */
  content: string;
  parts: readonly MimePart[];
}

/** How warnings call a part. */
export const partField = (number: string): string => (number === '' ? '' : `part[${number}]`);

const MAX_DEPTH = 20;
const MAX_PARTS = 1000;
/** Characters of a header; mailers allow a tenth of it. */
const MAX_HEADER = 1_000_000;

/** What is counted and reported while a message is read. */
interface Reading {
  count: number;
  warn: (code: string, number: string, detail: string) => void;
}

/**
 * Reads a message (RFC 5322 with RFC 2045 to 2049) into its parts. Whatever is broken, such as a boundary that never
 * comes, is reported and read as far as that goes.
 *
 * @param message one character a byte
 */
export function readMime(message: string, warn: Reading['warn']): MimePart {
  return readPart(message, '', 'text/plain', { count: 0, warn }, 0);
}

function readPart(text: string, number: string, fallback: string, reading: Reading, depth: number): MimePart {
  const [header, body] = split(text);
  if (header.length > MAX_HEADER)
    reading.warn('mime-recovered', number, `a header of ${header.length} bytes`);
  const fields = headerFields(header.slice(0, MAX_HEADER));
  const warn = (warning: Warning): void => reading.warn(warning.code, number, warning.detail);
  const contentType = contentTypeIn(fields, fallback, warn);
  const dispositionField = fieldOf(fields, 'content-disposition');
  const disposition = dispositionField === undefined ? undefined : structured(dispositionField, warn);
  const fileName = disposition?.parameters['filename'] || contentType.parameters['name'] || undefined;
  const contentId = fieldOf(fields, 'content-id')?.replace(/^\s*<|>\s*$/g, '') || undefined;
  const part = { number, fields, contentType, disposition, fileName, contentId };
  const boundary = contentType.parameters['boundary'];
  if (!contentType.value.startsWith('multipart/')) {
    return { ...part, content: decodeTransfer(body, fields, number, reading), parts: [] };
  }
  if (!boundary || depth >= MAX_DEPTH) {
    reading.warn(
      'mime-recovered',
      number,
      boundary ? 'parts are nested too deep' : 'a multipart without boundary',
    );
    return { ...part, contentType: { value: 'text/plain', parameters: {} }, content: body, parts: [] };
  }
  const inner = contentType.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const parts: MimePart[] = [];
  for (const one of partsOf(body, boundary, number, reading)) {
    if (++reading.count > MAX_PARTS) {
      reading.warn('mime-recovered', number, `the message has more than ${MAX_PARTS} parts`);
      break;
    }
    const next = number === '' ? `${parts.length + 1}` : `${number}.${parts.length + 1}`;
    parts.push(readPart(one, next, inner, reading, depth + 1));
  }
  return { ...part, content: '', parts };
}

/** Header and body, parted by the first empty line. A part may have no header, and then begins with that line. */
function split(text: string): [header: string, body: string] {
  const own = /^\r?\n/.exec(text);
  if (own) return ['', text.slice(own[0].length)];
  const gap = /\r\n\r\n|\n\n|\r\r|\n\r\n/.exec(text);
  return gap ? [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)] : [text, ''];
}

function contentTypeIn(
  fields: readonly HeaderField[],
  fallback: string,
  warn: (warning: Warning) => void,
): Structured {
  const field = fieldOf(fields, 'content-type');
  if (field === undefined) return { value: fallback, parameters: {} };
  const read = structured(field, warn);
  // RFC 2045 section 5.2: what cannot be read is plain text; `Content-Type: text` is older than MIME.
  const value = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(read.value)
    ? read.value
    : read.value === 'html'
      ? 'text/html'
      : 'text/plain';
  return { ...read, value };
}

/** What is put before the parts for mail programs that know none. */
const PREAMBLE = /\bMIME\b|multi-?part/i;

/** What stands between the boundary's lines (RFC 2046 section 5.1.1); preamble and epilogue are no content, and told. */
function partsOf(body: string, boundary: string, number: string, { warn }: Reading): string[] {
  const mark = `--${boundary}`;
  const found: string[] = [];
  let first = 0;
  let from = -1;
  let end = 0;
  let closed = false;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n' && body[at - 1] !== '\r') continue;
    const lineEnd = /\r\n|\n|\r|$/g;
    lineEnd.lastIndex = at + mark.length;
    const line = lineEnd.exec(body)!;
    const rest = body.slice(at + mark.length, line.index).trim();
    // A longer boundary that begins like this one is another's.
    if (rest !== '' && rest !== '--') continue;
    if (from >= 0) found.push(body.slice(from, at).replace(/\r?\n$/, ''));
    else first = at;
    closed = rest === '--';
    if (closed) end = line.index;
    if (closed) break;
    from = line.index + line[0].length;
  }
  const tell = (what: string, text: string): void => {
    const words = foldSpace(isUtf8(bytesOf(text)) ? bytesOf(text).toString('utf8') : text);
    if (words !== '') warn('text-left-out', number, `${what}: ${words}`);
  };
  if (first > 0 && !PREAMBLE.test(body.slice(0, first))) tell('before the parts', body.slice(0, first));
  if (end > 0) tell('behind the parts', body.slice(end));
  if (!closed && from >= 0) found.push(body.slice(from));
  if (!closed)
    warn('mime-recovered', number, `the boundary ${boundary} never ${from < 0 ? 'comes' : 'ends'}`);
  return from < 0 ? [body] : found;
}

function decodeTransfer(
  body: string,
  fields: readonly HeaderField[],
  number: string,
  { warn }: Reading,
): string {
  const encoding = (fieldOf(fields, 'content-transfer-encoding') ?? '7bit').trim().toLowerCase();
  switch (encoding) {
    case '7bit':
    case '8bit':
    case 'binary':
      return body;
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    case 'base64':
      // Lists append their notice in the clear behind what was encoded; it is no base64 and ends it.
      return bytesOfBase64(body).toString('latin1');
    default:
      warn('mime-recovered', number, `transfer encoding ${encoding.slice(0, 60)} is unknown`);
      return body;
  }
}

const bytesOfBase64 = (body: string): Buffer => {
  const end = /=[ \t]*(?:\r?\n|$)/.exec(body);
  return Buffer.from(end ? body.slice(0, end.index) : body, 'base64');
};

const LF = 0x0a;
const CR = 0x0d;
const isBlankByte = (byte: number): boolean => byte === 0x20 || byte === 0x09;

/**
 * RFC 2045 section 6.7; an `=` that begins nothing stands for itself. Blanks at the end of a line are what some gateway
 * added. A message may be large: memory is taken for what is written alone.
 */
function fromQuotedPrintable(body: string): string {
  const bytes = Buffer.allocUnsafeSlow(body.length);
  let length = 0;
  /** What was written, but for blanks that may turn out to end the line. */
  let solid = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body.charCodeAt(i);
    if (byte !== 0x3d) {
      if (byte === LF || (byte === CR && body.charCodeAt(i + 1) === LF)) length = solid;
      bytes[length++] = byte;
      if (!isBlankByte(byte)) solid = length;
      continue;
    }
    const high = hexValue(body.charCodeAt(i + 1));
    const low = hexValue(body.charCodeAt(i + 2));
    if (high >= 0 && low >= 0) {
      bytes[length++] = high * 16 + low;
      i += 2;
    } else {
      const end = endOfLine(body, i + 1);
      if (end < 0) bytes[length++] = byte;
      else i = end;
    }
    solid = length;
  }
  return bytes.toString('latin1', 0, solid);
}

/** Where the line ends that has nothing but blanks from here on; -1 where there is more in it. */
function endOfLine(body: string, from: number): number {
  let at = from;
  while (isBlankByte(body.charCodeAt(at))) at++;
  if (at >= body.length || body.charCodeAt(at) === LF) return at;
  return body.charCodeAt(at) === CR && body.charCodeAt(at + 1) === LF ? at + 1 : -1;
}

/** NaN, of what is not there, is no digit either. */
function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

export const contentBytes = (part: MimePart): Buffer => bytesOf(part.content);
