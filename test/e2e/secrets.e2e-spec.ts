import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { asDestinationId, asFeedId } from '#news/ids.js';
import { destinationSchema } from '#settings/schema/destination-schema.js';
import { type FeedSettings, feedSchema } from '#settings/schema/feed-schema.js';
import { Secret } from '#settings/secret.js';
import { sampleConfiguration } from '#store/testing/sample-configuration.js';
import { aRecord, SmallExchange } from '#store/testing/small-exchange.js';
import { createLogger } from '#wiring/logging.js';
import { type Bells, openBells } from '#wiring/open-bells.js';
import { freePort } from '../services/free-port.js';
import { type MigratedStore, startStore } from '../services/migrated-store.js';
import { startRedis, type TestRedis } from '../services/redis.js';
import { describeWithRedis } from '../services/with-redis.js';
import { type StartProcess, spawnNode } from './start-process.js';
import { everyRow, listenToRedis, type RedisEar } from './told-everything.js';
import { until } from './until.js';

const PREFIX = 'secrets';
/** What the partner at each path does with a delivery; all of them print the request in their answer, as some do. */
const STATUS: Record<string, number> = { taking: 200, failing: 500, refusing: 422, moving: 302, busy: 429 };
const PATHS = Object.keys(STATUS);

const secret = (name: string) => `${name}-${randomBytes(12).toString('hex')}`;

describe('secrets, queues on PostgreSQL,', () => stayWhereTheyAre());
describeWithRedis('secrets, queues on Redis,', () => stayWhereTheyAre(startRedis));

