import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { aRecord, KHABAR, type SmallExchange } from './testing/small-exchange.js';

/** Pages of the database that a statement looks at. */
async function pagesOf(store: MigratedStore, statement: string): Promise<number> {
  const { rows } = await store.pool.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`);
  const [{ Plan: plan }] = rows[0]['QUERY PLAN'];
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

describe('lanes that are due', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  it('are found without looking through what was delivered, however much waits', async () => {
    await exchange.accept(aRecord('urn:1'));
    // What is due came last, as in any lane whose partner is slower than its feeds.
    await store.pool.query(
      `INSERT INTO delivery (destination_id, item_id, version, kind, state, priority, due_at, settled_at)
       SELECT l.destination_id, 1000 + n, 1, 'item', CASE WHEN n <= 14000 THEN 'delivered' ELSE 'pending' END,
              3, now() - interval '1 minute' + n * interval '1 ms', CASE WHEN n <= 14000 THEN now() END
         FROM generate_series(1, 20000) AS n, lane l WHERE l.state = 'open' ORDER BY n, random()`,
    );
    await store.pool.query('DELETE FROM delivery WHERE item_id < 1000');
    await store.pool.query('VACUUM ANALYZE delivery');
    expect(await exchange.deliveries.lanesDue(10)).toContain(KHABAR);
    expect(await pagesOf(store, 'SELECT lanes_due(10)')).toBeLessThan(100);
  });
});
