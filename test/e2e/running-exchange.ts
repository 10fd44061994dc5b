import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../services/free-port.js';
import { Newsrooms } from './newsrooms.js';
import { type Account, type Env, endPostgres, type StartProcess, spawnStart } from './start-process.js';
import { until } from './until.js';

export interface RunningExchange {
  url: string;
  dataDir: string;
  process: StartProcess;
  /** The sandbox that runs with it, or the one of SANDBOX_URL. */
  newsrooms: Newsrooms;
  /** GET of the API as administrator. @throws Error with status and body when it is not a success */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** `fetch` as administrator. @param target a path, or a whole address of the exchange */
  fetch(target: string, init?: RequestInit): Promise<Response>;
  /** The process dies at once, as in a power cut; its PostgreSQL is left behind. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit status. */
  stop(): Promise<number | null>;
  /** The same exchange once more on the same data, after it was stopped or killed. @param env changes to the settings */
  restart(env?: Env): Promise<RunningExchange>;
  /** Stops what runs and removes the data. */
  dispose(): Promise<void>;
}

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 60_000;

/** A folder of its own for a test's data, which PostgreSQL's account may enter too. */
export async function makeFolder(inside: string = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(inside, 'korpu-e2e-'));
  await chmod(folder, 0o755);
  return folder;
}

/** The settings of an exchange on free ports and a data folder of its own. */
export async function ownSettings(folder: string): Promise<Env & { KORPU_DATA_DIR: string }> {
  return {
    // What the shell of whoever runs the tests has set must not change what they test.
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
    SANDBOX_FEEDS_DIR: undefined,
    KORPU_CONFIG_DIR: undefined,
    KORPU_DATA_DIR: join(folder, 'data'),
    KORPU_PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    LOG_LEVEL: 'warn',
  };
}

/** `npm start`, ready for use. @throws Error with what it printed when it does not become ready */
export async function startExchange(env: Env = {}, account?: Account): Promise<RunningExchange> {
  const folder = await makeFolder();
  if (account) await chown(folder, account.uid, account.gid);
  const settings = { ...(await ownSettings(folder)), ...env };
  const remove = () => rm(folder, { recursive: true, force: true });
  return launch(settings, remove, account).catch(async (error: unknown) => {
    await endPostgres(settings.KORPU_DATA_DIR);
    await remove();
    throw error;
  });
}

async function launch(
  env: Env & { KORPU_DATA_DIR: string },
  remove: () => Promise<void>,
  account?: Account,
): Promise<RunningExchange> {
  const url = `http://127.0.0.1:${env['KORPU_PORT']}`;
  const dataDir = env.KORPU_DATA_DIR;
  const started = spawnStart(env, account);
  await untilReady(url, started);
  const cookie = await signIn(url, started.output());

  const fetchAsAdministrator = async (target: string, init: RequestInit = {}) => {
    const headers = { ...init.headers, cookie };
    return fetch(new URL(target, url), { ...init, headers }).catch((cause: unknown) => {
      const state = started.isRunning() ? 'runs' : 'has ended';
      throw new Error(`${target}: no answer; the exchange ${state}, and printed:\n${started.output()}`, {
        cause,
      });
    });
  };
  const request = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const answer = await fetchAsAdministrator(path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const stop = async (): Promise<number | null> => {
    started.signal('SIGTERM');
    const timer = setTimeout(() => started.signal('SIGKILL'), STOP_WITHIN_MS);
    return started.exited.finally(() => clearTimeout(timer));
  };
  return {
    url,
    dataDir,
    process: started,
    newsrooms: new Newsrooms(env['SANDBOX_URL'] ?? `http://127.0.0.1:${env['SANDBOX_PORT']}`),
    fetch: fetchAsAdministrator,
    get: (path) => request(path),
    post: (path, body = {}) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    kill: async () => {
      started.signal('SIGKILL');
      await started.exited;
    },
    stop,
    restart: async (changes = {}) => {
      if (started.isRunning()) throw new Error('stop or kill the exchange before it is started again');
      return launch({ ...env, ...changes, KORPU_DATA_DIR: dataDir }, remove, account);
    },
    dispose: async () => {
      await stop();
      await endPostgres(dataDir);
      await remove();
    },
  };
}

async function untilReady(url: string, started: StartProcess): Promise<void> {
  await until(
    `the exchange to be ready`,
    READY_WITHIN_MS,
    async () => {
      if (!started.isRunning()) throw new Error(`the exchange ended; it printed:\n${started.output()}`);
      const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
      const isReady = answer?.ok && started.output().includes('/sign-in#');
      return isReady || undefined;
    },
    started.output,
  ).catch((error: unknown) => {
    started.signal('SIGKILL');
    throw error;
  });
}

/** By the link that the start printed, as an administrator would. */
async function signIn(url: string, printed: string): Promise<string> {
  const [, code = ''] = /\/sign-in#(\S+)/.exec(printed) ?? [];
  const body = new URLSearchParams({ code });
  const answer = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 303 || !cookie) throw new Error(`the sign-in link did not work: ${answer.status}`);
  return cookie;
}
