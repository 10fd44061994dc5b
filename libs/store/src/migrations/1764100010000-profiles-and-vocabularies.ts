import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How providers use their formats, and what their subjects mean. Feeds name them by id; nothing of the ledger does, so
 * that they can be deleted. `vocabulary` may be large (IPTC's has 1,300 concepts) and changes by the month: whoever keeps
 * it in memory asks only whether `updated_at` moved.
 */
export class ProfilesAndVocabularies1764100010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['profile', 'vocabulary']) {
      await runner.query(`
        CREATE TABLE ${table} (
          id text PRIMARY KEY,
          settings jsonb NOT NULL,
          source_file text,
          updated_at timestamptz NOT NULL DEFAULT now()
        )`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE vocabulary, profile');
  }
}
