import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is known of the pages of feeds that are no document but a site: where they are listed, how the last visit went,
 * and when the next one is due. `position` is the place in the list that named the page last. A page that leaves its
 * list keeps its row until retention drops it, so that it is not new when it comes back.
 */
export class Page1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE page (
        feed_id text NOT NULL REFERENCES feed ON DELETE CASCADE,
        address text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('page', 'sitemap')),
        position integer NOT NULL,
        first_seen_at timestamptz NOT NULL,
        last_listed_at timestamptz NOT NULL,
        modified_at timestamptz,
        visited_at timestamptz,
        changed_at timestamptz,
        next_visit_at timestamptz,
        step integer NOT NULL DEFAULT 0,
        outcome text CHECK (outcome IN ('read', 'no-story', 'refused', 'failed')),
        problem jsonb,
        etag text,
        last_modified text,
        sha256 bytea,
        PRIMARY KEY (feed_id, address)
      )`);
    await runner.query(
      'CREATE INDEX page_due ON page (feed_id, next_visit_at) WHERE next_visit_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE page');
  }
}
