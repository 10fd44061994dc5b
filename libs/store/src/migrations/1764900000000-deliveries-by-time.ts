import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For sums of a period. As of decisions: written in the order of time, so that a few pages of summary do in place of a tree, and a
 * row that is written costs next to nothing. The time of creation is changed by no update, which stays in its page.
 */
export class DeliveriesByTime1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX delivery_by_time ON delivery USING brin (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX delivery_by_time');
  }
}
