import { jsonList } from './json-list.js';
import { ITEM_KILLED } from './settled-codes.js';
import type { Statement } from './transaction.js';

// One look-up for each guid, spelled out: of a list the planner may make a filter over all items of the partner.
const itemsOf = (guids: string, lock: string): string => `
    SELECT i.*
      FROM ${guids}
      CROSS JOIN LATERAL (
        SELECT id, guid, version, provider_version, fingerprint, earlier_fingerprints, pub_status, version_created
          FROM item WHERE item.partner_id = $1 AND item.guid = wanted.guid
        ${lock}
      ) i`;

/** What is known of these items, without locking them. Parameters: partner, guids. */
export const READ_ITEMS: Statement = {
  text: itemsOf('unnest($2::text[]) AS wanted (guid)', 'OFFSET 0'),
};

/** … and with their rows locked, in one order everywhere so that two feeds of one partner do not wait in a circle. */
export const LOCK_ITEMS: Statement = {
  name: 'lock-items',
  text: itemsOf(
    '(SELECT guid FROM unnest($2::text[]) AS given (guid) ORDER BY guid COLLATE "C") AS wanted',
    'FOR NO KEY UPDATE',
  ),
};

/** Answers the rows that were new; whoever lost the race to insert one finds it with LOCK_ITEMS. */
export const INSERT_ITEMS: Statement = {
  name: 'insert-items',
  text: `
    INSERT INTO item (partner_id, feed_id, created_at, updated_at, guid, kind, item_class, version, provider_version,
                      fingerprint, pub_status, embargoed, language, headline, version_created)
    SELECT $1, $2, $3, $3, new.*
      FROM unnest($4::text[], $5::text[], $6::text[], $7::integer[], $8::integer[], $9::text[], $10::text[],
                  $11::text[], $12::text[], $13::text[], $14::timestamptz[]) AS new (guid)
     ORDER BY new.guid COLLATE "C"
    ON CONFLICT (partner_id, guid) DO NOTHING
    RETURNING id, guid`,
};

/** Enough to recognise what a cache serves again, without end for an item that changes every minute. */
const REMEMBERED_FINGERPRINTS = 200;

/** Parameters: feed, at, ids, then columns as in INSERT_ITEMS but for the guid. */
export const UPDATE_ITEMS: Statement = {
  name: 'update-items',
  text: `
    UPDATE item
       SET feed_id = $1, updated_at = $2, kind = new.kind, item_class = new.item_class, version = new.version,
           provider_version = new.provider_version, fingerprint = new.fingerprint,
           earlier_fingerprints =
             (array_remove(item.earlier_fingerprints, item.fingerprint) || item.fingerprint)
             [greatest(1, cardinality(item.earlier_fingerprints) + 2 - ${REMEMBERED_FINGERPRINTS}):],
           pub_status = new.pub_status, embargoed = new.embargoed, language = new.language, headline = new.headline,
           version_created = new.version_created
      FROM unnest($3::bigint[], $4::text[], $5::text[], $6::integer[], $7::integer[], $8::text[], $9::text[],
                  $10::text[], $11::text[], $12::text[], $13::timestamptz[])
             AS new (id, kind, item_class, version, provider_version, fingerprint, pub_status, embargoed, language,
                     headline, version_created)
     WHERE item.id = new.id`,
};

/**
 * Pending deliveries of older versions can no longer be claimed after this: a claim in progress is waited for, and then
 * the row is in flight and its destination a holder. A kill is superseded by a kill alone, so that no later version
 * makes anyone forget it. Dead letters of what is killed are settled by it. What a holder is owed, and what waits in a lane that takes every version, is only locked until
 * the plan stands.
 * Parameters: item ids, versions, whether each is a kill.
 */
export const SUPERSEDE: Statement = {
  name: 'supersede',
  text: `
    UPDATE delivery d
       SET state = CASE WHEN older.stays THEN d.state ELSE 'superseded' END,
           settled_at = CASE WHEN older.stays THEN d.settled_at ELSE now() END,
           code = CASE WHEN older.state = 'dead' THEN '${ITEM_KILLED}' ELSE d.code END
      FROM unnest($1::bigint[], $2::integer[], $3::boolean[]) AS accepted (item_id, version, kill)
      CROSS JOIN LATERAL (
        SELECT o.id, o.state,
               NOT accepted.kill AND (o.priority = 1 OR EXISTS (
                 SELECT FROM lane l WHERE l.destination_id = o.destination_id AND l.every_version)) AS stays
          FROM delivery o
         WHERE o.item_id = accepted.item_id AND o.version < accepted.version AND (o.kind = 'item' OR accepted.kill)
        OFFSET 0 -- by item, whatever the planner thinks of the index of what is pending: that one holds the whole backlog
      ) older
     WHERE d.id = older.id
       AND (older.state = 'pending' AND d.settled_at IS NULL AND d.state <> 'in_flight'
            OR older.state = 'dead' AND accepted.kill AND d.state = 'dead' AND d.kind = 'item')`,
};

