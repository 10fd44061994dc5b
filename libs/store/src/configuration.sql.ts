/** The reason of a lane whose destination is no longer configured; it opens again when the destination comes back. */
export const REMOVED = 'removed from the configuration';

/**
 * Parameters: destination, max in flight, rate, burst, whether every version goes out, greatest age, quiet hours' from,
 * until and zone, the reason that coming back ends. A new lane may burst at once. A zone that PostgreSQL does not know is
 * an error here, and not at every claim.
 */
export const UPSERT_LANE = `
  INSERT INTO lane AS l (destination_id, max_in_flight, rate_per_second, burst, tokens, every_version, max_age_seconds,
                         quiet_from, quiet_until, quiet_zone)
  SELECT $1, $2, $3::double precision, $4::integer, greatest(coalesce($4::integer, $3::double precision, 0), 1), $5,
         $6::double precision, $7::time, $8::time,
         CASE WHEN is_quiet($7::time, $8::time, $9::text, now()) IS NOT NULL THEN $9::text END
  ON CONFLICT (destination_id) DO UPDATE
     SET max_in_flight = excluded.max_in_flight, rate_per_second = excluded.rate_per_second, burst = excluded.burst,
         every_version = excluded.every_version, max_age_seconds = excluded.max_age_seconds,
         quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, quiet_zone = excluded.quiet_zone,
         state = CASE WHEN l.reason = $10 THEN 'open' ELSE l.state END,
         reason = CASE WHEN l.reason = $10 THEN NULL ELSE l.reason END,
         changed_at = CASE WHEN l.reason = $10 THEN now() ELSE l.changed_at END`;

/**
 * What waits is held, not dropped. A lane that somebody paused, or whose partner said that it is gone, is held already, and
 * stays so when the destination comes back. Parameters: destination, reason.
 */
export const REMOVE_DESTINATION = `
  WITH closed AS (
    UPDATE lane SET state = 'disabled', reason = $2, changed_at = now() WHERE destination_id = $1 AND state = 'open'
    RETURNING destination_id
  )
  INSERT INTO event (type, data)
  SELECT 'destination.disabled', jsonb_build_object('destinationId', destination_id, 'reason', $2::text) FROM closed`;

/** A feed that was made or changed is polled soon. Parameters: feed, whether what its last poll left behind is void. */
export const RESET_POLL = `
  UPDATE feed SET next_poll_at = now(), poll = CASE WHEN $2 THEN '{}' ELSE poll END WHERE id = $1`;

/** Parameter: what changed, as JSON. */
export const TELL_CHANGES = `
  INSERT INTO event (type, data) VALUES ('configuration.changed', jsonb_build_object('changes', $1::jsonb))`;

/** Parameter: kind, id and file of everything that is desired, as JSON. */
export const NOTE_SOURCES = `
  WITH source AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS s(kind text, id text, file text)
  ), partners AS (
    UPDATE partner p SET source_file = s.file FROM source s
     WHERE s.kind = 'partners' AND p.id = s.id AND p.source_file <> s.file
  ), vocab AS (
    UPDATE vocabulary v SET source_file = s.file FROM source s
     WHERE s.kind = 'vocab' AND v.id = s.id AND v.source_file <> s.file
  ), profiles AS (
    UPDATE profile p SET source_file = s.file FROM source s
     WHERE s.kind = 'profiles' AND p.id = s.id AND p.source_file <> s.file
  ), feeds AS (
    UPDATE feed f SET source_file = s.file FROM source s
     WHERE s.kind = 'feeds' AND f.id = s.id AND f.source_file <> s.file
  ), destinations AS (
    UPDATE destination d SET source_file = s.file FROM source s
     WHERE s.kind = 'destinations' AND d.id = s.id AND d.source_file <> s.file
  )
  UPDATE agreement a SET source_file = s.file FROM source s
   WHERE s.kind = 'agreements' AND a.id = s.id AND a.current AND a.source_file <> s.file`;
