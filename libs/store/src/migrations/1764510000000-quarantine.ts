import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What nobody could read is rare among millions of fetches, and looked for by feed, by its bytes and at every glance. */
export class Quarantine1764510000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX document_fetch_undecodable ON document_fetch (feed_id, document_sha256, id)
        WHERE outcome = 'undecodable'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX document_fetch_undecodable');
  }
}
