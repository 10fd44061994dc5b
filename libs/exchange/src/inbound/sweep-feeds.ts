import type { FeedBook } from '#exchange/inbound/inbound-ports.js';
import type { FeedId } from '#news/ids.js';

/** Most feeds rung in one sweep; the rest are still due at the next. */
const MOST = 500;

/** Rings feeds. A lost ring delays, and loses nothing: a feed stays due until its poll is settled. */
export interface FeedBell {
  ring(feedIds: readonly FeedId[]): Promise<void>;
}

/** Polls in this process what nobody can be rung for. */
export interface FeedDriver {
  /** Starts as many as may run at once and answers how many that were; it does not wait for them. */
  drive(feedIds: readonly FeedId[]): number;
}

export interface FeedSweep {
  due: number;
  rung: number;
  /** Polled in this process, because the bell could not be reached. */
  driven: number;
}

/** Starts the polls that are due. */
export class SweepFeeds {
  constructor(
    private readonly feeds: Pick<FeedBook, 'due'>,
    private readonly bell: FeedBell,
    private readonly driver: FeedDriver,
  ) {}

  async run(): Promise<FeedSweep> {
    const due = await this.feeds.due(MOST);
    if (due.length === 0) return { due: 0, rung: 0, driven: 0 };
    try {
      await this.bell.ring(due);
      return { due: due.length, rung: due.length, driven: 0 };
    } catch {
      return { due: due.length, rung: 0, driven: this.driver.drive(due) };
    }
  }
}
