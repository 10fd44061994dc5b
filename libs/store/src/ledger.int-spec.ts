import { setTimeout as sleep } from 'node:timers/promises';
import type { Destination } from '#exchange/outbound/outbound-ports.js';
import { breakerConformance } from '#exchange/testing/breaker-conformance.js';
import { deliveryLedgerConformance } from '#exchange/testing/delivery-ledger-conformance.js';
import { deliveryLedgerProperties } from '#exchange/testing/delivery-ledger-properties.js';
import { deliveryRulesConformance } from '#exchange/testing/delivery-rules-conformance.js';
import { dismissalConformance } from '#exchange/testing/dismissal-conformance.js';
import { everyVersionConformance } from '#exchange/testing/every-version-conformance.js';
import { itemHoldersConformance } from '#exchange/testing/item-holders-conformance.js';
import { itemLedgerConformance } from '#exchange/testing/item-ledger-conformance.js';
import type { LedgerUnderTest } from '#exchange/testing/ledger-under-test.js';
import { asPartnerId, type DestinationId } from '#news/ids.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { SqlDeliveryLedger } from './delivery-ledger.js';
import { Dismissal } from './dismissal.js';
import { SqlItemLedger } from './item-ledger.js';
import { LaneClaims } from './lane-claims.js';
import { LaneFront } from './lane-front.js';
import { ReceiptBook } from './receipt-book.js';
import { Replay } from './replay.js';
import { shiftTime } from './testing/shift-time.js';
import { RecordCache, SqlVersionReader } from './version-reader.js';

let store: MigratedStore;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

async function openLedger(): Promise<LedgerUnderTest> {
  const { pool } = store;
  await store.clear();
  await pool.query(`INSERT INTO partner (id, settings) VALUES ('khabar', '{}')`);
  let looks = 0;
  let worker = 1;
  const known = new Map<DestinationId, Destination>();
  const setState = (id: DestinationId, state: string) =>
    pool.query('UPDATE lane SET state = $2 WHERE destination_id = $1', [id, state]).then(() => undefined);
  const claims = new LaneClaims(pool, {
    // Every look into a lane is a whole one: a front knows nothing of time that is made to pass.
    front: new LaneFront(() => (looks += 1000)),
    worker: {
      get number() {
        return worker;
      },
    },
  });
  const deliveries = new SqlDeliveryLedger(pool, { find: async (id) => known.get(id) }, claims);
  return {
    items: new SqlItemLedger(pool, new RecordCache(), claims),
    versions: new SqlVersionReader(pool, new RecordCache()),
    deliveries,
    addDestination: async ({ id, maxInFlight, ...pace }) => {
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
        ratePerSecond: pace.ratePerSecond,
      });
      await pool.query(`INSERT INTO destination (id, partner_id, settings) VALUES ($1, 'khabar', '{}')`, [
        id,
      ]);
      await pool.query(ADD_LANE, [
        id,
        maxInFlight,
        pace.ratePerSecond,
        pace.burst,
        pace.everyVersion ?? false,
        pace.maxAgeSeconds,
        pace.quiet ?? false,
      ]);
    },
    pause: (id) => setState(id, 'paused'),
    resume: (id) => setState(id, 'open'),
    loseWorker: async () => {
      await pool.query(`INSERT INTO worker (number, absent_since) VALUES ($1, now() - interval '3 s')`, [
        worker,
      ]);
      worker += 1;
      await deliveries.expireLeases();
    },
    dismiss: (what) => new Dismissal(pool).run(what, { by: 'Aynur', reason: 'They have them by mail' }),
    confirmRemovals: async (id) => {
      await pool.query('UPDATE recall_holder SET confirmed_at = now() WHERE destination_id = $1', [id]);
    },
    receipt: async ({ destinationId, webhookId }, status) => {
      expect(await new ReceiptBook(pool).take(destinationId, { webhookId, status })).toBeDefined();
    },
    replay: async (deliveryId) => (await new Replay(pool).run({ deliveryId })).toSend === 1,
    pass: async (milliseconds) => {
      if (milliseconds < 1000) await sleep(milliseconds);
      else await shiftTime(pool, milliseconds);
    },
    now: () => new Date(),
    close: async () => {},
  };
}

/** Quiet hours are those around now. */
const ADD_LANE = `
  INSERT INTO lane (destination_id, max_in_flight, rate_per_second, burst, every_version, max_age_seconds, quiet_from,
                    quiet_until, quiet_zone)
  SELECT $1, $2, $3, $4, $5, $6, quiet.at - interval '1 hour', quiet.at + interval '1 hour',
         CASE WHEN quiet.at IS NOT NULL THEN 'UTC' END
    FROM (SELECT CASE WHEN $7::boolean THEN (now() AT TIME ZONE 'UTC')::time END AS at) quiet`;

deliveryLedgerConformance('the SQL ledger', { open: openLedger });
deliveryRulesConformance('the SQL ledger', { open: openLedger });
breakerConformance('the SQL ledger', { open: openLedger });
dismissalConformance('the SQL ledger', { open: openLedger });
everyVersionConformance('the SQL ledger', { open: openLedger });
deliveryLedgerProperties('the SQL ledger', { open: openLedger, runs: 60 });
itemLedgerConformance('the SQL ledger', { open: openLedger });
itemHoldersConformance('the SQL ledger', { open: openLedger });