/**
 * What the newest version means for older ones that have not arrived, see dueOfOlder: what waits is superseded or due at
 * another time, and what is in the air is tried again accordingly. What was tried before, or is due, only ever becomes due
 * later. Parameters: at, item ids, versions, destinations, when what is marked with an embargo is due, and what is not, null:
 * never; whether what a holder is owed is spared.
 */
export const CHANGE_OLDER: Statement = {
  name: 'change-older',
  text: `
    UPDATE delivery d
       SET state = CASE WHEN d.state = 'pending' AND NOT older.stays THEN 'superseded' ELSE d.state END,
           settled_at = CASE WHEN d.state = 'pending' AND NOT older.stays THEN now() END,
           withdrawn = d.withdrawn OR NOT older.stays,
           due_at = CASE
             WHEN older.due_at > $1::timestamptz AND older.due_at > d.due_at THEN older.due_at
             WHEN d.state = 'pending' AND d.attempts = 0 AND d.due_at > now() AND older.due_at < d.due_at
               THEN CASE WHEN older.due_at > $1 THEN older.due_at ELSE least(older.due_at, now()) END
             ELSE d.due_at
           END
      FROM unnest($2::bigint[], $3::integer[], $4::text[], $5::timestamptz[], $6::timestamptz[],
                  $7::boolean[]) AS newer (item_id, version, destination_id, marked_at, unmarked_at, spares)
      CROSS JOIN LATERAL (
        SELECT o.id, CASE WHEN o.obligations @> '[{"type": "embargo"}]' THEN newer.marked_at
                          ELSE newer.unmarked_at END AS due_at,
               CASE WHEN newer.unmarked_at IS NULL THEN newer.spares AND o.priority = 1 ELSE EXISTS (
                 SELECT FROM lane l WHERE l.destination_id = o.destination_id AND l.every_version) END AS stays
          FROM delivery o
         WHERE o.item_id = newer.item_id AND o.version < newer.version AND o.destination_id = newer.destination_id
           AND o.kind = 'item'
        OFFSET 0
      ) older
     WHERE d.id = older.id AND d.settled_at IS NULL
       AND (NOT older.stays AND (d.state = 'pending' OR newer.unmarked_at IS NULL)
            OR older.due_at > $1 OR d.due_at > now())`,
};

/**
 * Who holds, or may hold, the items: what was delivered, what is on its way, and what ended unclear. A destination that
 * acknowledged a kill holds nothing, and hears of a later version as of a new item; of a further kill it hears again.
 * A destination that is gone from the configuration is among them: what it is owed waits in its lane, which is shut, and
 * leaves should it come back. None is the reader of a feed from which the item was taken before it was read, except of a
 * kill, for it may be reading just then. And where an older version is on its way or still waits, which makes nobody a holder; behind a kill none may wait.
 * Parameters: item ids, whether each is a kill.
 */
export const HOLDERS: Statement = {
  name: 'holders',
  text: `
    SELECT found.item_id, found.destination_id, max(found.version) AS version, bool_or(found.holds) AS holds,
           bool_or(found.under_way) AS under_way, bool_or(found.waits) AS waits
      FROM unnest($1::bigint[], $2::boolean[]) AS accepted (item_id, kill)
      CROSS JOIN LATERAL (
        SELECT h.item_id, h.destination_id, h.version, true AS holds, false AS under_way, false AS waits
          FROM holding h
         WHERE h.item_id = accepted.item_id
           AND (accepted.kill OR h.killed_at IS NULL AND NOT EXISTS (
             SELECT FROM delivery d JOIN destination t ON t.id = d.destination_id
              WHERE d.id = h.delivery_id AND d.withdrawn AND t.settings ->> 'transport' = 'pull' AND NOT EXISTS (
                SELECT FROM delivery o
                 WHERE o.item_id = h.item_id AND o.destination_id = h.destination_id AND o.picked_up_at IS NOT NULL)))
        UNION ALL
        SELECT d.item_id, d.destination_id, NULL,
               (d.state = 'in_flight' OR d.ambiguous)
                 AND (accepted.kill OR h.killed_at IS NULL OR h.version < d.version),
               d.state IN ('pending', 'in_flight') AND d.kind = 'item', d.state = 'pending' AND d.kind = 'item'
          FROM delivery d
          LEFT JOIN holding h ON h.item_id = d.item_id AND h.destination_id = d.destination_id
         WHERE d.item_id = accepted.item_id AND (d.state IN ('pending', 'in_flight') OR d.ambiguous)
      ) found
     GROUP BY found.item_id, found.destination_id
     ORDER BY found.item_id, found.destination_id`,
};

