import type { Queue } from 'bullmq';
import { Outage, type QueueLog } from './outage.js';
import type { QueueDefinition } from './queues.js';
import { within } from './within.js';

/** The queue could not be asked. Nothing is lost: the ledger knows what is due, and the sweeper looks there. */
export class BellOutOfReach extends Error {
  constructor(queue: string, cause?: unknown) {
    super(`The queue "${queue}" could not be reached.`, { cause });
    this.name = 'BellOutOfReach';
  }
}

export interface QueueBellOptions {
  /** A ring that takes longer has failed. Default 1,000 ms. */
  timeoutMs?: number;
  /**
   * After a failure, rings fail at once for so long, so that nobody waits for a queue known to be away; after each further
   * one twice as long, up to eight times. Default 500 ms.
   */
  restMs?: number;
  /** Milliseconds. Default `Date.now`. */
  now?: () => number;
}

// One command must not carry so much that Redis is busy with it for long.
const MOST_AT_ONCE = 500;

interface Batch<Id> {
  ids: Set<Id>;
  done: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Rings by adding a job. Rings that come while one is under way are put together into the next, so that a burst costs
 * the queue two commands and not a hundred; each caller still waits until its own ids were added.
 *
 * `ring` rejects with `BellOutOfReach`, within a second, when the queue cannot be reached: the sweeper then drives lanes
 * and feeds in its own process, and everyone else leaves them to the sweeper. The outage is logged once.
 */
export class QueueBell<Id extends string> {
  readonly #outage: Outage;
  readonly #options: Required<QueueBellOptions>;
  #next: Batch<Id> | undefined;
  #ringing = false;
  #restUntil = 0;
  #failures = 0;

  /** @param queue of the definition's name, opened by the backend; the bell listens to its errors, its owner closes it. */
  constructor(
    private readonly queue: Queue,
    private readonly definition: QueueDefinition<Id>,
    log: QueueLog,
    options: QueueBellOptions = {},
  ) {
    this.#options = { timeoutMs: 1_000, restMs: 500, now: Date.now, ...options };
    this.#outage = new Outage(`The queue "${definition.name}"`, log, this.#options.now);
    queue.on('error', (error) => this.#outage.failed(error));
  }

  /** Rings that were lost since the process started. */
  lost = 0;

  async ring(ids: readonly Id[]): Promise<void> {
    if (ids.length === 0) return;
    const batch = this.#next ?? newBatch<Id>();
    this.#next = batch;
    for (const id of ids) batch.ids.add(id);
    if (!this.#ringing) void this.#ringAll();
    return batch.done;
  }

  async #ringAll(): Promise<void> {
    this.#ringing = true;
    for (let batch = this.#next; batch; batch = this.#next) {
      this.#next = undefined;
      try {
        await this.#add([...batch.ids]);
        batch.resolve();
      } catch (error) {
        this.lost += batch.ids.size;
        batch.reject(
          error instanceof BellOutOfReach ? error : new BellOutOfReach(this.definition.name, error),
        );
      }
    }
    this.#ringing = false;
  }

  async #add(ids: Id[]): Promise<void> {
    const { now, restMs, timeoutMs } = this.#options;
    if (now() < this.#restUntil) throw new BellOutOfReach(this.definition.name);
    try {
      for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
        const jobs = ids.slice(at, at + MOST_AT_ONCE).map((id) => this.definition.job(id));
        await within(timeoutMs, this.queue.addBulk(jobs));
      }
      this.#failures = 0;
      this.#outage.worked();
    } catch (error) {
      this.#restUntil = now() + restMs * 2 ** Math.min(this.#failures++, 3);
      this.#outage.failed(error);
      throw error;
    }
  }
}

function newBatch<Id>(): Batch<Id> {
  let resolve = () => {};
  let reject: (error: unknown) => void = () => {};
  const done = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { ids: new Set(), done, resolve, reject };
}
