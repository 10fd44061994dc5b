import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LANES_DUE as LANES_DUE_BEFORE } from './1764400000000-delivery-rules.js';
import { CLAIM as CLAIM_BEFORE } from './1764730000000-workers.js';
import { EXPIRE_LEASES as EXPIRE_BEFORE } from './1764750000000-withdrawn.js';
import { changed } from './changed.js';

/**
 * A claim changes no column of `delivery` that an index or its condition names, and so writes no index entry: the row is
 * rewritten where it lies, for which its page keeps room (docs/decisions/0038).
 *
 * delivery.final_state: the state once it is one that stays; null while the delivery waits or is in the air.
 * delivery.sequence: the number under which the destination gets it; null before the first claim.
 * sequence_block: which deliveries have the numbers from `first_sequence` on, a row for each claim.
 * lane.flying: what was claimed and may be in the air still. Only a claim adds to it, under the lock of the lane, so that
 * nothing in the air is missing; what has landed is taken out by the next claim, or by a sweep.
 * lane.last_sequence: the last number given.
 */
const COLUMNS = `
DROP INDEX one_in_flight, delivery_lane, delivery_settled, delivery_repeat, delivery_replay;
ALTER TABLE delivery ADD COLUMN sequence bigint;
UPDATE delivery d SET sequence = s.sequence FROM delivery_sequence s WHERE s.delivery_id = d.id;
ALTER TABLE delivery SET (fillfactor = 55);
-- Rewrites the table, and thereby leaves the room.
ALTER TABLE delivery ADD COLUMN final_state text
  GENERATED ALWAYS AS (CASE WHEN state IN ('delivered', 'superseded', 'dead') THEN state END) STORED;
CREATE INDEX delivery_lane ON delivery (destination_id, priority, due_at, id) WHERE final_state IS NULL;
CREATE INDEX delivery_settled ON delivery (destination_id, final_state, settled_at DESC, id DESC)
  WHERE settled_at IS NOT NULL;
CREATE INDEX delivery_repeat ON delivery (repeat_at) WHERE repeat_at IS NOT NULL;
CREATE INDEX delivery_replay ON delivery (replay_id) WHERE replay_id IS NOT NULL;

CREATE TABLE sequence_block (
  destination_id text NOT NULL,
  first_sequence bigint NOT NULL,
  delivery_ids bigint[] NOT NULL,
  PRIMARY KEY (destination_id, first_sequence)
);
INSERT INTO sequence_block (destination_id, first_sequence, delivery_ids)
SELECT destination_id, min(sequence), array_agg(delivery_id ORDER BY sequence)
  FROM delivery_sequence GROUP BY destination_id, (sequence - 1) / 64;

ALTER TABLE lane
  ADD COLUMN flying bigint[] NOT NULL DEFAULT '{}',
  ADD COLUMN last_sequence bigint NOT NULL DEFAULT 0;
UPDATE lane l
   SET flying = ARRAY(SELECT d.id FROM delivery d WHERE d.destination_id = l.destination_id AND d.state = 'in_flight'),
       last_sequence = coalesce((
         SELECT max(s.sequence) FROM delivery_sequence s WHERE s.destination_id = l.destination_id), 0);
DROP TABLE delivery_sequence;
`;

const COLUMNS_BEFORE = `
CREATE TABLE delivery_sequence (
  destination_id text NOT NULL,
  sequence bigint NOT NULL,
  delivery_id bigint NOT NULL UNIQUE,
  PRIMARY KEY (destination_id, sequence)
);
INSERT INTO delivery_sequence (destination_id, sequence, delivery_id)
SELECT destination_id, sequence, id FROM delivery WHERE sequence IS NOT NULL;
DROP TABLE sequence_block;
ALTER TABLE lane DROP COLUMN flying, DROP COLUMN last_sequence;
DROP INDEX delivery_lane, delivery_settled, delivery_repeat, delivery_replay;
ALTER TABLE delivery DROP COLUMN final_state, DROP COLUMN sequence;
ALTER TABLE delivery RESET (fillfactor);
CREATE UNIQUE INDEX one_in_flight ON delivery (destination_id, item_id) WHERE state = 'in_flight';
CREATE INDEX delivery_lane ON delivery (destination_id, priority, due_at, id) WHERE state = 'pending';
CREATE INDEX delivery_settled ON delivery (destination_id, state, settled_at DESC, id DESC) WHERE settled_at IS NOT NULL;
CREATE INDEX delivery_repeat ON delivery (repeat_at) WHERE repeat_at IS NOT NULL AND state = 'delivered';
CREATE INDEX delivery_replay ON delivery (replay_id, state) WHERE replay_id IS NOT NULL;
`;

