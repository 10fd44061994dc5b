import { LaneRings } from '#exchange/outbound/lane-rings.js';
import type { ClaimWish, Doorbell, EarlyClaim, EarlyLanes } from '#exchange/outbound/outbound-ports.js';
import type { LaneDriver } from '#exchange/outbound/sweep-lanes.js';
import type { DestinationId } from '#news/ids.js';

export interface NearDoorbellOptions {
  /** Lanes that are drained here at once without the queue; a ring for one more goes to the queue. Default 16. */
  most?: number;
  /** The same for lanes with a kill. Default 64. */
  mostUrgent?: number;
  /** Told what a drain threw; the next sweep tries again. */
  failed?: (id: DestinationId, error: unknown) => void;
}

/** Drains lanes in this process. */
export interface LaneDrain {
  /** One bounded run, which hears of what comes while it goes on; `rungAgain` when it was ended by its bounds and there may be more. */
  run(id: DestinationId, signal: AbortSignal, rings: LaneRings): Promise<{ rungAgain: boolean }>;
  /** What may be claimed for a lane that has room; undefined where that is better left to a run. */
  wish(id: DestinationId): ClaimWish | undefined;
  /** What was claimed is not sent after all. */
  giveBack(claim: EarlyClaim): Promise<void>;
}

interface Drain {
  rings: LaneRings;
  ended: Promise<void>;
}

/** Runs of one lane after each other for rings that came meanwhile; then it goes behind the others. */
const MOST_RUNS = 5;

/**
 * A doorbell that is heard first by the process that rings it. Where this process drains lanes itself, a ring begins the
 * drain at once, and the queue, which would have carried the ring to this process or to another, is spared; where it
 * does not, or has its hands full, the ring goes to the queue. A process that dies with such a drain leaves what was due
 * in the ledger, where the next sweep finds it, as after any ring that is lost.
 *
 * Whatever begins a drain in this process goes through here, so that no lane is drained twice at once in it. A lane that
 * has had its turn gives up its place and goes on by way of the queue, behind the others.
 */
export class NearDoorbell implements Doorbell, EarlyLanes, LaneDriver {
  private readonly drains = new Map<DestinationId, Drain>();
  private readonly stop = new AbortController();
  private listening = false;

  /** @param far the queue's bell */
  constructor(
    private readonly far: Doorbell,
    private readonly drain: LaneDrain,
    private readonly options: NearDoorbellOptions = {},
  ) {}

  /** From now on this process hears its own rings: it has the role to deliver. */
  listen(): void {
    this.listening = true;
  }

  async ring(ids: readonly DestinationId[], urgent = false): Promise<void> {
    const left = this.listening ? this.take(ids, urgent) : ids;
    if (left.length > 0) await this.far.ring(left, urgent);
  }

  wishes(ids: readonly DestinationId[]): ClaimWish[] {
    if (!this.listening || this.stop.signal.aborted) return [];
    const { most = 16 } = this.options;
    let room = most - this.drains.size;
    return ids.flatMap((id) => {
      const running = this.drains.get(id);
      if (running === undefined ? room <= 0 : !running.rings.hasRoom) return [];
      const wish = this.drain.wish(id);
      if (wish !== undefined && running === undefined) room -= 1;
      return wish ?? [];
    });
  }

  carry(claims: readonly EarlyClaim[]): void {
    for (const claim of claims) {
      const id = claim.wish.destinationId;
      const running = this.drains.get(id);
      if (running !== undefined) running.rings.carry(claim);
      else
        this.begin(id, this.stop.signal, claim).catch((error: unknown) => this.options.failed?.(id, error));
    }
  }

  /** For lanes nobody can be rung for: begins as many drains as may run here; answers how many run now, begun before or not. */
  drive(ids: readonly DestinationId[]): number {
    return ids.length - this.take(ids, false).length;
  }

  /** For the queue's jobs: drains the lane, however many others are. Where it is drained already the job has nothing to do. */
  async run(id: DestinationId, signal: AbortSignal): Promise<void> {
    const running = this.drains.get(id);
    if (running === undefined) await this.begin(id, signal);
    else running.rings.ring();
  }

  /** For a process that is stopping: hears nothing more, and waits for the drains that run. */
  async finish(): Promise<void> {
    this.listening = false;
    this.stop.abort();
    await Promise.allSettled([...this.drains.values()].map(({ ended }) => ended));
  }

  /** Answers those for which there is no room. */
  private take(ids: readonly DestinationId[], urgent: boolean): DestinationId[] {
    const { most = 16, mostUrgent = 64 } = this.options;
    const left: DestinationId[] = [];
    for (const id of ids) {
      const running = this.drains.get(id);
      if (this.stop.signal.aborted) left.push(id);
      else if (running !== undefined) running.rings.ring();
      else if (this.drains.size >= (urgent ? mostUrgent : most)) left.push(id);
      else this.begin(id, this.stop.signal).catch((error: unknown) => this.options.failed?.(id, error));
    }
    return left;
  }

  private begin(id: DestinationId, signal: AbortSignal, claim?: EarlyClaim): Promise<void> {
    const drain: Drain = { rings: new LaneRings(), ended: Promise.resolve() };
    if (claim !== undefined) drain.rings.carry(claim);
    this.drains.set(id, drain);
    drain.ended = this.drainOut(id, drain.rings, signal);
    return drain.ended;
  }

  private async drainOut(id: DestinationId, rings: LaneRings, signal: AbortSignal): Promise<void> {
    let missed = false;
    try {
      for (let runs = 1; ; runs += 1) {
        rings.take();
        const { rungAgain } = await this.drain.run(id, signal, rings);
        missed = rings.isRung;
        if (!missed || rungAgain || runs === MOST_RUNS || signal.aborted) break;
      }
    } finally {
      // In the same breath as the last look at the rings: one from now on begins a drain of its own.
      this.drains.delete(id);
      // Where even that fails, their leases end.
      for (let left = rings.takeClaim(); left !== undefined; left = rings.takeClaim())
        await this.drain.giveBack(left).catch(() => undefined);
    }
    // A ring that cannot be passed on is found by the sweep.
    if (missed) await this.far.ring([id]).catch(() => undefined);
  }
}
