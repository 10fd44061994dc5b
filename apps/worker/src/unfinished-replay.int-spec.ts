import { ReplayReads } from '#store/read/replays.js';
import { Replay } from '#store/replay.js';
import { aRecord, BAKU_TV, SmallExchange } from '#store/testing/small-exchange.js';
import { until } from '../../../test/e2e/until.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { runWorker } from './run-worker.js';
import { openTestExchange, silent } from './testing/open-test-exchange.js';

const ITEMS = 12;

describe('a replay that nobody finished', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(() => store?.stop());

  it('is gone on with by the worker that sweeps', async () => {
    const played = await SmallExchange.open(store.dataSource, store.pool);
    await played.accept(...Array.from({ length: ITEMS }, (_, n) => aRecord(`urn:${n}`)));
    await store.pool.query(
      `UPDATE delivery SET state = 'dead', settled_at = now(), code = 'delivery.http-422' WHERE destination_id = $1`,
      [BAKU_TV],
    );
    // Whoever began it died after the first batch.
    const begun = new Replay(store.pool, 5);
    const id = await begun.begin({ destinationId: BAKU_TV, dead: true });
    expect(await begun.goOn(id)).toMatchObject({ toSend: 5, selected: false });

    const exchange = await openTestExchange({ databaseUrl: store.url });
    const worker = await runWorker(exchange, ['deliver', 'housekeeping'], silent);
    try {
      const reads = new ReplayReads(store.pool);
      const find = () => reads.find(id);
      await until(
        'it to be settled',
        60_000,
        async () => (await find())?.state === 'settled' || undefined,
        find,
      );
      expect(await find()).toMatchObject({ state: 'settled', toSend: ITEMS, delivered: ITEMS });
    } finally {
      await worker.close();
      await exchange.close();
    }
  });
});