/**
 * As in the migration workers. What is in the air is known from the lane's row, in which each claim leaves what it took. That
 * no item is twice in the air to a destination was checked by a unique index of such deliveries; the function checks
 * it instead, over all that is in the air and all that it takes, under the lock of the lane: no other place puts a
 * delivery into the air.
 */
export const CLAIM = `
CREATE FUNCTION claim_deliveries(
  lane_id text, wanted integer, lease_seconds double precision, since timestamptz[], worker integer
)
RETURNS TABLE (
  id bigint, item_id bigint, version integer, kind text, attempt integer, fence integer, lease_until timestamptz,
  obligations jsonb, without_renditions jsonb, as_new boolean, guid text, source_partner_id text,
  priority smallint, due_at timestamptz, tried_at timestamptz, repeat boolean,
  sequence bigint
)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  paced lane%ROWTYPE;
  moment timestamptz;
  items_flying integer;
  kills_flying integer;
  kills_taken integer := 0;
  half_open boolean;
  quiet boolean;
  item_room integer;
  kill_room integer;
  room integer;
  filled double precision;
  level smallint;
  levels smallint[];
  first_due timestamptz[];
  candidates bigint[];
  candidate_items bigint[];
  unnumbered bigint[];
  overtaken bigint[];
  too_old bigint[];
  chosen bigint[] := '{}';
  chosen_items bigint[] := '{}';
  numbered bigint[] := '{}';
  in_air bigint[];
  items_in_air bigint[];
BEGIN
  SELECT * INTO paced FROM lane WHERE lane.destination_id = lane_id FOR NO KEY UPDATE;
  IF NOT FOUND OR paced.state <> 'open' THEN RETURN; END IF;
  moment := clock_timestamp();

  -- One probe for each priority: an idle lane costs no more, and a busy one only the search where there is something, from
  -- the first that waits: what has landed stays in the index until the next vacuum, and need not be stepped over twice.
  SELECT array_agg(l.level ORDER BY l.level), array_agg(first.due_at ORDER BY l.level) INTO levels, first_due
    FROM unnest('{0,1,2,3,4}'::smallint[]) AS l (level)
    CROSS JOIN LATERAL (
      SELECT d.due_at FROM delivery d
       WHERE d.destination_id = lane_id AND d.final_state IS NULL AND d.state = 'pending' AND d.priority = l.level
         AND d.due_at >= coalesce(since[l.level], '-infinity') AND d.due_at <= moment
       ORDER BY d.due_at, d.id LIMIT 1
    ) first;
  IF levels IS NULL THEN RETURN; END IF;

  SELECT count(*) FILTER (WHERE d.kind = 'item'), count(*) FILTER (WHERE d.kind = 'kill'),
         coalesce(array_agg(d.id), '{}'), coalesce(array_agg(d.item_id), '{}')
    INTO items_flying, kills_flying, in_air, items_in_air
    FROM delivery d WHERE d.id = ANY (paced.flying) AND d.state = 'in_flight';
  kill_room := least(wanted, paced.max_in_flight - kills_flying);
  item_room := paced.max_in_flight - items_flying;
  half_open := paced.open_until <= moment;
  IF half_open THEN
    item_room := least(item_room, 1 - items_flying - kills_flying);
  ELSIF paced.open_until IS NOT NULL THEN
    item_room := 0;
  END IF;
  IF paced.rate_per_second IS NOT NULL THEN
    filled := least(
      greatest(coalesce(paced.burst, paced.rate_per_second), 1),
      paced.tokens + paced.rate_per_second * greatest(0, extract(epoch FROM moment - paced.tokens_at)));
    item_room := least(item_room, floor(filled)::integer);
  END IF;
  quiet := paced.quiet_from IS NOT NULL
    AND is_quiet(paced.quiet_from, paced.quiet_until, paced.quiet_zone, moment);

  FOREACH level IN ARRAY levels LOOP
    EXIT WHEN quiet AND level >= 3;
    LOOP
      room := CASE WHEN level = 0 THEN kill_room ELSE least(item_room, wanted) END - cardinality(chosen);
      EXIT WHEN room <= 0;
      SELECT array_agg(due.id) FILTER (WHERE NOT due.overtaken AND NOT due.too_old),
             array_agg(due.item_id) FILTER (WHERE NOT due.overtaken AND NOT due.too_old),
             array_agg(due.id) FILTER (WHERE NOT due.overtaken AND NOT due.too_old AND due.sequence IS NULL),
             array_agg(due.id) FILTER (WHERE due.overtaken),
             array_agg(due.id) FILTER (WHERE due.too_old AND NOT due.overtaken)
        INTO candidates, candidate_items, unnumbered, overtaken, too_old
        FROM (
          SELECT d.id, d.item_id, d.sequence,
                 coalesce(other.newer, false) OR coalesce(
                   held.version > d.version
                   OR (held.version = d.version AND held.killed_at IS NOT NULL AND d.kind = 'item'), false) AS overtaken,
                 CASE
                   -- What a holder is owed, and what a person asked for again, is sent whatever its age.
                   WHEN paced.max_age_seconds IS NULL OR level NOT IN (2, 3) THEN false
                   ELSE greatest(d.created_at, (
                     SELECT c.due_at FROM decision c
                      WHERE c.item_id = d.item_id AND c.destination_id = d.destination_id AND c.version = d.version
                        AND c.allow
                      ORDER BY c.id DESC LIMIT 1)) < moment - make_interval(secs => paced.max_age_seconds)
                 END AS too_old
            FROM delivery d
            LEFT JOIN holding held ON held.item_id = d.item_id AND held.destination_id = d.destination_id
            CROSS JOIN LATERAL (
              SELECT bool_or(o.state = 'in_flight'
                       AND (d.kind = 'item' OR o.kind = 'kill' OR d.due_at > moment - interval '1 second')
                       OR o.unclear_until > moment AND d.kind = 'item') AS flying,
                     bool_or(o.version < d.version AND d.kind = 'item' AND (
                       o.kind = 'kill' AND (o.state = 'pending' OR o.repeat_at IS NOT NULL)
                       OR paced.every_version AND o.state = 'pending')) AS behind,
                     bool_or(o.state = 'pending' AND (o.kind = 'kill' OR d.kind = 'item' AND NOT paced.every_version)
                       AND (o.version, o.kind) > (d.version, d.kind)) AS newer
                FROM delivery o
               WHERE o.item_id = d.item_id AND o.destination_id = d.destination_id AND o.id <> d.id
            ) other
           WHERE d.destination_id = lane_id AND d.final_state IS NULL AND d.state = 'pending' AND d.priority = level
             AND d.due_at >= first_due[array_position(levels, level)] AND d.due_at <= moment
             AND other.flying IS NOT TRUE AND other.behind IS NOT TRUE
             AND (d.unclear_until IS NULL OR d.unclear_until <= moment OR d.attempts > 0 OR d.kind = 'kill')
           ORDER BY d.due_at, d.id
           LIMIT room
           FOR NO KEY UPDATE OF d SKIP LOCKED
        ) due;
      IF level = 0 AND candidates IS NOT NULL THEN
        -- Skipping what is locked: whoever settles it at this moment waits for the lane, which is ours.
        UPDATE delivery d
           SET state = 'superseded', settled_at = moment, ambiguous = true, code = 'delivery.overtaken-by-kill',
               unclear_until = greatest(d.unclear_until, d.lease_until)
          FROM (
            SELECT o.id
              FROM unnest(candidates) AS taken (id)
              JOIN delivery k ON k.id = taken.id
              JOIN delivery o ON o.item_id = k.item_id AND o.destination_id = k.destination_id
             WHERE o.state = 'in_flight'
               FOR NO KEY UPDATE OF o SKIP LOCKED
          ) late
         WHERE d.id = late.id;
        SELECT array_agg(k.id), array_agg(k.item_id), array_agg(k.id) FILTER (WHERE k.sequence IS NULL)
          INTO candidates, candidate_items, unnumbered
          FROM unnest(candidates) AS taken (id)
          JOIN delivery k ON k.id = taken.id
         WHERE NOT EXISTS (
           SELECT FROM delivery o
            WHERE o.item_id = k.item_id AND o.destination_id = k.destination_id AND o.state = 'in_flight');
      END IF;
      IF candidates IS NOT NULL THEN
        -- Numbered here, because the lane's lock makes claims take turns: no gap, and no lock of its own.
        RETURN QUERY
          UPDATE delivery d
             SET state = 'in_flight', attempts = d.attempts + 1, fence = d.fence + 1,
                 lease_until = moment + make_interval(secs => lease_seconds),
                 tried_at = CASE WHEN d.attempts = 0 THEN moment ELSE d.tried_at END,
                 worker = claim_deliveries.worker,
                 sequence = coalesce(d.sequence,
                                     paced.last_sequence + cardinality(numbered) + array_position(unnumbered, d.id))
            FROM item i
           WHERE d.id = ANY (candidates) AND i.id = d.item_id
          RETURNING d.id, d.item_id, d.version, d.kind, d.attempts, d.fence, d.lease_until, d.obligations,
                    d.without_renditions, d.as_new, i.guid, i.partner_id, d.priority, d.due_at, d.tried_at,
                    d.repeat_at IS NOT NULL, d.sequence;
        chosen := chosen || candidates;
        chosen_items := chosen_items || candidate_items;
        numbered := numbered || unnumbered;
      END IF;
      EXIT WHEN overtaken IS NULL AND too_old IS NULL;
      IF overtaken IS NOT NULL THEN
        -- The repeat of a kill may be overtaken; the kill itself was acknowledged.
        UPDATE delivery d
           SET state = CASE WHEN d.repeat_at IS NULL THEN 'superseded' ELSE 'delivered' END,
               settled_at = coalesce(d.settled_at, moment), repeat_at = NULL
         WHERE d.id = ANY (overtaken);
      END IF;
      IF too_old IS NOT NULL THEN
        UPDATE delivery d SET state = 'dead', settled_at = moment, code = 'delivery.too-old', status = NULL
         WHERE d.id = ANY (too_old);
      END IF;
    END LOOP;
    IF level = 0 THEN
      kills_taken := cardinality(chosen);
      -- A kill is as good a probe as any; otherwise kills took from their own slots, not from the items'.
      item_room := CASE WHEN half_open AND kills_taken > 0 THEN 0 ELSE item_room + kills_taken END;
    END IF;
  END LOOP;

  IF chosen = '{}' AND paced.rate_per_second IS NULL THEN RETURN; END IF;
  IF kills_taken > 0 OR (SELECT count(DISTINCT item) < count(*) FROM unnest(items_in_air || chosen_items) AS item) THEN
    -- Without those that the kills overtook, and what has landed meanwhile.
    SELECT coalesce(array_agg(d.id), '{}'), coalesce(array_agg(d.item_id), '{}') INTO in_air, items_in_air
      FROM delivery d WHERE d.id = ANY (in_air) AND d.state = 'in_flight';
  END IF;
  IF (SELECT count(DISTINCT item) < count(*) FROM unnest(items_in_air || chosen_items) AS item) THEN
    RAISE unique_violation USING MESSAGE = format('two deliveries of one item would be in the air to %s', lane_id);
  END IF;
  UPDATE lane
     SET flying = in_air || chosen, last_sequence = paced.last_sequence + cardinality(numbered),
         tokens = CASE WHEN paced.rate_per_second IS NULL THEN tokens
                       ELSE filled - (cardinality(chosen) - kills_taken) END,
         tokens_at = CASE WHEN paced.rate_per_second IS NULL THEN tokens_at ELSE moment END
   WHERE lane.destination_id = lane_id;
  IF numbered <> '{}' THEN
    INSERT INTO sequence_block (destination_id, first_sequence, delivery_ids)
    VALUES (lane_id, paced.last_sequence + 1, numbered);
  END IF;
END $$;
`;

