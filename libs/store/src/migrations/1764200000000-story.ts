import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which items tell the same story. `story_waiting` is a heap without an index: accepting writes one short row for each
 * item into it, in its own transaction, so that no commit can be late for whoever looks; the housekeeper takes rows out in any
 * order. Its file is never cut short, for which accepting would have to wait.
 *
 * `item_signature` has an item's latest version. `keys` lists its rows in `story_key`, and is null once they are dropped: what
 * is so old is not looked for any more.
 */
const UP = `
CREATE TABLE story_waiting (
  item_id bigint NOT NULL
) WITH (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
INSERT INTO story_waiting (item_id) SELECT id FROM item;

CREATE SEQUENCE story_id;
CREATE TABLE item_signature (
  item_id bigint PRIMARY KEY,
  version integer NOT NULL,
  story_id bigint NOT NULL,
  partner_id text NOT NULL,
  at timestamptz NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT now(),
  language text,
  headline text NOT NULL,
  figures text NOT NULL,
  words integer NOT NULL,
  min_hash bytea,
  keys integer[]
);
CREATE INDEX item_signature_by_story ON item_signature (story_id);
CREATE INDEX item_signature_with_keys ON item_signature (signed_at) WHERE keys IS NOT NULL;

CREATE TABLE story_key (
  key integer NOT NULL,
  item_id bigint NOT NULL,
  PRIMARY KEY (key, item_id)
);
`;

const DOWN = `
DROP TABLE story_key, item_signature, story_waiting;
DROP SEQUENCE story_id;
`;

export class Story1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
