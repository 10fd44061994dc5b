import { setTimeout as sleep } from 'node:timers/promises';
import type { Destination } from '#exchange/outbound/outbound-ports.js';
import { deliveryLedgerConformance } from '#exchange/testing/delivery-ledger-conformance.js';
import { itemLedgerConformance } from '#exchange/testing/item-ledger-conformance.js';
import type { LedgerUnderTest } from '#exchange/testing/ledger-under-test.js';
import { asPartnerId, type DestinationId } from '#news/ids.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { SqlDeliveryLedger } from './delivery-ledger.js';
import { SqlItemLedger } from './item-ledger.js';
import { RecordCache } from './version-reader.js';

let store: MigratedStore;
beforeAll(async () => {
  store = await startStore();
}, 60_000);
afterAll(() => store.stop());

async function openLedger(): Promise<LedgerUnderTest> {
  const { pool } = store;
  await store.clear();
  await pool.query(`INSERT INTO partner (id, settings) VALUES ('khabar', '{}')`);
  const known = new Map<DestinationId, Destination>();
  const setState = (id: DestinationId, state: string) =>
    pool.query('UPDATE lane SET state = $2 WHERE destination_id = $1', [id, state]).then(() => undefined);
  return {
    items: new SqlItemLedger(pool, new RecordCache()),
    deliveries: new SqlDeliveryLedger(pool, { find: async (id) => known.get(id) }),
    addDestination: async ({ id, maxInFlight, ratePerSecond, burst }) => {
      known.set(id, {
        id,
        partnerId: asPartnerId('khabar'),
        transport: 'webhook',
        format: 'ninjs',
        secrets: [],
        headers: {},
        timeoutSeconds: 20,
        retrySeconds: [5, 30],
        maxInFlight,
      });
      await pool.query(`INSERT INTO destination (id, partner_id, settings) VALUES ($1, 'khabar', '{}')`, [
        id,
      ]);
      await pool.query(
        'INSERT INTO lane (destination_id, max_in_flight, rate_per_second, burst) VALUES ($1, $2, $3, $4)',
        [id, maxInFlight, ratePerSecond, burst],
      );
    },
    pause: (id) => setState(id, 'paused'),
    resume: (id) => setState(id, 'open'),
    pass: (milliseconds) => sleep(milliseconds),
    now: () => new Date(),
    close: async () => {},
  };
}

deliveryLedgerConformance('the SQL ledger', { open: openLedger });
itemLedgerConformance('the SQL ledger', { open: openLedger });
