import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * delivery_sequence: the number under which a destination gets a delivery. A row of its own, written once, because a
 * delivery's row is rewritten with every change of its state and drags each of its indexes along.
 *
 * number_deliveries(lane, claimed): numbers those of the claimed deliveries that have none yet, in their order, and answers
 * the numbers of all. To be called in the transaction of their claim: that holds the lock of the lane, so that numbers
 * are given one claim after the other, without a gap and without a lock of their own.
 */
const SEQUENCES = `
CREATE TABLE delivery_sequence (
  destination_id text NOT NULL,
  sequence bigint NOT NULL,
  delivery_id bigint NOT NULL UNIQUE,
  PRIMARY KEY (destination_id, sequence)
);

CREATE FUNCTION number_deliveries(lane_id text, claimed bigint[]) RETURNS TABLE (id bigint, sequence bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
#variable_conflict use_column
DECLARE
  last bigint;
BEGIN
  IF claimed IS NULL THEN RETURN; END IF;
  last := coalesce((
    SELECT s.sequence FROM delivery_sequence s WHERE s.destination_id = lane_id ORDER BY s.sequence DESC LIMIT 1), 0);
  INSERT INTO delivery_sequence (destination_id, sequence, delivery_id)
  SELECT lane_id, last + row_number() OVER (ORDER BY c.place), c.id
    FROM unnest(claimed) WITH ORDINALITY AS c (id, place)
   WHERE NOT EXISTS (SELECT FROM delivery_sequence s WHERE s.delivery_id = c.id);
  RETURN QUERY
    SELECT c.id, (SELECT s.sequence FROM delivery_sequence s WHERE s.delivery_id = c.id) FROM unnest(claimed) AS c (id);
END $$;
`;

/** What partners say of deliveries after they took them. The same word twice is one receipt. */
const RECEIPTS = `
CREATE TABLE receipt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id bigint NOT NULL,
  destination_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('received', 'published', 'rejected')),
  url text,
  reason text,
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX receipt_said ON receipt (delivery_id, status, md5(coalesce(url, '') || E'\\n' || coalesce(reason, '')));
`;

/**
 * A recall is opened with the kill, in its transaction, for everyone who holds, or may hold, any version: who can be sent
 * nothing any more is in it without a delivery. A later kill of the item takes over the recall of the earlier one.
 * Attempts are dropped by retention; those that a recall speaks of are copied (keep_evidence) before that.
 */
