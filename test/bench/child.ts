import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A bench's helper in a process of its own: asked one thing at a time, over IPC. */
export class Child {
  private constructor(private readonly process: ChildProcess) {}

  /** @param module file name beside this one, without extension */
  static start(module: string, execArgv: string[] = []): Child {
    const file = fileURLToPath(new URL(`./${module}.js`, import.meta.url));
    return new Child(fork(file, { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
  }

  /** The child's next message. Rejects when it exits first. */
  next<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      const exited = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`));
      this.process.once('exit', exited);
      this.process.once('message', (message) => {
        this.process.off('exit', exited);
        resolve(message as T);
      });
    });
  }

  ask<T>(command: object): Promise<T> {
    const answer = this.next<T>();
    this.process.send(command);
    return answer;
  }

  /** Waits for the end of the process. */
  async end(command?: object): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = new Promise((resolve) => this.process.once('exit', resolve));
    if (command) this.process.send(command);
    else this.process.kill('SIGKILL');
    await exited;
  }
}
