import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../services/postgres.js';
import { startRedis } from '../services/redis.js';
import { itWithRedis } from '../services/with-redis.js';
import { makeFolder, ownSettings, type RunningExchange, startExchange } from './running-exchange.js';
import { type Account, endPostgres, lives, postgresPid, root, spawnStart } from './start-process.js';
import { pause, until } from './until.js';

const isRoot = process.getuid?.() === 0;

interface Pair {
  permitted: boolean;
  delivered: number;
}

async function deliveredCount(exchange: RunningExchange): Promise<number> {
  const { pairs } = await exchange.get<{ pairs: Pair[] }>('/v1/exchange/summary');
  return pairs.reduce((sum, { delivered }) => sum + delivered, 0);
}

/** Everything permitted flows. */
async function delivers(exchange: RunningExchange): Promise<void> {
  const without = async () => {
    const { pairs } = await exchange.get<{ pairs: Pair[] }>('/v1/exchange/summary');
    return pairs.filter(({ permitted, delivered }) => permitted && delivered === 0);
  };
  await until(
    'every permitted pair to be delivered to',
    120_000,
    async () => (await without()).length === 0 || undefined,
    without,
  );
}

/** Something published now arrives. */
async function deliversNew(exchange: RunningExchange, headline: string): Promise<void> {
  const { guid } = await exchange.newsrooms.publish('report/en.xml', { headline });
  const receipts = () => exchange.newsrooms.ledger('khabar-ninjs');
  await until(
    `“${headline}” to arrive`,
    60_000,
    async () => (await receipts()).some((receipt) => receipt.guid === guid) || undefined,
    async () => ({ guid, last: (await receipts()).at(-1), printed: exchange.process.output().slice(-2_000) }),
  );
}

/** SIGTERM ends everything, and says so. */
async function stopsInOrder(exchange: RunningExchange, movedTo?: string): Promise<void> {
  const postgres = postgresPid(exchange.dataDir, movedTo);
  expect(await exchange.stop()).toBe(0);
  expect(exchange.process.output()).toMatch(/SIGTERM: finishing what is in the air[\s\S]*Stopped\.\s*$/);
  expect(exchange.process.output()).not.toMatch(/unhandled/i);
  if (postgres !== undefined) expect(lives(postgres)).toBe(false);
  for (const file of ['korpu.lock', 'running.json'])
    expect(existsSync(join(exchange.dataDir, file))).toBe(false);
}

describe('an exchange that is stopped, killed and started again', () => {
  let exchange: RunningExchange;
  beforeAll(async () => {
    exchange = await startExchange({ SANDBOX_SPEED: '0.001' });
    await delivers(exchange);
  });
  afterAll(() => exchange?.dispose());

  it('does not let a second one onto its data folder, and goes on', async () => {
    const second = spawnStart({ ...(await ownSettings('/nowhere')), KORPU_DATA_DIR: exchange.dataDir });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(
      `Korpu is already running on this data folder (process ${exchange.process.pid}).`,
    );
    expect(second.output()).toContain('KORPU_DATA_DIR');
    await deliversNew(exchange, 'Still here after the second one');
  });

  it('stops in order on SIGTERM, whoever listens and whoever hangs, and resumes', async () => {
    const before = await deliveredCount(exchange);
    const stream = await exchange.fetch('/v1/stream');
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    // Its end is what we are after; that it is cut off is no fault.
    const read = stream.text().catch(() => undefined);
    await exchange.newsrooms.fault('khabar-newsml', { mode: 'hang' });
    await exchange.newsrooms.publish('report/en.xml', { headline: 'In the air when the signal comes' });
    const lane = () => exchange.get<{ inFlight: number }>('/v1/destinations/khabar-newsml');
    await until('something in the air', 60_000, async () => (await lane()).inFlight > 0 || undefined, lane);
    await stopsInOrder(exchange);
    await read;

    exchange = await exchange.restart();
    expect(await deliveredCount(exchange)).toBeGreaterThanOrEqual(before);
    const { items } = await exchange.get<{ items: { guid: string }[] }>('/v1/items?headline=In the air when');
    await until(
      'what was in the air to arrive',
      60_000,
      async () => {
        const receipts = await exchange.newsrooms.ledger('khabar-newsml');
        return receipts.some(({ guid }) => guid === items[0]?.guid) || undefined;
      },
      async () => ({ items, lane: await lane() }),
    );
  });

  it('ends at once on a second signal, PostgreSQL too, and resumes', async () => {
    const before = await deliveredCount(exchange);
    await exchange.newsrooms.fault('khabar-newsml', { mode: 'hang' });
    await exchange.newsrooms.publish('report/en.xml', { headline: 'In the air when somebody is in a hurry' });
    const lane = () => exchange.get<{ inFlight: number }>('/v1/destinations/khabar-newsml');
    await until('something in the air', 60_000, async () => (await lane()).inFlight > 0 || undefined, lane);
    const postgres = postgresPid(exchange.dataDir)!;
    const { process } = exchange;
    process.signal('SIGTERM');
    await until(
      'the first signal to be heard',
      60_000,
      () => process.output().includes('once more to stop at once') || undefined,
      process.output,
    );
    process.signal('SIGTERM');
    expect(await process.exited).toBe(130);
    expect(lives(postgres)).toBe(false);

    exchange = await exchange.restart();
    expect(await deliveredCount(exchange)).toBeGreaterThanOrEqual(before);
    await deliversNew(exchange, 'After the hurry');
  });

  it('recovers after SIGKILL, although the old PostgreSQL still runs', async () => {
    const before = await deliveredCount(exchange);
    await exchange.kill();
    const survivor = postgresPid(exchange.dataDir);
    expect(survivor).toBeDefined();

    exchange = await exchange.restart();
    expect(lives(survivor!)).toBe(false);
    expect(postgresPid(exchange.dataDir)).toBeDefined();
    expect(await deliveredCount(exchange)).toBeGreaterThanOrEqual(before);
    await deliversNew(exchange, 'After the lights went out');
  });

  it('takes a signal while it starts, and leaves nothing behind', async () => {
    await exchange.stop();
    const env = { ...(await ownSettings('/nowhere')), KORPU_DATA_DIR: exchange.dataDir };
    for (const wait of [0, 150, 600]) {
      const start = spawnStart(env);
      await until(
        'PostgreSQL to be started',
        60_000,
        () => start.output().includes('Starting PostgreSQL') || undefined,
        start.output,
      );
      await pause(wait);
      start.signal('SIGTERM');
      expect(await start.exited).toBe(0);
      expect(postgresPid(exchange.dataDir)).toBeUndefined();
    }
  });
});

