import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A feed's items are judged by the same clauses in the same words: thousands of decisions share a trace. It is kept once,
 * under the first 128 bits of the SHA-256 of its JSON, and never dropped, for decisions are not either.
 */
const UP = `
CREATE TABLE decision_trace (
  hash uuid PRIMARY KEY,
  trace json NOT NULL
);
ALTER TABLE decision ADD COLUMN trace_hash uuid;
INSERT INTO decision_trace (hash, trace)
SELECT DISTINCT ON (hash) hash, trace
  FROM (SELECT left(encode(sha256(convert_to(trace::text, 'UTF8')), 'hex'), 32)::uuid AS hash, trace FROM decision) d;
UPDATE decision SET trace_hash = left(encode(sha256(convert_to(trace::text, 'UTF8')), 'hex'), 32)::uuid;
ALTER TABLE decision ALTER COLUMN trace_hash SET NOT NULL, DROP COLUMN trace;
`;

const DOWN = `
ALTER TABLE decision ADD COLUMN trace json;
UPDATE decision SET trace = decision_trace.trace FROM decision_trace WHERE hash = trace_hash;
ALTER TABLE decision ALTER COLUMN trace SET NOT NULL, DROP COLUMN trace_hash;
DROP TABLE decision_trace;
`;

export class DecisionTraces1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
