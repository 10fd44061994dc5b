import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLAIM_LANES as CLAIM_LANES_BEFORE } from './1764800000000-claims-beside-settlements.js';
import { changed } from './changed.js';

/**
 * With what is accepted (`alone` is false) a lane is claimed from only where nobody else is at it: a transaction that waited
 * for another's claim, or for its whole commit, would keep its own items waiting longer than a claim of their own takes.
 */
const CLAIM_LANES = changed(CLAIM_LANES_BEFORE, [
  [
    '    RETURN QUERY\n      SELECT place, c.*',
    `    IF NOT alone THEN
      PERFORM FROM lane WHERE lane.destination_id = lanes[place] FOR NO KEY UPDATE SKIP LOCKED;
      IF NOT FOUND THEN CONTINUE; END IF;
    END IF;
    RETURN QUERY
      SELECT place, c.*`,
  ],
]);

const DROP =
  'DROP FUNCTION claim_lanes(text[], integer[], double precision[], text[], text[], integer, boolean);';

export class EarlyClaimsWaitForNobody1764840000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DROP + CLAIM_LANES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP + CLAIM_LANES_BEFORE);
  }
}
