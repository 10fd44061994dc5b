import type { Clock } from '#exchange/clock.js';
import type { LaneRings } from '#exchange/outbound/lane-rings.js';
import type { LaunchDeliveries, Launched } from '#exchange/outbound/launch-deliveries.js';
import type { DeliveryLedger } from '#exchange/outbound/outbound-ports.js';
import { SendWindow } from '#exchange/outbound/send-window.js';
import type { DestinationId } from '#news/ids.js';

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

export interface LaneRunLimits {
  maxDeliveries: number;
  maxMilliseconds: number;
  batch: number;
  recheckMilliseconds: number;
  patienceMilliseconds: number;
}

/** In a busy lane, how long the first result waits for others. */
const GATHER_MS = 10;

/** Work that goes on beside the run. What it throws is thrown to whoever waits for its end. */
class Beside {
  isOver = false;
  readonly end: Promise<void>;

  constructor(work: Promise<unknown>) {
    this.end = work.then(
      () => {
        this.isOver = true;
      },
      (error: unknown) => {
        this.isOver = true;
        throw error;
      },
    );
    // Nobody may be waiting yet.
    this.end.catch(() => undefined);
  }
}

/**
 * One bounded run through a lane. Four things go on beside each other: what is due is claimed, what was claimed is encoded and
 * sent, what was sent lands, and what has landed is settled. One claim at a time and one settlement are under way. A
 * full lane claims once beside each settlement, into the room that what is being settled has left: so no more than twice
 * what it has room for is ever unsettled.
 */
export class LaneRun {
  readonly window = new SendWindow();
  readonly report: DrainReport;
  /** There may be more: the run was ended by its bounds. */
  mayBeMore = false;
  /** As in `Claim`. */
  againInMs: number | undefined;

  private readonly started: number;
  private launchedAt: number;
  private heardAt: number;
  private taken = 0;
  /** The last claim left room in the lane. */
  private dry = false;
  /** Something has changed since the last claim, so that another may find what it did not. */
  private mayTake = true;
  private settling: Beside | undefined;
  private preparing: Beside | undefined;

  constructor(
    private readonly parts: { ledger: DeliveryLedger; launch: LaunchDeliveries; clock: Clock },
    private readonly lane: {
      destinationId: DestinationId;
      limits: LaneRunLimits;
      /** Lanes whose partners kept a run waiting, and have not answered quickly since. */
      slow: Set<DestinationId>;
    },
  ) {
    const { destinationId } = lane;
    const counts = { delivered: 0, retried: 0, dead: 0, tooLate: 0, released: 0, leftInAir: 0 };
    this.report = { destinationId, ...counts, rungAgain: false };
    this.started = this.now();
    this.launchedAt = this.started;
    this.heardAt = this.started;
  }

  /** Throws when the ledger is out of reach. Either way nothing is being encoded or settled when it has ended. */
  async go(signal: AbortSignal, rings: LaneRings): Promise<void> {
    const { destinationId, slow } = this.lane;
    try {
      while (!signal.aborted) {
        await this.launchClaimed(signal, rings);
        await this.settle(rings);
        if (this.isWorthALaunch(rings.take())) {
          const { maxDeliveries, maxMilliseconds } = this.lane.limits;
          this.mayBeMore = this.taken >= maxDeliveries || this.now() - this.started >= maxMilliseconds;
          if (this.mayBeMore) break;
          const taken = await this.launch(signal);
          rings.hasRoom = this.dry;
          if (taken === 0 && this.window.size === 0) break;
          // For a slow partner a run launches what may leave, and waits for none of it.
          if (slow.has(destinationId)) {
            if (taken === 0 || this.dry) break;
            continue;
          }
        }
        if (this.isKeptWaiting()) {
          slow.add(destinationId);
          break;
        }
        await this.wait(rings);
      }
      await this.preparing?.end;
    } finally {
      await this.preparing?.end.catch(() => undefined);
      // What cannot be settled now has landed anew.
      await this.settling?.end.catch(() => undefined);
      this.report.leftInAir = this.window.size;
    }
  }

