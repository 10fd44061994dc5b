import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, constants as zlib } from 'node:zlib';
import { MAX_BYTES, tooLarge } from './limits.js';

/** News compresses 4 to 20 times; what grows more than this from a little is made to exhaust its reader. */
const MAX_RATIO = 200;
const SMALL = 4 * 1024 * 1024;

/** How much may come of so many packed bytes, below `most`. */
export const unpackedLimit = (packed: number, most: number): number =>
  Math.min(most, Math.max(SMALL, packed * MAX_RATIO));

export interface Unpacked {
  bytes: Buffer;
  /** What is wrong with the stream, for a warning: `document-cut-off`, `document-damaged`. */
  fault?: PackedFault;
}

export interface PackedFault {
  code: 'document-cut-off' | 'document-damaged';
  detail: string;
}

const CUT_OFF: PackedFault = {
  code: 'document-cut-off',
  detail: 'the packed document ends before its end',
};
const DAMAGED: PackedFault = {
  code: 'document-damaged',
  detail: 'the packed document is damaged, and what stands behind the damage is not read',
};
const WRONG_CHECKSUM: PackedFault = {
  code: 'document-damaged',
  detail: 'the packed document does not have the checksum that stands behind it',
};

/**
 * Unpacks gzip, zlib, raw deflate and brotli, twice at most: a file compressed on disk may be compressed again on the
 * wire. Gzip and zlib are known by their first bytes; the others have no mark, and are tried on what is no text. A
 * stream that was cut off gives what it holds, and so does one of gzip whose checksum is wrong; either is said to be.
 *
 * @throws UndecodableDocument `decode.too-large` above `MAX_BYTES` or where it grows 200-fold beyond 4 MB
 */
export function decompress(bytes: Buffer): Unpacked {
  let current: Unpacked = { bytes };
  for (let layer = 0; layer < 2; layer++) {
    const unpacked = unpackLayer(current.bytes);
    if (unpacked === undefined) break;
    const fault = current.fault ?? unpacked.fault;
    current = { bytes: unpacked.bytes, ...(fault && { fault }) };
  }
  return current;
}

function unpackLayer(bytes: Buffer): Unpacked | undefined {
  const a = bytes[0];
  const b = bytes[1] ?? 0;
  if (isGzip(bytes)) return unpack(bytes, gunzipSync) ?? unpackUnchecked(bytes);
  // RFC 1950 section 2.2: method 8, and the two bytes are a multiple of 31. `x` may begin a text too, hence the level.
  if (a === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(b)) return unpack(bytes, inflateSync);
  if (looksLikeText(bytes)) return undefined;
  for (const inflate of [inflateRawSync, unbrotli]) {
    const unpacked = unpack(bytes, inflate);
    // Noise may pass for a few bytes of a stream; it hardly gives a text.
    if (unpacked && unpacked.bytes.length > 1 && looksLikeText(unpacked.bytes)) return unpacked;
  }
  return undefined;
}

type InflateOptions = { maxOutputLength: number; finishFlush?: number };
type Inflate = (bytes: Buffer, options: InflateOptions) => Buffer;

const unbrotli: Inflate = (bytes, { maxOutputLength, finishFlush }) =>
  brotliDecompressSync(bytes, {
    maxOutputLength,
    ...(finishFlush !== undefined && { finishFlush: zlib.BROTLI_OPERATION_FLUSH }),
  });

/** How many bytes tell text from packed bytes, of which one in nine is a control character. */
const HEAD = 256;

/** No control characters but those of text and of the wire formats; or UTF-16, every other byte of which is zero. */
function looksLikeText(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, HEAD);
  const zeros = [0, 0];
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if (byte === 0) zeros[i & 1]!++;
    else if (byte < 0x20 && !TEXT_CONTROLS.has(byte)) controls++;
  }
  if (controls > 0) return false;
  return zeros[0] === 0 || zeros[1] === 0;
}

/** SOH, STX, ETX, EOT, tab, LF, VT, FF, CR, SYN and ESC. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([1, 2, 3, 4, 9, 10, 11, 12, 13, 0x16, 0x1b]);

/** Gzip that is whole but for its checksums, as browsers read it too; of one that is not, what stands before the damage. */
function unpackUnchecked(bytes: Buffer): Unpacked | undefined {
  const unpacked = unpackMembers(bytes);
  return unpacked.bytes.length === 0 || !looksLikeText(unpacked.bytes) ? undefined : unpacked;
}

/** Whether gzip has all of its document, whatever its checksums say or what is left of the last. */
export function isWholeGzip(bytes: Buffer): boolean {
  try {
    const { bytes: unpacked, fault } = unpackMembers(bytes);
    return unpacked.length > 0 && fault === WRONG_CHECKSUM;
  } catch {
    return false;
  }
}

/** Servers that pack as they write make a few; each costs the memory of a window, however small it is. */
const MAX_MEMBERS = 1000;

/** All members of gzip (RFC 1952 section 2.2) one after another, without a look at their checksums. */
function unpackMembers(bytes: Buffer): Unpacked & { fault: PackedFault } {
  const pieces: Buffer[] = [];
  let left = unpackedLimit(bytes.length, MAX_BYTES);
  let fault: PackedFault | undefined;
  for (let at = 0; at < bytes.length && fault === undefined; ) {
    const rest = bytes.subarray(at);
    const start = endOfHeader(rest);
    let read = 0;
    const counted: Inflate = (packed, options) => {
      // With `info` it gives its engine too, which the types of Node do not know.
      const inflated: unknown = inflateRawSync(packed, { ...options, info: true });
      const { buffer, engine } = inflated as { buffer: Buffer; engine: { bytesWritten: number } };
      read = engine.bytesWritten;
      return buffer;
    };
    const isMember = isGzip(rest) && pieces.length < MAX_MEMBERS;
    const member = isMember ? unpack(rest.subarray(start), counted, left) : undefined;
    if (member) {
      pieces.push(member.bytes);
      left = Math.max(1, left - member.bytes.length);
    }
    fault = member ? member.fault : DAMAGED;
    at += start + read + CHECKSUM_BYTES;
  }
  return { bytes: Buffer.concat(pieces), fault: fault ?? WRONG_CHECKSUM };
}

/** The checksum and the length that stand behind a member of gzip. */
const CHECKSUM_BYTES = 8;

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/** Where the stream begins behind the header of gzip (RFC 1952 section 2.3). */
function endOfHeader(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  // A name and a comment, each with a zero behind it.
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    at = end < 0 ? bytes.length : end + 1;
  }
  return flags & 2 ? at + 2 : at;
}

function unpack(
  bytes: Buffer,
  inflate: Inflate,
  limit = unpackedLimit(bytes.length, MAX_BYTES),
  isCutOff = false,
): Unpacked | undefined {
  try {
    const finishFlush = isCutOff ? { finishFlush: zlib.Z_SYNC_FLUSH } : {};
    const unpacked = inflate(bytes, { maxOutputLength: limit, ...finishFlush });
    return isCutOff ? { bytes: unpacked, fault: CUT_OFF } : { bytes: unpacked };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(`more than ${limit} bytes unpacked from ${bytes.length}`);
    // It wants more bytes than there are.
    if (code === 'Z_BUF_ERROR' && !isCutOff) return unpack(bytes, inflate, limit, true);
    // Not what its first bytes promised: let it be read as it is.
    return undefined;
  }
}
