import { gunzipSync, inflateSync, constants as zlib } from 'node:zlib';
import { UndecodableDocument } from './codec.js';

/** No document is larger than this, packed or unpacked. */
export const MAX_BYTES = 50 * 1024 * 1024;
/** News compresses 4 to 20 times; what grows more than this from a little is made to exhaust its reader. */
const MAX_RATIO = 200;
const SMALL = 4 * 1024 * 1024;

/**
 * Unpacks gzip and zlib, recognised by their first bytes, twice at most: a file compressed on disk may be compressed
 * again on the wire. A stream that was cut off gives what it holds.
 *
 * @throws UndecodableDocument `decode.too-large` above 50 MB or where it grows 200-fold beyond 4 MB
 */
export function decompress(bytes: Buffer): Buffer {
  let current = bytes;
  for (let layer = 0; layer < 2; layer++) {
    const inflate = inflaterOf(current);
    if (!inflate) break;
    const unpacked = unpack(current, inflate);
    if (unpacked === undefined) break;
    current = unpacked;
  }
  if (current.length > MAX_BYTES) throw tooLarge(`${current.length} bytes`);
  return current;
}

type Inflate = typeof gunzipSync;

function inflaterOf(bytes: Buffer): Inflate | undefined {
  const [a = 0, b = 0, c] = bytes;
  if (a === 0x1f && b === 0x8b && c === 8) return gunzipSync;
  // RFC 1950 section 2.2: method 8, and the two bytes are a multiple of 31. `x` may begin a text too, hence the level.
  if (a === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(b)) return inflateSync;
  return undefined;
}

function unpack(bytes: Buffer, inflate: Inflate): Buffer | undefined {
  const limit = Math.min(MAX_BYTES, Math.max(SMALL, bytes.length * MAX_RATIO));
  try {
    return inflate(bytes, { maxOutputLength: limit, finishFlush: zlib.Z_SYNC_FLUSH });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(`more than ${limit} bytes unpacked from ${bytes.length}`);
    }
    // Not what its first bytes promised: let it be read as it is.
    return undefined;
  }
}

const tooLarge = (detail: string): UndecodableDocument =>
  new UndecodableDocument('decode.too-large', `The document is too large: ${detail}`);
