import type { JobsOptions } from 'bullmq';
import { z } from 'zod';
import { asDestinationId, asFeedId, type DestinationId, type FeedId } from '#news/ids.js';

/**
 * One queue: one kind of job, one processor. A job carries an id and nothing else, because what is to be done is read
 * from PostgreSQL when the job runs; a queue that is lost loses only time.
 */
export interface QueueDefinition<Id extends string> {
  readonly name: string;
  /** Reads a job's payload; whatever else is in the queue was not put there by this code. */
  readonly payload: z.ZodType<Id>;
  job(id: Id): { name: string; data: object; opts: JobsOptions };
}

// Retries live in the ledger (`due_at`, `next_poll_at`): a queue that tried again by itself would know nothing of
// breakers, pauses or a Retry-After. A finished job leaves nothing behind, so that its id can be rung again.
const ONCE: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/**
 * Drain a lane. Rings while a drain waits are one; a ring while it runs leads to one more afterwards, so that work which
 * came just after the drain's last look is not left lying. Two drains of a lane never run at once.
 */
export const DELIVER: QueueDefinition<DestinationId> = {
  name: 'deliver',
  payload: z
    .strictObject({ destinationId: z.string().min(1) })
    .transform((payload) => asDestinationId(payload.destinationId)),
  job: (id) => ({
    name: 'drain',
    data: { destinationId: id },
    opts: { ...ONCE, deduplication: { id: `lane-${id}`, keepLastIfActive: true } },
  }),
};

/**
 * Poll a feed. A ring while a poll waits or runs is dropped: it has no news, the feed was due because that poll had not
 * yet been settled.
 */
export const PULL: QueueDefinition<FeedId> = {
  name: 'pull',
  payload: z.strictObject({ feedId: z.string().min(1) }).transform((payload) => asFeedId(payload.feedId)),
  job: (id) => ({
    name: 'poll',
    data: { feedId: id },
    opts: { ...ONCE, deduplication: { id: `feed-${id}` } },
  }),
};

/**
 * Every queue there is. Housekeeping has none: sweeping for due lanes and feeds must go on when the queue is out of
 * reach, and a scheduler kept in a queue is lost with it and costs an idle system several queries a tick. It is a
 * timer in the process that holds the lead (see `steady-timer.ts`).
 */
export const QUEUES = [DELIVER, PULL] as const;
