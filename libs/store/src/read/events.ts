import type pg from 'pg';
import type { Instant } from '#news/record.js';
import { toInstant } from '../instant.js';
import { rowsOf } from '../transaction.js';

/** What the ledger notes for people; `data` always names what it happened to by id. */
export type EventType =
  | 'kill.opened'
  | 'kill.acknowledged'
  | 'recall.opened'
  | 'recall.joined'
  | 'recall.reminded'
  | 'recall.escalated'
  | 'recall.confirmed'
  | 'recall.closed'
  | 'delivery.dead'
  | 'delivery.dismissed'
  | 'delivery.receipt'
  | 'delivery.replayed'
  | 'destination.breaker-opened'
  | 'destination.breaker-closed'
  | 'destination.paused'
  | 'destination.resumed'
  | 'destination.disabled'
  | 'feed.failing'
  | 'feed.recovered'
  | 'feed.paused'
  | 'feed.resumed'
  | 'configuration.changed';

export interface EventRead {
  id: number;
  at: Instant;
  type: EventType;
  data: Record<string, unknown>;
}

/** Events by number: 1, 2, 3 …, in the order in which they became visible. */
export class EventReads {
  constructor(private readonly pool: pg.Pool) {}

  /** The number of the newest event; 0 when there is none. */
  async lastId(): Promise<number> {
    const [row] = await rowsOf<{ id: number }>(this.pool, {
      text: 'SELECT coalesce(max(id), 0) AS id FROM event',
    });
    return row?.id ?? 0;
  }

  /** Events numbered above `id`, the oldest first. */
  async after(id: number, limit: number): Promise<EventRead[]> {
    const rows = await rowsOf<{ id: number; at: Date; type: EventType; data: Record<string, unknown> }>(
      this.pool,
      { text: 'SELECT id, at, type, data FROM event WHERE id > $1 ORDER BY id LIMIT $2' },
      [id, limit],
    );
    return rows.map((row) => ({ ...row, at: toInstant(row.at) }));
  }

  /**
   * A text that differs whenever deliveries, polls or items moved on. Read from the server's counters, which lag by a
   * second at most and cost nothing.
   */
  async activity(): Promise<string> {
    const [row] = await rowsOf<{ activity: string }>(this.pool, {
      text: `
        SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text AS activity
          FROM pg_stat_user_tables
         WHERE schemaname = current_schema() AND relname IN ('item', 'delivery', 'feed', 'lane', 'holding')`,
    });
    return row?.activity ?? '';
  }
}
