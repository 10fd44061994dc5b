import type { ItemLedger } from '#exchange/inbound/inbound-ports.js';
import type { DeliveryLedger, VersionReader } from '#exchange/outbound/outbound-ports.js';
import type { DestinationId } from '#news/ids.js';

/** Both halves of one empty ledger, and what a suite must be able to do to it from outside. */
export interface LedgerHarness {
  items: ItemLedger;
  deliveries: DeliveryLedger;
  versions: VersionReader;
  /** Makes a destination and its open lane. */
  addDestination(id: DestinationId, maxInFlight: number): Promise<void>;
  setLane(id: DestinationId, state: 'open' | 'paused'): Promise<void>;
  now(): Date;
  /** Time passes for everything in the ledger that is due, leased or resting. */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}
