import type { Warning } from '../codec.js';
import { foldSpace } from '../html/plain-text.js';
import { MAX_DOCUMENT_BYTES, MAX_ENTRIES } from '../limits.js';
import {
  bytesOf,
  endOfHeader,
  fieldOf,
  type HeaderField,
  headerFields,
  MAX_FIELDS,
  type Structured,
  structured,
} from './mime-header.js';
import { boundaryIn, MAX_PARTS, partsOf } from './multipart.js';
import { decodeTransfer, encodingIn } from './transfer-encoding.js';
import { uuencodedIn } from './uuencode.js';

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
/** Characters of a header; mailers allow a tenth of it. */
const MAX_HEADER = 1_000_000;

/** What is counted and reported while a message is read. */
interface Reading {
  count: number;
  /** Files in uuencode that may yet be kept. */
  filesLeft: number;
  filesLeftOut: number;
  warn: (code: string, number: string, detail: string) => void;
}

/**
 * Reads a message (RFC 5322 with RFC 2045 to 2049) into its parts. Whatever is broken, such as a boundary that never
 * comes, is reported and read as far as that goes.
 *
 * @param message one character a byte
 */
export function readMime(message: string, warn: Reading['warn']): MimePart {
  const reading: Reading = { count: 0, filesLeft: MAX_ENTRIES, filesLeftOut: 0, warn };
  const part = readPart(message, '', 'text/plain', reading, { depth: 0, isUndone: false });
  if (reading.filesLeftOut > 0)
    warn('list-cut', '', `files in uuencode: ${reading.filesLeftOut} were left out`);
  return part;
}

/** What a part stands in. */
interface Around {
  depth: number;
  /** Whether the transfer encoding of a multipart was undone there. */
  isUndone: boolean;
}

/** Bytes of a multipart whose encoding is undone although one around it had one: each undoing copies all that is inside. */
const MAX_UNDONE_AGAIN = 1_000_000;

function readPart(
  text: string,
  number: string,
  fallback: string,
  reading: Reading,
  around: Around,
): MimePart {
  const tell = (code: string, detail: string): void => reading.warn(code, number, detail);
  const [header, body] = split(text, tell);
  if (header.length > MAX_HEADER) tell('mime-recovered', `a header of ${header.length} bytes`);
  const fields = headerFields(header.slice(0, MAX_HEADER));
  if (fields.length === MAX_FIELDS) tell('mime-recovered', `a header of ${MAX_FIELDS} fields or more`);
  const warn = (warning: Warning): void => tell(warning.code, warning.detail);
  const contentType = contentTypeIn(fields, fallback, warn);
  const dispositionField = fieldOf(fields, 'content-disposition');
  const disposition = dispositionField === undefined ? undefined : structured(dispositionField, warn);
  const fileName = disposition?.parameters['filename'] || contentType.parameters['name'] || undefined;
  const contentId = fieldOf(fields, 'content-id')?.replace(/^\s*<|>\s*$/g, '') || undefined;
  const part = { number, fields, contentType, disposition, fileName, contentId };
  // A multipart has no encoding of its own (RFC 2045 section 6.4); where one is named it was applied nevertheless.
  const encoding = fieldOf(fields, 'content-transfer-encoding');
  const isEncoded = encodingIn(encoding) !== '' && isParted(contentType, body);
  const isLeft = isEncoded && around.isUndone && body.length > MAX_UNDONE_AGAIN;
  if (isLeft)
    tell('mime-recovered', `${encodingIn(encoding).slice(0, 60)} is not undone again in multiparts`);
  const content = isLeft ? body : decodeTransfer(body, encoding, tell);
  const { boundary, isMultipart } = boundaryOf(contentType, content, tell);
  if (boundary === undefined || around.depth >= MAX_DEPTH) {
    if (boundary !== undefined) tell('mime-recovered', 'parts are nested too deep');
    const type = isMultipart ? { value: 'text/plain', parameters: {} } : contentType;
    return withFilesApart({ ...part, contentType: type, content, parts: [] }, reading);
  }
  const inner = contentType.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const type = isMultipart ? contentType : { value: 'multipart/mixed', parameters: contentType.parameters };
  const within = { depth: around.depth + 1, isUndone: around.isUndone || isEncoded };
  const parts: MimePart[] = [];
  for (const one of partsOf(content, boundary, tell)) {
    if (++reading.count > MAX_PARTS) {
      tell('mime-recovered', `the message has more than ${MAX_PARTS} parts`);
      break;
    }
    parts.push(readPart(one, innerNumber(number, parts.length + 1), inner, reading, within));
  }
  return { ...part, contentType: type, content: '', parts };
}

