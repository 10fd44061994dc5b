import { SmallExchange } from '#store/testing/small-exchange.js';
import { type MigratedStore, startStore } from './migrated-store.js';

/** One database for the tests of a file or a `describe`; before each of them it is empty but for the sample configuration. */
export function onSmallExchange(
  opened: (played: { store: MigratedStore; exchange: SmallExchange }) => void,
): void {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(() => store?.stop());
  beforeEach(async () => {
    await store.clear();
    opened({ store, exchange: await SmallExchange.open(store.dataSource, store.pool) });
  });
}
