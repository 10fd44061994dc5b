import type pg from 'pg';
import { rowsOf } from '../transaction.js';

/** What went through in a stretch of time, for counters that grow from scrape to scrape. Each reads what is new alone. */
export class TrafficReader {
  constructor(private readonly pool: pg.Pool) {}

  /** Deliveries settled after `from`, up to `to`. */
  async settled(from: Date, to: Date) {
    return rowsOf<{ destinationId: string; kind: 'item' | 'kill'; outcome: string; n: number }>(
      this.pool,
      {
        text: `
          SELECT l.destination_id AS "destinationId", made.kind, outcome, made.n
            FROM lane l
           CROSS JOIN unnest(ARRAY['delivered', 'dead', 'superseded']) AS outcome
           CROSS JOIN LATERAL (
             SELECT kind, count(*) AS n FROM delivery
              WHERE destination_id = l.destination_id AND final_state = outcome AND settled_at > $1 AND settled_at <= $2
              GROUP BY kind) made`,
      },
      [from, to],
    );
  }

  /** For each kill a destination first acknowledged in that time: seconds from receiving it to the acknowledgement. */
  async killSeconds(from: Date, to: Date) {
    return rowsOf<{ destinationId: string; seconds: number }>(
      this.pool,
      {
        text: `
          SELECT l.destination_id AS "destinationId",
                 extract(epoch FROM done.settled_at - v.received_at)::double precision AS seconds
            FROM lane l
           CROSS JOIN LATERAL (
             SELECT item_id, version, settled_at FROM delivery
              WHERE destination_id = l.destination_id AND final_state = 'delivered' AND kind = 'kill'
                AND settled_at > $1 AND settled_at <= $2 AND first_delivered_at IS NULL) done
            JOIN item_version v USING (item_id, version)`,
      },
      [from, to],
    );
  }

  /**
   * Documents fetched after `from`, up to `to`, by feed and what became of them. `nearId` is a fetch of about `from`: it
   * saves looking at all that came before. Ids follow the clock only nearly, so it looks a little further back.
   */
  async fetched(nearId: number, from: Date, to: Date) {
    return rowsOf<{ feedId: string; outcome: string; n: number; accepted: number; lastId: number }>(
      this.pool,
      {
        text: `
          SELECT feed_id AS "feedId", outcome, count(*) AS n, coalesce(sum(accepted), 0)::bigint AS accepted,
                 max(id) AS "lastId"
            FROM document_fetch WHERE id > $1::bigint - 1000 AND at > $2 AND at <= $3 GROUP BY feed_id, outcome`,
      },
      [nearId, from, to],
    );
  }

  /** 0 when nothing was fetched yet. */
  async lastFetchId(): Promise<number> {
    const [row] = await rowsOf<{ last: number }>(this.pool, {
      text: 'SELECT coalesce(max(id), 0) AS last FROM document_fetch',
    });
    return row?.last ?? 0;
  }
}
