import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pause } from './until.js';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Env = Record<string, string | undefined>;

export interface Account {
  uid: number;
  gid: number;
}

/** `npm start` as a child process, without npm in between, which would answer signals in its own way. */
export interface StartProcess {
  pid: number;
  /** What it printed so far, both streams. */
  output(): string;
  /** Its exit status, null after a signal; pending while it runs. */
  exited: Promise<number | null>;
  isRunning(): boolean;
  signal(signal: NodeJS.Signals): void;
}

export function spawnStart(env: Env, account?: Account): StartProcess {
  return spawnNode('apps/standalone/start.mjs', env, account);
}

/** A script of the project in a process of its own. @param account whose process it is; only root can lend it */
export function spawnNode(script: string, env: Env, account?: Account): StartProcess {
  const child: ChildProcess = spawn(process.execPath, [script], {
    ...account,
    cwd: root,
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout?.on('data', (chunk) => (printed += chunk));
  child.stderr?.on('data', (chunk) => (printed += chunk));
  // A test run that is interrupted leaves no exchange behind.
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      process.removeListener('exit', killOnExit);
      resolve(code);
    });
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid!,
    output: () => printed,
    exited,
    isRunning,
    signal: (signal) => {
      if (isRunning()) child.kill(signal);
    },
  };
}

/** Whether a process of that number lives; one that ended and was not yet taken note of does not. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

/** The PostgreSQL server of a data folder; undefined when none was left running. */
export function postgresPid(dataDir: string, movedTo?: string): number | undefined {
  const file = join(movedTo ?? dataDir, 'postgres', 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return lives(pid) ? pid : undefined;
}

/** Ends the server that a killed exchange left behind. */
export async function endPostgres(dataDir: string, movedTo?: string): Promise<void> {
  const pid = postgresPid(dataDir, movedTo);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; lives(pid) && tries < 100; tries++) await pause(100);
}
