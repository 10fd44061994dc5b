import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys that sign a destination's requests, until they expire. A secret that was made here lies here, sealed; one of the
 * configuration lies in the destination's settings, and its row says by its keyed hash when a rotation retires it.
 */
export class SigningKeys1764520000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE signing_key (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        destination_id text NOT NULL REFERENCES destination ON DELETE CASCADE,
        algorithm text NOT NULL CHECK (algorithm IN ('hmac-sha256', 'ed25519')),
        provisioned boolean NOT NULL,
        hash bytea NOT NULL,
        sealed text,
        prefix text NOT NULL,
        public_key text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        UNIQUE (destination_id, hash)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE signing_key');
  }
}
