import { DELIVER, PULL } from '#queues/queues.js';
import { startWorker } from '#queues/workers.js';
import type { WorkerRole } from '#settings/environment-variables.js';
import type { Logger } from '#wiring/logging.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { Housekeeper } from './housekeeper.js';

/** Lanes drained at once in a process; each keeps a window of sends of its own. */
const DRAINS = 16;
/** Feeds polled at once. */
const POLLS = 8;

export interface RunningRoles {
  /** Takes no more work and waits for what runs. */
  close(): Promise<void>;
}

/** Does what the roles say with the exchange's use cases. */
export function runWorker(exchange: Exchange, roles: readonly WorkerRole[], logger: Logger): RunningRoles {
  const { backend } = exchange.bells;
  const running: RunningRoles[] = [];
  if (roles.includes('deliver')) {
    const run = exchange.drainLane.run.bind(exchange.drainLane);
    running.push(startWorker({ backend, queue: DELIVER, concurrency: DRAINS, run, log: logger }));
  }
  if (roles.includes('pull')) {
    const run = exchange.pullFeed.run.bind(exchange.pullFeed);
    running.push(startWorker({ backend, queue: PULL, concurrency: POLLS, run, log: logger }));
  }
  if (roles.includes('housekeeping')) running.push(new Housekeeper(exchange, logger));
  return {
    close: async () => {
      await Promise.all(running.map((role) => role.close()));
    },
  };
}
