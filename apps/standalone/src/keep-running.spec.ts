import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { keepRunning } from './keep-running.js';

describe('keepRunning', () => {
  const started: ChildProcess[] = [];
  const server = () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    started.push(child);
    return child;
  };
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });
  const again = (until: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => (until() ? resolve() : setTimeout(look, 5));
      look();
    });

  it('starts what was killed, again and again, and after a start that failed', async () => {
    const told: string[] = [];
    let tries = 0;
    const kept = keepRunning(
      server(),
      async () => {
        tries += 1;
        if (tries === 2) throw new Error('No room.');
        return server();
      },
      (line) => told.push(line),
      1,
    );
    for (const count of [2, 3]) {
      started.at(-1)!.kill('SIGKILL');
      await again(() => started.length === count);
    }
    await kept.release();
    expect(tries).toBe(3);
    expect(told[1]).toBe('PostgreSQL ended unexpectedly. No room.');
  });

  it('lets it end once that is meant', async () => {
    const kept = keepRunning(
      server(),
      async () => server(),
      () => {},
      1,
    );
    await kept.release();
    started[0]!.kill('SIGKILL');
    await once(started[0]!, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(started).toHaveLength(1);
  });
});
