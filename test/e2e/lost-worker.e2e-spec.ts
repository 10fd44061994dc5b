import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { destinationSchema } from '#settings/schema/destination-schema.js';
import { Secret } from '#settings/secret.js';
import { sampleConfiguration, WEBHOOK_SECRET } from '#store/testing/sample-configuration.js';
import { aRecord, KHABAR, SmallExchange } from '#store/testing/small-exchange.js';
import { createLogger } from '#wiring/logging.js';
import { type Bells, openBells } from '#wiring/open-bells.js';
import { type MigratedStore, startStore } from '../services/migrated-store.js';
import { startRedis, type TestRedis } from '../services/redis.js';
import { describeWithRedis } from '../services/with-redis.js';
import { type StartProcess, spawnNode } from './start-process.js';
import { until } from './until.js';

const PREFIX = 'lost-worker';
/** Between two items: some are always on their way, so that the drain of the lane never ends. */
const ITEM_EVERY_MS = 20;
const ANSWER_AFTER_MS = 60;

const MAX_IN_FLIGHT = 64;
/** What a lost job keeps a lane for, at least, where nobody else drains it. */
const LOST_JOB_FOUND_MS = 6_000;
/** Leases last longer still: what comes back before did not wait for the end of one. */
const TIMEOUT_SECONDS = 120;

describe('a lane whose only worker was killed, queues on PostgreSQL', () => goesOn());
describeWithRedis('a lane whose only worker was killed, queues on Redis', () => goesOn(startRedis));

function goesOn(startQueues?: () => Promise<TestRedis>): void {
  const arrived: string[] = [];
  /** What the partner took and never answered. */
  const unanswered = new Set<string>();
  let hangs = false;
  const partner = createServer((incoming, answer) => {
    const guid = decodeURIComponent(String(incoming.headers['korpu-item-guid']));
    incoming.resume();
    if (hangs) {
      unanswered.add(guid);
      return;
    }
    arrived.push(guid);
    setTimeout(() => answer.writeHead(204).end(), ANSWER_AFTER_MS);
  });
  let store: MigratedStore;
  let redis: TestRedis | undefined;
  let bells: Bells;
  const workers: StartProcess[] = [];
  const accepting = new AbortController();
  let accepted: Promise<void>;
  let made = 0;

  const start = async (): Promise<StartProcess> => {
    const worker = spawnNode('dist/apps/worker/src/main.js', {
      DATABASE_URL: store.url,
      REDIS_URL: redis?.url,
      KORPU_QUEUE_PREFIX: PREFIX,
      KORPU_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
      KORPU_ALLOW_ADDRESSES: '127.0.0.0/8',
    });
    workers.push(worker);
    await until(
      'the worker to run',
      60_000,
      () => worker.output().includes('The worker runs.') || undefined,
      worker.output,
    );
    return worker;
  };

  beforeAll(async () => {
    partner.listen(0, '127.0.0.1');
    await once(partner, 'listening');
    store = await startStore();
    redis = await startQueues?.();
    const exchange = await SmallExchange.open(store.dataSource, store.pool);
    const configuration = sampleConfiguration();
    configuration.destinations = [
      destinationSchema.parse({
        id: KHABAR,
        partner: 'khabar',
        transport: 'webhook',
        format: 'ninjs',
        url: `http://127.0.0.1:${(partner.address() as AddressInfo).port}/`,
        secrets: [Secret.of(WEBHOOK_SECRET)],
        maxInFlight: MAX_IN_FLIGHT,
        timeoutSeconds: TIMEOUT_SECONDS,
      }),
    ];
    await exchange.configuration.apply(configuration);
    const logger = createLogger({ level: 'silent', service: 'test' });
    bells = await openBells({ databaseUrl: store.url, redisUrl: redis?.url, queuePrefix: PREFIX }, logger);
    accepted = (async () => {
      for (; !accepting.signal.aborted; made++) {
        await exchange.accept(aRecord(`urn:item:${made}`));
        await bells.lanes.ring([KHABAR]);
        await sleep(ITEM_EVERY_MS);
      }
    })();
  });
  afterAll(async () => {
    accepting.abort();
    await accepted;
    for (const worker of workers) worker.signal('SIGTERM');
    await Promise.all(workers.map(({ exited }) => exited));
    await bells?.close();
    await redis?.stop();
    await store?.stop();
    partner.closeAllConnections();
    partner.close();
  });

  /** How far the lane is. */
  const seen = () => ({ made, arrived: arrived.length, unanswered: unanswered.size });
  /** Kills the newest worker, starts another and waits for an item. @returns milliseconds since that one runs */
  const itemAfterLoss = async (meanwhile: () => void = () => {}): Promise<number> => {
    const lost = workers.at(-1)!;
    lost.signal('SIGKILL');
    await lost.exited;
    meanwhile();
    const had = arrived.length;
    await start();
    const from = performance.now();
    await until('an item to arrive', 60_000, () => arrived.length > had || undefined, seen);
    return performance.now() - from;
  };

  it('goes on when the next one comes, before the lost job is found', async () => {
    await start();
    const waits: number[] = [];
    // One of three: a busy machine may be late by itself, a lost job is found so late each time.
    while (waits.length < 3 && !waits.some((ms) => ms < LOST_JOB_FOUND_MS)) {
      // What came before is through, and slots of the lane are free.
      const already = arrived.length;
      await until(
        'items to arrive',
        60_000,
        () => (arrived.length > already + 50 && arrived.length > made - 30) || undefined,
        seen,
      );
      waits.push(await itemAfterLoss());
    }
    expect(Math.min(...waits)).toBeLessThan(LOST_JOB_FOUND_MS);
  });

  it('has its slots back seconds later, where the lost worker had taken them all', async () => {
    hangs = true;
    await until('every slot to be taken', 60_000, () => unanswered.size === MAX_IN_FLIGHT || undefined, seen);
    await itemAfterLoss(() => (hangs = false));
    await until(
      'what was in the air to arrive again',
      60_000,
      () => [...unanswered].every((guid) => arrived.includes(guid)) || undefined,
      seen,
    );
  });
}
