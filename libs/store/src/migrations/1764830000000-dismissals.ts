import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ITEM_KILLED } from '../settled-codes.js';

/**
 * Who said of which dead letters that nothing is to be done about them any more, and why. They are superseded from then on,
 * and so are those whose item was killed: neither leaves again. What was killed before this is settled here.
 */
export class Dismissals1764830000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dismissal (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        destination_id text NOT NULL,
        selection jsonb NOT NULL,
        said_by text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      ALTER TABLE delivery ADD COLUMN dismissal_id bigint;
      UPDATE delivery d SET state = 'superseded', code = '${ITEM_KILLED}'
        FROM item i
       WHERE i.id = d.item_id AND i.pub_status = 'canceled' AND d.final_state = 'dead' AND d.kind = 'item';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE delivery SET state = 'dead' WHERE dismissal_id IS NOT NULL AND state = 'superseded';
      ALTER TABLE delivery DROP COLUMN dismissal_id;
      DROP TABLE dismissal;`);
  }
}
