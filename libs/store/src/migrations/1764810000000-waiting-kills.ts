import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LANES_DUE as LANES_DUE_BEFORE } from './1764770000000-claims-in-place.js';
import { changed } from './changed.js';

/**
 * lanes_due: kills are looked for once, in an index of their own that holds next to nothing, and not in each lane. Half of
 * the time that a sweep over a thousand lanes took went to finding that none waits.
 */
const INDEX = `
CREATE INDEX delivery_waiting_kill ON delivery (destination_id) WHERE final_state IS NULL AND priority = 0;
`;

export const LANES_DUE = changed(LANES_DUE_BEFORE, [
  [
    `    FROM lane l
    CROSS JOIN LATERAL (SELECT (
         SELECT true FROM delivery d
          WHERE d.destination_id = l.destination_id AND d.final_state IS NULL AND d.state = 'pending' AND d.priority = 0
            AND d.due_at <= now()
          LIMIT 1) IS TRUE AS kills OFFSET 0) urgent`,
    `    FROM (
      SELECT ARRAY(
        SELECT DISTINCT d.destination_id FROM delivery d
         WHERE d.final_state IS NULL AND d.priority = 0 AND d.state = 'pending' AND d.due_at <= now()) AS lanes
      OFFSET 0
    ) killed
    CROSS JOIN lane l
    CROSS JOIN LATERAL (SELECT l.destination_id = ANY (killed.lanes) AS kills OFFSET 0) urgent`,
  ],
]);

export class WaitingKills1764810000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INDEX + LANES_DUE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${LANES_DUE_BEFORE}\nDROP INDEX delivery_waiting_kill;`);
  }
}
