import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as JSON Lines. */
  lines<Line>(): Line[];
}

export interface RunOptions {
  /** On standard input; default nothing. */
  input?: string;
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** Ctrl-C, when it resolves. */
  interruptAfter?: Promise<unknown>;
}

export const KORPU = fileURLToPath(new URL('../../korpu.mjs', import.meta.url));
const LIMIT_MS = 120_000;

/** The command as one gives it, in a process of its own, with no more of our environment than a program needs. */
export async function runKorpu(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { PATH, HOME, IPTC_DIR } = process.env;
  const child = spawn(process.execPath, [KORPU, ...args], {
    cwd: options.cwd,
    env: { PATH, HOME, ...(IPTC_DIR ? { IPTC_DIR } : {}), ...options.env },
    timeout: LIMIT_MS,
  });
  // A command that fails early need not read what it is given.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  void options.interruptAfter?.then(() => child.kill('SIGINT'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return {
    status,
    stdout,
    stderr,
    lines: () =>
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}