function stayWhereTheyAre(startQueues?: () => Promise<TestRedis>): void {
  const signing = {
    hmac: `whsec_${randomBytes(32).toString('base64')}`,
    ed25519: `whsk_${randomBytes(32).toString('base64')}`,
  };
  const header = secret('header');
  const feedKey = secret('feed');
  const pullKey = secret('pull');
  const passwords = { database: secret('database'), redis: secret('redis') };
  const secretKey = Buffer.alloc(32, 1);
  /** By what each could be told apart, however it is written. */
  const secrets: string[] = [
    ...Object.values(signing).map((key) => key.slice(key.indexOf('_') + 1)),
    ...[header, feedKey, pullKey, passwords.database, passwords.redis, secretKey.toString('base64')],
  ];
  const arrived = new Map<string, number>();
  let store: MigratedStore;
  let redis: TestRedis | undefined;
  let ear: RedisEar | undefined;
  let bells: Bells;
  const processes: StartProcess[] = [];
  const server = createServer((incoming, answer) => answerTo(incoming, answer, arrived));

  const withPassword = (url: string, password: string): string => {
    const changed = new URL(url);
    changed.password = password;
    return changed.href;
  };
  const spawn = async (app: 'api' | 'worker', port: number, said: string): Promise<StartProcess> => {
    const started = spawnNode(`dist/apps/${app}/src/main.js`, {
      DATABASE_URL: withPassword(store.url, passwords.database),
      REDIS_URL: redis && withPassword(redis.url, passwords.redis),
      KORPU_QUEUE_PREFIX: PREFIX,
      KORPU_SECRET_KEY: secretKey.toString('base64'),
      KORPU_ALLOW_ADDRESSES: '127.0.0.0/8',
      KORPU_PORT: String(port),
      LOG_LEVEL: 'trace',
    });
    processes.push(started);
    await until(said, 60_000, () => started.output().includes(said) || undefined, started.output);
    return started;
  };
  const destinationsAt = (origin: string) =>
    [...PATHS, 'nowhere'].map((id) =>
      destinationSchema.parse({
        id,
        partner: 'khabar',
        transport: 'webhook',
        format: 'ninjs',
        url: id === 'nowhere' ? 'http://127.0.0.1:1/' : `${origin}/${id}`,
        secrets: [Secret.of(signing.hmac), Secret.of(signing.ed25519)],
        secretHeaders: { authorization: Secret.of(`Bearer ${header}`) },
        retrySeconds: [1, 1],
      }),
    );

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    store = await startStore();
    redis = await startQueues?.();
    if (redis) {
      const admin = new Redis(redis.url);
      await admin.config('SET', 'requirepass', passwords.redis);
      admin.disconnect();
      ear = await listenToRedis(withPassword(redis.url, passwords.redis));
    }
    const exchange = await SmallExchange.open(store.dataSource, store.pool);
    const configuration = sampleConfiguration();
    const [feed] = configuration.feeds;
    const feedHeaders = { authorization: Secret.of(`Bearer ${feedKey}`) };
    configuration.feeds = [
      feedSchema.parse({ ...feed, url: `${origin}/feed`, secretHeaders: feedHeaders }),
      feedSchema.parse({ ...feed, id: 'broken', url: `${origin}/failing`, secretHeaders: feedHeaders }),
    ] as FeedSettings[];
    const [pull] = configuration.destinations;
    configuration.destinations = [
      { ...pull, apiKeys: [Secret.of(pullKey)] } as typeof pull & object,
      ...destinationsAt(origin),
    ];
    await exchange.configuration.apply(configuration);
    await exchange.accept(...Array.from({ length: 5 }, (_, n) => aRecord(`urn:item:${n}`)));
    const logger = createLogger({ level: 'silent', service: 'test' });
    const redisUrl = redis && withPassword(redis.url, passwords.redis);
    bells = await openBells({ databaseUrl: store.url, redisUrl, queuePrefix: PREFIX }, logger);
  });
  afterAll(async () => {
    for (const one of processes) one.signal('SIGKILL');
    await bells?.close();
    ear?.stop();
    await redis?.stop();
    await store?.stop();
    server.closeAllConnections();
    server.close();
  });

  const findIn = async (what: string, text: string) => {
    const found = secrets.filter(
      (one) => text.includes(one) || text.includes(Buffer.from(one).toString('base64')),
    );
    expect({ in: what, found: found.map((one) => `${one.slice(0, 12)}…`), looked: text.length > 0 }).toEqual({
      in: what,
      found: [],
      looked: true,
    });
  };

  it('are in no queue, no table and no line of a log, whatever partners answer', async () => {
    // With nobody there to answer, the rings lie in the queues.
    await bells.lanes.ring([...PATHS, 'nowhere'].map(asDestinationId));
    await bells.feeds.ring(['report-ru', 'broken'].map(asFeedId));
    const waiting = ear ? await ear.everyKey() : await everyRow(store.url);
    expect(waiting).toContain('lane-taking');
    await findIn('queues that wait', waiting);

    const port = await freePort();
    await spawn('worker', port, 'The worker runs.');
    await spawn('api', port, 'The API listens.');
    await until(
      'deliveries and polls',
      120_000,
      () =>
        ([...PATHS, 'feed'].every((path) => (arrived.get(path) ?? 0) > 0) &&
          (arrived.get('failing') ?? 0) > 5) ||
        undefined,
      () => [...arrived],
    );
    const feed = await fetch(`http://127.0.0.1:${port}/v1/destinations/baku-tv-feed/feed`, {
      headers: { authorization: `Bearer ${pullKey}` },
    });
    expect(feed.status).toBe(200);
    const states = async () =>
      (
        await store.pool.query<{ state: string }>(
          'SELECT destination_id, state, count(*)::int FROM delivery GROUP BY 1, 2 ORDER BY 1, 2',
        )
      ).rows;
    await until(
      'dead letters',
      120_000,
      async () => (await states()).some(({ state }) => state === 'dead') || undefined,
      states,
    );
    for (const one of processes) one.signal('SIGTERM');
    await Promise.all(processes.map(({ exited }) => exited));

    const { rows } = await store.pool.query(
      `SELECT count(*) FILTER (WHERE answer LIKE '%you sent%authorization%') AS n FROM attempt`,
    );
    expect(Number(rows[0].n)).toBeGreaterThan(0);
    await findIn('tables', await everyRow(store.url));
    for (const one of processes) await findIn('logs', one.output());
    if (ear) {
      await findIn('keys', await ear.everyKey());
      await findIn('commands', ear.heard());
    }
  });
}

function answerTo(incoming: IncomingMessage, answer: ServerResponse, arrived: Map<string, number>): void {
  const path = (incoming.url ?? '').slice(1);
  arrived.set(path, (arrived.get(path) ?? 0) + 1);
  incoming.resume();
  answer.writeHead(path === 'feed' ? 200 : (STATUS[path] ?? 404), {
    'content-type': 'text/plain',
    location: '/elsewhere',
  });
  answer.end(
    path === 'feed'
      ? '<rss version="2.0"><channel><title>x</title></channel></rss>'
      : `you sent ${JSON.stringify(incoming.headers)}`,
  );
}
