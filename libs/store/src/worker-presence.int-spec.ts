import { until } from '../../../test/e2e/until.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { LastingSession } from './lasting-session.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';
import { WorkerPresence } from './worker-presence.js';

const NAME = 'worker-presence';

describe('WorkerPresence', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let worker: WorkerPresence;
  let session: LastingSession;
  let lost: number;
  beforeAll(async () => {
    store = await startStore();
  });
  beforeEach(async () => {
    await store.clear();
    worker = new WorkerPresence();
    lost = 0;
    session = open(worker);
    await session.start();
    exchange = await SmallExchange.open(store.dataSource, store.pool, worker);
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
  });
  afterEach(() => session.close());
  afterAll(() => store.stop());

  const open = (presence: WorkerPresence, againMs = 200) =>
    new LastingSession({ url: store.url, applicationName: NAME, lost: () => (lost += 1), againMs }, [
      presence,
    ]);
  const sweep = () => exchange.deliveries.expireLeases();
  /** As if what the last sweep found absent had been so for that long now. */
  const wait = (seconds: number) =>
    store.pool.query(
      'UPDATE worker SET absent_since = now() - make_interval(secs => $1) WHERE absent_since IS NOT NULL',
      [seconds],
    );
  const breakSession = async () => {
    const before = lost;
    await store.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
      [NAME],
    );
    await until('the session to be lost', 60_000, () => lost > before || undefined);
  };

  it('keeps what a worker has in the air while its session is there', async () => {
    expect(await exchange.claim(KHABAR)).toHaveLength(2);
    await sweep();
    await wait(60);
    expect(await sweep()).toBe(0);
    expect(await exchange.claim(KHABAR)).toEqual([]);
  });

  it('gives it back two seconds after the session ended, and forgets the worker', async () => {
    await exchange.claim(KHABAR);
    await session.close();
    expect(await sweep()).toBe(0);
    await wait(1);
    expect(await sweep()).toBe(0);
    await wait(2);
    expect(await sweep()).toBe(2);
    expect(await exchange.claim(KHABAR)).toHaveLength(2);
    expect((await store.pool.query('SELECT FROM worker')).rowCount).toBe(0);
  });

  it('survives a session that broke: the next one has the number of the last', async () => {
    const { number } = worker;
    await exchange.claim(KHABAR);
    await breakSession();
    expect(worker.number).toBeUndefined();
    await sweep();
    await until('a number', 60_000, () => worker.number);
    expect(worker.number).toBe(number);
    await wait(60);
    expect(await sweep()).toBe(0);
    expect(await exchange.claim(KHABAR)).toEqual([]);
  });

  it('claims under no number while no session stands for it', async () => {
    await session.close();
    session = open(worker, 600_000);
    await session.start();
    await breakSession();
    await exchange.claim(KHABAR);
    const { rows } = await store.pool.query<{ worker: number | null }>('SELECT worker FROM delivery');
    expect(rows).toContainEqual({ worker: null });
    expect(rows.filter((row) => row.worker !== null)).toEqual([]);
  });

  it('takes another number where its own cannot be had', async () => {
    const { number } = worker;
    const held = await store.pool.connect();
    // As the session before, of which the server does not know that it is gone. It stands in the queue for the lock.
    const holding = held.query(`SELECT pg_advisory_lock(hashtext('korpu: worker'), $1)`, [number]);
    await breakSession();
    await holding;
    await until('a number', 60_000, () => worker.number);
    expect(worker.number).toBeGreaterThan(number!);
    held.release(true);
  });

  it('is one of many: only the worker that is gone loses what it has', async () => {
    const other = new WorkerPresence();
    const otherSession = open(other);
    await otherSession.start();
    const its = await SmallExchange.open(store.dataSource, store.pool, other);
    const [claimed] = await its.claim(KHABAR, 1);
    await exchange.claim(KHABAR, 1);
    await otherSession.close();
    // PostgreSQL frees the lock when it knows that the session has ended.
    await until('a sweep to find it free', 60_000, async () => {
      await sweep();
      return (await store.pool.query('SELECT FROM worker WHERE absent_since IS NOT NULL')).rows[0];
    });
    await wait(3);
    expect(await sweep()).toBe(1);
    expect((await exchange.claim(KHABAR)).map(({ id }) => id)).toEqual([claimed!.id]);
  });
});
