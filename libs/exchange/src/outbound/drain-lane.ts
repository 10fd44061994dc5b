import type { Clock } from '#exchange/clock.js';
import type { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import { LaneRings } from '#exchange/outbound/lane-rings.js';
import { LaunchDeliveries } from '#exchange/outbound/launch-deliveries.js';
import type {
  ClaimedDelivery,
  DeliveryLedger,
  Doorbell,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import type { PrepareBodies } from '#exchange/outbound/prepare-bodies.js';
import type { SendDelivery } from '#exchange/outbound/send-delivery.js';
import { SendWindow } from '#exchange/outbound/send-window.js';
import type { DestinationId } from '#news/ids.js';

export interface DrainOptions {
  /** Deliveries after which a run ends and rings again, so that other lanes get their turn. Default 1,000. */
  maxDeliveries?: number;
  /** Milliseconds after which it does. Default 5,000. */
  maxMilliseconds?: number;
  /** Most deliveries taken in one claim. Default 64. */
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

export interface DrainReport {
  destinationId: DestinationId;
  delivered: number;
  /** To be tried again, or held because the destination is gone. */
  retried: number;
  dead: number;
  /** Settlements that came after the lease had gone to another worker. */
  tooLate: number;
  /** Given back unsent. */
  released: number;
  /** Still in the air when the run ended; they are settled as they land. */
  leftInAir: number;
  /** There may be more: the lane was rung again. */
  rungAgain: boolean;
}

/** In a busy lane, how long the first result waits for others. */
const GATHER_MS = 10;
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
export class DrainLane {
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
    const { maxDeliveries = 1_000, maxMilliseconds = 5_000 } = this.own.options ?? {};
    const { batch = 64, recheckMilliseconds = 250 } = this.own.options ?? {};
    const patience = this.patience;
    const window = new SendWindow();
    const report = emptyReport(destinationId);
    const started = this.now();
    let taken = 0;
    let dry = false;
    let launchedAt = started;
    let heardAt = this.now();
    let mayBeMore = false;
    let againInMs: number | undefined;
    let settling: Promise<void> | undefined;
    this.unpace(destinationId);
    try {
      while (!signal.aborted) {
        if (window.hasLanded) settling ??= this.settle(window, report);
        // A launch in a lane with room does not wait for a settlement; a full one has none before.
        if (settling !== undefined && !(dry && (await rings.before(settling)))) {
          await settling;
          settling = undefined;
          heardAt = this.now();
        }
        const now = this.now();
        const rung = rings.take();
        // After a launch that left room in the lane, the next is worth while only when there was a ring, all has landed or
        // time has passed.
        if (rung || !dry || window.size === 0 || now - launchedAt >= (againInMs ?? recheckMilliseconds)) {
          mayBeMore = taken >= maxDeliveries || now - started >= maxMilliseconds;
          if (mayBeMore) break;
          const most = Math.min(batch, maxDeliveries - taken);
          const launched = await this.launch.run({ destinationId, most, window, signal });
          launchedAt = this.now();
          if (launched.taken > 0) heardAt = launchedAt;
          taken += launched.taken;
          report.released += launched.released;
          dry = launched.dry;
          againInMs = launched.againInMs;
          if (launched.taken === 0 && window.size === 0) break;
          // For a slow partner a run launches what may leave, and waits for none of it.
          if (this.slow.has(destinationId)) {
            if (launched.taken === 0 || dry) break;
            continue;
          }
        }
        if (window.size > 0 && this.now() - heardAt >= patience) {
          this.slow.add(destinationId);
          break;
        }
        if (settling !== undefined) continue;
        rings.listen(() => window.rouse());
        await window.next(Math.min(againInMs ?? recheckMilliseconds, recheckMilliseconds, patience));
        rings.listen();
        // More waits than the lane has room for: settled and claimed in handfuls it costs the ledger half as much.
        if (!dry) await window.gather(GATHER_MS);
      }
    } finally {
      // What cannot be settled now is settled in the background.
      await settling?.catch(() => undefined);
      report.leftInAir = window.size;
      if (window.size > 0) this.landInBackground(destinationId, window);
    }
    if (mayBeMore) report.rungAgain = await this.ring(destinationId);
    else if (againInMs !== undefined && !signal.aborted) this.ringIn(againInMs, destinationId);
    return report;
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

  private settle(window: SendWindow, report: DrainReport): Promise<void> {
    const settled = window.settle(async (settlements) => {
      if (settlements.every(({ attempt }) => attempt.milliseconds < this.patience))
        this.slow.delete(report.destinationId);
      const effective = await this.ledger.settle(settlements);
      for (const { deliveryId, outcome } of settlements) {
        if (!effective.has(deliveryId)) report.tooLate += 1;
        else if (outcome === 'delivered') report.delivered += 1;
        else if (outcome === 'dead') report.dead += 1;
        else report.retried += 1;
      }
    });
    // Whoever began it may hear of a failure later.
    settled.catch(() => undefined);
    return settled;
  }

  private landInBackground(destinationId: DestinationId, window: SendWindow): void {
    const landing = this.land(destinationId, window).finally(() => this.landing.delete(landing));
    this.landing.add(landing);
  }

  private async land(destinationId: DestinationId, window: SendWindow): Promise<void> {
    const report = emptyReport(destinationId);
    let failures = 0;
    while (window.size > 0) {
      await window.next(60_000);
      try {
        await this.settle(window, report);
        failures = 0;
        // Its slot is free: what waited for it may go.
        await this.ring(destinationId);
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

  private get patience(): number {
    return this.own.options?.patienceMilliseconds ?? 100;
  }

  private now(): number {
    return this.own.clock.now().getTime();
  }
}

const emptyReport = (destinationId: DestinationId): DrainReport => ({
  destinationId,
  delivered: 0,
  retried: 0,
  dead: 0,
  tooLate: 0,
  released: 0,
  leftInAir: 0,
  rungAgain: false,
});
