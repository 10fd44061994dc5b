import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A replay and how far it is. Its deliveries are made due in batches, each a transaction that moves the cursor on, so
 * that whoever finds it unfinished goes on with it. They carry its number: what became of them is counted by that. What
 * was never replayed is not in the index and costs nothing.
 */
export class Replays1764530000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replay (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        destination_id text NOT NULL,
        selection jsonb NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        selected_at timestamptz,
        cursor_at timestamptz NOT NULL DEFAULT '-infinity',
        cursor_id bigint NOT NULL DEFAULT 0,
        to_send integer NOT NULL DEFAULT 0,
        skipped jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX replay_unfinished ON replay (id) WHERE selected_at IS NULL;
      CREATE INDEX replay_by_destination ON replay (destination_id, id DESC);
      ALTER TABLE delivery ADD COLUMN replay_id bigint;
      CREATE INDEX delivery_replay ON delivery (replay_id, state) WHERE replay_id IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX delivery_replay;
      ALTER TABLE delivery DROP COLUMN replay_id;
      DROP TABLE replay;`);
  }
}
