import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { keepRunning } from './keep-running.js';
import { ownedFolder, type PostgresPlace, postgresPlace } from './postgres-place.js';
import { type ServerAccount, serverAccount } from './server-account.js';
import { StartFault } from './start-fault.js';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Connection string, password included: for the process's own use, never to be printed. */
  url: string;
  port: number;
  place: PostgresPlace;
  /** Ends the server after a checkpoint, so that the next start needs no recovery. */
  stop(): Promise<void>;
}

const DATABASE = 'korpu';
const USER = 'korpu';
const START_LIMIT_MS = 60_000;

/** Small enough for a laptop; commits wait for the disk, for the ledger is the only memory there is. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  // Claimed and settled rows stay in the lanes' indexes until they are vacuumed.
  autovacuum_naptime: '15s',
  // A container's /dev/shm is often 64 MB, too small for the default kind.
  dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
};

/**
 * Starts the PostgreSQL that npm installed. Its binaries are run directly, not through the package's class: that one
 * stops the server on the first signal, before Korpu has drained what is in the air.
 * One that is killed is started again on the same port.
 * @throws StartFault with what to do when it cannot start.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  password: string;
  /** Told when the server ended by itself, and when it runs again. */
  tell?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  const place = await postgresPlace(options.dataDir, account);
  const log = join(options.dataDir, 'postgres.log');
  if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place, account, options.password);
  else await stopSurvivor(place, account);
  const port = await freePort();
  const start = () => launch(place, account, { port, password: options.password, log });
  const server = await start();
  const url = (database: string) =>
    `postgres://${USER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(url('postgres'));
  const kept = keepRunning(server, start, options.tell ?? (() => {}));
  // Whoever ends in a hurry leaves no server behind. What was committed is on the disk: the next start recovers it.
  const endAtOnce = () => spawnSync(place.pgCtl, stopping(place, 'immediate'), inPlace(place, account));
  process.once('exit', endAtOnce);
  const end = async () => {
    await kept.release();
    await stop(place, account);
    process.off('exit', endAtOnce);
  };
  return { url: url(DATABASE), port, place, stop: end };
}

const asAccount = (account: ServerAccount | undefined) =>
  account ? { uid: account.uid, gid: account.gid } : {};

const inPlace = (place: PostgresPlace, account: ServerAccount | undefined) => ({
  ...asAccount(account),
  cwd: place.data,
});

const stopping = ({ data }: PostgresPlace, mode: 'fast' | 'immediate'): string[] => [
  'stop',
  '-D',
  data,
  '-m',
  mode,
  '-w',
  '-t',
  '60',
];

async function initialise(
  place: PostgresPlace,
  account: ServerAccount | undefined,
  password: string,
): Promise<void> {
  // PG_VERSION is what initdb writes first: a cluster is made beside its place, so that one that was cut short while being
  // made is never taken for a whole one.
  const partial = `${place.data}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const passwordFile = `${place.data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  try {
    ownedFolder(partial, account);
    await run(
      place.initdb,
      [
        `--pgdata=${partial}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...asAccount(account), cwd: partial },
    );
    rmSync(place.data, { recursive: true, force: true });
    renameSync(partial, place.data);
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    throw new StartFault(
      `PostgreSQL could not create its data folder ${place.data}: ${lastLine(cause)}`,
      'Check the free disk space and the rights on that folder.',
      { cause },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** After a SIGKILL of Korpu its server lives on; it is ended in good order before the next one starts. */
async function stopSurvivor(place: PostgresPlace, account: ServerAccount | undefined): Promise<void> {
  const pidFile = join(place.data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid)) await stop(place, account);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function stop(place: PostgresPlace, account: ServerAccount | undefined): Promise<void> {
  await run(place.pgCtl, stopping(place, 'fast'), inPlace(place, account)).catch(() => {
    // Already gone, or a stale pid file whose number now belongs to another program: the start will tell.
  });
}

async function launch(
  place: PostgresPlace,
  account: ServerAccount | undefined,
  { port, password, log }: { port: number; password: string; log: string },
): Promise<ChildProcess> {
  const output = openSync(log, 'a');
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ]);
  // Detached: Ctrl-C goes to the whole process group, and must not end the server before Korpu has drained.
  const server = spawn(place.postgres, ['-D', place.data, ...settings], {
    ...inPlace(place, account),
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  server.unref();
  let ended: string | undefined;
  server.once('error', (error) => (ended = error.message));
  server.once('exit', (code) => (ended ??= `it exited with status ${code}`));
  const startedAt = Date.now();
  while (!(await accepts(port, password))) {
    if (ended || Date.now() - startedAt > START_LIMIT_MS) {
      throw new StartFault(
        `PostgreSQL did not start: ${ended ?? `no answer within ${START_LIMIT_MS / 1000} s`}.`,
        `Its log is ${log}; the last line is: ${lastLineOf(log)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return server;
}

/** The server answers as soon as it speaks, even if only to say that it is still starting up. */
async function accepts(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: USER, database: 'postgres', password });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // invalid_password: it is up, and has another password than ours. cannot_connect_now: it still recovers.
    return (error as { code?: string }).code === '28P01';
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (cause) {
    if ((cause as { code?: string }).code === '28P01') {
      throw new StartFault(
        'The password kept in secrets.json does not open the PostgreSQL data folder beside it.',
        'Restore the secrets.json that belongs to that folder, or move both away to begin anew.',
        { cause },
      );
    }
    throw cause;
  } finally {
    await client.end().catch(() => {});
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

const lastLine = (error: unknown): string => {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr || message || String(error)).trim().split('\n').pop() ?? '';
};

const lastLineOf = (file: string): string => readFileSync(file, 'utf8').trim().split('\n').pop() ?? '';
