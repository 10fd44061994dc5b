import type pg from 'pg';
import type { OutputFormat } from '#codecs/codec.js';
import { rowsOf } from '../transaction.js';

/** The exchange as a whole: who was given what. */
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
}
