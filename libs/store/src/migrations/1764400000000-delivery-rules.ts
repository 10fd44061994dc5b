import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ClaimAndSettle1763900001000 } from './1763900001000-claim-and-settle.js';

/**
 * What a lane and a delivery must remember for the rules below.
 *
 * unclear_until: until then an attempt of this delivery that ended unclear may still arrive. It is the end of the lease
 * that attempt had, which outlives its deadline; absolute, and kept when a later attempt is settled.
 * tried_at: when the first attempt began; giving up after some time counts from here, so that a pause costs nothing.
 * repeat_at: of a kill that was acknowledged while a version might still arrive behind it: when it is sent once more. It
 * stays until that is settled, while settled_at says when the kill was acknowledged first.
 * window_*: attempts and failures of the lane in the 60 seconds that a failure began.
 */
const COLUMNS = `
ALTER TABLE delivery
  ADD COLUMN tried_at timestamptz,
  ADD COLUMN unclear_until timestamptz,
  ADD COLUMN repeat_at timestamptz;
CREATE INDEX delivery_repeat ON delivery (repeat_at) WHERE repeat_at IS NOT NULL AND state = 'delivered';

ALTER TABLE attempt ADD COLUMN repeat boolean NOT NULL DEFAULT false;

ALTER TABLE lane
  ADD COLUMN every_version boolean NOT NULL DEFAULT false,
  ADD COLUMN max_age_seconds double precision,
  ADD COLUMN quiet_from time,
  ADD COLUMN quiet_until time,
  ADD COLUMN quiet_zone text,
  ADD COLUMN window_at timestamptz,
  ADD COLUMN window_tried integer NOT NULL DEFAULT 0,
  ADD COLUMN window_failed integer NOT NULL DEFAULT 0,
  ADD CHECK ((quiet_from IS NULL) = (quiet_until IS NULL) AND (quiet_from IS NULL) = (quiet_zone IS NULL));

CREATE FUNCTION is_quiet(quiet_from time, quiet_until time, quiet_zone text, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT CASE
    WHEN quiet_from IS NULL THEN false
    WHEN quiet_from < quiet_until THEN
      (moment AT TIME ZONE quiet_zone)::time >= quiet_from AND (moment AT TIME ZONE quiet_zone)::time < quiet_until
    ELSE (moment AT TIME ZONE quiet_zone)::time >= quiet_from OR (moment AT TIME ZONE quiet_zone)::time < quiet_until
  END
$$;
`;

/**
 * claim_deliveries(lane, wanted, lease seconds, since): see DeliveryLedger.claim. `since` has a moment for each of the
 * priorities 1 to 4: what was due before it is not looked at. The caller knows that it is gone; the index does not, until
 * the next vacuum, and steps over every entry of what was claimed since.
 *
 * The lane's row is locked first, so that pacing is decided by one claimer at a time. Kills have slots of their own
 * (as many again as max_in_flight), need no token and wait neither for the breaker nor for quiet hours; a pause holds
 * them too. A candidate that something newer has overtaken is superseded on the way: it can be here only when its send
 * failed at the moment the newer version was accepted. What follows a kill waits until the kill is settled, and sent
 * again where that is owed. A lane that takes every version gives them out one after the other.
 *
 * After an attempt that ended unclear no other version, and no replay, of the item leaves before that attempt can no
 * longer arrive; its own next attempt may, being the same version. A kill does not wait. It gives a send in the air one
 * second to be cut short, and then overtakes it: whoever sends that is lost, or deaf.
 */
export const CLAIM = `
CREATE FUNCTION claim_deliveries(
  lane_id text, wanted integer, lease_seconds double precision, since timestamptz[]
)
RETURNS TABLE (
  id bigint, item_id bigint, version integer, kind text, attempt integer, fence integer, lease_until timestamptz,
  obligations jsonb, without_renditions jsonb, as_new boolean, guid text, source_partner_id text,
  priority smallint, due_at timestamptz, tried_at timestamptz, repeat boolean
)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
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
  candidates bigint[];
  overtaken bigint[];
  too_old bigint[];
  chosen bigint[] := '{}';
BEGIN
  SELECT * INTO paced FROM lane WHERE lane.destination_id = lane_id FOR NO KEY UPDATE;
  IF NOT FOUND OR paced.state <> 'open' THEN RETURN; END IF;
  moment := clock_timestamp();

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

  FOR level IN 0..4 LOOP
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
               tried_at = CASE WHEN d.attempts = 0 THEN moment ELSE d.tried_at END
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

  RETURN QUERY
    SELECT d.id, d.item_id, d.version, d.kind, d.attempts, d.fence, d.lease_until, d.obligations, d.without_renditions,
           d.as_new, i.guid, i.partner_id, d.priority, d.due_at, d.tried_at, d.repeat_at IS NOT NULL
      FROM delivery d JOIN item i ON i.id = d.item_id
     WHERE d.id = ANY (chosen);
END $$;
`;

