import { crc32, inflateRawSync } from 'node:zlib';
import { UndecodableDocument } from './codec.js';
import { MAX_BYTES, tooLarge } from './limits.js';

/** What may yet be taken out of a document, the archives inside its archives counted together. */
export interface ArchiveBudget {
  bytes: number;
  members: number;
}

/** A file of an archive. */
export interface ZipMember {
  /** Its path inside the archive; for people, never a path on this machine. */
  name: string;
  /** @throws UndecodableDocument where it is damaged, encrypted, packed in a way that is not known, or too large */
  unpack(): Buffer;
}

interface Entry {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packedSize: number;
  /** Where its local header begins. */
  at: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const NOT_HERE = 0xffffffff;
const MAX_COMMENT = 0xffff;

export const isZip = (bytes: Buffer): boolean =>
  bytes.length >= 22 && [LOCAL, END].includes(bytes.readUInt32LE(0));

/**
 * The files of a zip archive (PKWARE APPNOTE 6.3), in its order, without folders and what macOS adds. They are those of
 * the central directory; of an archive that was cut off, those whose own headers are there.
 */
export function* membersOf(bytes: Buffer, budget: ArchiveBudget): Generator<ZipMember> {
  for (const entry of centralEntries(bytes) ?? localEntries(bytes)) {
    if (entry.name.endsWith('/') || /^__MACOSX\/|(?:^|\/)\.DS_Store$/.test(entry.name)) continue;
    yield { name: entry.name, unpack: () => contentOf(bytes, entry, budget) };
  }
}

/** Undefined where there is no directory. */
function centralEntries(bytes: Buffer): Entry[] | undefined {
  const from = directoryStart(bytes);
  if (from === undefined) return undefined;
  const entries: Entry[] = [];
  let at = from;
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === CENTRAL) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const flags = bytes.readUInt16LE(at + 8);
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), flags);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [packedSize, offset] = sizesOf(bytes, at, extra);
    entries.push({
      name,
      flags,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packedSize,
      at: offset,
    });
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
  }
  return entries.length > 0 || bytes.readUInt32LE(0) === END ? entries : undefined;
}

function directoryStart(bytes: Buffer): number | undefined {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - MAX_COMMENT); at--) {
    if (bytes.readUInt32LE(at) !== END) continue;
    const start = bytes.readUInt32LE(at + 16);
    if (start !== NOT_HERE) return start;
    // Zip64: the locator stands right before, and says where the long form of the end is.
    if (at < 20 || bytes.readUInt32LE(at - 20) !== LOCATOR_64) return undefined;
    const long = numberAt(bytes, at - 12);
    return long + 56 <= bytes.length && bytes.readUInt32LE(long) === END_64
      ? numberAt(bytes, long + 48)
      : undefined;
  }
  return undefined;
}

/** Packed size and offset of an entry of the directory; those that need 64 bits are in its extra field. */
function sizesOf(bytes: Buffer, at: number, extra: Buffer): [packedSize: number, offset: number] {
  const size = bytes.readUInt32LE(at + 24);
  let packedSize = bytes.readUInt32LE(at + 20);
  let offset = bytes.readUInt32LE(at + 42);
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    // Only those that do not fit are there, in this order: size, packed size, offset.
    const packedAt = i + 4 + (size === NOT_HERE ? 8 : 0);
    const offsetAt = packedAt + (packedSize === NOT_HERE ? 8 : 0);
    if (packedSize === NOT_HERE) packedSize = numberAt(extra, packedAt);
    if (offset === NOT_HERE) offset = numberAt(extra, offsetAt);
  }
  return [packedSize, offset];
}

const numberAt = (bytes: Buffer, at: number): number =>
  at + 8 <= bytes.length ? Number(bytes.readBigUInt64LE(at)) : Number.MAX_SAFE_INTEGER;

/** Entries by their own headers alone, as far as each says where the next one begins. */
function* localEntries(bytes: Buffer): Generator<Entry> {
  let at = 0;
  while (at + 30 <= bytes.length && bytes.readUInt32LE(at) === LOCAL) {
    const flags = bytes.readUInt16LE(at + 6);
    const name = nameOf(bytes.subarray(at + 30, at + 30 + bytes.readUInt16LE(at + 26)), flags);
    const start = contentStart(bytes, at);
    const streamed = (flags & 8) !== 0;
    const next = streamed ? bytes.indexOf('PK\u0003\u0004', start, 'latin1') : -1;
    const packedSize = streamed
      ? (next < 0 ? bytes.length : next) - start
      : Math.min(bytes.readUInt32LE(at + 18), bytes.length - start);
    // The check sum of a stream stands behind it; without the directory there is none to compare with.
    const crc = streamed ? -1 : bytes.readUInt32LE(at + 14);
    yield { name, flags, method: bytes.readUInt16LE(at + 8), crc, packedSize, at };
    at = start + packedSize;
  }
}

const contentStart = (bytes: Buffer, at: number): number =>
  at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);

/** Names are UTF-8 where bit 11 says so or they are valid UTF-8; else in the code page of their writer, here DOS Cyrillic. */
function nameOf(bytes: Buffer, flags: number): string {
  const utf8 = bytes.toString('utf8');
  const name = (flags & 0x800) !== 0 || !utf8.includes('\ufffd') ? utf8 : DOS.decode(bytes);
  return name.replace(/\p{Cc}/gu, '').slice(0, 200) || 'unnamed';
}

const DOS = new TextDecoder('ibm866');

function contentOf(bytes: Buffer, entry: Entry, budget: ArchiveBudget): Buffer {
  if (entry.at + 30 > bytes.length || bytes.readUInt32LE(entry.at) !== LOCAL)
    throw damaged('its header is not where the directory says');
  if ((entry.flags & 1) !== 0) throw damaged('it is encrypted');
  const start = contentStart(bytes, entry.at);
  const packed = bytes.subarray(start, start + entry.packedSize);
  const limit = Math.min(MAX_BYTES, budget.bytes);
  const content = entry.method === 0 ? packed : inflated(packed, entry.method, limit, budget);
  if (content.length > limit) throw tooLarge(`more than ${limit} bytes`);
  budget.bytes -= content.length;
  if (entry.crc >= 0 && crc32(content) !== entry.crc) throw damaged('its check sum is wrong');
  return content;
}

function inflated(packed: Buffer, method: number, limit: number, budget: ArchiveBudget): Buffer {
  if (method !== 8) throw damaged(`it is packed by method ${method}, not by deflate`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(limit, 1) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') {
      // What had been unpacked before the fault is not known; it was no more than the limit.
      budget.bytes -= Math.min(limit, packed.length * 4);
      throw damaged(error instanceof Error ? error.message : String(error));
    }
    budget.bytes -= limit;
    throw tooLarge(`more than ${limit} bytes unpacked`);
  }
}

const damaged = (why: string): UndecodableDocument =>
  new UndecodableDocument('decode.malformed', `The file of the archive cannot be unpacked: ${why}`);
