import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What has become of a replay's deliveries, kept beside it: of `counted` that were due when they were counted. A replay of
 * which none is due any more is counted for the last time.
 */
export class ReplayCounts1764710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE replay
        ADD COLUMN counted integer NOT NULL DEFAULT 0, ADD COLUMN pending integer NOT NULL DEFAULT 0,
        ADD COLUMN retrying integer NOT NULL DEFAULT 0, ADD COLUMN in_flight integer NOT NULL DEFAULT 0,
        ADD COLUMN delivered integer NOT NULL DEFAULT 0, ADD COLUMN dead integer NOT NULL DEFAULT 0,
        ADD COLUMN superseded integer NOT NULL DEFAULT 0, ADD COLUMN settled_at timestamptz;
      CREATE INDEX replay_unsettled ON replay (id) WHERE settled_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX replay_unsettled;
      ALTER TABLE replay
        DROP COLUMN counted, DROP COLUMN pending, DROP COLUMN retrying, DROP COLUMN in_flight, DROP COLUMN delivered,
        DROP COLUMN dead, DROP COLUMN superseded, DROP COLUMN settled_at;`);
  }
}
