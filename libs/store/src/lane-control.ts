import type pg from 'pg';
import type { DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { storable } from './storable.js';
import { inTransaction, retrying, rowsOf } from './transaction.js';

/**
 * What a lane does with what was held meanwhile: `all` of it leaves (of each item the newest version, because the older
 * ones were superseded while they waited), or only what was decided `since` a moment. The rest becomes dead letters
 * that can be replayed; kills, and what corrects something the partner holds, leave in any case.
 */
export type Resumption = { mode: 'all' } | { mode: 'since'; since: Instant };

/** Pauses and resumes lanes. Nothing that waits in one is ever dropped. */
export class LaneControl {
  constructor(private readonly pool: pg.Pool) {}

  /** Holds everything, kills included. Repeated, it changes the reason alone. False when there is no such lane. */
  async pause(id: DestinationId, reason: string): Promise<boolean> {
    return this.change(id, 'paused', reason);
  }

  /** As a pause, but says that it is meant to last. */
  async disable(id: DestinationId, reason: string): Promise<boolean> {
    return this.change(id, 'disabled', reason);
  }

  /** Opens the lane and forgets its failures. False when there is no such destination (any longer). */
  async resume(id: DestinationId, how: Resumption = { mode: 'all' }): Promise<boolean> {
    return retrying(() =>
      inTransaction(this.pool, async (client) => {
        const [lane] = await rowsOf<{ state: string }>(
          client,
          {
            text: `
              SELECT l.state FROM lane l JOIN destination d ON d.id = l.destination_id
               WHERE d.id = $1 AND d.removed_at IS NULL
                 FOR NO KEY UPDATE OF l`,
          },
          [id],
        );
        if (!lane) return false;
        if (lane.state === 'open') return true;
        const skipped = how.mode === 'since' ? await rowsOf(client, { text: SKIP }, [id, how.since]) : [];
        await rowsOf(client, { text: RESUME }, [id, skipped.length]);
        return true;
      }),
    );
  }

  private async change(id: DestinationId, state: 'paused' | 'disabled', reason: string): Promise<boolean> {
    const rows = await retrying(() =>
      rowsOf(this.pool, { text: CHANGE }, [id, state, storable(reason), `destination.${state}`]),
    );
    return rows.length > 0;
  }
}

const CHANGE = `
  WITH changed AS (
    UPDATE lane SET state = $2, reason = $3, changed_at = CASE WHEN state = $2 THEN changed_at ELSE now() END
     WHERE destination_id = $1
    RETURNING destination_id
  ), told AS (
    INSERT INTO event (type, data)
    SELECT $4, jsonb_build_object('destinationId', destination_id, 'reason', $3::text) FROM changed
  )
  SELECT destination_id FROM changed`;

const SKIP = `
  UPDATE delivery d SET state = 'dead', settled_at = now(), code = 'delivery.skipped-on-resume'
   WHERE d.destination_id = $1 AND d.state = 'pending' AND d.kind = 'item' AND d.created_at < $2
     AND NOT EXISTS (
       SELECT FROM holding h
        WHERE h.item_id = d.item_id AND h.destination_id = d.destination_id AND h.killed_at IS NULL)
  RETURNING d.id`;

const RESUME = `
  WITH opened AS (
    UPDATE lane
       SET state = 'open', reason = NULL, changed_at = now(), consecutive_failures = 0, open_until = NULL,
           open_seconds = NULL, window_at = NULL
     WHERE destination_id = $1
    RETURNING destination_id
  )
  INSERT INTO event (type, data)
  SELECT 'destination.resumed', jsonb_build_object('destinationId', destination_id, 'skipped', $2::integer) FROM opened`;
