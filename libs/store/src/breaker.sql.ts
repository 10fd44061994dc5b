/** Ends the rest of a lane after failures, and forgets them. Parameter: destination. */
export const END_REST = `
  WITH woken AS (
    UPDATE lane
       SET consecutive_failures = 0, open_until = NULL, open_seconds = NULL, window_at = NULL,
           refused_in_a_row = 0, refused_since = NULL
     WHERE destination_id = $1 AND open_until IS NOT NULL
    RETURNING destination_id
  )
  INSERT INTO event (type, data)
  SELECT 'destination.breaker-closed', jsonb_build_object('destinationId', destination_id) FROM woken`;
