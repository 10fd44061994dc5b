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
  /** Drained in this process, because the doorbell could not be reached. */
  driven: number;
}

/** Puts back what lost workers held, and starts the lanes with due work. Rings can be lost; what is due in the ledger cannot. */
export class SweepLanes {
  constructor(
    private readonly ledger: Pick<DeliveryLedger, 'expireLeases' | 'lanesDue'>,
    private readonly doorbell: Doorbell,
    private readonly driver: LaneDriver,
  ) {}

  async run(): Promise<LaneSweep> {
    const expired = await this.ledger.expireLeases();
    const due = await this.ledger.lanesDue(MOST);
    if (due.length === 0) return { expired, due: 0, rung: 0, driven: 0 };
    try {
      await this.doorbell.ring(due);
      return { expired, due: due.length, rung: due.length, driven: 0 };
    } catch {
      return { expired, due: due.length, rung: 0, driven: this.driver.drive(due) };
    }
  }
}