describe('an exchange on servers of its own', () => {
  it('delivers with DATABASE_URL, starts no PostgreSQL and leaves that one running', async () => {
    const server = await startPostgres();
    const exchange = await startExchange({ DATABASE_URL: server.url });
    try {
      await delivers(exchange);
      expect(existsSync(join(exchange.dataDir, 'postgres'))).toBe(false);
      expect(exchange.process.output()).toContain('the server of DATABASE_URL');
      await stopsInOrder(exchange);
      const again = await exchange.restart();
      expect(await deliveredCount(again)).toBeGreaterThan(0);
      await again.stop();
    } finally {
      await exchange.dispose();
      await server.stop();
    }
  });

  itWithRedis('delivers with REDIS_URL, goes on when that dies, and stops without it', async () => {
    const redis = await startRedis();
    const exchange = await startExchange({ REDIS_URL: redis.url, SANDBOX_SPEED: '0.001' });
    try {
      await delivers(exchange);
      expect(exchange.process.output()).toContain('the server of REDIS_URL');
      await redis.kill();
      await deliversNew(exchange, 'Without a queue');
      const ready = await fetch(`${exchange.url}/health/ready`);
      expect(ready.status).toBe(200);
      await stopsInOrder(exchange);
    } finally {
      await exchange.dispose();
      await redis.stop();
    }
  });
});

(isRoot ? describe : describe.skip)(
  `an exchange of root${isRoot ? '' : ' (skipped: this is not root)'}`,
  () => {
    it('in a folder that only root may enter keeps PostgreSQL where its account can, and says where', async () => {
      const folder = await makeFolder();
      chmodSync(folder, 0o700);
      const exchange = await startExchange({ KORPU_DATA_DIR: join(folder, 'data') });
      const [, movedTo] = /data in (\S+) \(its account cannot enter/.exec(exchange.process.output()) ?? [];
      try {
        expect(movedTo).toMatch(/^\/var\/lib\/korpu\//);
        expect(postgresPid(exchange.dataDir, movedTo)).toBeDefined();
        expect(existsSync(join(exchange.dataDir, 'postgres'))).toBe(false);
        await delivers(exchange);
        await stopsInOrder(exchange, movedTo);
      } finally {
        await exchange.dispose();
        await endPostgres(exchange.dataDir, movedTo);
        rmSync(folder, { recursive: true, force: true });
        if (movedTo) rmSync(movedTo, { recursive: true, force: true });
      }
    });

    const nobody = isRoot ? accountOf('nobody') : undefined;
    const canEnter = nobody !== undefined && mayRead(nobody);
    (canEnter ? it : it.skip)(
      `as an ordinary user who was lent the project${canEnter ? '' : ' (skipped: that user cannot enter this folder)'}`,
      async () => {
        const exchange = await startExchange({}, nobody);
        try {
          await delivers(exchange);
          await stopsInOrder(exchange);
          expect(readdirSync(exchange.dataDir)).toContain('postgres');
        } finally {
          await exchange.dispose();
        }
      },
    );
  },
);

function accountOf(name: string): Account | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** Whether the account can read the project and start its programs. */
function mayRead(account: Account): boolean {
  try {
    execFileSync(process.execPath, ['--check', 'apps/standalone/start.mjs'], {
      ...account,
      cwd: root,
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
