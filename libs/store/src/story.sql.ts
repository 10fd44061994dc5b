import type { Statement } from './transaction.js';

export const ANY_WAITING: Statement = {
  name: 'any-waiting',
  text: 'SELECT FROM story_waiting LIMIT 1',
};

/** One signs at a time: two would not see each other's new items. Held to the end of the transaction. */
export const LOCK_STORIES: Statement = { text: `SELECT pg_advisory_xact_lock(hashtext('korpu: stories'))` };

/** Parameter: how many at most. An item that changed twice waits twice. */
export const TAKE_WAITING: Statement = {
  text: `
    DELETE FROM story_waiting
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM story_waiting LIMIT $1))
    RETURNING item_id`,
};

/** Items as they are now, with their latest record, but for those that are killed or signed already. Parameter: ids. */
export const READ_UNSIGNED: Statement = {
  text: `
    SELECT i.id AS item_id, i.version, i.partner_id, least(i.version_created, i.updated_at) AS at, v.record
      FROM (SELECT DISTINCT unnest($1::bigint[]) AS id) taken
      JOIN item i USING (id)
      JOIN item_version v ON v.item_id = i.id AND v.version = i.version
      LEFT JOIN item_signature s ON s.item_id = i.id
     WHERE i.pub_status <> 'canceled' AND s.version IS DISTINCT FROM i.version
     ORDER BY i.id`,
};

/** Parameter: item ids. */
export const READ_MEMBERS: Statement = {
  text: `
    SELECT item_id, story_id, partner_id, at, language, headline, figures, words, min_hash
      FROM item_signature WHERE item_id = ANY ($1::bigint[])`,
};

/** Parameter: item ids. */
export const DROP_KEYS: Statement = {
  text: `
    DELETE FROM story_key k
     USING (SELECT item_id, unnest(keys) AS key FROM item_signature WHERE item_id = ANY ($1::bigint[])) old
     WHERE k.key = old.key AND k.item_id = old.item_id`,
};

/** A story id of null begins a new story. Parameters: a list for each column. */
export const WRITE_SIGNATURES: Statement = {
  text: `
    INSERT INTO item_signature (item_id, version, partner_id, at, story_id, language, headline, figures, words, min_hash,
                                keys)
    SELECT item_id, version, partner_id, at, coalesce(story_id, nextval('story_id')), language, headline, figures, words,
           min_hash, keys::integer[]
      FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::timestamptz[], $5::bigint[], $6::text[], $7::text[],
                  $8::text[], $9::integer[], $10::bytea[], $11::text[])
             AS new (item_id, version, partner_id, at, story_id, language, headline, figures, words, min_hash, keys)
    ON CONFLICT (item_id) DO UPDATE
       SET version = EXCLUDED.version, at = EXCLUDED.at, signed_at = EXCLUDED.signed_at, story_id = EXCLUDED.story_id,
           language = EXCLUDED.language, headline = EXCLUDED.headline, figures = EXCLUDED.figures, words = EXCLUDED.words,
           min_hash = EXCLUDED.min_hash, keys = EXCLUDED.keys`,
};

/** Parameters: item ids, keys. */
export const WRITE_KEYS: Statement = {
  text: `
    INSERT INTO story_key (item_id, key) SELECT * FROM unnest($1::bigint[], $2::integer[])
    ON CONFLICT DO NOTHING`,
};

/** A key that a stock phrase gives to thousands of items costs no more than any other: the newest of them are looked at. */
const NEWEST = 20;

/** Pairs of items that share a key, the first of them from the list. Parameters: item ids, keys. */
export const FIND_PAIRS: Statement = {
  text: `
    SELECT DISTINCT mine.item_id, other.item_id AS other_id
      FROM unnest($1::bigint[], $2::integer[]) AS mine (item_id, key)
      CROSS JOIN LATERAL (
        SELECT k.item_id FROM story_key k
         WHERE k.key = mine.key AND k.item_id <> mine.item_id
         ORDER BY k.item_id DESC LIMIT ${NEWEST}
      ) other`,
};

/** Parameters: stories that end, and what each becomes. */
export const MERGE_STORIES: Statement = {
  text: `
    UPDATE item_signature s SET story_id = merged.into_id
      FROM unnest($1::bigint[], $2::bigint[]) AS merged (from_id, into_id)
     WHERE s.story_id = merged.from_id`,
};

/** Parameters: signed before, how many at most. Answers a row for each item. */
export const FORGET_KEYS: Statement = {
  text: `
    WITH old AS (
      SELECT item_id, keys FROM item_signature
       WHERE keys IS NOT NULL AND signed_at < $1 ORDER BY signed_at LIMIT $2 FOR UPDATE
    ), forgotten AS (
      DELETE FROM story_key k USING (SELECT item_id, unnest(keys) AS key FROM old) gone
       WHERE k.key = gone.key AND k.item_id = gone.item_id
    )
    UPDATE item_signature s SET keys = NULL FROM old WHERE s.item_id = old.item_id`,
};
