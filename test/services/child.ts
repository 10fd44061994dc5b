import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A server process of a test, with everything it printed so far. */
export interface Child {
  process: ChildProcess;
  output(): string;
  /** Resolves when the process has ended, however it ended. */
  ended: Promise<void>;
}

/**
 * Starts a server and waits until it prints `ready`.
 *
 * A test run that is interrupted must leave no server behind: the process is killed when this one exits.
 *
 * @throws Error with the server's own words when it cannot be started or ends before it is ready.
 */
export async function startChild(
  command: string,
  args: string[],
  ready: string,
  options: SpawnOptions = {},
): Promise<Child> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      process.removeListener('exit', killOnExit);
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-20_000);
      if (printed.includes(ready)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(
        new Error(`${command} ended before it was ready (${signal ?? `code ${code}`}): ${printed.trim()}`),
      );
    });
  });
  return { process: child, output: () => printed, ended };
}

/** Asks the process to end and, after `patienceMs`, ends it. */
export async function stopChild(child: Child, signal: NodeJS.Signals, patienceMs = 5_000): Promise<void> {
  if (child.process.exitCode === null && child.process.signalCode === null) child.process.kill(signal);
  const timer = setTimeout(() => child.process.kill('SIGKILL'), patienceMs);
  await child.ended;
  clearTimeout(timer);
}
