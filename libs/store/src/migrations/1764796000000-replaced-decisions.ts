import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * decision.replaced: the same version was judged again for the same destination, and the newer decision counts. Kept to be
 * read, and in no figure.
 */
export class ReplacedDecisions1764796000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE decision ADD COLUMN replaced boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE decision DROP COLUMN replaced');
  }
}
