import { deliveryLedgerConformance } from './delivery-ledger-conformance.js';
import { FakeClock } from './fake-clock.js';
import { itemLedgerConformance } from './item-ledger-conformance.js';
import type { LedgerHarness } from './ledger-harness.js';
import { makeDestination } from './make-destination.js';
import { MemoryDeliveryLedger } from './memory-delivery-ledger.js';
import { MemoryItemLedger } from './memory-item-ledger.js';
import { MemoryTables } from './memory-tables.js';

async function open(): Promise<LedgerHarness> {
  const clock = new FakeClock();
  const tables = new MemoryTables(clock);
  const items = new MemoryItemLedger(tables);
  return {
    items,
    deliveries: new MemoryDeliveryLedger(tables),
    versions: items,
    addDestination: async (id, maxInFlight) => tables.addDestination(makeDestination({ id, maxInFlight })),
    setLane: async (id, state) => {
      tables.lanes.get(id)!.state = state;
    },
    now: () => clock.now(),
    advance: async (seconds) => clock.advance(seconds),
    close: async () => {},
  };
}

itemLedgerConformance('The memory ledger', open);
deliveryLedgerConformance('The memory ledger', open);
