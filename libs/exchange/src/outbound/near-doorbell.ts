import type { Doorbell } from '#exchange/outbound/outbound-ports.js';
import type { LaneDriver } from '#exchange/outbound/sweep-lanes.js';
import type { DestinationId } from '#news/ids.js';

export interface NearDoorbellOptions {
  /** Lanes that are drained here at once without the queue; a ring for one more goes to the queue. Default 16. */
  most?: number;
  /** Told what a drain threw; the next sweep tries again. */
  failed?: (id: DestinationId, error: unknown) => void;
}

interface Drain {
  /** A ring came while it ran: what it was for may have come after the last look. */
  again: boolean;
  ended: Promise<void>;
}

/**
 * A doorbell that is heard first by the process that rings it. Where this process drains lanes itself, a ring begins the
 * drain at once, and the queue, which would have carried the ring to this process or to another, is spared; where it
 * does not, or has its hands full, the ring goes to the queue. A process that dies with such a drain leaves what was due
 * in the ledger, where the next sweep finds it, as after any ring that is lost.
 *
 * Whatever begins a drain in this process goes through here, so that no lane is drained twice at once in it.
 */
export class NearDoorbell implements Doorbell, LaneDriver {
  private readonly drains = new Map<DestinationId, Drain>();
  private readonly stop = new AbortController();
  private listening = false;

  /**
   * @param far the queue's bell
   * @param drain one bounded run; what it leaves undone it rings for itself
   */
  constructor(
    private readonly far: Doorbell,
    private readonly drain: (id: DestinationId, signal: AbortSignal) => Promise<unknown>,
    private readonly options: NearDoorbellOptions = {},
  ) {}

  /** From now on this process hears its own rings: it has the role to deliver. */
  listen(): void {
    this.listening = true;
  }

  async ring(ids: readonly DestinationId[]): Promise<void> {
    const left = this.listening ? this.take(ids) : ids;
    if (left.length > 0) await this.far.ring(left);
  }

  /** For lanes nobody can be rung for: begins as many drains as may run here, and answers how many those were. */
  drive(ids: readonly DestinationId[]): number {
    return ids.length - this.take(ids).length;
  }

  /** For the queue's jobs: drains the lane, however many others are, or waits for the drain that runs and the one after it. */
  async run(id: DestinationId, signal: AbortSignal): Promise<void> {
    const running = this.drains.get(id);
    if (running === undefined) return this.begin(id, signal);
    running.again = true;
    return running.ended;
  }

  /** For a process that is stopping: hears nothing more, and waits for the drains that run. */
  async finish(): Promise<void> {
    this.listening = false;
    this.stop.abort();
    await Promise.allSettled([...this.drains.values()].map(({ ended }) => ended));
  }

  /** Answers those for which there is no room. */
  private take(ids: readonly DestinationId[]): DestinationId[] {
    const left: DestinationId[] = [];
    for (const id of ids) {
      const running = this.drains.get(id);
      if (this.stop.signal.aborted) left.push(id);
      else if (running !== undefined) running.again = true;
      else if (this.drains.size >= (this.options.most ?? 16)) left.push(id);
      else this.begin(id, this.stop.signal).catch((error: unknown) => this.options.failed?.(id, error));
    }
    return left;
  }

  private begin(id: DestinationId, signal: AbortSignal): Promise<void> {
    const drain: Drain = { again: false, ended: Promise.resolve() };
    this.drains.set(id, drain);
    drain.ended = this.drainOut(id, drain, signal);
    return drain.ended;
  }

  private async drainOut(id: DestinationId, drain: Drain, signal: AbortSignal): Promise<void> {
    try {
      do {
        drain.again = false;
        await this.drain(id, signal);
      } while (drain.again && !signal.aborted);
    } finally {
      // In the same breath as the last look at `again`: a ring from now on begins a drain of its own.
      this.drains.delete(id);
    }
  }
}
