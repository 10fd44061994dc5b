import type { PollResult } from '#exchange/inbound/inbound-ports.js';
import type { PageProblem } from '#exchange/inbound/read-page.js';
import type { FeedId } from '#news/ids.js';

/** What one poll of a feed did. */
export interface PullReport {
  feedId: FeedId;
  /** `aborted`: cut short by the signal and not settled, so that the poll stays due; nothing accepted is lost. */
  outcome: PollResult['outcome'] | 'aborted' | 'paused' | 'not-due' | 'unknown-feed';
  pages: number;
  records: number;
  accepted: number;
  unchanged: number;
  stale: number;
  refused: number;
  problem?: PageProblem;
  nextPollAt?: string;
}
