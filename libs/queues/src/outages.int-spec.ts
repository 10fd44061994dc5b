import { Redis } from 'ioredis';
import { asDestinationId } from '#news/ids.js';
import { query, startPostgres } from '../../../test/services/postgres.js';
import { startRedis, type TestRedis } from '../../../test/services/redis.js';
import { describeWithRedis } from '../../../test/services/with-redis.js';
import { postgresBackend, type QueueBackend, redisBackend } from './backend.js';
import { BellOutOfReach, QueueBell } from './queue-bell.js';
import { DELIVER, PULL } from './queues.js';
import { Sentinel } from './sentinel.js';
import { startWorker } from './testing/start-worker.js';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const lane = asDestinationId('khabar-wire');

async function until(what: string, reached: () => boolean): Promise<void> {
  for (const from = performance.now(); !reached(); await pause(5)) {
    if (performance.now() - from > 15_000) throw new Error(`waited in vain until ${what}`);
  }
}

function start(backend: QueueBackend, run: () => Promise<unknown>) {
  const lines: string[] = [];
  const write = (_fields: object, message: string) => void lines.push(message);
  const log = { info: write, warn: write, error: write };
  const queue = backend.openQueue(DELIVER.name);
  const bell = new QueueBell(queue, DELIVER, log);
  const worker = startWorker({ backend, queue: DELIVER, concurrency: 4, run, log });
  const stop = async () => {
    await worker.close(500);
    await queue.close();
  };
  return { bell, lines, stop };
}

describeWithRedis('queues on a Redis that fails', () => {
  let redis: TestRedis;
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(() => redis.stop());

  it('fail rings at once while it is down, say so once, and go on by themselves when it is back', async () => {
    let runs = 0;
    const { bell, lines, stop } = start(redisBackend(redis.url), async () => {
      runs += 1;
    });
    await bell.ring([lane]);
    await until('it runs', () => runs === 1);
    // Until the queue knows that the run ended, too.
    await pause(200);

    await redis.kill();
    const from = performance.now();
    for (let i = 0; i < 20; i++) {
      await expect(bell.ring([lane])).rejects.toBeInstanceOf(BellOutOfReach);
      await pause(50);
    }
    expect(performance.now() - from).toBeLessThan(15_000);
    expect(bell.lost).toBe(20);
    // Once from who rings and once from who runs.
    expect(lines).toEqual(['The queue "deliver" is out of reach.', 'The queue "deliver" is out of reach.']);

    redis = await startRedis(redis.port);
    const back = performance.now();
    let rung = false;
    while (!rung) {
      rung = await bell.ring([lane]).then(
        () => true,
        () => false,
      );
      await pause(50);
    }
    await until('it runs again', () => runs === 2);
    expect(performance.now() - back).toBeLessThan(15_000);
    await until('both have said that it is back', () => lines.length === 4);
    expect(lines.slice(2).every((line) => /^The queue "deliver" is back after \d+ s\.$/.test(line))).toBe(
      true,
    );
    await stop();
  }, 30_000);

  it('do not hang on a Redis that was never there', async () => {
    const { url } = redis;
    await redis.kill();
    const backend = redisBackend(url);
    await expect(backend.prepare()).rejects.toThrow(
      /^Redis at 127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\)\. Start it, correct REDIS_URL, or unset REDIS_URL/,
    );
    let runs = 0;
    const { bell, stop } = start(backend, async () => {
      runs += 1;
    });
    const from = performance.now();
    await expect(bell.ring([lane])).rejects.toBeInstanceOf(BellOutOfReach);
    expect(performance.now() - from).toBeLessThan(15_000);
    redis = await startRedis(redis.port);
    await until('it runs', () => {
      void bell.ring([lane]).catch(() => {});
      return runs > 0;
    });
    await stop();
  }, 30_000);

  it('are closed although it is down, and try no more', async () => {
    let runs = 0;
    const { bell, stop } = start(redisBackend(redis.url), async () => {
      runs += 1;
    });
    await bell.ring([lane]);
    await until('it runs', () => runs === 1);
    await redis.kill();
    await expect(bell.ring([lane])).rejects.toBeInstanceOf(BellOutOfReach);
    await pause(500);
    const from = performance.now();
    await stop();
    expect(performance.now() - from).toBeLessThan(3_000);
    redis = await startRedis(redis.port);
    await pause(3_000);
    const client = new Redis(redis.url);
    const connected = (await client.client('LIST')) as string;
    client.disconnect();
    expect(connected.trim().split('\n')).toHaveLength(1);
  }, 30_000);

  it('survive a flush while a drain runs, and notice it', async () => {
    const backend = redisBackend(redis.url);
    const sentinels = backend.openQueue(Sentinel.queueName);
    const sentinel = new Sentinel(sentinels);
    await sentinel.plant();
    let runs = 0;
    let release = () => {};
    const { bell, lines, stop } = start(backend, () => {
      runs += 1;
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await bell.ring([lane]);
    await until('it runs', () => runs === 1);

    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    expect(await sentinel.lost()).toBe(true);
    release();
    // Told once for its completion that failed, and once for its failure that failed too.
    await until('the vanished job is told of', () => lines.length >= 1);
    expect(new Set(lines)).toEqual(new Set(['A job of "deliver" was taken from the queue while it ran.']));

    await bell.ring([lane]);
    await until('it runs again', () => runs === 2);
    await sentinel.plant();
    expect(await sentinel.lost()).toBe(false);
    release();
    await stop();
    await sentinels.close();
  }, 30_000);
});

describe('queues on PostgreSQL', () => {
  it('go on after PostgreSQL cut every connection', async () => {
    const postgres = await startPostgres();
    const backend = postgresBackend(postgres.url);
    await backend.prepare();
    let runs = 0;
    const { bell, stop } = start(backend, async () => {
      runs += 1;
    });
    await bell.ring([lane]);
    await until('it runs', () => runs === 1);

    await query(
      postgres.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND datname = current_database()`,
    );
    await until('it runs again', () => {
      void bell.ring([lane]).catch(() => {});
      return runs > 1;
    });
    await stop();
    await postgres.stop();
  }, 60_000);

  it('ask an idle database for almost nothing', async () => {
    const postgres = await startPostgres();
    const backend = postgresBackend(postgres.url);
    await backend.prepare();
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const run = async () => {};
    const workers = [
      startWorker({ backend, queue: DELIVER, concurrency: 16, run, log }),
      startWorker({ backend, queue: PULL, concurrency: 8, run, log }),
    ];
    const transactions = async () => {
      const [database] = await query<{ n: number }>(
        postgres.url,
        'SELECT xact_commit::int AS n FROM pg_stat_database WHERE datname = current_database()',
      );
      return database?.n ?? 0;
    };
    // PostgreSQL counts a connection's transactions up to ten seconds late.
    await pause(12_000);
    const before = await transactions();
    await pause(10_000);
    const perSecond = ((await transactions()) - before) / 10;
    await Promise.all(workers.map((worker) => worker.close()));
    await postgres.stop();
    expect(perSecond).toBeLessThan(1);
  }, 60_000);
});
