import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By which agreements all that waits was judged last, in one row: a process that starts need not look through a backlog
 * to learn that nothing has changed. See JudgeWaiting.
 */
export class JudgedTerms1764795000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE judged_terms (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), stamp text NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE judged_terms');
  }
}