/**
 * settle_deliveries(batch): see DeliveryLedger.settle; answers the ids that took effect. `batch` is a JSON list of
 * { id, fence, outcome, code, retryAt, ambiguous, startedAt, milliseconds, status, requestHeaders, bodySha256 (hex),
 * bodyBytes, answer }, in the order in which the attempts ended.
 *
 * A row keeps its lease when the lease runs out (expire_leases) or a kill overtakes it, and loses it when it is settled,
 * so "pending with a lease" is: nobody knows yet, and the late word still counts. A late "delivered" counts even after
 * something newer superseded the row, because the partner holds the item all the same.
 *
 * The breaker opens after five failures in a row, or when half of ten or more attempts failed in the 60 seconds that a
 * failure began; a healthy lane writes nothing. What we cut short ourselves, and what never left, says nothing about the
 * partner. While it rests nothing closes it: what lands then was sent before it opened.
 */
export const SETTLE = `
CREATE OR REPLACE FUNCTION settle_deliveries(batch json) RETURNS SETOF bigint
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz := clock_timestamp();
  effective bigint[] := '{}';
  touched record;
  paced lane%ROWTYPE;
  opening integer;
BEGIN
  FOR touched IN
    WITH input AS MATERIALIZED (
      SELECT * FROM ROWS FROM (json_to_recordset(batch) AS (
        id bigint, fence integer, outcome text, code text, "retryAt" timestamptz, ambiguous boolean,
        "startedAt" timestamptz, milliseconds integer, "attemptCode" text, status integer, "requestHeaders" json,
        "bodySha256" text, "bodyBytes" integer, answer text)) WITH ORDINALITY AS i (
        id, fence, outcome, code, retry_at, ambiguous, started_at, milliseconds, attempt_code, status, request_headers,
        body_sha256, body_bytes, answer, place)
    ), mine AS MATERIALIZED (
      SELECT d.*, i.fence, i.outcome, i.code, i.retry_at, i.ambiguous, i.started_at, i.milliseconds, i.attempt_code,
             i.status, i.request_headers, i.body_sha256, i.body_bytes, i.answer, i.place,
             i.outcome <> 'delivered' AND i.attempt_code <> 'delivery.aborted' AND i.body_bytes > 0 AS failed
        FROM input i
        CROSS JOIN LATERAL (
          SELECT o.id, o.item_id, o.destination_id, o.version, o.kind, o.lease_until, o.repeat_at
            FROM delivery o
           WHERE o.id = i.id AND o.fence = i.fence
             AND (o.state = 'in_flight' OR o.lease_until IS NOT NULL
                  AND (o.state = 'pending' OR o.state = 'superseded' AND i.outcome = 'delivered'))
             FOR NO KEY UPDATE
        ) d
    ), settled AS (
      UPDATE delivery d
         SET state = s.state,
             settled_at = CASE WHEN s.state = 'pending' OR m.repeat_at IS NOT NULL THEN d.settled_at ELSE moment END,
             due_at = CASE m.outcome WHEN 'retry' THEN greatest(m.retry_at, moment) WHEN 'gone' THEN moment
                                     ELSE d.due_at END,
             ambiguous = m.outcome <> 'delivered' AND (d.ambiguous OR coalesce(m.ambiguous, false)),
             unclear_until = CASE WHEN m.outcome <> 'delivered' AND m.ambiguous
                                  THEN greatest(d.unclear_until, m.lease_until) ELSE d.unclear_until END,
             repeat_at = CASE
               WHEN s.state = 'pending' THEN m.repeat_at
               WHEN m.kind = 'kill' AND m.outcome = 'delivered' AND m.repeat_at IS NULL THEN (
                 SELECT max(o.unclear_until)
                   FROM delivery o
                  WHERE o.item_id = m.item_id AND o.destination_id = m.destination_id AND o.kind = 'item'
                    AND o.unclear_until > moment)
             END,
             code = m.code, status = m.status, lease_until = NULL
        FROM mine m
        CROSS JOIN LATERAL (
          SELECT CASE
            -- The partner took this kill before.
            WHEN m.outcome = 'dead' AND m.repeat_at IS NOT NULL THEN 'delivered'
            WHEN m.outcome IN ('delivered', 'dead') THEN m.outcome
            WHEN (
              SELECT bool_or(o.state = 'pending' AND o.id <> m.id AND (o.version, o.kind) > (m.version, m.kind)
                       AND (o.kind = 'kill' OR m.kind = 'item' AND NOT (
                         SELECT l.every_version FROM lane l WHERE l.destination_id = m.destination_id)))
                FROM delivery o
               WHERE o.item_id = m.item_id AND o.destination_id = m.destination_id)
              THEN CASE WHEN m.repeat_at IS NULL THEN 'superseded' ELSE 'delivered' END
            ELSE 'pending' END AS state
        ) s
       WHERE d.id = m.id
    ), held AS (
      INSERT INTO holding AS h
        (item_id, destination_id, version, delivery_id, first_delivered_at, delivered_at, killed_at)
      SELECT DISTINCT ON (m.item_id, m.destination_id)
             m.item_id, m.destination_id, m.version, m.id, moment, moment, CASE m.kind WHEN 'kill' THEN moment END
        FROM mine m WHERE m.outcome = 'delivered'
       ORDER BY m.item_id, m.destination_id, m.version DESC, m.kind DESC
      ON CONFLICT (item_id, destination_id) DO UPDATE
         SET version = excluded.version, delivery_id = excluded.delivery_id, delivered_at = excluded.delivered_at,
             killed_at = CASE WHEN excluded.version = h.version THEN coalesce(h.killed_at, excluded.killed_at)
                              ELSE excluded.killed_at END
       WHERE excluded.version >= h.version
    ), tried AS (
      INSERT INTO attempt (delivery_id, destination_id, fence, started_at, milliseconds, code, status, settled, repeat,
                           request_headers, body_sha256, body_bytes, answer)
      SELECT m.id, m.destination_id, m.fence, m.started_at, m.milliseconds, m.attempt_code, m.status, true,
             m.repeat_at IS NOT NULL, m.request_headers, decode(m.body_sha256, 'hex'), m.body_bytes, m.answer
        FROM mine m
    )
    SELECT m.destination_id,
           array_agg(m.id) AS ids,
           bool_or(m.outcome = 'delivered') AS delivered,
           (count(*) FILTER (WHERE m.failed OR m.outcome = 'delivered'))::integer AS tried,
           (count(*) FILTER (WHERE m.failed))::integer AS failed,
           -- failures after the last success are what the lane is left with
           (count(*) FILTER (WHERE m.failed AND m.place > m.last_success))::integer AS failed_last,
           bool_or(m.outcome = 'gone') AS gone,
           bool_or(m.outcome = 'dead' OR m.outcome = 'delivered' AND m.kind = 'kill') AS notable,
           coalesce(array_agg(m.id) FILTER (WHERE m.repeat_at IS NOT NULL AND m.outcome = 'delivered'), '{}') AS repeated,
           coalesce(array_agg(m.id) FILTER (WHERE m.repeat_at IS NOT NULL AND m.outcome = 'dead'), '{}') AS unrepeated
      FROM (
        SELECT *, coalesce(max(place) FILTER (WHERE outcome = 'delivered') OVER (PARTITION BY destination_id), 0)
                    AS last_success
          FROM mine
      ) m
     GROUP BY m.destination_id
     ORDER BY m.destination_id
  LOOP
    effective := effective || touched.ids;

    -- A healthy lane that stays healthy is read and not written: its row is what claims queue up for.
    SELECT * INTO paced FROM lane l WHERE l.destination_id = touched.destination_id;
    IF touched.failed > 0 OR paced.consecutive_failures > 0 OR paced.open_until IS NOT NULL
       OR paced.window_at > moment - interval '60 seconds' THEN
      SELECT * INTO paced FROM lane l WHERE l.destination_id = touched.destination_id FOR NO KEY UPDATE;
      IF touched.delivered THEN
        paced.consecutive_failures := 0;
        IF paced.open_until <= moment THEN
          INSERT INTO event (type, data)
          VALUES ('destination.breaker-closed', jsonb_build_object('destinationId', touched.destination_id));
          paced.open_until := NULL;
          paced.open_seconds := NULL;
          paced.window_at := NULL;
        END IF;
      END IF;
      paced.consecutive_failures := paced.consecutive_failures + touched.failed_last;
      IF paced.window_at IS NULL OR paced.window_at <= moment - interval '60 seconds' THEN
        paced.window_at := CASE WHEN touched.failed > 0 THEN moment END;
        paced.window_tried := 0;
        paced.window_failed := 0;
      END IF;
      IF paced.window_at IS NOT NULL THEN
        paced.window_tried := paced.window_tried + touched.tried;
        paced.window_failed := paced.window_failed + touched.failed;
      END IF;
      opening := CASE
        WHEN touched.failed = 0 OR paced.open_until > moment THEN NULL
        WHEN paced.open_until IS NOT NULL THEN least(2 * paced.open_seconds, 300)
        WHEN paced.consecutive_failures >= 5 THEN 30
        WHEN paced.window_tried >= 10 AND 2 * paced.window_failed >= paced.window_tried THEN 30
      END;
      IF opening IS NOT NULL THEN
        paced.open_seconds := opening;
        paced.open_until := moment + make_interval(secs => opening);
        INSERT INTO event (type, data)
        VALUES ('destination.breaker-opened', jsonb_build_object(
          'destinationId', touched.destination_id, 'seconds', opening, 'failures', paced.consecutive_failures,
          'window', jsonb_build_object('attempts', paced.window_tried, 'failures', paced.window_failed)));
      END IF;
      UPDATE lane l
         SET consecutive_failures = paced.consecutive_failures, open_until = paced.open_until,
             open_seconds = paced.open_seconds, window_at = paced.window_at, window_tried = paced.window_tried,
             window_failed = paced.window_failed
       WHERE l.destination_id = touched.destination_id;
    END IF;

    IF touched.gone THEN
      UPDATE lane l SET state = 'disabled', reason = 'the destination answered that it is gone', changed_at = moment
       WHERE l.destination_id = touched.destination_id AND l.state <> 'disabled';
      IF FOUND THEN
        INSERT INTO event (type, data)
        VALUES ('destination.disabled', jsonb_build_object(
          'destinationId', touched.destination_id, 'reason', 'the destination answered that it is gone'));
      END IF;
    END IF;

    IF touched.notable THEN
      INSERT INTO event (type, data)
      SELECT CASE WHEN d.state = 'dead' THEN 'delivery.dead'
                  WHEN d.id = ANY (touched.unrepeated) THEN 'kill.repeat-failed'
                  ELSE 'kill.acknowledged' END,
             jsonb_build_object('deliveryId', d.id, 'destinationId', d.destination_id, 'itemId', d.item_id,
               'version', d.version, 'kind', d.kind, 'code', d.code)
        FROM delivery d
       WHERE d.id = ANY (touched.ids) AND (d.state = 'dead' OR d.state = 'delivered' AND d.kind = 'kill')
         AND d.id <> ALL (touched.repeated);
    END IF;
  END LOOP;

  -- What lost its lease was sent all the same, and is kept; but what a repeated call settled before is there already.
  IF cardinality(effective) < json_array_length(batch) THEN
    INSERT INTO attempt (delivery_id, destination_id, fence, started_at, milliseconds, code, status, settled,
                         request_headers, body_sha256, body_bytes, answer)
    SELECT d.id, d.destination_id, i.fence, i."startedAt", i.milliseconds, i."attemptCode", i.status, false,
           i."requestHeaders", decode(i."bodySha256", 'hex'), i."bodyBytes", i.answer
      FROM json_to_recordset(batch) AS i (
             id bigint, fence integer, "startedAt" timestamptz, milliseconds integer, "attemptCode" text,
             status integer, "requestHeaders" json, "bodySha256" text, "bodyBytes" integer, answer text)
      JOIN delivery d ON d.id = i.id
     WHERE i.id <> ALL (effective)
       AND NOT EXISTS (
         SELECT FROM attempt a
          WHERE a.delivery_id = i.id AND a.fence = i.fence
            AND a.started_at = i."startedAt");
  END IF;

  RETURN QUERY SELECT unnest(effective);
END $$;
`;

