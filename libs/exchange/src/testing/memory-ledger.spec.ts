import { breakerConformance } from './breaker-conformance.js';
import { deliveryLedgerConformance } from './delivery-ledger-conformance.js';
import { deliveryLedgerProperties } from './delivery-ledger-properties.js';
import { deliveryRulesConformance } from './delivery-rules-conformance.js';
import { dismissalConformance } from './dismissal-conformance.js';
import { everyVersionConformance } from './every-version-conformance.js';
import { FakeClock } from './fake-clock.js';
import { itemHoldersConformance } from './item-holders-conformance.js';
import { itemLedgerConformance } from './item-ledger-conformance.js';
import type { LedgerUnderTest } from './ledger-under-test.js';
import { makeDestination } from './make-destination.js';
import { MemoryDeliveryLedger } from './memory-delivery-ledger.js';
import { MemoryItemLedger } from './memory-item-ledger.js';
import { MemoryTables } from './memory-tables.js';

async function open(): Promise<LedgerUnderTest> {
  const clock = new FakeClock();
  const tables = new MemoryTables(clock);
  const deliveries = new MemoryDeliveryLedger(tables);
  const items = new MemoryItemLedger(tables);
  return {
    items,
    versions: items,
    deliveries,
    addDestination: async ({ id, maxInFlight, ...pace }) =>
      tables.addDestination(makeDestination({ id, maxInFlight }), pace),
    pause: async (id) => tables.setLane(id, 'paused'),
    resume: async (id) => tables.setLane(id, 'open'),
    loseWorker: async () => {
      tables.worker += 1;
      await deliveries.expireLeases();
    },
    replay: async (id) => tables.replay(id),
    dismiss: async (what) => tables.dismiss(what),
    confirmRemovals: async (id) => {
      for (const row of tables.deliveries)
        if (row.destinationId === id && row.kind === 'kill') row.confirmed = true;
    },
    receipt: async ({ id }, status) => items.receipt(id, status),
    pass: async (milliseconds) => clock.advance(milliseconds / 1000),
    now: () => clock.now(),
    close: async () => {},
  };
}

itemLedgerConformance('the memory ledger', { open });
itemHoldersConformance('the memory ledger', { open });
deliveryLedgerConformance('the memory ledger', { open });
deliveryRulesConformance('the memory ledger', { open });
breakerConformance('the memory ledger', { open });
dismissalConformance('the memory ledger', { open });
everyVersionConformance('the memory ledger', { open });
deliveryLedgerProperties('the memory ledger', { open, runs: 500 });
