import type {
  Claim,
  ClaimedDelivery,
  DeliveryId,
  DeliveryLedger,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import type { DestinationId } from '#news/ids.js';
import type { DeliveryRow, Lane, MemoryTables } from './memory-tables.js';

/** Failures in a row after which a lane rests, and for how long. */
const BREAKER = { failures: 5, restMs: 30_000 };

/** The delivery ledger in memory; passes the same conformance suite as the one in PostgreSQL. */
export class MemoryDeliveryLedger implements DeliveryLedger {
  constructor(private readonly tables: MemoryTables) {}

  async claim(destinationId: DestinationId, max: number, leaseSeconds: number): Promise<Claim> {
    const lane = this.tables.lanes.get(destinationId);
    if (lane === undefined) return { deliveries: [] };
    const claim: Claim = { destination: lane.destination, deliveries: [] };
    if (lane.state !== 'open') return claim;
    const flying = this.rows(destinationId, 'in_flight');
    const rooms = {
      kill: lane.destination.maxInFlight - flying.filter(({ kind }) => kind === 'kill').length,
      item: this.itemRoom(lane, flying),
    };
    const due = this.rows(destinationId, 'pending')
      .filter((row) => row.due <= this.tables.now)
      .sort((a, b) => a.priority - b.priority || a.due - b.due || a.id - b.id);
    for (const row of due) {
      if (claim.deliveries.length >= max) break;
      if (rooms[row.kind] <= 0 || this.mustWait(row)) continue;
      if (this.isPast(row)) {
        row.state = 'superseded';
        continue;
      }
      rooms[row.kind] -= 1;
      if (row.kind === 'item' && lane.rate) lane.rate.tokens -= 1;
      row.state = 'in_flight';
      row.attempts += 1;
      row.fence += 1;
      row.leaseUntil = this.tables.now + leaseSeconds * 1000;
      row.sequence ??= this.nextSequence(destinationId);
      claim.deliveries.push(this.claimed(row));
    }
    return claim;
  }

  async settle(settlements: Settlement[]): Promise<Set<DeliveryId>> {
    const effective = new Set<DeliveryId>();
    for (const settlement of settlements) {
      const row = this.tables.deliveries.find(({ id }) => id === settlement.deliveryId);
      if (row === undefined) continue;
      const settled =
        row.fence === settlement.fence &&
        (row.state === 'in_flight' ||
          (row.leaseUntil !== undefined &&
            (row.state === 'pending' || (row.state === 'superseded' && settlement.outcome === 'delivered'))));
      this.tables.attempts.push({ ...settlement.attempt, deliveryId: row.id, settled });
      if (!settled) continue;
      effective.add(row.id);
      this.settleRow(row, settlement);
    }
    return effective;
  }

  async release(claims: { id: DeliveryId; fence: number }[]): Promise<void> {
    for (const { id, fence } of claims) {
      const row = this.tables.deliveries.find((one) => one.id === id && one.fence === fence);
      if (row?.state !== 'in_flight') continue;
      row.state = 'pending';
      row.attempts -= 1;
      row.leaseUntil = undefined;
    }
  }

  async lanesDue(limit: number): Promise<DestinationId[]> {
    const { now, lanes } = this.tables;
    return [...lanes]
      .filter(([id, lane]) => {
        const due = this.rows(id, 'pending').filter((row) => row.due <= now);
        const resting = lane.openUntil !== undefined && lane.openUntil > now;
        return lane.state === 'open' && due.some((row) => row.kind === 'kill' || !resting);
      })
      .map(([id]) => id)
      .slice(0, limit);
  }

  async expireLeases(): Promise<number> {
    const lost = this.tables.deliveries.filter(
      ({ state, leaseUntil }) => state === 'in_flight' && leaseUntil! < this.tables.now,
    );
    for (const row of lost) {
      row.ambiguous = true;
      row.code = 'delivery.worker-lost';
      row.state = this.tables.isOvertaken(row) ? 'superseded' : 'pending';
    }
    return lost.length;
  }

  private nextSequence(destinationId: DestinationId): number {
    const given = this.tables.deliveries.filter(
      (row) => row.destinationId === destinationId && row.sequence !== undefined,
    );
    return given.length + 1;
  }

  private rows(destinationId: DestinationId, state: DeliveryRow['state']): DeliveryRow[] {
    return this.tables.deliveries.filter((row) => row.destinationId === destinationId && row.state === state);
  }

  private itemRoom(lane: Lane, flying: DeliveryRow[]): number {
    const free = lane.destination.maxInFlight - flying.filter(({ kind }) => kind === 'item').length;
    const room = Math.min(free, this.tokens(lane));
    if (lane.openUntil === undefined) return room;
    // After its rest a lane is tried with one send.
    return lane.openUntil > this.tables.now ? 0 : Math.min(room, 1 - flying.length);
  }

  private tokens({ rate }: Lane): number {
    if (rate === undefined) return Number.POSITIVE_INFINITY;
    const earned = (rate.perSecond * (this.tables.now - rate.at)) / 1000;
    rate.tokens = Math.min(rate.burst, rate.tokens + earned);
    rate.at = this.tables.now;
    return Math.floor(rate.tokens);
  }

  /** Another version of the item is in the air, or a kill of an earlier one has not left yet. */
  private mustWait(row: DeliveryRow): boolean {
    return this.tables.deliveries.some(
      (other) =>
        other.id !== row.id &&
        other.itemId === row.itemId &&
        other.destinationId === row.destinationId &&
        (other.state === 'in_flight' ||
          (other.state === 'pending' &&
            other.kind === 'kill' &&
            row.kind === 'item' &&
            other.version < row.version)),
    );
  }

  private isPast(row: DeliveryRow): boolean {
    const held = this.tables.holding(row.destinationId, row.itemId);
    const behind =
      held !== undefined &&
      (held.version > row.version || (held.version === row.version && held.killed && row.kind === 'item'));
    return behind || this.tables.isOvertaken(row);
  }

  private settleRow(row: DeliveryRow, settlement: Settlement): void {
    const lane = this.tables.lanes.get(row.destinationId)!;
    row.leaseUntil = undefined;
    if (settlement.outcome === 'delivered') {
      row.state = 'delivered';
      row.ambiguous = false;
      this.hold(row);
      lane.consecutiveFailures = 0;
      lane.openUntil = undefined;
      return;
    }
    row.code = settlement.code;
    row.ambiguous ||= 'ambiguous' in settlement && settlement.ambiguous;
    if (settlement.outcome === 'dead') row.state = 'dead';
    else row.state = this.tables.isOvertaken(row) ? 'superseded' : 'pending';
    if (settlement.outcome === 'retry') row.due = Date.parse(settlement.retryAt);
    if (settlement.outcome === 'gone') lane.state = 'disabled';
    lane.consecutiveFailures += 1;
    if (lane.consecutiveFailures >= BREAKER.failures) lane.openUntil = this.tables.now + BREAKER.restMs;
  }

  private hold({ destinationId, itemId, version, kind }: DeliveryRow): void {
    const held = this.tables.holding(destinationId, itemId);
    const killed = kind === 'kill';
    if (held === undefined) this.tables.holdings.push({ destinationId, itemId, version, killed });
    else if (version >= held.version) {
      held.killed = version === held.version ? held.killed || killed : killed;
      held.version = version;
    }
  }

  private claimed(row: DeliveryRow): ClaimedDelivery {
    const item = this.tables.items.find(({ itemId }) => itemId === row.itemId)!;
    const { id, destinationId, itemId, version, kind, fence, obligations, withoutRenditions, asNew } = row;
    return {
      id,
      destinationId,
      itemId,
      version,
      kind,
      fence,
      obligations,
      withoutRenditions,
      asNew,
      guid: item.guid,
      webhookId: `msg_memory${id}`,
      attempt: row.attempts,
      leaseUntil: new Date(row.leaseUntil!).toISOString(),
      sequence: row.sequence!,
      sourcePartnerId: item.partnerId,
    };
  }
}
