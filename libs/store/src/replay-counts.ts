import type pg from 'pg';
import type { UnsettledReplay } from './replay.js';
import { retrying, rowsOf } from './transaction.js';

/**
 * What has become of the deliveries of the replay `$1`, one row. The states come from an index of replayed deliveries
 * alone; rows are read only of those that still wait.
 */
export const COUNTS = `
  SELECT counted.*, coalesce(waits.retrying, 0) AS retrying
    FROM (
      SELECT count(*) FILTER (WHERE d.state = 'pending') AS pending,
             count(*) FILTER (WHERE d.state = 'in_flight') AS in_flight,
             count(*) FILTER (WHERE d.state = 'delivered') AS delivered,
             count(*) FILTER (WHERE d.state = 'dead') AS dead,
             count(*) FILTER (WHERE d.state = 'superseded') AS superseded
        FROM delivery d WHERE d.replay_id = $1
    ) counted
    LEFT JOIN LATERAL (
      SELECT count(*) AS retrying FROM delivery d
       WHERE d.replay_id = $1 AND d.state = 'pending' AND d.attempts > 0 AND counted.pending > 0
    ) waits ON true`;

/** Parameters: replay, what it had made due when the count began, whether nothing could be added any more. */
const KEEP = `
  UPDATE replay r
     SET counted = $2, pending = c.pending, retrying = c.retrying, in_flight = c.in_flight, delivered = c.delivered,
         dead = c.dead, superseded = c.superseded,
         settled_at = CASE WHEN $3 AND c.pending + c.in_flight = 0 THEN clock_timestamp() END
    FROM (${COUNTS}) c
   WHERE r.id = $1`;

/** Of all time, at most so much goes into counting one replay. */
const SHARE = 0.1;

/**
 * Counts replays for those who list them: a long one takes a second to count, and pages are looked at often. The last
 * count is made when nothing of it is due any more, and stays whatever becomes of its deliveries in a later replay.
 */
export class ReplayCounts {
  /** When each may be counted again, on a clock that never goes back. */
  readonly #again = new Map<number, number>();

  constructor(private readonly pool: pg.Pool) {}

  /** Counts those of all that are not settled whose turn it is; answers how many it counted. */
  async keep(unsettled: readonly UnsettledReplay[], signal: AbortSignal): Promise<number> {
    let counted = 0;
    for (const { id, toSend, selected } of unsettled) {
      const from = performance.now();
      if (signal.aborted) break;
      if (from < (this.#again.get(id) ?? 0)) continue;
      await retrying(() => rowsOf(this.pool, { text: KEEP }, [id, toSend, selected]));
      const to = performance.now();
      this.#again.set(id, to + (to - from) / SHARE);
      counted++;
    }
    const open = new Set(unsettled.map(({ id }) => id));
    for (const id of this.#again.keys()) if (!open.has(id)) this.#again.delete(id);
    return counted;
  }
}
