import type pg from 'pg';
import type { OutputFormat } from '#codecs/codec.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';

interface KillRead {
  item_id: number;
  guid: string;
  version: number;
  headline: string | null;
  language: string | null;
  partner_id: string;
  received_at: Date;
  holders: {
    destination_id: string;
    lane_state: 'open' | 'paused' | 'disabled';
    state: 'pending' | 'in_flight' | 'delivered' | 'dead';
    settled_at: string | null;
  }[];
}

// The newest kills, and those of any age that somebody has not confirmed: found by lane, where each probe is an index's.
// A kill that a later kill of the item took over is not asked for again.
const KILLS = `
  WITH unconfirmed AS (
    SELECT late.item_id, late.version
      FROM lane l
     CROSS JOIN LATERAL (
       (SELECT item_id, version FROM delivery
         WHERE destination_id = l.destination_id AND state = 'pending' AND priority = 0 AND kind = 'kill' LIMIT $1)
       UNION ALL
       (SELECT item_id, version FROM delivery
         WHERE destination_id = l.destination_id AND state = 'in_flight' AND kind = 'kill' LIMIT $1)
       UNION ALL
       (SELECT item_id, version FROM delivery
         WHERE destination_id = l.destination_id AND state = 'dead' AND settled_at IS NOT NULL AND kind = 'kill'
         LIMIT $1)) late
  ), wanted AS (
    SELECT item_id, version FROM unconfirmed
    UNION
    (SELECT item_id, version FROM item_version WHERE change = 'kill' ORDER BY received_at DESC LIMIT $1)
  )
  SELECT v.item_id, i.guid, v.version, i.headline, i.language, i.partner_id, v.received_at, held.holders
    FROM wanted w
    JOIN item_version v USING (item_id, version)
    JOIN item i ON i.id = v.item_id
   CROSS JOIN LATERAL (
     SELECT coalesce(json_agg(json_build_object('destination_id', d.destination_id, 'state', d.state,
              'settled_at', d.settled_at, 'lane_state', l.state) ORDER BY d.destination_id), '[]') AS holders
       FROM delivery d JOIN lane l USING (destination_id)
      WHERE d.item_id = v.item_id AND d.version = v.version AND d.kind = 'kill' AND d.state <> 'superseded') held
   ORDER BY EXISTS (SELECT FROM unconfirmed u WHERE u.item_id = v.item_id AND u.version = v.version) DESC,
            v.received_at DESC
   LIMIT $1`;

/** The exchange as a whole: who was given what, and how kills go. */
export class ExchangeReader {
  constructor(private readonly pool: pg.Pool) {}

  /** Deliveries of items (not of kills) that were made, by the partner that sent the item and the destination. */
  async delivered() {
    return rowsOf<{ from: string; to: string; format: OutputFormat; delivered: number }>(this.pool, {
      text: `
        SELECT made.source AS "from", t.partner_id AS "to", t.settings->>'format' AS format, sum(made.n)::bigint AS delivered
          FROM (SELECT i.partner_id AS source, d.destination_id, count(*) AS n
                  FROM delivery d JOIN item i ON i.id = d.item_id
                 WHERE d.state = 'delivered' AND d.kind = 'item'
                 GROUP BY i.partner_id, d.destination_id) made
          JOIN destination t ON t.id = made.destination_id
         GROUP BY 1, 2, 3`,
    });
  }

  /** Kills that somebody who holds the item has not confirmed come first, then the newest. */
  async kills(limit: number) {
    const rows = await rowsOf<KillRead>(this.pool, { text: KILLS }, [limit]);
    return rows.map((row) => ({
      itemId: row.item_id,
      guid: row.guid,
      version: row.version,
      headline: row.headline ?? undefined,
      language: row.language ?? undefined,
      sourcePartnerId: row.partner_id,
      receivedAt: toInstant(row.received_at),
      holders: row.holders.map((holder) => ({
        destinationId: holder.destination_id,
        laneState: holder.lane_state,
        state: holder.state,
        deliveredAt:
          holder.state === 'delivered'
            ? toInstantOrNothing(holder.settled_at === null ? null : new Date(holder.settled_at))
            : undefined,
      })),
    }));
  }
}
