import type { Clock } from '#exchange/clock.js';
import type { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import type {
  ClaimedDelivery,
  DeliveryLedger,
  Destination,
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
  /** Told of every attempt: for one log line each, and for the figures. */
  attempted?: (delivery: ClaimedDelivery, settlement: Settlement) => void;
}

export interface DrainReport {
  destinationId: DestinationId;
  delivered: number;
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

/** The lease outlives the deadline of a send by so much: time to encode before it and to settle after it. */
const LEASE_MARGIN_SECONDS = 10;
const SETTLE_MARGIN_MS = 5_000;
/** Before a lane's destination has been seen. */
const USUAL_TIMEOUT_SECONDS = 30;
/** Waits between tries to settle while the ledger is out of reach; after that the lease decides. */
const SETTLE_AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * Sends what is due in one lane. A window of sends is kept in the air: results are settled as they land and new work is
 * claimed meanwhile, so that one slow answer holds up nothing but its own slot. A run is bounded in number and time;
 * what is in the air at its end lands in the background, so that a partner that hangs holds no worker.
 */
export class DrainLane {
  private readonly timeouts = new Map<DestinationId, number>();
  private readonly landing = new Set<Promise<void>>();

  constructor(
    private readonly ledger: DeliveryLedger,
    private readonly bodies: PrepareBodies,
    private readonly sender: SendDelivery,
    private readonly doorbell: Doorbell,
    private readonly own: { clock: Clock; sends: InFlightSends; options?: DrainOptions },
  ) {}

  /**
   * Stops claiming when the signal is aborted. Throws when the ledger is out of reach: what was claimed and not sent is
   * due again when its lease ends, what was sent is settled as soon as the ledger answers.
   */
  async run(destinationId: DestinationId, signal: AbortSignal): Promise<DrainReport> {
    const { maxDeliveries = 1_000, maxMilliseconds = 5_000, recheckMilliseconds = 250 } = this.options;
    const window = new SendWindow();
    const report = emptyReport(destinationId);
    const started = this.now();
    let taken = 0;
    // `dry`: the last claim left room in the lane, so another one is worth while only after a pause.
    let dry = false;
    let claimedAt = 0;
    let mayBeMore = false;
    try {
      while (!signal.aborted) {
        await this.settle(window, report);
        const now = this.now();
        if (!dry || window.size === 0 || now - claimedAt >= recheckMilliseconds) {
          if (taken >= maxDeliveries || now - started >= maxMilliseconds) {
            mayBeMore = true;
            break;
          }
          const before = window.size;
          const claim = await this.claim(destinationId, maxDeliveries - taken, window, report, signal);
          claimedAt = this.now();
          taken += claim.count;
          dry = claim.count < claim.room - before;
          if (claim.count === 0 && window.size === 0) break;
        }
        await window.next(recheckMilliseconds);
      }
    } finally {
      report.leftInAir = window.size;
      if (window.size > 0) this.landInBackground(destinationId, window);
    }
    if (mayBeMore) report.rungAgain = await this.ring(destinationId);
    return report;
  }

  /**
   * For a process that is stopping, after its last `run` has ended: waits until everything in the air is settled, and
   * cuts off what has not landed after `graceMilliseconds`; that is sent again by whoever comes next.
   */
  async finish(graceMilliseconds: number): Promise<void> {
    const timer = setTimeout(() => this.own.sends.abortAll(), graceMilliseconds);
    while (this.landing.size > 0) await Promise.all(this.landing);
    clearTimeout(timer);
  }

  /** Takes what is due, encodes it and starts to send it. */
  private async claim(
    destinationId: DestinationId,
    most: number,
    window: SendWindow,
    report: DrainReport,
    signal: AbortSignal,
  ): Promise<{ count: number; room: number }> {
    const leaseSeconds = (this.timeouts.get(destinationId) ?? USUAL_TIMEOUT_SECONDS) + LEASE_MARGIN_SECONDS;
    // Counted from before the claim by our own clock: the lease cannot end sooner than this, whatever the database's says.
    const leaseEnds = this.now() + leaseSeconds * 1000;
    const batch = Math.min(this.options.batch ?? 64, most);
    const { destination, deliveries } = await this.ledger.claim(destinationId, batch, leaseSeconds);
    if (destination === undefined) return { count: 0, room: 0 };
    this.timeouts.set(destinationId, destination.timeoutSeconds);
    if (deliveries.length > 0)
      await this.send(destination, deliveries, { window, report, signal, leaseEnds });
    return { count: deliveries.length, room: Math.min(batch, destination.maxInFlight) };
  }

  private async send(
    destination: Destination,
    deliveries: ClaimedDelivery[],
    run: { window: SendWindow; report: DrainReport; signal: AbortSignal; leaseEnds: number },
  ): Promise<void> {
    const prepared = await this.bodies.run(destination, deliveries).catch(async (error: unknown) => {
      // Nothing has been sent: due again at once rather than when the lease ends, if the ledger still listens.
      await this.release(deliveries).catch(() => {});
      throw error;
    });
    const left = run.leaseEnds - SETTLE_MARGIN_MS - this.now();
    const deadlineMs = Math.min(destination.timeoutSeconds * 1000, left);
    // Stopping, or so late that the partner would be given no fair time: nothing has been sent, so nothing is lost.
    if (run.signal.aborted || left < Math.min(1_000, deadlineMs)) {
      await this.release(deliveries);
      run.report.released += deliveries.length;
      return;
    }
    for (const [i, delivery] of deliveries.entries()) {
      const body = prepared[i];
      if (body === undefined) continue;
      if ('code' in body) run.window.land(this.told(delivery, this.sender.refuse(delivery, body)));
      else {
        const sending = this.sender.run({ destination, delivery, body, deadlineMs });
        run.window.add(sending.then((settlement) => this.told(delivery, settlement)));
      }
    }
  }

  private async release(deliveries: ClaimedDelivery[]): Promise<void> {
    await this.ledger.release(deliveries.map(({ id, fence }) => ({ id, fence })));
  }

  private async settle(window: SendWindow, report: DrainReport): Promise<void> {
    const settlements = window.take();
    if (settlements.length === 0) return;
    let effective: Set<number>;
    try {
      effective = await this.ledger.settle(settlements);
    } catch (error) {
      window.land(...settlements);
      throw error;
    }
    for (const { deliveryId, outcome } of settlements) {
      if (!effective.has(deliveryId)) report.tooLate += 1;
      else if (outcome === 'delivered') report.delivered += 1;
      else if (outcome === 'dead') report.dead += 1;
      else report.retried += 1;
    }
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

  private async ring(destinationId: DestinationId): Promise<boolean> {
    return this.doorbell.ring([destinationId]).then(
      () => true,
      () => false,
    );
  }

  private told(delivery: ClaimedDelivery, settlement: Settlement): Settlement {
    try {
      this.options.attempted?.(delivery, settlement);
    } catch {
      // Whoever only watches must not lose the settlement.
    }
    return settlement;
  }

  private get options(): DrainOptions {
    return this.own.options ?? {};
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
