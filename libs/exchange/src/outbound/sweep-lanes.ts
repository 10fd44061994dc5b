import type { DeliveryLedger, Doorbell } from '#exchange/outbound/outbound-ports.js';
import type { DestinationId } from '#news/ids.js';

/** Most lanes rung in one sweep; the rest are still due at the next. */
const MOST = 1_000;

/** Drains in this process what nobody can be rung for. */
export interface LaneDriver {
  /** Starts as many as may run at once and answers how many that were; it does not wait for them. */
  drive(destinationIds: readonly DestinationId[]): number;
}

export interface LaneSweep {
  /** Leases that had run out: their workers were lost, and what they were sending is due again. */
  expired: number;
  due: number;
  rung: number;
  /** Drained in this process, because the doorbell could not be reached or nobody answered it. */
  driven: number;
}

/** Sweeps through which a lane may be due without anything being taken from it. */
const PATIENCE = 2;

/**
 * Puts back what lost workers held, and starts the lanes with due work. Rings can be lost; what is due in the ledger cannot.
 *
 * A queue takes the drain of a lost worker for one that runs, and keeps new rings for its end, until its lock runs out. So
 * lanes that stay due while nothing is taken from them are drained here too; beside a drain that runs after all it does no
 * harm, for each delivery is claimed once.
 */
export class SweepLanes {
  /** What the last sweep found due: the last sequence number then, and in how many sweeps it has been the same. */
  private seen: Map<DestinationId, { last: number; sweeps: number }> | undefined;

  constructor(
    private readonly ledger: Pick<DeliveryLedger, 'expireLeases' | 'lanesDue' | 'lastSequences'>,
    private readonly doorbell: Doorbell,
    private readonly driver: LaneDriver,
  ) {}

  async run(): Promise<LaneSweep> {
    const expired = await this.ledger.expireLeases();
    const due = await this.ledger.lanesDue(MOST);
    const still = await this.still(due);
    if (due.length === 0) return { expired, due: 0, rung: 0, driven: 0 };
    try {
      await this.doorbell.ring(due);
    } catch {
      return { expired, due: due.length, rung: 0, driven: this.driver.drive(due) };
    }
    const driven = still.length > 0 ? this.driver.drive(still) : 0;
    return { expired, due: due.length, rung: due.length, driven };
  }

  /** Lanes in which nothing moves. At the first sweep of a process, all: the one that swept before it may be lost. */
  private async still(due: DestinationId[]): Promise<DestinationId[]> {
    const before = this.seen;
    const lasts = due.length > 0 ? await this.ledger.lastSequences(due) : new Map<DestinationId, number>();
    this.seen = new Map();
    for (const id of due) {
      const last = lasts.get(id) ?? 0;
      const was = before?.get(id);
      this.seen.set(id, { last, sweeps: was?.last === last ? was.sweeps + 1 : 1 });
    }
    return before === undefined ? due : due.filter((id) => this.seen!.get(id)!.sweeps > PATIENCE);
  }
}
