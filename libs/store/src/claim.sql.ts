import type { Statement } from './transaction.js';

/**
 * See the migrations delivery-rules and recall for what the functions do: what is claimed is numbered while the claim
 * still has the lane's lock. Parameters: lane, wanted, lease in seconds, since.
 */
export const CLAIM: Statement = {
  name: 'claim',
  text: `
    WITH claimed AS MATERIALIZED (SELECT * FROM claim_deliveries($1, $2, $3, $4))
    SELECT *
      FROM number_deliveries($1, (SELECT array_agg(id ORDER BY priority, due_at, id) FROM claimed)) AS numbered
      JOIN claimed USING (id)`,
};

/** As if never claimed, but for the fence, which only ever grows. Parameters: ids, fences. */
export const RELEASE: Statement = {
  text: `
    UPDATE delivery d
       SET state = 'pending', attempts = d.attempts - 1, lease_until = NULL
      FROM unnest($1::bigint[], $2::integer[]) AS given (id, fence)
     WHERE d.id = given.id AND d.fence = given.fence AND d.state = 'in_flight'`,
};

/** Parameter: limit. */
export const LANES_DUE: Statement = {
  name: 'lanes-due',
  text: 'SELECT destination_id FROM lanes_due($1) AS destination_id',
};

export const EXPIRE_LEASES: Statement = {
  name: 'expire-leases',
  text: 'SELECT expire_leases() AS expired',
};
