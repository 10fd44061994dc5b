import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import type {
  Claim,
  ClaimedDelivery,
  DeliveryId,
  DeliveryLedger,
  Destination,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import type { DestinationId } from '#news/ids.js';
import { settleBreaker } from './memory-breaker.js';
import { type DeliveryRow, type Lane, type MemoryTables, supersede } from './memory-tables.js';

/** So long a kill lets a send in the air be cut short before it overtakes it. */
const PATIENCE_MS = 1_000;

/** The delivery ledger in memory; passes the same conformance suite as the one in PostgreSQL. */
export class MemoryDeliveryLedger implements DeliveryLedger {
  constructor(private readonly tables: MemoryTables) {}

  async destination(id: DestinationId): Promise<Destination | undefined> {
    return this.tables.lanes.get(id)?.destination;
  }

  async claim(
    destinationId: DestinationId,
    max: number,
    leaseSeconds: number,
    landed: readonly DeliveryId[] = [],
  ): Promise<Claim> {
    const { now } = this.tables;
    const lane = this.tables.lanes.get(destinationId);
    if (lane === undefined) return { deliveries: [] };
    const claim: Claim = { destination: lane.destination, deliveries: [] };
    if (lane.state !== 'open') return claim;
    const flying = this.rows(destinationId, 'in_flight');
    const takesRoom = (kind: DeliveryRow['kind']) =>
      flying.filter((row) => row.kind === kind && !landed.includes(row.id)).length;
    const rooms = {
      kill: lane.destination.maxInFlight - takesRoom('kill'),
      item: this.itemRoom(lane, flying.length, takesRoom('item')),
    };
    const due = this.rows(destinationId, 'pending')
      .filter((row) => row.due <= now && !(lane.quiet && row.priority >= PRIORITY.normal))
      .sort((a, b) => a.priority - b.priority || a.due - b.due || a.id - b.id);
    for (const row of due) {
      if (claim.deliveries.length >= max) break;
      if (rooms[row.kind] <= 0 || this.mustWait(row)) continue;
      if (this.isPast(row)) {
        supersede(row);
        continue;
      }
      if (isTooOld(row, lane, now)) {
        row.state = 'dead';
        row.code = 'delivery.too-old';
        continue;
      }
      if (row.kind === 'kill') this.overtake(row);
      rooms[row.kind] -= 1;
      if (row.kind === 'item' && lane.rate) lane.rate.tokens -= 1;
      row.state = 'in_flight';
      if (row.attempts === 0) row.triedAt = now;
      row.attempts += 1;
      row.fence += 1;
      row.leaseUntil = now + leaseSeconds * 1000;
      row.worker = this.tables.worker;
      row.sequence ??= this.nextSequence(destinationId);
      claim.deliveries.push(this.claimed(row));
    }
    const waits = due.some(({ kind, state }) => kind === 'item' && state === 'pending');
    return { ...claim, againInMs: waits && lane.openUntil === undefined ? nextTokens(lane) : undefined };
  }

  async settle(settlements: Settlement[]): Promise<Set<DeliveryId>> {
    const effective = new Set<DeliveryId>();
    const ofLane = new Map<DestinationId, Settlement[]>();
    for (const settlement of settlements) {
      const row = this.tables.deliveries.find(({ id }) => id === settlement.deliveryId);
      if (row === undefined) continue;
      const settled =
        row.fence === settlement.fence &&
        (row.state === 'in_flight' ||
          (row.leaseUntil !== undefined &&
            (row.state === 'pending' || (row.state === 'superseded' && settlement.outcome === 'delivered'))));
      const repeat = settled && row.repeatAt !== undefined;
      this.tables.attempts.push({ ...settlement.attempt, deliveryId: row.id, settled, repeat });
      if (!settled) continue;
      effective.add(row.id);
      this.settleRow(row, settlement);
      ofLane.set(row.destinationId, [...(ofLane.get(row.destinationId) ?? []), settlement]);
    }
    const kills = new Set(this.tables.deliveries.filter(({ kind }) => kind === 'kill').map(({ id }) => id));
    const isKill = ({ deliveryId }: Settlement) => kills.has(deliveryId);
    for (const [id, ended] of ofLane)
      settleBreaker(this.tables.lanes.get(id)!, ended, this.tables.now, isKill);
    return effective;
  }

  async release(claims: { id: DeliveryId; fence: number }[]): Promise<void> {
    for (const { id, fence } of claims) {
      const row = this.tables.deliveries.find((one) => one.id === id && one.fence === fence);
      if (row?.state !== 'in_flight') continue;
      this.waitAgain(row);
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
        const mayLeave = ({ priority }: DeliveryRow) =>
          !resting && !(lane.quiet && priority >= PRIORITY.normal);
        return lane.state === 'open' && due.some((row) => row.kind === 'kill' || mayLeave(row));
      })
      .map(([id]) => id)
      .slice(0, limit);
  }

  async lastSequences(ids: readonly DestinationId[]): Promise<Map<DestinationId, number>> {
    return new Map(ids.map((id) => [id, this.nextSequence(id) - 1]));
  }

  async expireLeases(): Promise<number> {
    const { deliveries, now, worker: present } = this.tables;
    const lost = deliveries.filter(
      ({ state, leaseUntil, worker }) => state === 'in_flight' && (leaseUntil! < now || worker !== present),
    );
    for (const row of lost) {
      row.ambiguous = true;
      row.code = 'delivery.worker-lost';
      row.unclearUntil = Math.max(row.unclearUntil ?? 0, row.leaseUntil!);
      if (this.tables.isOvertaken(row)) supersede(row);
      else this.waitAgain(row);
    }
    for (const row of deliveries) {
      if (row.state !== 'delivered' || row.repeatAt === undefined || row.repeatAt > now) continue;
      row.state = 'pending';
      row.due = row.repeatAt;
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

  private itemRoom(lane: Lane, flying: number, itemsInAir: number): number {
    const free = lane.destination.maxInFlight - itemsInAir;
    const room = Math.min(free, this.tokens(lane));
    if (lane.openUntil === undefined) return room;
    // After its rest a lane is tried with one send.
    return lane.openUntil > this.tables.now ? 0 : Math.min(room, 1 - flying);
  }

  private tokens({ rate }: Lane): number {
    if (rate === undefined) return Number.POSITIVE_INFINITY;
    const earned = (rate.perSecond * (this.tables.now - rate.at)) / 1000;
    rate.tokens = Math.min(rate.burst, rate.tokens + earned);
    rate.at = this.tables.now;
    return Math.floor(rate.tokens);
  }

  /**
   * Another version of the item is in the air, or may still arrive; or what must leave before has not left yet. A kill
   * waits for a kill alone, and for anything else no longer than a second.
   */
  private mustWait(row: DeliveryRow): boolean {
    const { now, lanes } = this.tables;
    const siblings = this.tables.siblings(row);
    if (row.kind === 'kill') {
      const patient = row.due > now - PATIENCE_MS;
      return siblings.some(({ state, kind }) => state === 'in_flight' && (kind === 'kill' || patient));
    }
    const mayArrive = ({ unclearUntil }: DeliveryRow) => unclearUntil !== undefined && unclearUntil > now;
    if (row.attempts === 0 && mayArrive(row)) return true;
    const every = lanes.get(row.destinationId)?.everyVersion;
    return siblings.some(
      (other) =>
        other.state === 'in_flight' ||
        mayArrive(other) ||
        (other.version < row.version &&
          ((other.kind === 'kill' && (other.state === 'pending' || other.repeatAt !== undefined)) ||
            (every && other.state === 'pending'))),
    );
  }

  private isPast(row: DeliveryRow): boolean {
    const held = this.tables.holding(row.destinationId, row.itemId);
    const behind =
      held !== undefined &&
      (held.version > row.version || (held.version === row.version && held.killed && row.kind === 'item'));
    return behind || this.tables.isOvertaken(row);
  }

  private overtake(kill: DeliveryRow): void {
    for (const late of this.tables.siblings(kill)) {
      if (late.state !== 'in_flight') continue;
      late.state = 'superseded';
      late.ambiguous = true;
      late.code = 'delivery.overtaken-by-kill';
      late.unclearUntil = Math.max(late.unclearUntil ?? 0, late.leaseUntil!);
    }
  }

  private settleRow(row: DeliveryRow, settlement: Settlement): void {
    const { leaseUntil, repeatAt } = row;
    row.leaseUntil = undefined;
    row.repeatAt = undefined;
    if (settlement.outcome === 'delivered') {
      row.state = 'delivered';
      row.ambiguous = false;
      this.hold(row);
      if (row.kind === 'kill' && repeatAt === undefined) row.repeatAt = this.repeatAt(row);
      return;
    }
    row.code = settlement.code;
    if ('ambiguous' in settlement && settlement.ambiguous) {
      row.ambiguous = true;
      row.unclearUntil = Math.max(row.unclearUntil ?? 0, leaseUntil!);
    }
    if (settlement.outcome === 'dead') {
      // A kill that the partner took before stays acknowledged.
      row.state = repeatAt === undefined ? 'dead' : 'delivered';
      return;
    }
    if (settlement.outcome === 'retry')
      row.due = Math.max(row.due, this.tables.now + settlement.retryAfterSeconds * 1000);
    else this.tables.lanes.get(row.destinationId)!.state = 'disabled';
    row.repeatAt = repeatAt;
    if (this.tables.isOvertaken(row)) supersede(row);
    else this.waitAgain(row);
  }

  private waitAgain(row: DeliveryRow): void {
    if (row.withdrawn) supersede(row);
    else row.state = 'pending';
  }

  /** When nothing can arrive behind a kill any more; undefined when that is so already. */
  private repeatAt(kill: DeliveryRow): number | undefined {
    const until = this.tables
      .siblings(kill)
      .filter(({ kind }) => kind === 'item')
      .map(({ unclearUntil }) => unclearUntil ?? 0);
    const last = Math.max(0, ...until);
    return last > this.tables.now ? last : undefined;
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
      triedSeconds: (this.tables.now - row.triedAt!) / 1000,
      repeat: row.repeatAt !== undefined,
      leaseUntil: new Date(row.leaseUntil!).toISOString(),
      sequence: row.sequence!,
      sourcePartnerId: item.partnerId,
    };
  }
}

/** Milliseconds until a bucket that is empty holds a tenth of a second's tokens, and no more than half of its size. */
function nextTokens({ rate }: Lane): number | undefined {
  if (rate === undefined || rate.tokens >= 1) return undefined;
  const wanted = Math.max(1, Math.min(rate.perSecond / 10, rate.burst / 2));
  return ((wanted - rate.tokens) / rate.perSecond) * 1000;
}

/** What a holder is owed, and what a person asked for again, is sent whatever its age. */
const isTooOld = ({ priority, createdAt, dueAt }: DeliveryRow, lane: Lane, now: number): boolean =>
  lane.maxAgeSeconds !== undefined &&
  (priority === PRIORITY.urgent || priority === PRIORITY.normal) &&
  Math.max(createdAt, Date.parse(dueAt)) < now - lane.maxAgeSeconds * 1000;
