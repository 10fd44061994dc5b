import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../services/free-port.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningExchange {
  url: string;
  sandboxUrl: string;
  /** What it printed so far, both streams. */
  output(): string;
  /** GET of the API as administrator, decoded JSON. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** The whole process group's leader dies at once, as in a power cut; PostgreSQL is left behind. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit status. */
  stop(): Promise<number | null>;
  /** The same exchange once more on the same data. */
  restart(): Promise<RunningExchange>;
  /** Stops what runs and removes the data. */
  dispose(): Promise<void>;
}

export type Env = Record<string, string | undefined>;

const run = promisify(execFile);
const READY_WITHIN_MS = 120_000;

/** `npm start` with a data folder and ports of its own. */
export async function startExchange(env: Env = {}): Promise<RunningExchange> {
  const dataDir = await mkdtemp(join(tmpdir(), 'korpu-e2e-'));
  const settings: Env = {
    ...process.env,
    KORPU_DATA_DIR: dataDir,
    KORPU_PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    ...env,
  };
  const dispose = () => rm(dataDir, { recursive: true, force: true });
  try {
    return await launch(settings, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function launch(env: Env, remove: () => Promise<void>): Promise<RunningExchange> {
  const url = `http://127.0.0.1:${env['KORPU_PORT']}`;
  const child = spawn(process.execPath, ['apps/standalone/start.mjs'], {
    cwd: root,
    env: env as NodeJS.ProcessEnv,
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await untilReady(url, child, () => printed);
  const key = await apiKey(env);

  const request = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const answer = await fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return exited;
  };
  return {
    url,
    sandboxUrl: `http://127.0.0.1:${env['SANDBOX_PORT']}`,
    output: () => printed,
    get: (path) => request(path),
    post: (path, body) => request(path, { method: 'POST', body: JSON.stringify(body ?? {}) }),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    restart: async () => {
      await end('SIGTERM');
      return launch(env, remove);
    },
    dispose: async () => {
      await end('SIGTERM');
      await remove();
    },
  };
}

async function untilReady(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const startedAt = Date.now();
  for (;;) {
    const ready = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    if (child.exitCode !== null || Date.now() - startedAt > READY_WITHIN_MS) {
      child.kill('SIGKILL');
      throw new Error(`the exchange did not become ready; it printed:\n${printed()}`);
    }
    await pause(100);
  }
}

async function apiKey(env: Env): Promise<string> {
  const { stdout } = await run(process.execPath, ['apps/cli/korpu.mjs', 'api-key', '--name', 'e2e'], {
    cwd: root,
    env: env as NodeJS.ProcessEnv,
  });
  return stdout.trim();
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again and again until the answer is defined; an error that says what was awaited and seen last otherwise. */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined>,
  seen?: () => unknown,
): Promise<T> {
  const startedAt = Date.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() - startedAt > withinMs) {
      throw new Error(
        `waited ${withinMs / 1000} s in vain for ${what}; last seen: ${JSON.stringify(seen?.())}`,
      );
    }
    await pause(100);
  }
}
