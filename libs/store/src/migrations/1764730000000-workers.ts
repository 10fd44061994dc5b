import type { MigrationInterface, QueryRunner } from 'typeorm';
import { EXPIRE_LEASES as EXPIRE_BEFORE } from './1764400000000-delivery-rules.js';
import { CLAIM as CLAIM_BEFORE } from './1764600000000-claim-with-numbers.js';

/**
 * Who claimed what is in the air, so that the end of a worker is noticed before its leases end (docs/decisions/0033).
 *
 * worker: a row for each process that has been here lately; a session of the process holds the advisory lock
 * (hashtext('korpu: worker'), number). absent_since: when a sweep first found that lock free.
 * delivery.worker: who claimed it last, and means something while it is in flight alone. Null: nobody that can be asked for.
 */
const TABLES = `
CREATE SEQUENCE worker_number AS integer CYCLE;
CREATE TABLE worker (
  number integer PRIMARY KEY,
  absent_since timestamptz
);
ALTER TABLE delivery ADD COLUMN worker integer;
`;

/** As in the migration claim-with-numbers, and it writes down for whom it claims. */
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
  candidates bigint[];
  overtaken bigint[];
  too_old bigint[];
  chosen bigint[] := '{}';
BEGIN
  SELECT * INTO paced FROM lane WHERE lane.destination_id = lane_id FOR NO KEY UPDATE;
  IF NOT FOUND OR paced.state <> 'open' THEN RETURN; END IF;
  moment := clock_timestamp();

  -- One probe for each priority: an idle lane costs no more, and a busy one only the search where there is something.
  SELECT array_agg(l.level ORDER BY l.level) INTO levels
    FROM unnest('{0,1,2,3,4}'::smallint[]) AS l (level)
   WHERE (
     SELECT true FROM delivery d
      WHERE d.destination_id = lane_id AND d.state = 'pending' AND d.priority = l.level
        AND d.due_at >= coalesce(since[l.level], '-infinity') AND d.due_at <= moment
      LIMIT 1);
  IF levels IS NULL THEN RETURN; END IF;

  SELECT count(*) FILTER (WHERE d.kind = 'item'), count(*) FILTER (WHERE d.kind = 'kill')
    INTO items_flying, kills_flying
    FROM delivery d WHERE d.destination_id = lane_id AND d.state = 'in_flight';
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
             array_agg(due.id) FILTER (WHERE due.overtaken),
             array_agg(due.id) FILTER (WHERE due.too_old AND NOT due.overtaken)
        INTO candidates, overtaken, too_old
        FROM (
          SELECT d.id,
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
           WHERE d.destination_id = lane_id AND d.state = 'pending' AND d.priority = level
             AND d.due_at >= coalesce(since[level], '-infinity') AND d.due_at <= moment
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
        SELECT array_agg(taken.id) INTO candidates
          FROM unnest(candidates) AS taken (id)
          JOIN delivery k ON k.id = taken.id
         WHERE NOT EXISTS (
           SELECT FROM delivery o
            WHERE o.item_id = k.item_id AND o.destination_id = k.destination_id AND o.state = 'in_flight');
      END IF;
      IF candidates IS NOT NULL THEN
        UPDATE delivery d
           SET state = 'in_flight', attempts = d.attempts + 1, fence = d.fence + 1,
               lease_until = moment + make_interval(secs => lease_seconds),
               tried_at = CASE WHEN d.attempts = 0 THEN moment ELSE d.tried_at END,
               worker = claim_deliveries.worker
         WHERE d.id = ANY (candidates);
        chosen := chosen || candidates;
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

  IF paced.rate_per_second IS NOT NULL THEN
    UPDATE lane SET tokens = filled - (cardinality(chosen) - kills_taken), tokens_at = moment
     WHERE lane.destination_id = lane_id;
  END IF;

  IF chosen = '{}' THEN RETURN; END IF;
  -- Numbered here, because the lane's lock makes claims take turns: no gap, and no lock of its own.
  INSERT INTO delivery_sequence (destination_id, sequence, delivery_id)
  SELECT lane_id,
         coalesce((
           SELECT s.sequence FROM delivery_sequence s
            WHERE s.destination_id = lane_id ORDER BY s.sequence DESC LIMIT 1), 0)
           + row_number() OVER (ORDER BY d.priority, d.due_at, d.id),
         d.id
    FROM delivery d
   WHERE d.id = ANY (chosen) AND NOT EXISTS (SELECT FROM delivery_sequence s WHERE s.delivery_id = d.id);

  RETURN QUERY
    SELECT d.id, d.item_id, d.version, d.kind, d.attempts, d.fence, d.lease_until, d.obligations, d.without_renditions,
           d.as_new, i.guid, i.partner_id, d.priority, d.due_at, d.tried_at, d.repeat_at IS NOT NULL,
           (SELECT s.sequence FROM delivery_sequence s WHERE s.delivery_id = d.id)
      FROM delivery d JOIN item i ON i.id = d.item_id
     WHERE d.id = ANY (chosen);
END $$;
`;

/**
 * What lost workers held, which may have arrived: after the end of the lease, or when their worker's session has been gone for
 * two seconds. A session that only broke is made again within that time. They are pending at once and keep their lease as
 * the sign that a late word of the worker still counts; superseded where something newer waits. Until the lease
 * would have ended they may still arrive, so that no other version leaves before. And kills that are to be sent once
 * more, because what might have arrived behind them no longer can.
 */
export const EXPIRE_LEASES = `
CREATE OR REPLACE FUNCTION expire_leases() RETURNS integer
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  gone integer[];
  expired integer;
BEGIN
  -- Each worker's session holds the lock of its number; shared, it is to be had by no sweep while the worker is there, and
  -- by no worker that comes back while a sweep ends what it left.
  WITH absent AS MATERIALIZED (
    SELECT w.number, w.absent_since FROM worker w
     WHERE pg_try_advisory_xact_lock_shared(hashtext('korpu: worker'), w.number)
  ), noticed AS (
    UPDATE worker w SET absent_since = moment FROM absent a WHERE w.number = a.number AND a.absent_since IS NULL
  ), ended AS (
    DELETE FROM worker w USING absent a
     WHERE w.number = a.number AND a.absent_since <= moment - interval '2 seconds'
    RETURNING w.number
  )
  SELECT array_agg(number) INTO gone FROM ended;

  WITH lost AS MATERIALIZED (
    SELECT d.id, d.item_id, d.destination_id, d.version, d.kind
      FROM delivery d
     WHERE d.state = 'in_flight' AND (d.lease_until < moment OR d.worker = ANY (gone))
     ORDER BY d.id
       FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE delivery d
     SET state = CASE WHEN overtaken.yes IS NOT TRUE THEN 'pending'
                      WHEN d.repeat_at IS NULL THEN 'superseded' ELSE 'delivered' END,
         settled_at = CASE WHEN overtaken.yes THEN coalesce(d.settled_at, moment) ELSE d.settled_at END,
         repeat_at = CASE WHEN overtaken.yes IS NOT TRUE THEN d.repeat_at END,
         ambiguous = true, code = 'delivery.worker-lost', status = NULL,
         unclear_until = greatest(d.unclear_until, d.lease_until)
    FROM lost
    CROSS JOIN LATERAL (
      SELECT bool_or(o.state = 'pending' AND o.id <> lost.id AND (o.version, o.kind) > (lost.version, lost.kind)
               AND (o.kind = 'kill' OR lost.kind = 'item' AND NOT (
                 SELECT l.every_version FROM lane l WHERE l.destination_id = lost.destination_id))) AS yes
        FROM delivery o
       WHERE o.item_id = lost.item_id AND o.destination_id = lost.destination_id
    ) overtaken
   WHERE d.id = lost.id;
  GET DIAGNOSTICS expired = ROW_COUNT;

  UPDATE delivery d SET state = 'pending', due_at = d.repeat_at
   WHERE d.state = 'delivered' AND d.repeat_at <= moment;
  RETURN expired;
END $$;
`;

const UP = `
${TABLES}
DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[]);
${CLAIM}
${EXPIRE_LEASES}
`;

const DOWN = `
DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[], integer);
${CLAIM_BEFORE}
${EXPIRE_BEFORE}
ALTER TABLE delivery DROP COLUMN worker;
DROP TABLE worker;
DROP SEQUENCE worker_number;
`;

export class Workers1764730000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
