import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

/** A document cannot be read from the disk; the message says why, without its name. */
export class FileUnreadable extends Error {
  readonly code = 'file.unreadable';
  constructor(cause: NodeJS.ErrnoException) {
    super(REASONS[cause.code ?? ''] ?? cause.message, { cause });
    this.name = 'FileUnreadable';
  }
}

/** The bytes of a file; of standard input for `-`. @throws FileUnreadable */
export async function readDocument(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new FileUnreadable(cause);
  });
}
