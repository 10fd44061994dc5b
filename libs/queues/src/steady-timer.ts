export interface SteadyTimer {
  /** Runs once more as soon as possible: at once, or right after the run that is under way. */
  nudge(): void;
  /** Starts no further run and waits for the one under way. */
  stop(): Promise<void>;
}

/**
 * Runs a task again and again, `everyMs` after its last run ended, never twice at once. A run that throws is reported
 * and does not end the rhythm. The first run is at once.
 *
 * This is what sweeps, rather than a scheduler in a queue: it goes on when the queue is out of reach, cannot be wiped
 * with it, and an idle tick costs no more than the task's own queries.
 */
export function startSteadyTimer(
  everyMs: number,
  task: (signal: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): SteadyTimer {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let nudged = false;
  let underWay: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    do {
      nudged = false;
      try {
        await task(stopping.signal);
      } catch (error) {
        failed(error);
      }
    } while (nudged && !stopping.signal.aborted);
    underWay = undefined;
    if (!stopping.signal.aborted) timer = setTimeout(start, everyMs);
  };
  const start = () => {
    underWay = run();
  };
  start();

  return {
    nudge: () => {
      if (stopping.signal.aborted) return;
      if (underWay) {
        nudged = true;
        return;
      }
      clearTimeout(timer);
      start();
    },
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await underWay;
    },
  };
}
