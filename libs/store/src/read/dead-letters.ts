import type pg from 'pg';
import { rowsOf } from '../transaction.js';

/** Of what the dead letters of a destination died, the most first. */
export class DeadLetterReads {
  constructor(private readonly pool: pg.Pool) {}

  codes(destinationId: string): Promise<{ code: string; count: number }[]> {
    return rowsOf(
      this.pool,
      {
        text: `
          SELECT coalesce(code, 'unknown') AS code, count(*) AS count
            FROM delivery WHERE destination_id = $1 AND final_state = 'dead' AND settled_at IS NOT NULL
           GROUP BY 1 ORDER BY 2 DESC, 1`,
      },
      [destinationId],
    );
  }
}
