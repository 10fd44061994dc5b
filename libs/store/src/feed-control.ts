import type pg from 'pg';
import type { FeedId } from '#news/ids.js';
import { storable } from './storable.js';
import { retrying, rowsOf } from './transaction.js';

/** What came of asking for a poll now; `unknown`: there is no such feed (any longer). */
export type Hastened = 'due' | 'paused' | 'unknown';

/** Pauses, resumes and hastens feeds. `pause` and `resume` answer false when there is no such feed (any longer). */
export class FeedControl {
  constructor(private readonly pool: pg.Pool) {}

  /** Repeated, it changes the reason alone. */
  pause(id: FeedId, reason: string): Promise<boolean> {
    return this.change(
      id,
      'paused_at = coalesce(paused_at, now()), paused_reason = $2',
      'feed.paused',
      storable(reason),
    );
  }

  /** The feed is due at once. */
  resume(id: FeedId): Promise<boolean> {
    return this.change(
      id,
      'paused_at = NULL, paused_reason = $2, next_poll_at = now()',
      'feed.resumed',
      null,
    );
  }

  /** Makes the feed due now, whatever its interval, but for one that is paused; whoever asks rings for it. */
  async makeDue(id: FeedId): Promise<Hastened> {
    const [feed] = await retrying(() =>
      rowsOf<{ paused: boolean }>(
        this.pool,
        {
          text: `
            UPDATE feed SET next_poll_at = CASE WHEN paused_at IS NULL THEN now() ELSE next_poll_at END
             WHERE id = $1 AND removed_at IS NULL
            RETURNING paused_at IS NOT NULL AS paused`,
        },
        [id],
      ),
    );
    if (feed === undefined) return 'unknown';
    return feed.paused ? 'paused' : 'due';
  }

  private async change(id: FeedId, set: string, event: string, reason: string | null): Promise<boolean> {
    const rows = await retrying(() =>
      rowsOf(
        this.pool,
        {
          text: `
            WITH changed AS (
              UPDATE feed SET ${set} WHERE id = $1 AND removed_at IS NULL RETURNING id
            ), told AS (
              INSERT INTO event (type, data)
              SELECT $3, jsonb_strip_nulls(jsonb_build_object('feedId', id, 'reason', $2::text)) FROM changed
            )
            SELECT id FROM changed`,
        },
        [id, reason, event],
      ),
    );
    return rows.length > 0;
  }
}
