import type { Queue } from 'bullmq';
import { postgresBackend, type QueueBackend, redisBackend } from '#queues/backend.js';
import { QueueBell } from '#queues/queue-bell.js';
import { DELIVER, PULL, QUEUES } from '#queues/queues.js';
import { Sentinel } from '#queues/sentinel.js';
import type { Logger } from './logging.js';
import { type DatabaseWait, whenDatabaseAnswers } from './when-database-answers.js';

export interface BellSettings {
  databaseUrl: string;
  /** Absent = the queues live in PostgreSQL. */
  redisUrl?: string;
  queuePrefix: string;
  /** As in `LedgerSettings`. */
  databaseWait?: DatabaseWait;
}

export interface Bells {
  backend: QueueBackend;
  /** By name, for whoever only looks at them. */
  queues: readonly Queue[];
  lanes: QueueBell<Parameters<typeof DELIVER.job>[0]>;
  feeds: QueueBell<Parameters<typeof PULL.job>[0]>;
  sentinel: Sentinel;
  /** What is wrong with Redis, and what to do, where it did not answer at the start. */
  fault: string | undefined;
  close(): Promise<void>;
}

/** The queues that ring. With Redis out of reach it warns and goes on: the sweeper does without. */
export async function openBells(settings: BellSettings, logger: Logger): Promise<Bells> {
  const { redisUrl, databaseUrl, queuePrefix, databaseWait } = settings;
  const backend = redisUrl ? redisBackend(redisUrl, queuePrefix) : postgresBackend(databaseUrl);
  const isWaitedFor = databaseWait && backend.kind === 'postgres';
  const prepare = () => backend.prepare();
  const fault = await (isWaitedFor ? whenDatabaseAnswers(prepare, logger, databaseWait) : prepare()).then(
    () => undefined,
    (error: Error) => {
      if (backend.kind === 'postgres') throw error;
      const message = `${error.message} Until then deliveries and polls are driven without a queue.`;
      logger.warn({ err: error }, message);
      return message;
    },
  );
  const open = (name: string): Queue => {
    const queue = backend.openQueue(name);
    // A bell says once that its queue is away; the others have nothing to add.
    queue.on('error', () => {});
    return queue;
  };
  const queues = new Map(QUEUES.map(({ name }) => [name, open(name)]));
  const watch = open(Sentinel.queueName);
  return {
    backend,
    queues: [...queues.values()],
    lanes: new QueueBell(queues.get(DELIVER.name)!, DELIVER, logger),
    feeds: new QueueBell(queues.get(PULL.name)!, PULL, logger),
    sentinel: new Sentinel(watch),
    fault,
    close: async () => {
      await Promise.allSettled([...queues.values(), watch].map((queue) => queue.close()));
    },
  };
}
