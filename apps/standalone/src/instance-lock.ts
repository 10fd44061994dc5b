import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from './start-fault.js';

/** What tells one process from another that got the same number later: on Linux its start time since boot. */
function identity(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isRunning(pid: number, startedAt: string): boolean {
  // Of a lock whose writer was killed, or found no room, before it had a word in it; and 0 is our own process group.
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return identity(pid) === startedAt;
}

/**
 * Keeps two exchanges from sharing one data folder. A lock left by a killed process is taken over.
 * @returns a function that gives the lock back.
 */
export function lockInstance(dataDir: string): () => void {
  const file = join(dataDir, 'korpu.lock');
  for (let tries = 0; ; tries++) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, `${process.pid} ${identity(process.pid)}\n`);
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 1) throw error;
      const [pid, startedAt = ''] = readFileSync(file, 'utf8').trim().split(' ');
      if (isRunning(Number(pid), startedAt)) {
        throw new StartFault(
          `Korpu is already running on this data folder (process ${pid}).`,
          'Stop it first, or set KORPU_DATA_DIR to another folder.',
        );
      }
      rmSync(file, { force: true });
    }
  }
}