// LIMIT makes it a probe. Of an EXISTS the planner may make a join or a hash, and then reads every backlog to answer it.
const anythingDue = (priority: number): string => `(
         SELECT true FROM delivery d
          WHERE d.destination_id = l.destination_id AND d.state = 'pending' AND d.priority = ${priority}
            AND d.due_at <= now()
          LIMIT 1) IS TRUE`;

/**
 * lanes_due(most): lanes with due work that may leave now, those with kills first and the others in no order, so that
 * each gets its turn when there are more than the limit. A few index probes for each lane, whatever its backlog; ordinary
 * news is asked for first, because that is what a lane with work most likely has. In quiet hours it does not count.
 */
export const LANES_DUE = `
CREATE OR REPLACE FUNCTION lanes_due(most integer) RETURNS SETOF text
LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
  SELECT l.destination_id
    FROM lane l
    CROSS JOIN LATERAL (SELECT ${anythingDue(0)} AS kills OFFSET 0) urgent
    CROSS JOIN LATERAL (
      SELECT l.quiet_from IS NOT NULL AND is_quiet(l.quiet_from, l.quiet_until, l.quiet_zone, now()) AS now OFFSET 0
    ) quiet
   WHERE l.state = 'open'
     AND (urgent.kills OR (l.open_until IS NULL OR l.open_until <= now())
       AND (NOT quiet.now AND ${anythingDue(3)} OR ${[2, 1].map(anythingDue).join(' OR ')}
            OR NOT quiet.now AND ${anythingDue(4)}))
   ORDER BY urgent.kills DESC, random()
   LIMIT most
$$;
`;

