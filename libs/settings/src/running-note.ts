import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationPlace } from './read-configuration.js';
import { writeWhole } from './write-whole.js';

/** Where and how the exchange of a data folder runs, for commands given beside it. Holds passwords: mode 0600. */
export interface RunningNote {
  databaseUrl: string;
  /** Where its queues are; absent = in PostgreSQL. */
  redisUrl?: string;
  queuePrefix: string;
  apiUrl: string;
  /** What it was provisioned from; paths are absolute. */
  configuration: ConfigurationPlace;
  /** Private addresses that it dials all the same, those of its sandbox among them; absent = noted by an older version. */
  allowAddresses?: readonly string[];
  pid: number;
}

const fileIn = (dataDir: string): string => join(dataDir, 'running.json');

/** @returns a function that takes the note away */
export function noteRunning(dataDir: string, note: RunningNote): () => void {
  writeWhole(fileIn(dataDir), `${JSON.stringify(note)}\n`);
  return () => rmSync(fileIn(dataDir), { force: true });
}

/** Undefined when nothing runs on the folder, or did and was killed, perhaps while it wrote this. */
export function readRunning(dataDir: string): RunningNote | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  const note = noteIn(readFileSync(fileIn(dataDir), 'utf8'));
  if (!note) return undefined;
  try {
    process.kill(note.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  return note;
}

function noteIn(text: string): RunningNote | undefined {
  try {
    const note = JSON.parse(text) as RunningNote | null;
    return Number.isInteger(note?.pid) ? note! : undefined;
  } catch {
    return undefined;
  }
}
