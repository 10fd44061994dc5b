import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Linux counts CPU in for programs (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;

/** CPU that the PostgreSQL server of a data folder has used up to now, its ended processes included. Undefined where there is no /proc. */
export function serverCpuSeconds(data: string): number | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync('/proc/self/stat') || !existsSync(file)) return undefined;
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat === undefined) continue;
    if (Number(name) === postmaster) ticks += stat.own + stat.ofEnded;
    else if (stat.parent === postmaster) ticks += stat.own;
  }
  return ticks / TICKS_PER_SECOND;
}

/** Undefined for a process that has ended meanwhile. */
function statOf(pid: number): { parent: number; own: number; ofEnded: number } | undefined {
  try {
    // The name of the program may hold anything, and ends with the last bracket; fields are counted from there.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [, parent] = fields;
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15);
    return { parent: parent!, own: user! + system!, ofEnded: endedUser! + endedSystem! };
  } catch {
    return undefined;
  }
}
