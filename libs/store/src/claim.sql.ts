import type { Statement } from './transaction.js';

/**
 * See the migrations delivery-rules, claims-in-place, claim-lanes and claims-beside-settlements for what it does. Parameters: lanes,
 * wanted, leases in seconds, since and landed (each as text), worker, whether alone.
 */
export const CLAIM: Statement = {
  name: 'claim',
  text: 'SELECT * FROM claim_lanes($1, $2, $3, $4, $5, $6, $7)',
};

/**
 * Answers nothing unless the bucket of an open lane is empty and something is due that needs a token; else the
 * milliseconds until it holds a tenth of a second's tokens, at least one, and no more than half of what it can hold.
 * Parameter: lane.
 */
export const NEXT_TOKENS: Statement = {
  name: 'next-tokens',
  text: `
    SELECT 1000 * (greatest(1, least(l.rate_per_second / 10, bucket.size / 2)) - bucket.tokens) / l.rate_per_second AS ms
      FROM lane l
      CROSS JOIN LATERAL (
        SELECT greatest(coalesce(l.burst, l.rate_per_second), 1) AS size,
               l.tokens + l.rate_per_second * extract(epoch FROM clock_timestamp() - l.tokens_at) AS tokens
      ) bucket
     WHERE l.destination_id = $1 AND l.state = 'open' AND l.open_until IS NULL AND bucket.tokens < 1
       AND EXISTS (
         SELECT FROM delivery d
          WHERE d.destination_id = l.destination_id AND d.final_state IS NULL AND d.state = 'pending'
            AND d.priority = ANY ('{1,2,3,4}') AND d.due_at <= clock_timestamp())`,
};

/** As if never claimed, but for the fence, which only ever grows; superseded where it was withdrawn meanwhile. Parameters: ids, fences. */
export const RELEASE: Statement = {
  text: `
    UPDATE delivery d
       SET state = CASE WHEN d.withdrawn THEN 'superseded' ELSE 'pending' END,
           settled_at = CASE WHEN d.withdrawn THEN now() ELSE d.settled_at END,
           attempts = d.attempts - 1, lease_until = NULL
      FROM unnest($1::bigint[], $2::integer[]) AS given (id, fence)
     WHERE d.id = given.id AND d.fence = given.fence AND d.state = 'in_flight'`,
};

/** Parameter: limit. */
export const LANES_DUE: Statement = {
  name: 'lanes-due',
  text: 'SELECT destination_id FROM lanes_due($1) AS destination_id',
};

/** Parameter: lanes. */
export const LAST_SEQUENCES: Statement = {
  text: `
    SELECT asked.id, coalesce(l.last_sequence, 0) AS last
      FROM unnest($1::text[]) AS asked (id) LEFT JOIN lane l ON l.destination_id = asked.id`,
};

export const EXPIRE_LEASES: Statement = {
  name: 'expire-leases',
  text: 'SELECT expire_leases() AS expired',
};
