import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LANES_DUE as LANES_DUE_BEFORE } from './1764810000000-waiting-kills.js';

/**
 * lanes_due: each probe asks for the first that is due, as those of a claim do, and not for any. Of any the planner thinks
 * that it lies at the beginning of whatever index it looks through, and took the one of all deliveries that there ever were.
 */
const LANES_DUE = LANES_DUE_BEFORE.replaceAll(
  'AND d.due_at <= now()\n          LIMIT 1)',
  'AND d.due_at <= now()\n          ORDER BY d.due_at, d.id LIMIT 1)',
);

export class ProbesInOrder1764895000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LANES_DUE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(LANES_DUE_BEFORE);
  }
}
