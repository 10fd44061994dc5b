import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartFault } from './start-fault.js';

/** The account PostgreSQL runs as. The server refuses to run as root, so root lends it another one. */
export interface ServerAccount {
  name: string;
  uid: number;
  gid: number;
}

const idOf = (flag: '-u' | '-g', name: string): number =>
  Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));

function find(name: string): ServerAccount | undefined {
  try {
    return { name, uid: idOf('-u', name), gid: idOf('-g', name) };
  } catch {
    return undefined;
  }
}

/**
 * Undefined for an ordinary user, who runs the server as himself. For root: the `postgres` account, made if the system
 * can, else `nobody`.
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const existing = find('postgres');
  if (existing) return existing;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    // A minimal system may lack useradd; nobody is there on all of them.
  }
  const account = find('postgres') ?? find('nobody');
  if (account) return account;
  throw new StartFault(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" it could run as.',
    'Start Korpu as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/** Whether the account may enter every folder on the way to `path` and the path itself, as far as it exists. */
export function canReach(account: ServerAccount | undefined, path: string): boolean {
  if (!account) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const entry = statSync(folder, { throwIfNoEntry: false });
    if (entry) {
      const needed = entry.isDirectory() ? 0o1 : 0o4;
      const granted =
        entry.uid === account.uid
          ? entry.mode >> 6
          : entry.gid === account.gid
            ? entry.mode >> 3
            : entry.mode;
      if ((granted & needed) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
