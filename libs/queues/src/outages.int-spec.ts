import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Redis } from 'ioredis';
import { asDestinationId } from '#news/ids.js';
import { pause, until } from '../../../test/e2e/until.js';
import { query, startPostgres } from '../../../test/services/postgres.js';
import { startRedis, type TestRedis } from '../../../test/services/redis.js';
import { describeWithRedis } from '../../../test/services/with-redis.js';
import { postgresBackend, type QueueBackend, redisBackend } from './backend.js';
import { BellOutOfReach, QueueBell } from './queue-bell.js';
import { DELIVER, PULL } from './queues.js';
import { Sentinel } from './sentinel.js';
import { startWorker } from './testing/start-worker.js';

const lane = asDestinationId('khabar-wire');

function start(backend: QueueBackend, run: () => Promise<unknown> = async () => {}) {
  const lines: string[] = [];
  const write = (_fields: object, message: string) => void lines.push(message);
  const log = { info: write, warn: write, error: write };
  const queue = backend.openQueue(DELIVER.name);
  const bell = new QueueBell(queue, DELIVER, log);
  let runs = 0;
  const worker = startWorker({
    backend,
    queue: DELIVER,
    concurrency: 4,
    log,
    run: () => {
      runs += 1;
      return run();
    },
  });
  const seen = () => ({ runs, lost: bell.lost, lines });
  /** @param ask what is done before each look */
  const ran = (times: number, ask?: () => void) =>
    until(
      `run ${times}`,
      60_000,
      () => {
        ask?.();
        return runs >= times || undefined;
      },
      seen,
    );
  const told = (count: number) =>
    until(`${count} lines of the log`, 60_000, () => lines.length >= count || undefined, seen);
  /** Until the queue, too, knows that every run has ended. */
  const idle = () =>
    until(
      'nothing to be active',
      60_000,
      async () => (await queue.getActiveCount()) === 0 || undefined,
      seen,
    );
  const stop = async () => {
    await worker.close(500);
    await queue.close();
  };
  return { bell, lines, stop, ran, told, idle };
}

describeWithRedis('queues on a Redis that fails', () => {
  let redis: TestRedis;
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(() => redis.stop());

  it('fail rings at once while it is down, say so once, and go on by themselves when it is back', async () => {
    const { bell, lines, stop, ran, told, idle } = start(redisBackend(redis.url));
    await bell.ring([lane]);
    await ran(1);
    await idle();

    await redis.kill();
    const from = performance.now();
    for (let i = 0; i < 20; i++) {
      await expect(bell.ring([lane])).rejects.toBeInstanceOf(BellOutOfReach);
      await pause(50);
    }
    expect(performance.now() - from).toBeLessThan(15_000);
    expect(bell.lost).toBe(20);
    // Once from who rings and once from who runs.
    await told(2);
    expect(lines).toEqual(['The queue "deliver" is out of reach.', 'The queue "deliver" is out of reach.']);

    redis = await startRedis(redis.port);
    let rung = false;
    while (!rung) {
      rung = await bell.ring([lane]).then(
        () => true,
        () => false,
      );
      await pause(50);
    }
    await ran(2);
    // Both have said that it is back.
    await told(4);
    expect(lines.slice(2).every((line) => /^The queue "deliver" is back after \d+ s\.$/.test(line))).toBe(
      true,
    );
    await stop();
  });

  it('do not hang on a Redis that was never there', async () => {
    const { url } = redis;
    await redis.kill();
    const backend = redisBackend(url);
    await expect(backend.prepare()).rejects.toThrow(
      /^Redis at 127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\)\. Start it, correct REDIS_URL, or unset REDIS_URL/,
    );
    const { bell, stop, ran } = start(backend);
    const from = performance.now();
    await expect(bell.ring([lane])).rejects.toBeInstanceOf(BellOutOfReach);
    expect(performance.now() - from).toBeLessThan(15_000);
    redis = await startRedis(redis.port);
    await ran(1, () => void bell.ring([lane]).catch(() => {}));
    await stop();
  });

  it('are closed although it is down, and try no more', async () => {
    const { bell, stop, ran } = start(redisBackend(redis.url));
    await bell.ring([lane]);
    await ran(1);
    await redis.kill();
    await expect(bell.ring([lane])).rejects.toBeInstanceOf(BellOutOfReach);
    await pause(500);
    const from = performance.now();
    await stop();
    expect(performance.now() - from).toBeLessThan(15_000);
    redis = await startRedis(redis.port);
    await pause(3_000);
    const client = new Redis(redis.url);
    const connected = (await client.client('LIST')) as string;
    client.disconnect();
    expect(connected.trim().split('\n')).toHaveLength(1);
  });

  it('survive a flush while a drain runs, and notice it', async () => {
    const backend = redisBackend(redis.url);
    const sentinels = backend.openQueue(Sentinel.queueName);
    const sentinel = new Sentinel(sentinels);
    await sentinel.plant();
    let release = () => {};
    const { bell, lines, stop, ran, told } = start(
      backend,
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    await bell.ring([lane]);
    await ran(1);

    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    expect(await sentinel.lost()).toBe(true);
    release();
    // Told once for its completion that failed, and once for its failure that failed too.
    await told(1);
    expect(new Set(lines)).toEqual(new Set(['A job of "deliver" was taken from the queue while it ran.']));

    await bell.ring([lane]);
    await ran(2);
    await sentinel.plant();
    expect(await sentinel.lost()).toBe(false);
    release();
    await stop();
    await sentinels.close();
  });
});

