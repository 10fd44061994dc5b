import type { Statement } from './transaction.js';

/**
 * Whoever lets items go under one of these grants waits here for whoever does so already, to its commit: two that saw the
 * same count would both spend what is left. Parameter: names of quotas.
 */
export const LOCK_QUOTAS: Statement = {
  name: 'lock-quotas',
  text: `
    SELECT pg_advisory_xact_lock(hashtextextended('korpu: quota ' || ordered.name, 0))
      FROM (SELECT name FROM unnest($1::text[]) AS given (name) ORDER BY name COLLATE "C") AS ordered`,
};

/** Parameters: agreements, grants, partners, days, item ids. */
export const READ_QUOTAS: Statement = {
  name: 'read-quotas',
  text: `
    SELECT k.agreement_id AS "agreementId", k.grant_id AS "grantId", k.partner_id AS "partnerId", k.day::text AS day,
           (SELECT count(*)::integer FROM quota_item q
             WHERE q.agreement_id = k.agreement_id AND q.grant_id = k.grant_id AND q.partner_id = k.partner_id
               AND q.day = k.day) AS items,
           -- as JSON, whose numbers arrive as such
           to_json(ARRAY (SELECT q.item_id FROM quota_item q
                   WHERE q.item_id = ANY ($5::bigint[]) AND q.agreement_id = k.agreement_id AND q.grant_id = k.grant_id
                     AND q.partner_id = k.partner_id)) AS counted
      FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS k (agreement_id, grant_id, partner_id, day)`,
};

/** Parameters: as above. */
export const WRITE_QUOTAS: Statement = {
  name: 'write-quotas',
  text: `
    INSERT INTO quota_item (agreement_id, grant_id, partner_id, day, item_id)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::bigint[])
    ON CONFLICT DO NOTHING`,
};