/**
 * expire_leases(): deliveries that nobody settled in time, which may have arrived. They are pending at once and keep
 * their lease as the sign that a late word of the worker still counts; superseded where something newer waits. And
 * kills that are to be sent once more, because what might have arrived behind them no longer can.
 */
export const EXPIRE_LEASES = `
CREATE OR REPLACE FUNCTION expire_leases() RETURNS integer
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
DECLARE
  expired integer;
BEGIN
  WITH lost AS MATERIALIZED (
    SELECT d.id, d.item_id, d.destination_id, d.version, d.kind
      FROM delivery d
     WHERE d.state = 'in_flight' AND d.lease_until < now()
     ORDER BY d.id
       FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE delivery d
     SET state = CASE WHEN overtaken.yes IS NOT TRUE THEN 'pending'
                      WHEN d.repeat_at IS NULL THEN 'superseded' ELSE 'delivered' END,
         settled_at = CASE WHEN overtaken.yes THEN coalesce(d.settled_at, now()) ELSE d.settled_at END,
         repeat_at = CASE WHEN overtaken.yes IS NOT TRUE THEN d.repeat_at END,
         ambiguous = true, code = 'delivery.worker-lost', status = NULL
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
   WHERE d.state = 'delivered' AND d.repeat_at <= now();
  RETURN expired;
END $$;
`;

// Its answer has more columns than before: that cannot be replaced.
const DROP_CLAIM = 'DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[]);';

const DOWN = `
${DROP_CLAIM}
DROP FUNCTION expire_leases();
DROP FUNCTION lanes_due(integer);
DROP FUNCTION settle_deliveries(json);
DROP FUNCTION is_quiet(time, time, text, timestamptz);
ALTER TABLE lane
  DROP COLUMN every_version, DROP COLUMN max_age_seconds, DROP COLUMN quiet_from, DROP COLUMN quiet_until,
  DROP COLUMN quiet_zone, DROP COLUMN window_at, DROP COLUMN window_tried, DROP COLUMN window_failed;
ALTER TABLE attempt DROP COLUMN repeat;
ALTER TABLE delivery DROP COLUMN tried_at, DROP COLUMN unclear_until, DROP COLUMN repeat_at;
`;

export class DeliveryRules1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS + DROP_CLAIM + CLAIM + SETTLE + LANES_DUE + EXPIRE_LEASES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
    await new ClaimAndSettle1763900001000().up(runner);
  }
}
