import { rm } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../services/redis.js';
import { describeWithRedis } from '../services/with-redis.js';
import { configurationFolder } from './configuration-folder.js';
import type { Receipt } from './newsrooms.js';
import { makeFolder, type RunningExchange, startExchange } from './running-exchange.js';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.js';
import { until } from './until.js';

/** Items generated in each feed, 2,000 together, and whom the memoranda give them to. */
const FEEDS = {
  'report/en.xml': {
    count: 600,
    receivers: ['khabar-newsml', 'khabar-ninjs', 'baku-tv-newsml', 'baku-tv-rss'],
  },
  'khabar/en.json': {
    count: 600,
    receivers: ['report-ninjs', 'report-atom', 'baku-tv-newsml', 'baku-tv-rss'],
  },
  'baku-tv/en.json': {
    count: 400,
    receivers: [
      ...['khabar-newsml', 'khabar-ninjs', 'report-ninjs', 'report-atom'],
      ...['uzbekistan-24-ninjs', 'uzbekistan-24-jsonfeed'],
    ],
  },
  'uzbekistan-24/ru.rdf': { count: 400, receivers: ['baku-tv-newsml', 'baku-tv-rss'] },
} as const;
/** Shares of all receipts at which the exchange is killed. */
const KILLED_AT = [0.1, 0.4, 0.7];
/** Of these the exchange is told after each crash that they have changed, and of those at the end that they are killed. */
const REVISED = 30;
const WITHDRAWN = 10;

interface Expected {
  receivers: readonly string[];
  kind: 'item' | 'kill';
  /** Of the last version, where there is more than one. */
  headline?: string;
}

interface Lane {
  id: string;
  oldestDueAt?: string;
  inFlight: number;
  dead: number;
}

describe('an exchange that is killed three times among 2,000 items, with its queues in PostgreSQL', () =>
  survives({ onRedis: false }));
describeWithRedis(
  'an exchange that is killed three times among 2,000 items, with queues on a Redis that is flushed',
  () => survives({ onRedis: true }),
);

function survives({ onRedis }: { onRedis: boolean }): void {
  let sandbox: SandboxProcess;
  let redis: TestRedis | undefined;
  let exchange: RunningExchange;
  let folder: string;
  const expected = new Map<string, Expected>();
  let ledgers: Map<string, Receipt[]>;

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    redis = onRedis ? await startRedis() : undefined;
    folder = await makeFolder();
    const configDir = await configurationFolder(folder, (kind, document) => {
      if (kind === 'feeds') return { ...document, maxPages: 100, pollEverySeconds: 1 };
      // Short waits, so that what was in the air at a crash is due again soon; a busy newsroom has time to answer.
      const isWebhook = kind === 'destinations' && document['transport'] === 'webhook';
      return isWebhook ? { ...document, timeoutSeconds: 10, retrySeconds: [1, 1, 2, 2, 5, 5] } : document;
    });
    const { newsrooms } = sandbox;
    for (const [feed, { count, receivers }] of Object.entries(FEEDS))
      for (const guid of await newsrooms.generate(feed, count, 500, ['en']))
        expected.set(guid, { receivers, kind: 'item' });
    const env = { ...sandbox.env, REDIS_URL: redis?.url, KORPU_CONFIG_DIR: configDir };
    exchange = await startExchange(env);

    const all = [...expected.values()].reduce((sum, { receivers }) => sum + receivers.length, 0);
    const held = async () => (await newsrooms.receivers()).reduce((sum, { items }) => sum + items, 0);
    const revisable = [...expected.keys()].slice(0, REVISED + WITHDRAWN);
    for (const share of KILLED_AT) {
      await until(
        `${share * 100} % to have arrived`,
        180_000,
        async () => (await held()) >= share * all || undefined,
        held,
      );
      await Promise.all([exchange.kill(), redis && flush(redis)]);
      const headline = `Figures corrected when ${share * 100} % had arrived`;
      for (const guid of revisable.slice(0, REVISED)) {
        await newsrooms.publish('report/en.xml', { guid, headline });
        expected.set(guid, { ...expected.get(guid)!, headline });
      }
      exchange = await exchange.restart();
    }
    for (const guid of revisable.slice(REVISED)) {
      await newsrooms.withdraw(guid);
      expected.set(guid, { ...expected.get(guid)!, kind: 'kill' });
    }
    await until(
      'everyone to hold what they should',
      180_000,
      async () => {
        // Whoever never had a withdrawn item is not told of it.
        if ((await held()) < all - 4 * WITHDRAWN) return undefined;
        ledgers = await newsrooms.ledgers();
        return (await missing()).length === 0 || undefined;
      },
      async () => (await missing()).slice(0, 5),
    );
  });

  afterAll(async () => {
    await exchange?.dispose();
    await sandbox?.stop();
    await redis?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** What is not at a receiver as it should be, by the receivers' own books and the bytes that they keep. */
  async function missing(): Promise<{ id: string; guid: string; due: string; last?: string }[]> {
    const found: Awaited<ReturnType<typeof missing>> = [];
    const last = new Map<string, Receipt>();
    for (const [id, receipts] of ledgers)
      for (const receipt of receipts) last.set(`${id} ${receipt.guid}`, receipt);
    for (const [guid, { receivers, kind, headline }] of expected) {
      for (const id of receivers) {
        const receipt = last.get(`${id} ${guid}`);
        const says =
          headline && receipt && (await sandbox.newsrooms.body(id, receipt.webhookId))?.includes(headline);
        if (kind === 'kill' && receipt === undefined) continue;
        if (receipt?.kind === kind && says !== false) continue;
        found.push({
          id,
          guid,
          due: `${kind} ${headline ?? ''}`,
          last: receipt && `${receipt.kind} ${receipt.version}`,
        });
      }
    }
    return found;
  }

  it('gives every receiver every item that the memoranda give it, in its last version', async () => {
    expect(expected.size).toBe(2_000);
    expect(await missing()).toEqual([]);
  });

  it('breaks no order of versions, and repeats nothing but under the same webhook-id', async () => {
    for (const receiver of await sandbox.newsrooms.receivers()) {
      const { id, orderViolations, unexplainedDuplicates, refused } = receiver;
      expect({ id, orderViolations, unexplainedDuplicates, refused }).toEqual({
        id,
        orderViolations: 0,
        unexplainedDuplicates: 0,
        refused: 0,
      });
    }
    for (const [id, receipts] of ledgers) {
      const first = new Map<string, string>();
      for (const { guid, version, kind, webhookId } of receipts) {
        const said = first.get(`${kind} ${version} ${guid}`) ?? webhookId;
        expect({ id, guid, version, webhookId }).toEqual({ id, guid, version, webhookId: said });
        first.set(`${kind} ${version} ${guid}`, said);
      }
    }
  });

  it('has nothing left to do, and nothing dead', async () => {
    const lanes = async () => (await exchange.get<{ items: Lane[] }>('/v1/destinations')).items;
    expect(await lanes()).toHaveLength(8);
    // What the newsrooms hold under an embargo still waits, and is not due. What they have may not be settled yet.
    await until(
      'nothing to be due or in the air',
      60_000,
      async () =>
        (await lanes()).every((lane) => lane.oldestDueAt === undefined && lane.inFlight === 0) || undefined,
      lanes,
    );
    for (const { id, dead } of await lanes()) expect({ id, dead }).toEqual({ id, dead: 0 });
  });
}

async function flush({ url }: TestRedis): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
