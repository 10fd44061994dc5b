import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SETTLE as SETTLE_BEFORE } from './1764750000000-withdrawn.js';

/** What becomes of the delivery `d`, whose attempt ended as `i` says. */
const STATE = `
               CASE
                 -- The partner took this kill before.
                 WHEN i.outcome = 'dead' AND d.repeat_at IS NOT NULL THEN 'delivered'
                 WHEN i.outcome IN ('delivered', 'dead') THEN i.outcome
                 WHEN d.withdrawn OR (
                   SELECT bool_or(o.state = 'pending' AND o.id <> d.id AND (o.version, o.kind) > (d.version, d.kind)
                            AND (o.kind = 'kill' OR d.kind = 'item' AND NOT (
                              SELECT l.every_version FROM lane l WHERE l.destination_id = d.destination_id)))
                     FROM delivery o
                    WHERE o.item_id = d.item_id AND o.destination_id = d.destination_id)
                   THEN CASE WHEN d.repeat_at IS NULL THEN 'superseded' ELSE 'delivered' END
                 ELSE 'pending' END`;

/**
 * settle_deliveries: as in the migration withdrawn, but it is given lists, one for each column, in the order in which the
 * attempts ended: PostgreSQL reads them in half the time of a JSON list of objects. A delivery is found and written in one
 * go, not locked first, and what is counted for a lane is counted without sorting whole attempts.
 */
export const SETTLE = `
CREATE FUNCTION settle_deliveries(
  ids bigint[], fences integer[], outcomes text[], codes text[], retries timestamptz[], ambiguities boolean[],
  starts timestamptz[], durations integer[], attempt_codes text[], statuses integer[], headers json[], hashes text[],
  sizes integer[], answers text[]
) RETURNS SETOF bigint
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off SET plan_cache_mode = force_generic_plan
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
    WITH mine AS MATERIALIZED (
      UPDATE delivery d
         SET state = ${STATE},
             settled_at = CASE WHEN d.repeat_at IS NOT NULL OR ${STATE} = 'pending' THEN d.settled_at ELSE moment END,
             due_at = CASE i.outcome WHEN 'retry' THEN greatest(i.retry_at, moment, d.due_at)
                                     WHEN 'gone' THEN greatest(moment, d.due_at) ELSE d.due_at END,
             ambiguous = i.outcome <> 'delivered' AND (d.ambiguous OR coalesce(i.ambiguous, false)),
             unclear_until = CASE WHEN i.outcome <> 'delivered' AND i.ambiguous
                                  THEN greatest(d.unclear_until, d.lease_until) ELSE d.unclear_until END,
             repeat_at = CASE
               WHEN d.repeat_at IS NOT NULL AND ${STATE} = 'pending' THEN d.repeat_at
               WHEN d.kind = 'kill' AND i.outcome = 'delivered' AND d.repeat_at IS NULL THEN (
                 SELECT max(o.unclear_until)
                   FROM delivery o
                  WHERE o.item_id = d.item_id AND o.destination_id = d.destination_id AND o.kind = 'item'
                    AND o.unclear_until > moment)
             END,
             code = i.code, status = i.status, lease_until = NULL
        FROM unnest(ids, fences, outcomes, codes, retries, ambiguities, starts, durations, attempt_codes, statuses,
                    headers, hashes, sizes, answers) WITH ORDINALITY AS i (
               id, fence, outcome, code, retry_at, ambiguous, started_at, milliseconds, attempt_code, status,
               request_headers, body_sha256, body_bytes, answer, place)
       WHERE d.id = i.id AND d.fence = i.fence
         AND (d.state = 'in_flight' OR d.lease_until IS NOT NULL
              AND (d.state = 'pending' OR d.state = 'superseded' AND i.outcome = 'delivered'))
      RETURNING d.id, d.item_id, d.destination_id, d.version, d.kind, i.fence, i.outcome, i.started_at, i.milliseconds,
             i.attempt_code, i.status, i.request_headers, i.body_sha256, i.body_bytes, i.answer, i.place,
             i.outcome <> 'delivered' AND i.attempt_code <> 'delivery.aborted' AND i.body_bytes > 0 AS failed,
             -- A kill that is sent once more keeps the time of its acknowledgement.
             d.kind = 'kill' AND d.settled_at <> moment AS repeat
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
             coalesce(m.repeat, false), m.request_headers, decode(m.body_sha256, 'hex'), m.body_bytes, m.answer
        FROM mine m
    )
    SELECT m.destination_id,
           array_agg(m.id) AS ids,
           bool_or(m.outcome = 'delivered') AS delivered,
           (count(*) FILTER (WHERE m.failed OR m.outcome = 'delivered'))::integer AS tried,
           (count(*) FILTER (WHERE m.failed))::integer AS failed,
           max(m.place) FILTER (WHERE m.outcome = 'delivered') AS last_success,
           array_agg(m.place) FILTER (WHERE m.failed) AS failures,
           bool_or(m.outcome = 'gone') AS gone,
           bool_or(m.outcome = 'dead' OR m.outcome = 'delivered' AND m.kind = 'kill') AS notable,
           coalesce(array_agg(m.id) FILTER (WHERE m.repeat AND m.outcome = 'delivered'), '{}') AS repeated,
           coalesce(array_agg(m.id) FILTER (WHERE m.repeat AND m.outcome = 'dead'), '{}') AS unrepeated
      FROM mine m
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
      -- Failures after the last success are what the lane is left with.
      paced.consecutive_failures := paced.consecutive_failures + (
        SELECT count(*) FROM unnest(touched.failures) AS f (place) WHERE (f.place > touched.last_success) IS NOT FALSE);
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
  IF cardinality(effective) < cardinality(ids) THEN
    INSERT INTO attempt (delivery_id, destination_id, fence, started_at, milliseconds, code, status, settled,
                         request_headers, body_sha256, body_bytes, answer)
    SELECT d.id, d.destination_id, i.fence, i.started_at, i.milliseconds, i.attempt_code, i.status, false,
           i.request_headers, decode(i.body_sha256, 'hex'), i.body_bytes, i.answer
      FROM unnest(ids, fences, starts, durations, attempt_codes, statuses, headers, hashes, sizes, answers) AS i (
             id, fence, started_at, milliseconds, attempt_code, status, request_headers, body_sha256, body_bytes, answer)
      JOIN delivery d ON d.id = i.id
     WHERE i.id <> ALL (effective)
       AND NOT EXISTS (
         SELECT FROM attempt a
          WHERE a.delivery_id = i.id AND a.fence = i.fence
            AND a.started_at = i.started_at);
  END IF;

  RETURN QUERY SELECT unnest(effective);
END $$;
`;

const TYPES =
  'bigint[], integer[], text[], text[], timestamptz[], boolean[], timestamptz[], integer[], text[], integer[], json[], text[], integer[], text[]';

export class SettleColumns1764780000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION settle_deliveries(json);${SETTLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION settle_deliveries(${TYPES});
      ${SETTLE_BEFORE}
      ALTER FUNCTION settle_deliveries(json) SET plan_cache_mode = force_generic_plan;`);
  }
}
