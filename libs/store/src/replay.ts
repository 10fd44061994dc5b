import type pg from 'pg';
import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import type { DeliveryId } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { inTransaction, retrying, rowsOf } from './transaction.js';

export type ReplaySelection =
  /** One delivery, dead or delivered. */
  | { deliveryId: DeliveryId }
  /** Some of a destination, dead or delivered. */
  | { destinationId: DestinationId; deliveryIds: DeliveryId[] }
  /** All dead letters of a destination. */
  | { destinationId: DestinationId; dead: true }
  /** Everything of a destination that was delivered, or died, since a moment. */
  | { destinationId: DestinationId; since: Instant };

/**
 * Why a delivery is not sent again: a newer version was delivered, or is on its way or waiting; the item was killed or
 * is withheld; or the delivery itself is under way or was superseded.
 */
export type ReplaySkip =
  | 'newer-held'
  | 'newer-under-way'
  | 'killed'
  | 'withheld'
  | 'not-settled'
  | 'superseded';

export interface ReplayResult {
  /** Deliveries that are due again, or would be. Their webhook ids stay as they were: receivers recognise them. */
  toSend: number;
  skipped: Partial<Record<ReplaySkip, number>>;
  /** Lanes to ring. */
  destinations: DestinationId[];
}

/** Sends again what was settled, never out of order and never what was taken back. */
export class Replay {
  constructor(private readonly pool: pg.Pool) {}

  /** What `run` would do now. */
  preview(selection: ReplaySelection): Promise<ReplayResult> {
    return this.execute(selection, false);
  }

  run(selection: ReplaySelection): Promise<ReplayResult> {
    return this.execute(selection, true);
  }

  private async execute(selection: ReplaySelection, write: boolean): Promise<ReplayResult> {
    const { where, values } = selected(selection);
    return retrying(() =>
      inTransaction(this.pool, async (client) => {
        const rows = await rowsOf<{ id: number; destination_id: string; skip: ReplaySkip | null }>(
          client,
          { text: judged(where) },
          values,
        );
        const result: ReplayResult = { toSend: 0, skipped: {}, destinations: [] };
        const chosen = rows.filter((row) => row.skip === null);
        for (const { skip } of rows) if (skip) result.skipped[skip] = (result.skipped[skip] ?? 0) + 1;
        result.toSend = chosen.length;
        result.destinations = [...new Set(chosen.map((row) => asDestinationId(row.destination_id)))];
        if (write && chosen.length > 0) {
          await rowsOf(client, { text: RESET }, [chosen.map((row) => row.id), PRIORITY.replay]);
        }
        return result;
      }),
    );
  }
}

function selected(selection: ReplaySelection): { where: string; values: unknown[] } {
  if ('deliveryId' in selection) return { where: 'd.id = $1', values: [selection.deliveryId] };
  if ('deliveryIds' in selection) {
    return {
      where: 'd.destination_id = $1 AND d.id = ANY ($2::bigint[])',
      values: [selection.destinationId, selection.deliveryIds],
    };
  }
  if ('dead' in selection) {
    return {
      where: `d.destination_id = $1 AND d.state = 'dead' AND d.settled_at IS NOT NULL`,
      values: [selection.destinationId],
    };
  }
  return {
    where: `d.destination_id = $1 AND d.state IN ('delivered', 'dead') AND d.settled_at >= $2`,
    values: [selection.destinationId, selection.since],
  };
}

/** Each selected delivery, its row locked, and why it must not be sent again. */
const judged = (where: string): string => `
  SELECT d.id, d.destination_id,
         CASE
           WHEN d.state IN ('pending', 'in_flight') THEN 'not-settled'
           WHEN d.state = 'superseded' THEN 'superseded'
           WHEN d.kind = 'item' AND i.pub_status = 'canceled' THEN 'killed'
           WHEN h.version > d.version OR (h.version = d.version AND h.killed_at IS NOT NULL AND d.kind = 'item')
             THEN 'newer-held'
           WHEN EXISTS (
             SELECT FROM delivery o
              WHERE o.item_id = d.item_id AND o.destination_id = d.destination_id AND o.id <> d.id
                AND (o.version, o.kind) > (d.version, d.kind) AND o.state <> 'superseded') THEN 'newer-under-way'
           WHEN d.kind = 'item' AND i.pub_status = 'withheld' AND i.version > d.version THEN 'withheld'
         END AS skip
    FROM delivery d
    JOIN item i ON i.id = d.item_id
    LEFT JOIN holding h ON h.item_id = d.item_id AND h.destination_id = d.destination_id
   WHERE ${where}
   ORDER BY d.id
     FOR NO KEY UPDATE OF d`;

/** Attempts begin anew, and with them the schedule of retries. A kill keeps its place before everything else. */
const RESET = `
  WITH reset AS (
    UPDATE delivery d
       SET state = 'pending', due_at = now(), attempts = 0, settled_at = NULL, lease_until = NULL, code = NULL,
           status = NULL, priority = CASE d.kind WHEN 'kill' THEN d.priority ELSE $2 END
     WHERE d.id = ANY ($1::bigint[])
    RETURNING d.destination_id
  )
  INSERT INTO event (type, data)
  SELECT 'delivery.replayed', jsonb_build_object('destinationId', destination_id, 'deliveries', count(*))
    FROM reset GROUP BY destination_id`;