/**
 * Items of the same guids that other partners brought before, a row for each place where one went or is to go.
 * Parameters: item ids, guids.
 */
export const NAMESAKES: Statement = {
  name: 'namesakes',
  text: `
    SELECT accepted.item_id, other.partner_id, gone.destination_id
      FROM unnest($1::bigint[], $2::text[]) AS accepted (item_id, guid)
      CROSS JOIN LATERAL (
        SELECT i.id, i.partner_id FROM item i WHERE i.guid = accepted.guid AND i.id < accepted.item_id OFFSET 0
      ) other
      LEFT JOIN LATERAL (
        SELECT DISTINCT d.destination_id FROM delivery d
         WHERE d.item_id = other.id AND d.kind = 'item' AND d.state IN ('pending', 'in_flight', 'delivered')
      ) gone ON true`,
};

/** Parameters: feed, fetch, at, then what `acceptedColumns` lists. */
export const WRITE_ACCEPTED: Statement = {
  name: 'write-accepted',
  text: `
    WITH versions AS (
      INSERT INTO item_version (feed_id, fetch_id, received_at, item_id, version, provider_version, change, fingerprint,
                                record)
      SELECT $1, $2, $3, v.item_id, v.version, v.provider_version, v.change, v.fingerprint,
             convert_from(substring($34::bytea FROM v.start FOR v.length), 'UTF8')::json
        FROM unnest($4::bigint[], $5::integer[], $6::integer[], $7::text[], $8::text[], $9::integer[], $10::integer[])
               AS v (item_id, version, provider_version, change, fingerprint, start, length)
    ), decisions AS (
      INSERT INTO decision (decided_at, item_id, version, destination_id, allow, reason, clause, detail, agreement_id,
                            agreement_version, grant_id, due_at, trace_hash)
      SELECT $3, d.*
        FROM unnest($11::bigint[], $12::integer[], $13::text[], $14::boolean[], $15::text[], $16::text[], $17::text[],
                    $18::text[], $19::integer[], $20::text[], $21::timestamptz[], $22::uuid[]) AS d
    ), traces AS (
      INSERT INTO decision_trace (hash, trace)
      SELECT t.hash, t.trace FROM unnest($23::uuid[], $24::json[]) AS t (hash, trace)
      ON CONFLICT DO NOTHING
    ), waiting AS (
      INSERT INTO story_waiting (item_id) SELECT unnest($4::bigint[])
    )
    INSERT INTO delivery (item_id, version, destination_id, kind, priority, due_at, obligations, without_renditions,
                          as_new)
    SELECT p.item_id, p.version, p.destination_id, p.kind, p.priority,
           -- what is due at once is due by the clock of the database, whose claims compare with it
           CASE WHEN p.due_at <= $3 THEN least(p.due_at, now()) ELSE p.due_at END,
           p.obligations::jsonb, p.without_renditions::jsonb, p.as_new
      FROM unnest($25::bigint[], $26::integer[], $27::text[], $28::text[], $29::smallint[], $30::timestamptz[],
                  ${jsonList('$31')}, ${jsonList('$32')}, $33::boolean[])
             AS p (item_id, version, destination_id, kind, priority, due_at, obligations, without_renditions, as_new)
    ON CONFLICT (item_id, destination_id, version, kind) DO NOTHING`,
};

/** Where processes hear of kills, as `item/version`, when they are committed: see KillWatch. */
export const KILLED_CHANNEL = 'korpu_killed';

/** Parameters: partner, item ids, guids, versions, headlines, counts of holders. */
export const KILL_EVENTS: Statement = {
  name: 'kill-events',
  text: `
    WITH killed AS (
      SELECT * FROM unnest($2::bigint[], $3::text[], $4::integer[], $5::text[], $6::integer[])
                      AS k (item_id, guid, version, headline, holders)
    ), told AS (
      INSERT INTO event (type, data)
      SELECT 'kill.opened', jsonb_build_object('partnerId', $1::text, 'itemId', k.item_id, 'guid', k.guid,
               'version', k.version, 'headline', k.headline, 'holders', k.holders)
        FROM killed k
    )
    SELECT pg_notify('${KILLED_CHANNEL}', k.item_id || '/' || k.version) FROM killed k`,
};

/** See the migration recall for what it does. Parameters: item ids, versions, at, who recalls, why. */
export const OPEN_RECALLS: Statement = {
  name: 'open-recalls',
  text: 'SELECT open_recalls($1, $2, $3, $4, $5)',
};
