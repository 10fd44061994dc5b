import type { Queue } from 'bullmq';
import { within } from './within.js';

const ID = 'sentinel';
// A job that is never due and for which there is no worker; it goes when everything goes.
const NEVER_MS = 10 * 365 * 86_400_000;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Tells whether the queue's storage was wiped (FLUSHALL, a Redis that came back empty, a dropped schema): it leaves a
 * job that nobody runs, and misses it. Built on the queue itself, so that it vanishes exactly when rings vanish, on
 * either backend.
 */
export class Sentinel {
  /** The queue the sentinel stands in; no worker may be opened on it. */
  static readonly queueName = 'sentinel';

  /** @param queue named `Sentinel.queueName`, opened by the backend; its owner closes it. */
  constructor(private readonly queue: Queue) {
    // What a question fails with is told to whoever asked; between questions the connection is nobody's concern.
    queue.on('error', () => {});
  }

  /** True when nothing is planted. Rejects within two seconds when the queue is out of reach: then nothing is known. */
  async lost(): Promise<boolean> {
    return (await within(ANSWER_WITHIN_MS, this.queue.getJob(ID))) === undefined;
  }

  /** To be called after everything has been rung: a process that dies in between finds the sentinel still missing. */
  async plant(): Promise<void> {
    await within(ANSWER_WITHIN_MS, this.queue.add(ID, {}, { jobId: ID, delay: NEVER_MS }));
  }
}
