import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * destination.feed_withdrew_at: when something was last taken out of, or put back into, the feed of a destination that is
 * pulled because of what is agreed. replay.former_agreements: under which agreements went what is not sent again because
 * none grants it any more. What lies in feeds was never judged again before this: it is at the next look.
 */
export class JudgedFeeds1764820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE destination ADD COLUMN feed_withdrew_at timestamptz;
      ALTER TABLE replay ADD COLUMN former_agreements jsonb NOT NULL DEFAULT '{}';
      DELETE FROM judged_terms;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE replay DROP COLUMN former_agreements;
      ALTER TABLE destination DROP COLUMN feed_withdrew_at;`);
  }
}
