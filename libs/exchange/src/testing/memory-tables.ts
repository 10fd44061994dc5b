import type { Decision } from '#agreements/agreement.js';
import type { Clock } from '#exchange/clock.js';
import type { Change, PlannedDelivery } from '#exchange/inbound/inbound-ports.js';
import type { AttemptRecord, Destination } from '#exchange/outbound/outbound-ports.js';
import type { DestinationId, Guid, PartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';

export interface ItemRow {
  itemId: number;
  partnerId: PartnerId;
  guid: Guid;
  version: number;
  providerVersion?: number;
  record: NewsRecord;
  earlierFingerprints: string[];
}

export interface VersionRow {
  itemId: number;
  version: number;
  change: Change;
  record: NewsRecord;
  fetchId?: number;
}

export interface DeliveryRow extends PlannedDelivery {
  id: number;
  itemId: number;
  version: number;
  state: 'pending' | 'in_flight' | 'delivered' | 'superseded' | 'dead';
  /** Milliseconds since 1970, like every moment in these tables. */
  due: number;
  attempts: number;
  fence: number;
  /** Kept when the lease runs out, as the sign that the worker's late word still counts. */
  leaseUntil?: number;
  ambiguous: boolean;
  /** Given when it is first claimed. */
  sequence?: number;
  code?: string;
}

export interface Holding {
  destinationId: DestinationId;
  itemId: number;
  version: number;
  killed: boolean;
}

export interface Lane {
  destination: Destination;
  state: 'open' | 'paused' | 'disabled';
  consecutiveFailures: number;
  openUntil?: number;
  /** Absent = no limit. */
  rate?: { perSecond: number; burst: number; tokens: number; at: number };
}

/** The ledger as plain lists, for tests of what stands on its ports. */
export class MemoryTables {
  readonly items: ItemRow[] = [];
  readonly versions: VersionRow[] = [];
  readonly decisions: {
    itemId: number;
    version: number;
    destinationId: DestinationId;
    decision: Decision;
  }[] = [];
  readonly deliveries: DeliveryRow[] = [];
  readonly holdings: Holding[] = [];
  readonly lanes = new Map<DestinationId, Lane>();
  readonly attempts: (AttemptRecord & { deliveryId: number; settled: boolean })[] = [];

  constructor(readonly clock: Clock) {}

  get now(): number {
    return this.clock.now().getTime();
  }

  addDestination(destination: Destination, pace: { ratePerSecond?: number; burst?: number } = {}): void {
    const { ratePerSecond: perSecond, burst = Math.max(1, perSecond ?? 1) } = pace;
    const rate = perSecond === undefined ? undefined : { perSecond, burst, tokens: 0, at: this.now };
    this.lanes.set(destination.id, { destination, state: 'open', consecutiveFailures: 0, rate });
  }

  setLane(id: DestinationId, state: Lane['state']): void {
    this.lanes.get(id)!.state = state;
  }

  holding(destinationId: DestinationId, itemId: number): Holding | undefined {
    return this.holdings.find((held) => held.destinationId === destinationId && held.itemId === itemId);
  }

  /** Something newer waits for the same destination: a kill is overtaken by a later kill alone. */
  isOvertaken(row: DeliveryRow): boolean {
    return this.deliveries.some(
      (other) =>
        other.itemId === row.itemId &&
        other.destinationId === row.destinationId &&
        other.state === 'pending' &&
        (other.kind === 'kill' || row.kind === 'item') &&
        (other.version > row.version ||
          (other.version === row.version && other.kind === 'kill' && row.kind === 'item')),
    );
  }
}