/** As in the migration withdrawn, from what the lanes know to be in the air; and they forget what has landed. */
export const EXPIRE_LEASES = changed(EXPIRE_BEFORE, [
  ['  gone integer[];', '  gone integer[];\n  lanes text[];'],
  [
    `      FROM delivery d
     WHERE d.state = 'in_flight' AND (d.lease_until`,
    `      FROM delivery d
     WHERE d.id = ANY (ARRAY(SELECT unnest(l.flying) FROM lane l)) AND d.state = 'in_flight' AND (d.lease_until`,
  ],
  [
    '  RETURN expired;',
    `
  -- Locked first: the second statement sees what was claimed until then.
  SELECT array_agg(touched.destination_id) INTO lanes
    FROM (SELECT l.destination_id FROM lane l WHERE l.flying <> '{}' FOR NO KEY UPDATE SKIP LOCKED) touched;
  UPDATE lane l
     SET flying = ARRAY(SELECT d.id FROM delivery d WHERE d.id = ANY (l.flying) AND d.state = 'in_flight')
   WHERE l.destination_id = ANY (lanes)
     AND (SELECT true FROM delivery d WHERE d.id = ANY (l.flying) AND d.state <> 'in_flight' LIMIT 1);
  RETURN expired;`,
  ],
]);

/** As in the migration delivery-rules. */
export const LANES_DUE = LANES_DUE_BEFORE.replaceAll(
  "d.state = 'pending' AND d.priority",
  "d.final_state IS NULL AND d.state = 'pending' AND d.priority",
);

const DROP_CLAIM = 'DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[], integer);';

export class ClaimsInPlace1764770000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS + DROP_CLAIM + CLAIM + EXPIRE_LEASES + LANES_DUE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS_BEFORE + DROP_CLAIM + CLAIM_BEFORE + EXPIRE_BEFORE + LANES_DUE_BEFORE);
  }
}
