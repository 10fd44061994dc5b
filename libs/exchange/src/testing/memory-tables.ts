import type { Decision } from '#agreements/agreement.js';
import type { Clock } from '#exchange/clock.js';
import { type Change, type PlannedDelivery, PRIORITY } from '#exchange/inbound/inbound-ports.js';
import type { AttemptRecord, DeliveryId, Destination } from '#exchange/outbound/outbound-ports.js';
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
  /** Who claimed it. */
  worker?: number;
  /** Kept when the lease runs out, as the sign that the worker's late word still counts. */
  leaseUntil?: number;
  ambiguous: boolean;
  /** Until then an attempt that ended unclear may still arrive. */
  unclearUntil?: number;
  /** When the first attempt began. */
  triedAt?: number;
  /** Of an acknowledged kill: when it is sent once more, and until that is settled. */
  repeatAt?: number;
  createdAt: number;
  /** Given when it is first claimed. */
  sequence?: number;
  code?: string;
  /** A dead letter about which nothing is to be done, as a person said. */
  dismissed?: boolean;
  /** Of a kill: its removal is confirmed. */
  confirmed?: boolean;
  /** It was in the air when a newer version took it back: there is no further attempt. */
  withdrawn?: boolean;
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
  openSeconds?: number;
  /** Attempts in the 60 seconds that a failure or a refusal began, and in the rest that followed. */
  window?: { at: number; arrived: number; failed: number; refused: number };
  /** Refusals of items since the last item arrived. */
  refused?: { count: number; since: number };
  /** Absent = no limit. */
  rate?: { perSecond: number; burst: number; tokens: number; at: number };
  everyVersion?: boolean;
  maxAgeSeconds?: number;
  /** Whether only kills, corrections and urgent items leave now. */
  quiet?: boolean;
}

/** What a lane keeps to; without a rate there is no limit, and `burst` defaults to one second of it. */
export interface Pace {
  ratePerSecond?: number;
  burst?: number;
  everyVersion?: boolean;
  maxAgeSeconds?: number;
  quiet?: boolean;
}

/** One, or those of a destination: all of them, or those that died of this. */
export type DeadLetters = { deliveryId: DeliveryId } | { destinationId: DestinationId; code?: string };

export interface Dismissed {
  dismissed: number;
  /** How many are none, or are kills that are not confirmed yet. */
  stay: { 'not-dead'?: number; 'recall-open'?: number };
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
  readonly attempts: (AttemptRecord & { deliveryId: number; settled: boolean; repeat: boolean })[] = [];

  /** Whoever claims now; those before are lost. */
  worker = 1;

  constructor(readonly clock: Clock) {}

  get now(): number {
    return this.clock.now().getTime();
  }

  addDestination(destination: Destination, pace: Pace = {}): void {
    const { ratePerSecond: perSecond, burst = Math.max(1, perSecond ?? 1), ...rules } = pace;
    const rate = perSecond === undefined ? undefined : { perSecond, burst, tokens: 0, at: this.now };
    const paced = { ...destination, ratePerSecond: perSecond };
    this.lanes.set(destination.id, {
      destination: paced,
      state: 'open',
      consecutiveFailures: 0,
      rate,
      ...rules,
    });
  }

  setLane(id: DestinationId, state: Lane['state']): void {
    this.lanes.get(id)!.state = state;
  }

  /** As a person sends one settled delivery again. False when that would be out of order. */
  replay(id: number): boolean {
    const row = this.deliveries.find((one) => one.id === id);
    if (row === undefined || (row.state !== 'delivered' && row.state !== 'dead')) return false;
    const held = this.holding(row.destinationId, row.itemId);
    const behind = held && (held.version > row.version || (held.version === row.version && held.killed));
    if (row.kind === 'item' && (behind || this.isTakenBack(row))) return false;
    // What was superseded in the air may have arrived all the same; and what was dismissed must not be undone by what it replaced.
    const counts = ({ state, ambiguous, dismissed }: DeliveryRow) =>
      state !== 'superseded' || ambiguous || dismissed;
    if (this.siblings(row).some((other) => counts(other) && isLater(other, row))) return false;
    row.state = 'pending';
    row.due = this.now;
    row.attempts = 0;
    row.leaseUntil = undefined;
    if (row.kind === 'item') row.priority = PRIORITY.replay;
    return true;
  }

  /** As a person settles dead letters: one, or those of a destination. */
  dismiss(what: DeadLetters): Dismissed {
    const asked = this.deliveries.filter((row) =>
      'deliveryId' in what
        ? row.id === what.deliveryId
        : row.destinationId === what.destinationId &&
          row.state === 'dead' &&
          (what.code === undefined || row.code === what.code),
    );
    const dead = asked.filter(({ state }) => state === 'dead');
    const open = dead.filter(({ kind, confirmed }) => kind === 'kill' && !confirmed);
    const settled = dead.filter((row) => !open.includes(row));
    for (const row of settled) Object.assign(row, { state: 'superseded', dismissed: true });
    return {
      dismissed: settled.length,
      stay: {
        ...(asked.length > dead.length && { 'not-dead': asked.length - dead.length }),
        ...(open.length > 0 && { 'recall-open': open.length }),
      },
    };
  }

  /** Since that version the item was killed, or the newest one is refused there. */
  private isTakenBack({ itemId, version, destinationId }: DeliveryRow): boolean {
    const killed = this.versions.some(
      (one) => one.itemId === itemId && one.version > version && one.change === 'kill',
    );
    const newer = this.decisions.findLast(
      (one) => one.itemId === itemId && one.version > version && one.destinationId === destinationId,
    );
    return killed || newer?.decision.allow === false;
  }

  holding(destinationId: DestinationId, itemId: number): Holding | undefined {
    return this.holdings.find((held) => held.destinationId === destinationId && held.itemId === itemId);
  }

  /** Other deliveries of the same item to the same destination. */
  siblings(row: DeliveryRow): DeliveryRow[] {
    return this.deliveries.filter(
      (other) =>
        other.id !== row.id && other.itemId === row.itemId && other.destinationId === row.destinationId,
    );
  }

  /**
   * Something newer waits for the same destination: a kill is overtaken by a later kill alone, and so is everything
   * where every version goes out.
   */
  isOvertaken(row: DeliveryRow): boolean {
    const killsAlone = row.kind === 'kill' || this.lanes.get(row.destinationId)?.everyVersion;
    return this.siblings(row).some(
      (other) => other.state === 'pending' && (other.kind === 'kill' || !killsAlone) && isLater(other, row),
    );
  }
}

/** The repeat of a kill may be overtaken; the kill itself was acknowledged. */
export function supersede(row: DeliveryRow): void {
  row.state = row.repeatAt === undefined ? 'superseded' : 'delivered';
  row.repeatAt = undefined;
}

const isLater = (a: DeliveryRow, b: DeliveryRow): boolean =>
  a.version > b.version || (a.version === b.version && a.kind === 'kill' && b.kind === 'item');
