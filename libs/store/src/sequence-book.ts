import type pg from 'pg';
import type { DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { firstDelivered } from './first-delivered.js';
import { toInstantOrNothing } from './instant.js';
import { DISMISSED, ITEM_KILLED } from './settled-codes.js';
import { rowsOf } from './transaction.js';

/**
 * What became of a number: `superseded` by a newer version and never sent, `killed` likewise by a kill; `pending`
 * is due, on its way or held; `dead` was given up, or could not be written in the format. What was delivered once stays
 * `delivered` if something newer takes its place before it is sent again.
 */
export type SequenceState = 'delivered' | 'pending' | 'superseded' | 'killed' | 'dead';

export interface SequenceRead {
  sequence: number;
  state: SequenceState;
  webhookId: string;
  guid: string;
  version: number;
  kind: 'item' | 'kill';
  /** The version that took its place; with `superseded` and `killed`, and where it is not sent again because of it. */
  supersededBy?: number;
  /** With `delivered` when it first was, with `dead` when it was given up. */
  settledAt?: Instant;
  /** When it first was; also where it was to be sent again after that. */
  deliveredAt?: Instant;
  /** Why it is dead, or why it is not delivered yet. */
  code?: string;
}

/** The numbers under which a destination gets its deliveries. */
export class SequenceBook {
  constructor(private readonly pool: pg.Pool) {}

  /** The highest number given so far; 0 before the first. */
  async last(destinationId: DestinationId): Promise<number> {
    const [row] = await rowsOf<{ last: number }>(
      this.pool,
      {
        text: `
          SELECT coalesce((SELECT last_sequence FROM lane WHERE destination_id = $1), 0) AS last`,
      },
      [destinationId],
    );
    return row?.last ?? 0;
  }

  /** Numbers `from` to `to`, both included, in order. */
  async between(destinationId: DestinationId, from: number, to: number): Promise<SequenceRead[]> {
    const rows = await rowsOf<SequenceRow>(this.pool, { text: BETWEEN }, [destinationId, from, to]);
    return rows.map(sequenceRead);
  }

  /** The deliveries behind numbers; what was never given is absent. */
  async deliveries(destinationId: DestinationId, sequences: readonly number[]): Promise<Map<number, number>> {
    const rows = await rowsOf<{ sequence: number; delivery_id: number }>(
      this.pool,
      {
        text: `
          SELECT asked.sequence, block.delivery_ids[asked.sequence - block.first_sequence + 1] AS delivery_id
            FROM unnest($2::bigint[]) AS asked (sequence)
            CROSS JOIN LATERAL (
              SELECT first_sequence, delivery_ids FROM sequence_block
               WHERE destination_id = $1 AND first_sequence <= asked.sequence
               ORDER BY first_sequence DESC LIMIT 1
            ) block
           WHERE asked.sequence < block.first_sequence + cardinality(block.delivery_ids)`,
      },
      [destinationId, sequences],
    );
    return new Map(rows.map((row) => [row.sequence, row.delivery_id]));
  }
}

/** What took the place of a superseded delivery is the nearest later one that was not superseded itself, else the last. */
const BETWEEN = `
  SELECT d.sequence, d.state, 'msg_' || e.instance || d.id AS webhook_id, i.guid, d.version, d.kind, d.settled_at, d.code,
         ${firstDelivered('d')} AS delivered_at,
         later.version AS later_version, later.kind AS later_kind
    FROM sequence_block block
    CROSS JOIN LATERAL unnest(block.delivery_ids) AS numbered (id)
    JOIN delivery d ON d.id = numbered.id
    JOIN item i ON i.id = d.item_id
    CROSS JOIN exchange e
    LEFT JOIN LATERAL (
      SELECT o.version, o.kind FROM delivery o
       WHERE d.state = 'superseded' AND o.item_id = d.item_id AND o.destination_id = d.destination_id
         AND (o.version, o.kind) > (d.version, d.kind)
       ORDER BY o.state = 'superseded', o.version, o.kind DESC LIMIT 1
    ) later ON true
   WHERE block.destination_id = $1 AND block.first_sequence <= $3
     AND block.first_sequence >= coalesce((
       SELECT first_sequence FROM sequence_block
        WHERE destination_id = $1 AND first_sequence <= $2 ORDER BY first_sequence DESC LIMIT 1), 0)
     AND d.sequence BETWEEN $2 AND $3
   ORDER BY d.sequence`;

interface SequenceRow {
  sequence: number;
  state: 'pending' | 'in_flight' | 'delivered' | 'superseded' | 'dead';
  webhook_id: string;
  guid: string;
  version: number;
  kind: 'item' | 'kill';
  settled_at: Date | null;
  delivered_at: Date | null;
  code: string | null;
  later_version: number | null;
  later_kind: 'item' | 'kill' | null;
}

function sequenceRead(row: SequenceRow): SequenceRead {
  const state = stateOf(row);
  const deliveredAt = toInstantOrNothing(row.delivered_at);
  return {
    sequence: row.sequence,
    state,
    webhookId: row.webhook_id,
    guid: row.guid,
    version: row.version,
    kind: row.kind,
    supersededBy: row.later_version ?? undefined,
    settledAt:
      state === 'dead' ? toInstantOrNothing(row.settled_at) : state === 'delivered' ? deliveredAt : undefined,
    deliveredAt,
    code: state === 'delivered' ? undefined : (row.code ?? undefined),
  };
}

function stateOf({ state, later_kind, delivered_at, code }: SequenceRow): SequenceState {
  if (state === 'in_flight') return 'pending';
  if (state !== 'superseded') return state;
  if (delivered_at) return 'delivered';
  if (code === DISMISSED) return 'dead';
  return later_kind === 'kill' || code === ITEM_KILLED ? 'killed' : 'superseded';
}
