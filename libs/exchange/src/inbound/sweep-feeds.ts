import type { FeedBook } from '#exchange/inbound/inbound-ports.js';
import type { FeedId } from '#news/ids.js';

/** Most feeds rung in one sweep; the rest are still due at the next. */
const MOST = 500;

/** Rings feeds. A lost ring delays, and loses nothing: a feed stays due until its poll is settled. */
export interface FeedBell {
  ring(feedIds: readonly FeedId[]): Promise<void>;
}

/** Polls feeds in this process; waits for none of them. */
export interface FeedDriver {
  /** Where this process pulls, begins as many as it has room for; answers the others. What is polled already is neither. */
  take(feedIds: readonly FeedId[]): FeedId[];
  /** For feeds nobody can be rung for: begins as many as may run at once and answers how many that were. */
  drive(feedIds: readonly FeedId[]): number;
}

export interface FeedSweep {
  due: number;
  rung: number;
  /** Polled in this process, because it had room, or because the bell could not be reached. */
  driven: number;
  /** Due soon: each is started when its time comes. */
  soon: number;
}

/**
 * Starts the polls that are due, and until the next sweep each one that becomes due at its own moment: polls that
 * waited for the sweep would all run together, and each item would wait for the others'.
 */
export class SweepFeeds {
  private timers: NodeJS.Timeout[] = [];
  /** Rung for and due since then: somebody else may be polling them, and is not to be joined. */
  private readonly passedOn = new Set<FeedId>();

  constructor(
    private readonly feeds: Pick<FeedBook, 'due'>,
    private readonly bell: FeedBell,
    private readonly driver: FeedDriver,
  ) {}

  /** @param aheadMilliseconds until well after the next sweep, which may be late: what it were to find due would start together */
  async run(aheadMilliseconds: number): Promise<FeedSweep> {
    const found = await this.feeds.due(MOST, aheadMilliseconds);
    // Not before: what came due meanwhile was started at its moment.
    this.stop();
    const due = found.filter(({ inMilliseconds }) => inMilliseconds === 0).map(({ id }) => id);
    const soon = found.filter(({ inMilliseconds }) => inMilliseconds > 0);
    for (const id of this.passedOn) if (!due.includes(id)) this.passedOn.delete(id);
    this.timers = soon.map(({ id, inMilliseconds }) =>
      // Rounded up: a poll before its time finds that it is not due.
      setTimeout(() => void this.start([id]), Math.ceil(inMilliseconds)),
    );
    return { due: due.length, ...(await this.start(due)), soon: soon.length };
  }

  /** What becomes due from here on is left to the next sweep, whoever makes it. */
  stop(): void {
    this.timers.forEach(clearTimeout);
  }

  private async start(due: FeedId[]): Promise<Pick<FeedSweep, 'rung' | 'driven'>> {
    const mine = due.filter((id) => !this.passedOn.has(id));
    const left = this.driver.take(mine);
    const driven = mine.length - left.length;
    const others = [...due.filter((id) => this.passedOn.has(id)), ...left];
    if (others.length === 0) return { rung: 0, driven };
    try {
      await this.bell.ring(others);
      for (const id of others) this.passedOn.add(id);
      return { rung: others.length, driven };
    } catch {
      return { rung: 0, driven: driven + this.driver.drive(others) };
    }
  }
}
