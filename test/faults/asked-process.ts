import { type ChildProcess, fork } from 'node:child_process';

interface Question {
  ask: number;
  command: unknown;
}
interface Answer {
  ask: number;
  answer?: unknown;
  failed?: string;
}

/** A process of ours that is asked things over IPC, several at a time. */
export class AskedProcess<Command> {
  private readonly asked = new Map<number, { resolve(answer: unknown): void; reject(why: Error): void }>();
  private last = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ ask, answer, failed }: Answer) => {
      const waiting = this.asked.get(ask);
      this.asked.delete(ask);
      if (failed === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(failed));
    });
    child.once('exit', (code, signal) => {
      for (const { reject } of this.asked.values())
        reject(new Error(`${child.spawnargs.at(-1)} ended: ${signal ?? code}`));
    });
  }

  static start<Command>(file: string): AskedProcess<Command> {
    return new AskedProcess(fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  }

  ask<T>(command: Command): Promise<T> {
    const ask = ++this.last;
    return new Promise<T>((resolve, reject) => {
      this.asked.set(ask, { resolve: resolve as (answer: unknown) => void, reject });
      this.child.send({ ask, command } as Question);
    });
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await exited;
  }
}

/** The other side: answers what it is asked, and ends with whoever asks. */
export function answer<Command>(how: (command: Command) => unknown): void {
  process.on('message', async ({ ask, command }: Question) => {
    try {
      process.send?.({ ask, answer: await how(command as Command) });
    } catch (error) {
      process.send?.({ ask, failed: String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
}
