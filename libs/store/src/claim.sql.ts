import type { Statement } from './transaction.js';

/** See the migrations delivery-rules and claim-with-numbers for what it does. Parameters: lane, wanted, lease in seconds, since. */
export const CLAIM: Statement = {
  name: 'claim',
  text: 'SELECT * FROM claim_deliveries($1, $2, $3, $4)',
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
