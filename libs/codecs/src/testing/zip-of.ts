import { crc32, deflateRawSync } from 'node:zlib';

/** A member of an archive: its content, or what is to stand in the archive in place of it. */
export interface ZipMember {
  name: string | Buffer;
  data?: Buffer;
  /** Deflated already. */
  raw?: Buffer;
  /** The unpacked size that is written down for `raw`. */
  size?: number;
  /** Kept as it is instead of deflated. */
  stored?: boolean;
  /** Sizes and check sum follow the content, as writers to a stream have it. */
  streamed?: boolean;
  /** Points to the content of the first member that is shared. */
  shared?: boolean;
  /** Replaces the general purpose bits, such as 1 for an encrypted member. */
  flags?: number;
  crc?: number;
}

/** A zip file (PKWARE APPNOTE 6.3) of these members, faults included. */
export function zipOf(members: readonly ZipMember[], options: { zip64?: boolean } = {}): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  let sharedAt = -1;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const data = member.data ?? Buffer.alloc(0);
    const content = member.raw ?? (member.stored ? data : deflateRawSync(data));
    const size = member.size ?? data.length;
    const crc = member.crc ?? crc32(data);
    const flags = member.flags ?? (member.streamed ? 0x808 : 0x800);
    const method = member.stored ? 0 : 8;
    const at = member.shared && sharedAt >= 0 ? sharedAt : offset;
    if (at === offset) {
      const header = Buffer.alloc(30);
      header.writeUInt32LE(0x04034b50, 0);
      header.writeUInt16LE(20, 4);
      header.writeUInt16LE(flags, 6);
      header.writeUInt16LE(method, 8);
      if (!member.streamed) {
        header.writeUInt32LE(crc, 14);
        header.writeUInt32LE(content.length, 18);
        header.writeUInt32LE(size, 22);
      }
      header.writeUInt16LE(name.length, 26);
      const descriptor = Buffer.alloc(member.streamed ? 16 : 0);
      if (member.streamed) {
        descriptor.writeUInt32LE(0x08074b50, 0);
        descriptor.writeUInt32LE(crc, 4);
        descriptor.writeUInt32LE(content.length, 8);
        descriptor.writeUInt32LE(size, 12);
      }
      local.push(header, name, content, descriptor);
      offset += header.length + name.length + content.length + descriptor.length;
      if (member.shared) sharedAt = at;
    }
    const extra = Buffer.alloc(options.zip64 ? 28 : 0);
    if (options.zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(content.length), 12);
      extra.writeBigUInt64LE(BigInt(at), 20);
    }
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(options.zip64 ? 0xffffffff : content.length, 20);
    entry.writeUInt32LE(options.zip64 ? 0xffffffff : size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(options.zip64 ? 0xffffffff : at, 42);
    central.push(entry, name, extra);
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...local, directory, endOf(members.length, directory.length, offset, options.zip64)]);
}

function endOf(count: number, length: number, offset: number, zip64 = false): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, 0xffff), 8);
  end.writeUInt16LE(Math.min(count, 0xffff), 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  if (!zip64) return end;
  const long = Buffer.alloc(56);
  long.writeUInt32LE(0x06064b50, 0);
  long.writeBigUInt64LE(44n, 4);
  long.writeBigUInt64LE(BigInt(count), 24);
  long.writeBigUInt64LE(BigInt(count), 32);
  long.writeBigUInt64LE(BigInt(length), 40);
  long.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, end]);
}
