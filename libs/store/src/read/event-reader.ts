import type pg from 'pg';
import { toInstant } from '../instant.js';
import { rowsOf } from '../transaction.js';

/** What happened, as the ledger noted it, for those who follow along. */
export class EventReader {
  constructor(private readonly pool: pg.Pool) {}

  /** 0 when nothing happened yet. */
  async lastId(): Promise<number> {
    const [row] = await rowsOf<{ last: number }>(this.pool, {
      text: 'SELECT coalesce(max(id), 0) AS last FROM event',
    });
    return row?.last ?? 0;
  }

  /** Events numbered above `id`, the oldest first. */
  async after(id: number, limit: number) {
    const rows = await rowsOf<{ id: number; at: Date; type: string; data: Record<string, unknown> }>(
      this.pool,
      { text: 'SELECT id, at, type, data FROM event WHERE id > $1 ORDER BY id LIMIT $2' },
      [id, limit],
    );
    return rows.map((row) => ({ ...row, at: toInstant(row.at) }));
  }

  /** A text that differs whenever items, polls or deliveries moved on: a probe of an index for each of them. */
  async activity(): Promise<string> {
    const [row] = await rowsOf<{ activity: string }>(this.pool, {
      text: `
        SELECT concat_ws(' ',
                 pg_sequence_last_value(pg_get_serial_sequence('delivery', 'id')::regclass),
                 (SELECT max(last_poll_at) FROM feed),
                 (SELECT max(changed_at) FROM lane),
                 (SELECT max(settled.at)
                    FROM lane l CROSS JOIN unnest(ARRAY['delivered', 'dead']) AS outcome
                   CROSS JOIN LATERAL (
                     SELECT settled_at AS at FROM delivery
                      WHERE destination_id = l.destination_id AND state = outcome AND settled_at IS NOT NULL
                      ORDER BY settled_at DESC LIMIT 1) settled)) AS activity`,
    });
    return row?.activity ?? '';
  }
}
