import type { EventEmitter } from 'node:events';
import {
  type createPostgresBackend,
  createRedisBackend,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import { patientPostgresBackend } from './patient-postgres.js';

/** Where the queues live: the only place that knows whether it is Redis or PostgreSQL. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /**
   * Once in each process, before any queue or worker is opened: makes PostgreSQL's schema, or sees that Redis answers.
   *
   * @throws Error with a sentence for whoever starts the process. With Redis that need not stop it: queues and workers
   *   connect when Redis comes, and until then the sweeper drives lanes and feeds in the process.
   */
  prepare(): Promise<void>;
  /** For adding jobs and looking at them. The caller listens to `error` and closes it. */
  openQueue(name: string): Queue;
  /**
   * BullMQ's worker, bound to this backend: of the options it is given only `concurrency` counts, for connection, locks
   * and pauses are the backend's. Whoever opens one listens to `error` and closes it.
   */
  readonly Worker: new (
    name: string,
    processor: WorkerProcessor,
    options: WorkerOptions,
  ) => Worker;
}

/**
 * Must be the same in every process: the check for stalled jobs is the queue's, not the worker's, and one process with
 * a shorter interval would take jobs from workers that are well.
 */
export const STALLED = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3 } as const;
// After a lost connection; BullMQ's own 15 s would be a quarter of a minute without deliveries after each restart.
const RUN_RETRY_DELAY_MS = 1_000;
// The stream of events is a hint for a screen that looks at it now.
const STREAMS = { events: { maxLen: 1_000 } };

/**
 * Queues on Redis, Valkey or what else speaks the protocol.
 *
 * @param url `redis://` or `rediss://`, with user, password and database where needed.
 * @param prefix of every key, so that several exchanges can share a server. Default `korpu`.
 */
export function redisBackend(url: string, prefix = 'korpu'): QueueBackend {
  // Soon and steadily: Redis that comes back is found within two seconds.
  const retryStrategy = (attempt: number) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000);
  const producer = {
    url,
    retryStrategy,
    connectTimeout: 2_000,
    // A ring must fail at once rather than wait for Redis: whoever rings has another way.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
  };
  const worker = { url, retryStrategy, connectTimeout: 2_000, maxRetriesPerRequest: null };
  return {
    kind: 'redis',
    prepare: () => ping(url),
    openQueue: (name) =>
      new RedisQueue(name, { connection: producer, prefix, streams: STREAMS }, createRedisBackend),
    Worker: boundWorker({ connection: worker, prefix }, createRedisBackend),
  };
}

/** Closes although Redis is away: BullMQ says goodbye first, and when that fails leaves its client trying for ever. */
class RedisQueue extends Queue {
  override async close(): Promise<void> {
    await super.close().catch(() => {});
    // Not waited for: a client that is just between two tries never says that it has ended.
    void this.disconnect().catch(() => {});
  }
}

type WorkerProcessor = ConstructorParameters<typeof Worker>[1];

function boundWorker(
  own: object,
  factory: typeof createRedisBackend | typeof createPostgresBackend,
): QueueBackend['Worker'] {
  return class BoundWorker extends Worker {
    constructor(name: string, processor: WorkerProcessor, { concurrency }: WorkerOptions) {
      const options = { runRetryDelay: RUN_RETRY_DELAY_MS, ...STALLED, concurrency, ...own } as WorkerOptions;
      // BullMQ's types name the backend; its workers behave alike on both, which the conformance suite shows.
      super(name, processor, options, factory as typeof createRedisBackend);
    }
  };
}

async function ping(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason = '';
  client.on('error', (error) => {
    reason = error.message;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    const { host, port } = client.options;
    throw new Error(
      `Redis at ${host}:${port} does not answer (${reason || (error as Error).message}). ` +
        'Start it, correct REDIS_URL, or unset REDIS_URL to keep the queues in PostgreSQL.',
    );
  } finally {
    client.disconnect();
  }
}

/** BullMQ's tables, beside the exchange's own. */
export const QUEUE_SCHEMA = 'bullmq';

/**
 * Queues in PostgreSQL itself: nothing else needs to run. Each queue and worker has its own small pool, and each worker
 * one connection more on which it listens.
 *
 * @param maxConnections of each pool. Default 3.
 */
export function postgresBackend(connectionString: string, maxConnections = 3): QueueBackend {
  const classes = withBackend(patientPostgresBackend);
  const connection = {
    connectionString,
    schema: QUEUE_SCHEMA,
    max: maxConnections,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    // Longer than the pauses of an idle worker: it should not connect anew for each look.
    idleTimeoutMillis: 60_000,
    // A ring need not outlive a crash of the server, for the ledger is swept; waiting for the disk would cost each ring,
    // and each look of a worker, a millisecond or more. Nothing of the ledger goes over these connections.
    options: '-c synchronous_commit=off',
    // BullMQ listens to no client that it has taken out of its pool: one that broke then, as while a schema is looked at,
    // would end the process. The query that waits on it fails anyway.
    verify: (client: Pick<EventEmitter, 'on'>, done: () => void) => {
      client.on('error', () => {});
      done();
    },
  };
  const queueOptions: QueueOptions<typeof connection> = { connection, streams: STREAMS };
  return {
    kind: 'postgres',
    prepare: async () => {
      const queue = new classes.Queue('prepare', { connection: { ...connection, migrate: true } });
      queue.on('error', () => {});
      await queue.waitUntilReady().finally(() => queue.close());
    },
    // BullMQ's types name the backend; its queues and workers behave alike on both, which the conformance suite shows.
    openQueue: (name) => new classes.Queue(name, queueOptions) as unknown as Queue,
    // A notification wakes the worker; drainDelay is how often it looks without one, at three queries a look.
    Worker: boundWorker({ connection, drainDelay: 30 }, patientPostgresBackend),
  };
}