const innerNumber = (number: string, count: number): string =>
  number === '' ? `${count}` : `${number}.${count}`;

/** Whether a body is parted as it came, before its transfer encoding is undone, or is said to be. */
const isParted = ({ value, parameters }: Structured, body: string): boolean =>
  value.startsWith('multipart/') ||
  (parameters['boundary'] !== undefined && boundaryIn(body) === parameters['boundary']);

/** What parts the body: as it is said, as the body shows where nothing is, and in what is said to be no multipart and is one. */
function boundaryOf(
  { value, parameters }: Structured,
  body: string,
  tell: (code: string, detail: string) => void,
): { boundary: string | undefined; isMultipart: boolean } {
  const said = parameters['boundary'] || undefined;
  if (value.startsWith('multipart/')) {
    const boundary = said ?? boundaryIn(body);
    if (said === undefined)
      tell('mime-recovered', `a multipart without boundary${boundary ? `; ${boundary} parts it` : ''}`);
    return { boundary, isMultipart: true };
  }
  if (said === undefined || boundaryIn(body) !== said) return { boundary: undefined, isMultipart: false };
  tell('mime-recovered', `said to be ${value}, and parted by ${said}`);
  return { boundary: said, isMultipart: false };
}

/** A text with files in letters between its lines, as a multipart of them. */
function withFilesApart(part: MimePart, reading: Reading): MimePart {
  if (part.contentType.value !== 'text/plain' || part.content.length > MAX_DOCUMENT_BYTES) return part;
  const { text, files, leftOut } = uuencodedIn(part.content, reading.filesLeft);
  if (files.length + leftOut === 0) return part;
  reading.filesLeft -= files.length;
  reading.filesLeftOut += leftOut;
  const parts = files.map(
    ({ name, content }, i): MimePart => ({
      number: innerNumber(part.number, i + 2),
      fields: [],
      contentType: { value: 'application/octet-stream', parameters: {} },
      disposition: { value: 'attachment', parameters: {} },
      fileName: name,
      contentId: undefined,
      content,
      parts: [],
    }),
  );
  const own: MimePart = { ...part, number: innerNumber(part.number, 1), content: text };
  const contentType = { value: 'multipart/mixed', parameters: {} };
  return { ...part, contentType, content: '', parts: [own, ...parts] };
}

/**
 * Header and body, parted by the first empty line. A part may have no header, and then begins with that line. Where the line
 * was forgotten the body begins with the first line that is no field, unless more fields follow.
 */
function split(text: string, tell: (code: string, detail: string) => void): [header: string, body: string] {
  const own = /^\r?\n/.exec(text);
  if (own) return ['', text.slice(own[0].length)];
  const gap = /\r\n\r\n|\n\n|\r\r|\n\r\n/.exec(text);
  const header = gap ? text.slice(0, gap.index) : text;
  const { end, strays } = endOfHeader(header.slice(0, MAX_HEADER));
  if (strays.length > 0) tell('text-left-out', `in the header: ${foldSpace(strays.join(' '))}`);
  if (end !== undefined) {
    tell('mime-recovered', 'no empty line stands between header and text');
    return [text.slice(0, end), text.slice(end)];
  }
  return gap ? [header, text.slice(gap.index + gap[0].length)] : [text, ''];
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

export const contentBytes = (part: MimePart): Buffer => bytesOf(part.content);
