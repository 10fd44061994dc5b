import { doorbellConformance } from '#exchange/testing/doorbell-conformance.js';
import { asDestinationId, asFeedId } from '#news/ids.js';
import { pause, until } from '../../../test/e2e/until.js';
import { startPostgres } from '../../../test/services/postgres.js';
import { startRedis } from '../../../test/services/redis.js';
import { describeWithRedis } from '../../../test/services/with-redis.js';
import { postgresBackend, type QueueBackend, redisBackend } from './backend.js';
import type { QueueLog } from './outage.js';
import { QueueBell } from './queue-bell.js';
import { DELIVER, PULL } from './queues.js';
import { Sentinel } from './sentinel.js';
import { startWorker } from './testing/start-worker.js';

/** A busy machine is no queue out of reach; that a ring gives up is shown in queue-bell.spec.ts. */
const PATIENT = { timeoutMs: 60_000 };

interface Service {
  backend: QueueBackend;
  stop(): Promise<void>;
}

async function onRedis(): Promise<Service> {
  const redis = await startRedis();
  return { backend: redisBackend(redis.url, 'korpu-test'), stop: redis.stop };
}

async function onPostgres(): Promise<Service> {
  const postgres = await startPostgres();
  return { backend: postgresBackend(postgres.url), stop: postgres.stop };
}

/** Fails the test that made something happen which ops should not have to read. */
function strictLog(): QueueLog & { lines: string[] } {
  const lines: string[] = [];
  const log = (_fields: object, message: string) => void lines.push(message);
  return { lines, info: log, warn: log, error: log };
}

describeWithRedis('queues on Redis', () => behave('Redis', onRedis));
describe('queues on PostgreSQL', () => behave('PostgreSQL', onPostgres));

function behave(name: string, start: () => Promise<Service>): void {
  let service: Service;
  beforeAll(async () => {
    service = await start();
    await service.backend.prepare();
  });
  afterAll(() => service.stop());

  doorbellConformance(`QueueBell on ${name}`, {
    start: async (run) => {
      const log = strictLog();
      const queue = service.backend.openQueue(DELIVER.name);
      const worker = startWorker({ backend: service.backend, queue: DELIVER, concurrency: 8, run, log });
      return {
        doorbell: new QueueBell(queue, DELIVER, log, PATIENT),
        stop: async () => {
          await worker.close();
          await queue.close();
          // The suite makes one drain fail, which is told; nothing else happened.
          expect(log.lines).toEqual(['A job of "deliver" failed.']);
        },
      };
    },
  });

  it('can be prepared again, by several processes at once', async () => {
    await Promise.all([service.backend.prepare(), service.backend.prepare()]);
  });

  it('polls a feed once for all rings that come before the poll is settled', async () => {
    const log = strictLog();
    const queue = service.backend.openQueue(PULL.name);
    const bell = new QueueBell(queue, PULL, log, PATIENT);
    const polled: string[] = [];
    let release = () => {};
    const run = (id: string) => {
      polled.push(id);
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    const worker = startWorker({ backend: service.backend, queue: PULL, concurrency: 2, run, log });
    const feed = asFeedId('report-az');
    await bell.ring([feed]);
    await until('a poll', 60_000, () => polled.length > 0 || undefined);
    expect(worker.running).toEqual(new Set(['report-az']));
    await bell.ring([feed]);
    await bell.ring([feed, feed]);
    release();
    await pause(300);
    expect(polled).toEqual(['report-az']);
    // Until the queue knows that the poll has ended, a ring is one of those that came before.
    await until('another poll', 60_000, async () => {
      await bell.ring([feed]);
      return polled.length > 1 || undefined;
    });
    release();
    await worker.close();
    await queue.close();
    expect(log.lines).toEqual([]);
  });

  it('refuses a job that is none of its kind', async () => {
    const log = strictLog();
    const queue = service.backend.openQueue(DELIVER.name);
    const ran: string[] = [];
    const run = async (id: string) => ran.push(id);
    const worker = startWorker({ backend: service.backend, queue: DELIVER, concurrency: 1, run, log });
    await queue.add('drain', { destinationId: 'khabar', password: 'x' });
    await queue.add('drain', {});
    await until(
      'both to be told',
      60_000,
      () => log.lines.length >= 2 || undefined,
      () => log.lines,
    );
    expect(log.lines).toEqual(['A job of "deliver" failed.', 'A job of "deliver" failed.']);
    expect(ran).toEqual([]);
    await worker.close();
    await queue.close();
  });

  it('tells the jobs that run to stop, and waits for them, when it closes', async () => {
    const log = strictLog();
    const queue = service.backend.openQueue(DELIVER.name);
    const bell = new QueueBell(queue, DELIVER, log, PATIENT);
    const events: string[] = [];
    const run = async (_id: string, signal: AbortSignal) => {
      events.push('begun');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      events.push('told');
      await pause(50);
      events.push('ended');
    };
    const worker = startWorker({ backend: service.backend, queue: DELIVER, concurrency: 1, run, log });
    await bell.ring([asDestinationId('one')]);
    await until('it runs', 60_000, () => events.length > 0 || undefined);
    await worker.close();
    expect(events).toEqual(['begun', 'told', 'ended']);
    await queue.close();
    expect(log.lines).toEqual([]);
  });

  it('closes in time although a job does not', async () => {
    const log = strictLog();
    const queue = service.backend.openQueue(DELIVER.name);
    let begun = false;
    const run = () => {
      begun = true;
      return new Promise(() => {});
    };
    const worker = startWorker({ backend: service.backend, queue: DELIVER, concurrency: 1, run, log });
    await new QueueBell(queue, DELIVER, log, PATIENT).ring([asDestinationId('stuck')]);
    await until('it runs', 60_000, () => begun || undefined);
    const from = performance.now();
    await worker.close(200);
    expect(performance.now() - from).toBeLessThan(15_000);
    await queue.obliterate({ force: true });
    await queue.close();
  });

  it('misses its sentinel when everything was wiped', async () => {
    const queue = service.backend.openQueue(Sentinel.queueName);
    const sentinel = new Sentinel(queue);
    expect(await sentinel.lost()).toBe(true);
    await sentinel.plant();
    await sentinel.plant();
    expect(await sentinel.lost()).toBe(false);
    await queue.obliterate({ force: true });
    expect(await sentinel.lost()).toBe(true);
    await queue.close();
  });
}
