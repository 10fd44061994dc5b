import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

/** Why a file cannot be read, in words. */
export const whyUnreadable = (cause: unknown): string => {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
};

/** A document cannot be read from the disk; the message says why, without its name. */
export class FileUnreadable extends Error {
  readonly code = 'file.unreadable';
  constructor(cause: NodeJS.ErrnoException) {
    super(whyUnreadable(cause), { cause });
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
