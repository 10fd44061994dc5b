import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Formats say when they were sent, so two processes that encode one version, or one that does so again, write bodies that
 * differ. Each is kept that was sent: an attempt names its hash.
 */
export class BodyByHash1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE body DROP CONSTRAINT body_pkey;
      ALTER TABLE body ADD PRIMARY KEY (item_id, version, sha256, day);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM body b USING body other
       WHERE (other.item_id, other.version, other.profile, other.day) = (b.item_id, b.version, b.profile, b.day)
         AND other.sha256 < b.sha256;
      ALTER TABLE body DROP CONSTRAINT body_pkey;
      ALTER TABLE body ADD PRIMARY KEY (item_id, version, profile, day);`);
  }
}
