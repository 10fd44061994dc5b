import type pg from 'pg';
import type { DeliveryId } from '#exchange/outbound/outbound-ports.js';
import type { DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { DISMISSED } from './settled-codes.js';
import { storable } from './storable.js';
import { inTransaction, retrying, rowsOf } from './transaction.js';

/** One dead letter, or those of a destination: all of them, where nothing is said. */
export type DismissalSelection = { deliveryId: DeliveryId } | DismissalRange;

export interface DismissalRange {
  destinationId: DestinationId;
  /** That died of this: `delivery.no-longer-granted`. */
  code?: string;
  /** That died then or later. */
  since?: Instant;
  /** That died then or sooner. */
  until?: Instant;
}

/** Why one stays: it is no dead letter, or a kill whose removal nobody has confirmed and whose recall is open. */
export type DismissalStay = 'not-dead' | 'recall-open';

/** For people. */
export const DISMISSAL_STAYS: Record<DismissalStay, string> = {
  'not-dead': 'it is no dead letter',
  'recall-open': 'it is a kill whose removal is not confirmed yet',
};

export interface Dismissed {
  /** Dead letters that are dismissed, or would be. */
  dismissed: number;
  stay: Partial<Record<DismissalStay, number>>;
}

/** Rows written in one transaction. */
const BATCH = 1000;

/**
 * Settles dead letters about which nothing is to be done: they are superseded, and count nowhere any more. Who said so and
 * why stays with them.
 */
export class Dismissal {
  constructor(
    private readonly pool: pg.Pool,
    private readonly batch = BATCH,
  ) {}

  /** What `run` would do now. */
  async preview(selection: DismissalSelection): Promise<Dismissed> {
    const rows = await retrying(() =>
      rowsOf<{ stays: DismissalStay | null; count: number }>(
        this.pool,
        { text: COUNT },
        valuesOf(selection, null),
      ),
    );
    const result: Dismissed = { dismissed: 0, stay: {} };
    for (const { stays, count } of rows) {
      if (stays) result.stay[stays] = count;
      else result.dismissed = count;
    }
    return result;
  }

  /** @throws RangeError when there is no such delivery */
  async run(selection: DismissalSelection, said: { by: string; reason: string }): Promise<Dismissed> {
    const { dismissed: counted, stay } = await this.preview(selection);
    if (counted === 0 && ('destinationId' in selection || Object.keys(stay).length > 0))
      return { dismissed: 0, stay };
    const [begun] = await rowsOf<{ id: number; at: string }>(this.pool, { text: BEGIN }, [
      ...('deliveryId' in selection ? [selection.deliveryId, null] : [null, selection.destinationId]),
      JSON.stringify(selection),
      storable(said.by),
      storable(said.reason),
    ]);
    if (!begun) throw new RangeError('there is no such delivery to dismiss');
    let dismissed = 0;
    for (;;) {
      const rows = await retrying(() =>
        inTransaction(this.pool, (client) =>
          rowsOf(client, { text: DISMISS }, [...valuesOf(selection, begun.at), this.batch, begun.id]),
        ),
      );
      dismissed += rows.length;
      if (rows.length < this.batch) break;
    }
    if (dismissed > 0) await rowsOf(this.pool, { text: TELL }, [begun.id, dismissed]);
    else await rowsOf(this.pool, { text: FORGET }, [begun.id]);
    // Somebody replayed it after it was counted.
    if (dismissed === 0 && 'deliveryId' in selection) return { dismissed, stay: { 'not-dead': 1 } };
    return { dismissed, stay };
  }
}

const SELECTED = `
  ($1::bigint IS NULL OR d.id = $1)
  AND ($2::text IS NULL OR d.destination_id = $2 AND d.final_state = 'dead' AND d.settled_at IS NOT NULL)
  AND d.settled_at >= $3 AND d.settled_at <= $4 AND ($5::text IS NULL OR d.code = $5)`;

const STAYS = `
  CASE WHEN d.final_state IS DISTINCT FROM 'dead' THEN 'not-dead'
       WHEN d.kind = 'kill' AND EXISTS (
         SELECT FROM recall_holder h JOIN recall r ON r.id = h.recall_id
          WHERE h.delivery_id = d.id AND h.confirmed_at IS NULL AND r.closed_at IS NULL) THEN 'recall-open' END`;

const COUNT = `SELECT ${STAYS} AS stays, count(*) AS count FROM delivery d WHERE ${SELECTED} GROUP BY 1`;

/** Parameters: delivery or null, destination or null, selection, who, why. */
const BEGIN = `
  INSERT INTO dismissal (destination_id, selection, said_by, reason)
  SELECT coalesce($2, d.destination_id), $3, $4, $5
    FROM (SELECT) one LEFT JOIN delivery d ON d.id = $1
   WHERE $2 IS NOT NULL OR d.id IS NOT NULL
  RETURNING id, at::text`;

/** What dies meanwhile is left for another time. Parameters after those of the selection: how many, dismissal. */
const DISMISS = `
  WITH chosen AS MATERIALIZED (
    SELECT d.id FROM delivery d
     WHERE ${SELECTED} AND ${STAYS} IS NULL
     ORDER BY d.id LIMIT $6
       FOR NO KEY UPDATE OF d
  )
  UPDATE delivery d SET state = 'superseded', settled_at = now(), code = '${DISMISSED}', dismissal_id = $7
    FROM chosen WHERE d.id = chosen.id AND d.state = 'dead'
  RETURNING d.id`;

/** Parameters: dismissal, how many. */
const TELL = `
  INSERT INTO event (type, data)
  SELECT 'delivery.dismissed', jsonb_build_object('destinationId', destination_id, 'dismissalId', id, 'deliveries', $2::integer,
           'by', said_by, 'reason', reason)
    FROM dismissal WHERE id = $1`;

/** Of what nothing came of. Parameter: dismissal. */
const FORGET = 'DELETE FROM dismissal WHERE id = $1';

/** @param until when the dismissal began; null while it only counts */
function valuesOf(selection: DismissalSelection, until: string | null): unknown[] {
  if ('deliveryId' in selection) return [selection.deliveryId, null, '-infinity', 'infinity', null];
  const { destinationId, code, since, ...more } = selection;
  const ends = [more.until, until].filter((end) => end !== undefined && end !== null);
  const earliest = ends.toSorted((a, b) => Date.parse(a!) - Date.parse(b!))[0];
  return [null, destinationId, since ?? '-infinity', earliest ?? 'infinity', code ?? null];
}
