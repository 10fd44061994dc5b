import type { ChildProcess } from 'node:child_process';

export interface KeptRunning {
  /** From here on an end is meant. Answers when no start is under way any more. */
  release(): Promise<void>;
}

/**
 * Starts a server again that ends by itself: killed, or out of memory. Whoever uses it waits and reconnects, so nothing
 * else need know. Tries until it succeeds, at first after `waitMs`, then ever more slowly.
 */
export function keepRunning(
  first: ChildProcess,
  again: () => Promise<ChildProcess>,
  told: (line: string) => void,
  waitMs = 500,
): KeptRunning {
  let released = false;
  let reviving: Promise<void> | undefined;

  const watch = (server: ChildProcess): void => {
    const ended = () => {
      if (!released) reviving = revive(waitMs);
    };
    if (server.exitCode !== null || server.signalCode !== null) ended();
    else server.once('exit', ended);
  };
  const revive = async (wait: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (released) return;
    try {
      watch(await again());
      told('PostgreSQL ended unexpectedly and was started again.');
    } catch (error) {
      told(`PostgreSQL ended unexpectedly. ${(error as Error).message}`);
      await revive(Math.min(wait * 2, 30_000));
    }
  };

  watch(first);
  return {
    release: async () => {
      released = true;
      await reviving;
    },
  };
}