  /** A full lane does not wait for a settlement with its next claim; one with room does, unless it is rung for. */
  private async settle(rings: LaneRings): Promise<void> {
    if (this.settling === undefined && this.window.hasLanded) {
      this.settling = new Beside(this.settleLanded());
      this.mayTake ||= !this.dry;
    }
    const { settling } = this;
    if (settling === undefined) return;
    if (!this.dry && this.mayTake) return;
    if (this.dry && !settling.isOver && (await rings.before(settling.end)) && !settling.isOver) return;
    await settling.end;
    this.settling = undefined;
    this.heardAt = this.now();
  }

  private isWorthALaunch(rung: boolean): boolean {
    const since = this.now() - this.launchedAt;
    const { recheckMilliseconds } = this.lane.limits;
    return rung || this.mayTake || this.window.size === 0 || since >= (this.againInMs ?? recheckMilliseconds);
  }

  /** What was claimed with what was accepted: all that was due then, where it is less than was wished for. */
  private async launchClaimed(signal: AbortSignal, rings: LaneRings): Promise<void> {
    for (let claim = rings.takeClaim(); claim !== undefined; claim = rings.takeClaim()) {
      const launched = await this.parts.launch.take(claim, { window: this.window, signal });
      this.dry = launched.dry;
      this.mayTake = !launched.dry;
      rings.hasRoom = launched.dry;
      this.launched(launched);
    }
  }

  /** How many deliveries it claimed. */
  private async launch(signal: AbortSignal): Promise<number> {
    if (this.preparing?.isOver) await this.preparing.end;
    const { destinationId, limits, slow } = this.lane;
    const most = Math.min(limits.batch, limits.maxDeliveries - this.taken);
    const request = { destinationId, most, window: this.window, signal };
    const launched = await this.parts.launch.run(request);
    this.dry = launched.dry;
    // What was being settled meanwhile may have held back a newer version of its item.
    this.mayTake = slow.has(destinationId) || (this.dry && this.settling !== undefined);
    this.againInMs = launched.againInMs;
    this.launched(launched);
    return launched.taken;
  }

  private launched({ taken, prepared }: Launched): void {
    this.launchedAt = this.now();
    this.taken += taken;
    const before = this.preparing;
    if (taken > 0) {
      const told = prepared.then(({ released, at }) => {
        this.report.released += released;
        this.heardAt = at;
      });
      this.preparing = new Beside(Promise.all([before?.end, told]));
    }
  }

  private isKeptWaiting(): boolean {
    // While it is we who are busy, the silence is not the partner's.
    if ([this.preparing, this.settling].some((work) => work?.isOver === false)) return false;
    const silence = this.now() - this.heardAt;
    return this.window.size > 0 && silence >= this.lane.limits.patienceMilliseconds;
  }

  private async wait(rings: LaneRings): Promise<void> {
    if (this.settling !== undefined || rings.isRung) return;
    const { recheckMilliseconds, patienceMilliseconds } = this.lane.limits;
    rings.listen(() => this.window.rouse());
    await this.window.next(
      Math.min(this.againInMs ?? recheckMilliseconds, recheckMilliseconds, patienceMilliseconds),
    );
    rings.listen();
    // More waits than the lane has room for: settled and claimed in handfuls it costs the ledger half as much.
    if (!this.dry) await this.window.gather(GATHER_MS);
  }

  /** Settles together all that has landed. */
  async settleLanded(): Promise<void> {
    if (!this.window.hasLanded) return;
    const { report } = this;
    await this.window.settle(async (settlements) => {
      const { slow, limits } = this.lane;
      if (settlements.every(({ attempt }) => attempt.milliseconds < limits.patienceMilliseconds))
        slow.delete(report.destinationId);
      const effective = await this.parts.ledger.settle(settlements);
      for (const { deliveryId, outcome } of settlements) {
        if (!effective.has(deliveryId)) report.tooLate += 1;
        else if (outcome === 'delivered') report.delivered += 1;
        else if (outcome === 'dead') report.dead += 1;
        else report.retried += 1;
      }
    });
  }

  private now(): number {
    return this.parts.clock.now().getTime();
  }
}
