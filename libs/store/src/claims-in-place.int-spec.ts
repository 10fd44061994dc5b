import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { openStore, poolOf } from './data-source.js';
import { LaneClaims } from './lane-claims.js';
import { ClaimsInPlace1764770000000 } from './migrations/1764770000000-claims-in-place.js';
import { SequenceBook } from './sequence-book.js';
import { aRecord, BAKU_TV, KHABAR, type SmallExchange } from './testing/small-exchange.js';
import { inTransaction } from './transaction.js';

describe('claims that leave a delivery where it lies', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });
  beforeEach(() => store.pool.query('UPDATE lane SET max_in_flight = 256, rate_per_second = NULL'));

  const accept = (from: number, to: number) =>
    exchange.accept(...Array.from({ length: to - from + 1 }, (_, i) => aRecord(`urn:${from + i}`)));

  it('are made within a transaction that has the last connection', async () => {
    await accept(1, 2);
    const dataSource = await openStore({ url: store.url, poolSize: 1 });
    try {
      const pool = poolOf(dataSource);
      const claims = new LaneClaims(pool);
      const wish = { destinationId: KHABAR, most: 20, leaseSeconds: 30, leaseEnds: 0 };
      const [taken] = await inTransaction(pool, (client) => claims.takeWithin(client, [wish]));
      expect(taken?.deliveries.map(({ guid }) => guid)).toEqual(['urn:1', 'urn:2']);
    } finally {
      await dataSource.destroy();
    }
  });

  it('takes over an existing ledger, and goes back', async () => {
    await accept(1, 70);
    await exchange.send(KHABAR);
    await exchange.send(BAKU_TV, 'dead');
    await accept(71, 73);
    const inAir = await exchange.claim(KHABAR);
    const book = new SequenceBook(store.pool);
    const told = async () => ({
      numbers: await book.between(KHABAR, 1, 100),
      some: await book.between(KHABAR, 63, 66),
      last: await book.last(KHABAR),
      behind: await book.deliveries(KHABAR, [1, 64, 65, 73, 74]),
    });
    const before = await told();
    expect(before.numbers.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 73 }, (_, i) => i + 1),
    );
    expect(before.some.map(({ sequence }) => sequence)).toEqual([63, 64, 65, 66]);
    expect([...before.behind.keys()]).toEqual([1, 64, 65, 73]);

    const runner = store.dataSource.createQueryRunner();
    const all = store.dataSource.migrations;
    const migrations = all.slice(all.findIndex((one) => one instanceof ClaimsInPlace1764770000000));
    expect(migrations.length).toBeGreaterThan(1);
    for (const migration of migrations.toReversed()) await migration.down(runner);
    const { rows } = await store.pool.query(
      'SELECT count(*), max(sequence) FROM delivery_sequence WHERE destination_id = $1',
      [KHABAR],
    );
    expect(rows).toEqual([{ count: 73, max: 73 }]);
    for (const migration of migrations) await migration.up(runner);
    await runner.release();
    expect(await told()).toEqual(before);
    const { rows: flying } = await store.pool.query(
      'SELECT unnest(flying) AS id FROM lane WHERE destination_id = $1',
      [KHABAR],
    );
    expect(flying.map(({ id }) => id).sort()).toEqual(inAir.map(({ id }) => id).sort());

    // Nothing that is in the air is taken again, and numbers go on.
    await accept(74, 75);
    expect((await exchange.claim(KHABAR)).map(({ sequence }) => sequence)).toEqual([74, 75]);
  });

  it('forgets what has landed, and nothing that is in the air', async () => {
    await accept(1, 4);
    await exchange.send(BAKU_TV);
    await exchange.claim(KHABAR, 2);
    const [third] = await exchange.claim(KHABAR, 1);
    await exchange.deliveries.release([third!]);
    await exchange.deliveries.expireLeases();
    const { rows } = await store.pool.query(
      `SELECT destination_id, cardinality(flying) AS n FROM lane WHERE destination_id = ANY ($1) ORDER BY n`,
      [[KHABAR, BAKU_TV]],
    );
    expect(rows).toEqual([
      { destination_id: BAKU_TV, n: 0 },
      { destination_id: KHABAR, n: 2 },
    ]);
    expect((await exchange.claim(KHABAR)).map(({ sequence }) => sequence)).toEqual([3, 4]);
  });

  it('takes nothing where two deliveries of one item would be in the air', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    const [first, second] = await exchange.claim(KHABAR);
    await exchange.accept(aRecord('urn:c'));
    // No way that the ledger knows leads here.
    await store.pool.query(`UPDATE delivery SET item_id = $1, version = 2 WHERE id = $2`, [
      first!.itemId,
      second!.id,
    ]);
    await expect(exchange.claim(KHABAR)).rejects.toThrow('two deliveries of one item would be in the air to');
  });

  it('waits for the disk where it takes something, and only there', async () => {
    await exchange.accept(aRecord('urn:a'));
    const waits = async () => {
      const client = await store.pool.connect();
      try {
        await client.query('BEGIN; SET LOCAL synchronous_commit = on');
        await client.query('SELECT * FROM claim_lanes($1, $2, $3, $4, $4, NULL, true)', [
          [KHABAR],
          [1],
          [30],
          ['{}'],
        ]);
        const { rows } = await client.query('SHOW synchronous_commit');
        return rows[0].synchronous_commit;
      } finally {
        await client.query('COMMIT');
        client.release();
      }
    };
    expect(await waits()).toBe('on');
    expect(await waits()).toBe('off');
  });
});
