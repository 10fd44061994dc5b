import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { destinationSchema } from '#settings/schema/destination-schema.js';
import { Secret } from '#settings/secret.js';
import { sampleConfiguration, WEBHOOK_SECRET } from '#store/testing/sample-configuration.js';
import { aRecord, KHABAR, SmallExchange } from '#store/testing/small-exchange.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { until } from '../../../test/e2e/until.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { startRedis, type TestRedis } from '../../../test/services/redis.js';
import { describeWithRedis } from '../../../test/services/with-redis.js';
import { runWorker } from './run-worker.js';
import { openTestExchange, silent } from './testing/open-test-exchange.js';

const RATE = 40;
const BURST = 2;
const ITEMS = 100;

describe('a lane with a rate and a burst below it, queues on PostgreSQL', () => behave());
describeWithRedis('a lane with a rate and a burst below it, queues on Redis', () => behave(startRedis));

function behave(startQueues?: () => Promise<TestRedis>): void {
  const arrivals: number[] = [];
  const partner = http.createServer((incoming, answer) => {
    arrivals.push(performance.now());
    incoming.resume();
    answer.writeHead(204).end();
  });
  let store: MigratedStore;
  let redis: TestRedis | undefined;
  let other: SmallExchange;
  let exchange: Exchange;
  let worker: { close(): Promise<void> };
  beforeAll(async () => {
    partner.listen(0, '127.0.0.1');
    await once(partner, 'listening');
    store = await startStore();
    redis = await startQueues?.();
    other = await SmallExchange.open(store.dataSource, store.pool);
    const configuration = sampleConfiguration();
    configuration.destinations = [
      destinationSchema.parse({
        id: KHABAR,
        partner: 'khabar',
        transport: 'webhook',
        format: 'ninjs',
        url: `http://127.0.0.1:${(partner.address() as AddressInfo).port}/`,
        secrets: [Secret.of(WEBHOOK_SECRET)],
        ratePerSecond: RATE,
        burst: BURST,
      }),
    ];
    await other.configuration.apply(configuration);
    exchange = await openTestExchange({ databaseUrl: store.url, redisUrl: redis?.url });
    worker = await runWorker(exchange, ['deliver', 'housekeeping'], silent);
  });
  afterAll(async () => {
    await worker?.close();
    await exchange?.close();
    await redis?.stop();
    await store?.stop();
    partner.closeAllConnections();
    partner.close();
  });

  it('sends at that rate, for each token as it comes, and never faster', async () => {
    const from = performance.now();
    await other.accept(...Array.from({ length: ITEMS }, (_, n) => aRecord(`urn:item:${n}`)));
    await exchange.bells.lanes.ring([KHABAR]);
    await until(
      'all to arrive',
      60_000,
      () => arrivals.length >= ITEMS || undefined,
      () => arrivals.length,
    );
    expect(arrivals).toHaveLength(ITEMS);
    const seconds = arrivals.map((at) => (at - from) / 1000);
    // Left to the sweeper it would be a burst a second; a busy machine does not reach the rate.
    expect(ITEMS / seconds.at(-1)!).toBeGreaterThan(BURST * 2);
    // From before the first, for from arrival to arrival it can be less: any of them may be held up.
    const tooEarly = seconds.filter((at, n) => at < ((n + 1 - BURST) / RATE) * 0.95);
    expect(tooEarly).toEqual([]);
  });
}
