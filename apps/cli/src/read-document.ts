import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CommandFault } from './command-fault.js';

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'this user has no right to it',
};

/** Why a file cannot be read or written, in words. */
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

/** The text of a file that the command cannot do without. @param named as it was given, for the message @throws CommandFault */
export function readText(file: string, named = file): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandFault(`${named} cannot be read: ${whyUnreadable(cause)}.`, { cause });
  }
}
