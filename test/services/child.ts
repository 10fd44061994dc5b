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
 * @param folder of the server's files. A test run that is killed leaves neither the server nor its folder behind.
 * @throws Error with the server's own words when it cannot be started or ends before it is ready.
 */
export async function startChild(
  command: string,
  args: string[],
  ready: string,
  folder: string,
  options: SpawnOptions = {},
): Promise<Child> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  if (child.pid !== undefined) watch(child.pid, folder, ended);
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
  // A test that fails before it stops its server must not keep the run waiting for it.
  for (const held of [child, child.stdout, child.stderr]) release(held);
  return { process: child, output: () => printed, ended };
}

/** Asks the process to end and, after `patienceMs`, ends it. */
export async function stopChild(child: Child, signal: NodeJS.Signals, patienceMs = 5_000): Promise<void> {
  if (child.process.exitCode === null && child.process.signalCode === null) child.process.kill(signal);
  const timer = setTimeout(() => child.process.kill('SIGKILL'), patienceMs);
  await child.ended;
  clearTimeout(timer);
}

/**
 * Ends the server when this process is gone. That cannot be left to an exit listener, which a killed process does not
 * run and jest does not pass on: a shell waits at the end of a pipe instead, which closes whatever becomes of us.
 */
function watch(pid: number, folder: string, ended: Promise<void>): void {
  if (process.platform === 'win32') return;
  const script = 'cat; kill -INT "$1" && sleep 2 && kill -KILL "$1"; rm -rf "$2"';
  const watcher = spawn('sh', ['-c', script, 'watcher', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C reaches a whole group of processes; the watcher has to outlive it.
    detached: true,
  });
  for (const held of [watcher, watcher.stdin]) release(held);
  void ended.then(() => watcher.kill('SIGKILL'));
}

/** Pipes are sockets and can be let go of, which their type does not say. */
const release = (held: unknown): void => (held as { unref(): void }).unref();
