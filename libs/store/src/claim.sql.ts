import type { Statement } from './transaction.js';

/** See the migration claim-and-settle for what it does. Parameters: lane, wanted, lease in seconds. */
export const CLAIM: Statement = {
  name: 'claim',
  text: 'SELECT * FROM claim_deliveries($1, $2, $3)',
};

/** As if never claimed, but for the fence, which only ever grows. Parameters: ids, fences. */
export const RELEASE: Statement = {
  text: `
    UPDATE delivery d
       SET state = 'pending', attempts = d.attempts - 1, lease_until = NULL
      FROM unnest($1::bigint[], $2::integer[]) AS given (id, fence)
     WHERE d.id = given.id AND d.fence = given.fence AND d.state = 'in_flight'`,
};

/**
 * Lanes with due work that may leave now, those with kills first and the others in no order, so that each gets its turn
 * when there are more than the limit. One index probe per lane and priority, whatever the backlog. Parameter: limit.
 */
export const LANES_DUE: Statement = {
  text: `
    SELECT lane.destination_id
      FROM lane
      CROSS JOIN LATERAL (
        SELECT EXISTS (
          SELECT FROM delivery d
           WHERE d.destination_id = lane.destination_id AND d.state = 'pending' AND d.priority = 0 AND d.due_at <= now()
        ) AS kills
      ) urgent
     WHERE lane.state = 'open'
       AND (urgent.kills OR ((lane.open_until IS NULL OR lane.open_until <= now()) AND (${[1, 2, 3, 4]
         .map(
           (priority) => `EXISTS (
          SELECT FROM delivery d
           WHERE d.destination_id = lane.destination_id AND d.state = 'pending' AND d.priority = ${priority}
             AND d.due_at <= now())`,
         )
         .join(' OR ')})))
     ORDER BY urgent.kills DESC, random()
     LIMIT $1`,
};

/**
 * Nobody settled these in time: they may have arrived. Back to pending at once, the lease kept as the sign that a late
 * word of the worker still counts; superseded where something newer waits.
 */
export const EXPIRE_LEASES: Statement = {
  text: `
    WITH lost AS MATERIALIZED (
      SELECT d.id, d.item_id, d.destination_id, d.version, d.kind
        FROM delivery d
       WHERE d.state = 'in_flight' AND d.lease_until < now()
       ORDER BY d.id
         FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE delivery d
       SET state = CASE WHEN overtaken.yes THEN 'superseded' ELSE 'pending' END,
           settled_at = CASE WHEN overtaken.yes THEN now() END,
           ambiguous = true, code = 'delivery.worker-lost', status = NULL
      FROM lost
      CROSS JOIN LATERAL (
        SELECT EXISTS (
          SELECT FROM delivery o
           WHERE o.item_id = lost.item_id AND o.destination_id = lost.destination_id AND o.state = 'pending'
             AND o.id <> lost.id AND (o.kind = 'kill' OR lost.kind = 'item')
             AND (o.version, o.kind) > (lost.version, lost.kind)
        ) AS yes
      ) overtaken
     WHERE d.id = lost.id`,
};
