import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationPlace } from './read-configuration.js';

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
  writeFileSync(fileIn(dataDir), `${JSON.stringify(note)}\n`, { mode: 0o600 });
  return () => rmSync(fileIn(dataDir), { force: true });
}

/** Undefined when nothing runs on the folder, or did and was killed. */
export function readRunning(dataDir: string): RunningNote | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  const note = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as RunningNote;
  try {
    process.kill(note.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  return note;
}
