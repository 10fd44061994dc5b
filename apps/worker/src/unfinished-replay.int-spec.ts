import { setTimeout as sleep } from 'node:timers/promises';
import { ReplayReads } from '#store/read/replays.js';
import { Replay } from '#store/replay.js';
import { aRecord, BAKU_TV, SmallExchange } from '#store/testing/small-exchange.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { runWorker } from './run-worker.js';
import { openTestExchange, silent } from './testing/open-test-exchange.js';

const ITEMS = 12;

describe('a replay that nobody finished', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await startStore();
  }, 60_000);
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
      const until = performance.now() + 20_000;
      while ((await reads.find(id))?.state !== 'settled' && performance.now() < until) await sleep(100);
      expect(await reads.find(id)).toMatchObject({ state: 'settled', toSend: ITEMS, delivered: ITEMS });
    } finally {
      await worker.close();
      await exchange.close();
    }
  }, 60_000);
});
