import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Env } from '../e2e/start-process.js';
import { built } from './built.js';

const CLOCK = pathToFileURL(built('test/faults/jumping-clock.js')).href;
const MAIN = built('apps/worker/src/main.js');

/** The exchange's workers, each a process of its own as in production, with every role. */
export class Workers {
  readonly killedAt: number[] = [];
  private readonly running: ChildProcess[] = [];

  constructor(
    private readonly env: Env,
    private readonly log: string,
  ) {}

  get size(): number {
    return this.running.length;
  }

  start(count: number): void {
    for (let n = 0; n < count; n++) {
      const log = openSync(this.log, 'a');
      const child = spawn(process.execPath, ['--import', CLOCK, MAIN], {
        env: { ...process.env, ...this.env } as NodeJS.ProcessEnv,
        stdio: ['ignore', log, log, 'ipc'],
      });
      closeSync(log);
      child.on('error', () => {});
      this.running.push(child);
    }
  }

  /** SIGKILL: no farewell to anybody. */
  kill(count: number): number {
    const victims = this.running.splice(0, count);
    for (const victim of victims) {
      if (victim.exitCode === null) this.killedAt.push(Date.now());
      victim.kill('SIGKILL');
    }
    return victims.length;
  }

  /** Forgets those that ended by themselves, and answers how. */
  removeEnded(): string[] {
    const ended = this.running.filter(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
    for (const child of ended) this.running.splice(this.running.indexOf(child), 1);
    return ended.map(({ exitCode, signalCode }) => `a worker ended by itself: ${signalCode ?? exitCode}`);
  }

  /** Sets the wall clock of one of them ahead or back. */
  jump(which: number, clockOffsetMs: number): void {
    this.running[which % this.running.length]?.send({ clockOffsetMs }, () => {});
  }

  /** In good order, at the end. @returns exit codes */
  async stop(): Promise<(number | null)[]> {
    return Promise.all(
      this.running.splice(0).map(async (child) => {
        if (child.exitCode !== null) return child.exitCode;
        const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
        return exited.finally(() => clearTimeout(timer));
      }),
    );
  }
}
