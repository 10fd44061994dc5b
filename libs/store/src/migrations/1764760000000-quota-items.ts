import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was let go under a grant that has a quota: a row for each item and receiving partner, on the day of the first time. */
export class QuotaItems1764760000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE quota_item (
        agreement_id text NOT NULL,
        grant_id text NOT NULL,
        partner_id text NOT NULL,
        day date NOT NULL,
        item_id bigint NOT NULL,
        PRIMARY KEY (item_id, agreement_id, grant_id, partner_id)
      );
      CREATE INDEX quota_item_by_day ON quota_item (agreement_id, grant_id, partner_id, day);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quota_item');
  }
}
