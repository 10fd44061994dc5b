import { foldSpace } from '../html/plain-text.js';
import { MAX_DOCUMENT_BYTES } from '../limits.js';
import { withoutComments } from './mime-header.js';
import { uuencodedIn } from './uuencode.js';

type Warn = (code: string, detail: string) => void;

const NO_ENCODING: ReadonlySet<string> = new Set(['7bit', '7-bit', '8bit', '8-bit', 'binary', 'none']);

/** What a `Content-Transfer-Encoding` names, in small letters; `''` where the body is as it is. */
export function encodingIn(field: string | undefined): string {
  const encoding = withoutComments(field ?? '')
    .replace(/[";]/g, '')
    .trim()
    .toLowerCase();
  return NO_ENCODING.has(encoding) ? '' : encoding;
}

/**
 * A body without its transfer encoding (RFC 2045 section 6), one character a byte.
 *
 * @param field the `Content-Transfer-Encoding`, in which comments may stand
 */
export function decodeTransfer(body: string, field: string | undefined, warn: Warn): string {
  const encoding = encodingIn(field);
  switch (encoding) {
    case '':
      return body;
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    case 'base64':
      return fromBase64(body, warn);
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
    case 'uue':
      return fromUuencode(body, warn);
    default:
      warn('mime-recovered', `transfer encoding ${encoding.slice(0, 60)} is unknown`);
      return body;
  }
}

function fromUuencode(body: string, warn: Warn): string {
  const { text, files, leftOut } = uuencodedIn(body.length > MAX_DOCUMENT_BYTES ? '' : body, 1);
  const [file] = files;
  if (file === undefined) {
    warn('mime-recovered', 'it is said to be in uuencode, and is not');
    return body;
  }
  const rest = foldSpace(text);
  if (rest !== '') warn('text-left-out', `beside the encoded: ${rest}`);
  if (leftOut > 0) warn('text-left-out', `${leftOut} more files in uuencode`);
  return file.content;
}

const NO_BASE64 = /[^A-Za-z0-9+/\s]/g;
const BASE64_LINE = /^[A-Za-z0-9+/]+={0,3}$/;
/** Shorter lines behind a padding are words. */
const SHORTEST_LINE = 16;
/** Signs of a line that may be none of base64 before it is a line of text. */
const FEW_FAULTS = 0.1;

/** Signs that are held before they are decoded. */
const MOST_HELD = 4096;
/** Lines of text beside what was encoded that are told, and letters of each. */
const MOST_LEFT = 1000;
const LONGEST_LEFT = 1000;

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1');

/**
 * RFC 2045 section 6.8. Some encode piece by piece, each with its padding; lists append their notice in the clear behind what
 * was encoded; and some encode nothing at all.
 */
function fromBase64(body: string, warn: Warn): string {
  const first = body.search(NO_BASE64);
  const end = first < 0 ? '' : body.slice(first);
  // A large body is not copied: it is looked at further only where there is more than padding at its end.
  if (end.length < 10 && /^=*\s*$/.test(end)) {
    if (first < 0) checkEnd(body, warn);
    return decoded(body);
  }
  const bytes = Buffer.allocUnsafeSlow(body.length);
  let length = 0;
  let at = 0;
  let block = '';
  let isPadded = false;
  let faults = 0;
  const left: string[] = [];
  while (at < body.length) {
    const next = body.indexOf('\n', at) + 1 || body.length;
    const line = body.slice(at, next).trim();
    at = next;
    if (line === '') continue;
    const isLine: boolean =
      BASE64_LINE.test(line) &&
      (!isPadded || (line.length % 4 === 0 && (line.endsWith('=') || line.length >= SHORTEST_LINE)));
    const faulty = isLine ? 0 : (line.match(NO_BASE64)?.length ?? 0);
    if (isLine || (!isPadded && !line.includes(' ') && faulty <= line.length * FEW_FAULTS)) {
      faults += faulty;
      block += faulty > 0 ? line.replace(NO_BASE64, '') : line;
      isPadded = line.endsWith('=');
      if (isPadded || block.length >= MOST_HELD) {
        const whole = isPadded ? block.length : block.length & ~3;
        length += bytes.write(block.slice(0, whole), length, 'base64');
        block = block.slice(whole);
      }
    } else if (left.length < MOST_LEFT) left.push(line.slice(0, LONGEST_LEFT));
  }
  checkEnd(block, warn);
  length += bytes.write(block, length, 'base64');
  if (length === 0) {
    warn('mime-recovered', 'it is said to be in base64, and is not');
    return body;
  }
  if (faults > 0) warn('mime-recovered', `${faults} signs in base64 that are none of it`);
  if (left.length > 0) warn('text-left-out', `beside the encoded: ${foldSpace(left.join(' '))}`);
  return bytes.toString('latin1', 0, length);
}

/** Lines have whole groups of four signs; one that has one was cut off. */
function checkEnd(block: string, warn: Warn): void {
  const last = block.slice(block.trimEnd().lastIndexOf('\n') + 1);
  if (last.trim().length % 4 === 1) warn('mime-recovered', 'the base64 ends inside a group of signs');
}

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
