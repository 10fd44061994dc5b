import type { Clock } from '#exchange/clock.js';
import type { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import { LaneRings } from '#exchange/outbound/lane-rings.js';
import { type DrainReport, LaneRun, type LaneRunLimits } from '#exchange/outbound/lane-run.js';
import { LaunchDeliveries } from '#exchange/outbound/launch-deliveries.js';
import type { LaneDrain } from '#exchange/outbound/near-doorbell.js';
import type {
  ClaimedDelivery,
  ClaimWish,
  DeliveryLedger,
  Doorbell,
  EarlyClaim,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import type { PrepareBodies } from '#exchange/outbound/prepare-bodies.js';
import type { SendDelivery } from '#exchange/outbound/send-delivery.js';
import type { DestinationId } from '#news/ids.js';

export interface DrainOptions {
  /** Deliveries after which a run ends and rings again, so that other lanes get their turn. Default 1,000. */
  maxDeliveries?: number;
  /** Milliseconds after which it does. Default 5,000. */
  maxMilliseconds?: number;
  /** Most deliveries taken in one claim. Default 256, the widest window there is. */
  batch?: number;
  /** While sends are in the air, the ledger is asked this often for kills and other new work. Default 250 ms. */
  recheckMilliseconds?: number;
  /**
   * A run that hears nothing from its partner for so long ends, and what is in the air lands in the background. The next
   * run of that lane does not wait at all, until the partner has answered within that time. Default 100 ms.
   */
  patienceMilliseconds?: number;
  /** Told of every attempt: for one log line each, and for the figures. */
  attempted?: (delivery: ClaimedDelivery, settlement: Settlement) => void;
}

const DEFAULTS: LaneRunLimits = {
  maxDeliveries: 1_000,
  maxMilliseconds: 5_000,
  batch: 256,
  recheckMilliseconds: 250,
  patienceMilliseconds: 100,
};

/** A timer takes no more; the sweeper looks long before. */
const LONGEST_PACE_MS = 60_000;
/** Waits between tries to settle while the ledger is out of reach; after that the lease decides. */
const SETTLE_AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * Sends what is due in one lane. A window of sends is kept in the air: results are settled as they land and new work is
 * launched meanwhile, so that one slow answer holds up nothing but its own slot. A run is bounded in number and time, and
 * ends when its partner keeps it waiting; what is in the air at its end lands in the background, and each landing rings
 * for what waits behind it. So partners that are slow or hang hold no worker, however many they are.
 */
export class DrainLane implements LaneDrain {
  private readonly landing = new Set<Promise<void>>();
  /** Lanes whose partners kept a run waiting, and have not answered quickly since. */
  private readonly slow = new Set<DestinationId>();
  /** Lanes that wait for their rate, to be rung when it lets something pass. */
  private readonly paced = new Map<DestinationId, NodeJS.Timeout>();

  private readonly launch: LaunchDeliveries;

  constructor(
    private readonly ledger: DeliveryLedger,
    bodies: PrepareBodies,
    sender: SendDelivery,
    private readonly doorbell: Doorbell,
    /** `sends`: what this process is sending, in every lane. */
    private readonly own: { clock: Clock; sends: InFlightSends; options?: DrainOptions },
  ) {
    this.launch = new LaunchDeliveries(ledger, bodies, sender, own.clock, own.options?.attempted);
  }

  /**
   * Launches nothing more once the signal is aborted. Throws when the ledger is out of reach: what was claimed and not
   * sent is due again when its lease ends, what was sent is settled as soon as the ledger answers.
   *
   * @param rings rings for the lane while it is drained: what they are for is launched at once, if there is room
   */
  async run(
    destinationId: DestinationId,
    signal: AbortSignal,
    rings: LaneRings = new LaneRings(),
  ): Promise<DrainReport> {
    const { ledger, launch, slow } = this;
    const { clock, options = {} } = this.own;
    const limits = { ...DEFAULTS, ...options };
    const run = new LaneRun({ ledger, launch, clock }, { destinationId, limits, slow });
    this.unpace(destinationId);
    try {
      await run.go(signal, rings);
    } finally {
      if (run.window.size > 0) this.landInBackground(run);
    }
    const { againInMs } = run;
    const report = { ...run.report };
    if (run.mayBeMore) report.rungAgain = await this.ring(destinationId);
    else if (againInMs !== undefined && !signal.aborted) this.ringIn(againInMs, destinationId);
    return report;
  }

  /** Not for a partner that is slow: a run is what finds out whether it still is. */
  wish(destinationId: DestinationId): ClaimWish | undefined {
    if (this.slow.has(destinationId)) return undefined;
    return this.launch.wish(destinationId, this.own.options?.batch ?? DEFAULTS.batch);
  }

  /** As if never claimed; rings, because what was due still is. */
  async giveBack(claim: EarlyClaim): Promise<void> {
    await this.launch.giveBack(claim);
    await this.ring(claim.wish.destinationId);
  }

  /**
   * For a process that is stopping, after its last `run` has ended: waits until everything in the air is settled, and
   * cuts off what has not landed after `graceMilliseconds`; that is sent again by whoever comes next.
   */
  async finish(graceMilliseconds: number): Promise<void> {
    for (const id of this.paced.keys()) this.unpace(id);
    const timer = setTimeout(() => this.own.sends.abortAll(), graceMilliseconds);
    while (this.landing.size > 0) await Promise.all(this.landing);
    clearTimeout(timer);
  }

  private landInBackground(run: LaneRun): void {
    const landing = this.land(run).finally(() => this.landing.delete(landing));
    this.landing.add(landing);
  }

  private async land(run: LaneRun): Promise<void> {
    let failures = 0;
    while (run.window.size > 0) {
      await run.window.next(60_000);
      try {
        await run.settleLanded();
        failures = 0;
        // Its slot is free: what waited for it may go.
        await this.ring(run.report.destinationId);
      } catch {
        const wait = SETTLE_AGAIN_MS[failures];
        // The lease ends by itself, and the attempt counts as unclear: sent again under the same webhook id.
        if (wait === undefined) return;
        failures += 1;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  private ringIn(milliseconds: number, destinationId: DestinationId): void {
    const ring = () => {
      this.paced.delete(destinationId);
      void this.ring(destinationId);
    };
    this.paced.set(destinationId, setTimeout(ring, Math.min(milliseconds, LONGEST_PACE_MS)));
  }

  private unpace(destinationId: DestinationId): void {
    clearTimeout(this.paced.get(destinationId));
    this.paced.delete(destinationId);
  }

  private async ring(destinationId: DestinationId): Promise<boolean> {
    return this.doorbell.ring([destinationId]).then(
      () => true,
      () => false,
    );
  }
}