describe('queues on PostgreSQL', () => {
  it('go on after PostgreSQL cut every connection', async () => {
    const postgres = await startPostgres();
    const backend = postgresBackend(postgres.url);
    await backend.prepare();
    const { bell, stop, ran } = start(backend);
    await bell.ring([lane]);
    await ran(1);

    await query(
      postgres.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND datname = current_database()`,
    );
    await ran(2, () => void bell.ring([lane]).catch(() => {}));
    await stop();
    await postgres.stop();
  });

  it('are reached at last where the first connections broke, and leave the process its time until then', async () => {
    const postgres = await startPostgres();
    await postgresBackend(postgres.url).prepare();
    // In front of the server a door that hangs up, like one that is too busy to let anybody in.
    let isOpen = false;
    const { hostname, port } = new URL(postgres.url);
    const door = createServer((client) => {
      client.on('error', () => {});
      if (!isOpen) return void client.once('data', () => client.destroy());
      const server = connect(Number(port), hostname).on('error', () => client.destroy());
      client.on('close', () => server.destroy());
      client.pipe(server).pipe(client);
    });
    await once(door.listen(0, '127.0.0.1'), 'listening');
    const url = new URL(postgres.url);
    url.hostname = '127.0.0.1';
    url.port = String((door.address() as AddressInfo).port);

    const { bell, lines, stop, ran } = start(postgresBackend(url.href));
    await expect(bell.ring([lane])).rejects.toBeInstanceOf(BellOutOfReach);
    // Without a pause between two tries nothing else would ever have its turn: this test would not end.
    const spent = process.cpuUsage();
    await pause(3_000);
    expect(process.cpuUsage(spent).user).toBeLessThan(1_500_000);
    expect(lines).toContain('The queue "deliver" is out of reach.');

    isOpen = true;
    await ran(1, () => void bell.ring([lane]).catch(() => {}));
    await stop();
    door.close();
    await postgres.stop();
  });

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
    // PostgreSQL counts a connection's transactions ten seconds late, and more on a busy machine.
    await pause(12_000);
    let perSecond = Number.POSITIVE_INFINITY;
    for (let windows = 0; windows < 4 && perSecond >= 1; windows++) {
      const before = await transactions();
      await pause(10_000);
      perSecond = ((await transactions()) - before) / 10;
    }
    await Promise.all(workers.map((worker) => worker.close()));
    await postgres.stop();
    expect(perSecond).toBeLessThan(1);
  });
});
