import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lay at a destination that was removed was not judged before this, and was noted as if it had been: all that waits is
 * judged once more at the next look. No columns change.
 */
export class JudgedWhileAway1764850000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM judged_terms');
  }

  async down(): Promise<void> {
    // A look too many does no harm.
  }
}