const RECALLS = `
CREATE TABLE recall (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item_id bigint NOT NULL,
  version integer NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text,
  reason text,
  closed_at timestamptz,
  taken_over boolean NOT NULL DEFAULT false,
  UNIQUE (item_id, version)
);
CREATE INDEX recall_open ON recall (id) WHERE closed_at IS NULL;

CREATE TABLE recall_holder (
  recall_id bigint NOT NULL REFERENCES recall ON DELETE CASCADE,
  destination_id text NOT NULL,
  partner_id text NOT NULL,
  delivery_id bigint,
  agreement_id text,
  confirm_within_minutes integer NOT NULL,
  escalate_to jsonb NOT NULL,
  confirmed_at timestamptz,
  reminders integer NOT NULL DEFAULT 0,
  reminded_at timestamptz,
  escalated_for text,
  escalated_at timestamptz,
  PRIMARY KEY (recall_id, destination_id)
);
CREATE INDEX recall_holder_by_destination ON recall_holder (destination_id, recall_id DESC);

CREATE TABLE removal_confirmation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recall_id bigint NOT NULL,
  destination_id text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  way text NOT NULL CHECK (way IN ('api', 'link', 'administrator')),
  confirmed_by text NOT NULL,
  url text,
  note text,
  FOREIGN KEY (recall_id, destination_id) REFERENCES recall_holder ON DELETE CASCADE
);
CREATE INDEX removal_confirmation_of ON removal_confirmation (recall_id, destination_id, id);

CREATE TABLE recall_attempt (
  delivery_id bigint NOT NULL,
  fence integer NOT NULL,
  started_at timestamptz NOT NULL,
  milliseconds integer NOT NULL,
  code text NOT NULL,
  status integer,
  body_sha256 bytea,
  body_bytes integer NOT NULL,
  PRIMARY KEY (delivery_id, fence, started_at)
);

CREATE FUNCTION open_recalls(items bigint[], versions integer[], moment timestamptz, opener text, why text)
RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
BEGIN
  UPDATE recall r SET closed_at = moment, taken_over = true
    FROM unnest(items, versions) AS killed (item_id, version)
   WHERE r.item_id = killed.item_id AND r.version < killed.version AND r.closed_at IS NULL;

  INSERT INTO recall (item_id, version, opened_at, opened_by, reason)
  SELECT killed.item_id, killed.version, moment, opener, why FROM unnest(items, versions) AS killed (item_id, version)
  ON CONFLICT (item_id, version) DO NOTHING;

  INSERT INTO recall_holder (recall_id, destination_id, partner_id, delivery_id, agreement_id, confirm_within_minutes,
                             escalate_to)
  SELECT r.id, found.destination_id, destination.partner_id,
         (SELECT d.id FROM delivery d
           WHERE d.item_id = r.item_id AND d.destination_id = found.destination_id AND d.version = r.version
             AND d.kind = 'kill'),
         agreed.id, coalesce((agreed.recall ->> 'confirmWithinMinutes')::integer, 60),
         coalesce(agreed.recall -> 'escalateTo', '[]')
    FROM unnest(items, versions) AS killed (item_id, version)
    JOIN recall r ON r.item_id = killed.item_id AND r.version = killed.version
    CROSS JOIN LATERAL (
      SELECT h.destination_id FROM holding h WHERE h.item_id = r.item_id
      UNION
      SELECT d.destination_id FROM delivery d
       WHERE d.item_id = r.item_id
         AND (d.state IN ('in_flight', 'delivered') OR d.ambiguous OR d.kind = 'kill' AND d.version = r.version)
    ) found
    JOIN destination ON destination.id = found.destination_id
    LEFT JOIN LATERAL (
      SELECT a.id, a.document -> 'recall' AS recall
        FROM decision made JOIN agreement a ON a.id = made.agreement_id AND a.current
       WHERE made.item_id = r.item_id AND made.destination_id = found.destination_id AND made.allow
       ORDER BY made.id DESC LIMIT 1
    ) agreed ON true
  ON CONFLICT DO NOTHING;

  INSERT INTO event (type, data)
  SELECT 'recall.opened', jsonb_strip_nulls(jsonb_build_object('recallId', r.id, 'itemId', r.item_id, 'guid', i.guid,
           'version', r.version, 'by', r.opened_by, 'reason', r.reason, 'holders', counted.holders))
    FROM unnest(items, versions) AS killed (item_id, version)
    JOIN recall r ON r.item_id = killed.item_id AND r.version = killed.version
    JOIN item i ON i.id = r.item_id
    CROSS JOIN LATERAL (SELECT count(*) AS holders FROM recall_holder h WHERE h.recall_id = r.id) counted
   WHERE r.closed_at IS NULL;

  UPDATE recall r SET closed_at = moment
    FROM unnest(items, versions) AS killed (item_id, version)
   WHERE r.item_id = killed.item_id AND r.version = killed.version AND r.closed_at IS NULL
     AND NOT EXISTS (SELECT FROM recall_holder h WHERE h.recall_id = r.id);
END $$;

CREATE FUNCTION keep_evidence() RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO recall_attempt (delivery_id, fence, started_at, milliseconds, code, status, body_sha256, body_bytes)
  SELECT a.delivery_id, a.fence, a.started_at, a.milliseconds, a.code, a.status, a.body_sha256, a.body_bytes
    FROM recall r
    JOIN delivery d ON d.item_id = r.item_id
    JOIN attempt a ON a.delivery_id = d.id
   WHERE r.closed_at IS NULL OR r.closed_at > now() - interval '2 days'
  ON CONFLICT DO NOTHING
$$;
`;

/** Kills that somebody has not acknowledged yet must not be forgotten because they are older than recalls. */
const UNFINISHED = `
SELECT open_recalls(array_agg(k.item_id), array_agg(k.version), now(), NULL, 'killed before recalls were kept')
  FROM (
    SELECT DISTINCT ON (d.item_id) d.item_id, d.version FROM delivery d
     WHERE d.kind = 'kill'
       AND EXISTS (
         SELECT FROM delivery o
          WHERE o.item_id = d.item_id AND o.kind = 'kill' AND o.state IN ('pending', 'in_flight', 'dead'))
     ORDER BY d.item_id, d.version DESC
  ) k
HAVING count(*) > 0;
`;

const DOWN = `
DROP FUNCTION keep_evidence();
DROP FUNCTION open_recalls(bigint[], integer[], timestamptz, text, text);
DROP TABLE recall_attempt, removal_confirmation, recall_holder, recall, receipt;
DROP FUNCTION number_deliveries(text, bigint[]);
DROP TABLE delivery_sequence;
`;

export class Recall1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEQUENCES + RECEIPTS + RECALLS);
    await runner.query(UNFINISHED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
