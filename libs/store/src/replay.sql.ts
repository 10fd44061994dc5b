import { firstDelivered } from './first-delivered.js';
import { NEWEST_DECISION, takenUnderOther } from './rejudge.js';
import { DISMISSED } from './settled-codes.js';

// Parameters of all of these, where they use them: $1 destination, $2 since, $3 until, $4 code, $5 ids, $6 whether only the
// newest version of an item goes.

/** What a selection by time, state and code covers. Of `delivery` under the given alias. */
const covered = (alias: string, states: string): string => `
  ${alias}.destination_id = $1 AND ${alias}.final_state ${states} AND ${alias}.settled_at >= $2 AND ${alias}.settled_at <= $3
  AND ($4::text IS NULL OR ${alias}.code = $4)`;

/** Why a delivery must not be sent again; null = it may, where it is granted still: see StillGranted. @param latest the parameter that asks for newest versions alone */
const judged = (latest: string): string => `
  CASE
    WHEN d.state IN ('pending', 'in_flight') THEN 'not-settled'
    WHEN d.kind = 'item' AND (i.pub_status = 'canceled' OR EXISTS (
      SELECT FROM item_version v WHERE v.item_id = d.item_id AND v.version > d.version AND v.change = 'kill')) THEN 'killed'
    WHEN d.state = 'superseded' AND d.code = '${DISMISSED}' THEN 'dismissed'
    WHEN d.state = 'superseded' THEN 'superseded'
    WHEN h.version > d.version OR (h.version = d.version AND h.killed_at IS NOT NULL AND d.kind = 'item')
      THEN 'newer-held'
    WHEN newer.under_way THEN 'newer-under-way'
    WHEN newer.unclear THEN 'newer-held'
    WHEN newer.dead AND (${latest} OR NOT l.every_version) THEN 'newer-dead'
    -- Also where every version goes: it never comes after this one, which would be the last that the partner hears.
    WHEN newer.dismissed AND d.kind = 'item' THEN 'newer-dismissed'
    WHEN d.kind = 'item' AND i.pub_status = 'withheld' AND i.version > d.version THEN 'withheld'
    WHEN d.kind = 'item' AND (
      SELECT NOT c.allow FROM decision c
       WHERE c.item_id = d.item_id AND c.destination_id = d.destination_id AND c.version > d.version
       ORDER BY c.id DESC LIMIT 1) THEN 'newer-refused'
  END`;

const CIRCUMSTANCES = `
  JOIN item i ON i.id = d.item_id
  JOIN lane l ON l.destination_id = d.destination_id
  LEFT JOIN holding h ON h.item_id = d.item_id AND h.destination_id = d.destination_id
  CROSS JOIN LATERAL (
    SELECT bool_or(o.state NOT IN ('dead', 'superseded')) AS under_way, bool_or(o.state = 'dead') AS dead,
           bool_or(o.code = '${DISMISSED}') AS dismissed,
           -- The partner may have it, whatever it or the network answered in the end, and whatever superseded it in the air.
           bool_or(o.ambiguous) AS unclear
      FROM delivery o
     WHERE o.item_id = d.item_id AND o.destination_id = d.destination_id AND o.id <> d.id
       AND (o.version, o.kind) > (d.version, d.kind) AND (o.state <> 'superseded' OR o.ambiguous OR o.code = '${DISMISSED}')
  ) newer`;

const states = (dead: boolean): string[] => (dead ? ['dead'] : ['dead', 'delivered']);
const among = (dead: boolean): string =>
  `IN (${states(dead)
    .map((state) => `'${state}'`)
    .join(', ')})`;

/** Counts by reason, `skip` null for what would be sent. */
export const countRange = (dead: boolean): string => `
  SELECT ${judged('$6')} AS skip, count(*) AS count
    FROM delivery d ${CIRCUMSTANCES}
   WHERE ${covered('d', among(dead))} AND $5::bigint[] IS NULL
   GROUP BY 1`;

/** The same of deliveries by their ids. */
export const COUNT_IDS = `
  SELECT ${judged('$6')} AS skip, count(*) AS count
    FROM delivery d ${CIRCUMSTANCES}
   WHERE d.id = ANY ($5::bigint[]) AND d.destination_id = $1
     AND $2::timestamptz IS NULL AND $3::timestamptz IS NULL AND $4::text IS NULL
   GROUP BY 1`;

/** Of what would be sent, what may be granted no longer. Parameters after those of the selection: agreements, their versions. */
const doubtful = (selected: string): string => `
  SELECT d.id
    FROM delivery d ${CIRCUMSTANCES} ${NEWEST_DECISION}
   WHERE ${selected} AND d.kind = 'item' AND (NOT made.allow OR ${takenUnderOther('$7', '$8')})
     AND ${judged('$6')} IS NULL
   ORDER BY d.id`;

export const doubtfulRange = (dead: boolean): string =>
  doubtful(`${covered('d', among(dead))} AND $5::bigint[] IS NULL`);

export const DOUBTFUL_IDS = doubtful(`
   d.id = ANY ($5::bigint[]) AND d.destination_id = $1
     AND $2::timestamptz IS NULL AND $3::timestamptz IS NULL AND $4::text IS NULL`);

/**
 * The next so many of a selection in the order in which they were settled. Where every version goes, older ones of the same
 * items come along before their turn: what is due together leaves in order. Those have no `place`, and are counted when it
 * is their turn if they are not sent now.
 *
 * $7 and $8 are where the last batch ended, $9 is how many.
 */
export const chooseRange = (dead: boolean): string => `
  WITH chosen AS MATERIALIZED (
    SELECT id, settled_at, row_number() OVER (ORDER BY settled_at, id) AS place FROM (
      ${states(dead)
        .map(
          (state) => `(
      SELECT c.id, c.settled_at FROM delivery c
       WHERE ${covered('c', `= '${state}'`)} AND (c.settled_at, c.id) > ($7, $8)
       ORDER BY c.settled_at, c.id LIMIT $9)`,
        )
        .join(' UNION ALL ')}
    ) either ORDER BY settled_at, id LIMIT $9
  ), along AS (
    SELECT id, max(place) AS place, max(settled_at) AS settled_at FROM (
      SELECT id, place, settled_at FROM chosen
      UNION ALL
      SELECT o.id, NULL, NULL
        FROM chosen c
        JOIN delivery n ON n.id = c.id
        JOIN delivery o ON o.item_id = n.item_id AND o.destination_id = n.destination_id AND o.version < n.version
       WHERE NOT $6 AND (SELECT every_version FROM lane WHERE destination_id = $1) AND ${covered('o', among(dead))}
    ) every GROUP BY id
  )
  SELECT d.id, d.item_id, along.place, along.settled_at::text AS settled_at
    FROM along
    JOIN delivery d ON d.id = along.id
   WHERE $5::bigint[] IS NULL`;

/** All of a selection by ids. */
export const CHOOSE_IDS = `
  SELECT d.id, d.item_id, 1 AS place, '-infinity' AS settled_at
    FROM delivery d
   WHERE d.id = ANY ($5::bigint[]) AND d.destination_id = $1 AND $6::boolean IS NOT NULL
     AND $2::timestamptz IS NULL AND $3::timestamptz IS NULL AND $4::text IS NULL
     AND $7::timestamptz IS NOT NULL AND $8::bigint IS NOT NULL AND $9::integer IS NOT NULL`;

/**
 * No version of these items is accepted until the replay is done: a kill that nobody here sees yet would not see what is
 * made due here. In the order in which versions are accepted. Parameter: items.
 */
export const HOLD_ITEMS = `
  SELECT FROM item WHERE id = ANY ($1::bigint[]) ORDER BY partner_id, guid COLLATE "C" FOR SHARE`;

/** Deliveries of items that are held, their rows locked, each judged. Parameters: ids, whether newest versions alone go. */
export const JUDGE = `
  SELECT d.id, ${judged('$2')} AS skip
    FROM delivery d ${CIRCUMSTANCES}
   WHERE d.id = ANY ($1::bigint[])
   ORDER BY d.id
     FOR NO KEY UPDATE OF d`;

/**
 * Attempts begin anew, and with them the schedule of retries. A kill keeps its place before everything else, and what was
 * not due yet is not due sooner. When the partner first had it is kept, whatever becomes of it now.
 * Parameters: ids, priority, replay.
 */
export const MAKE_DUE = `
  UPDATE delivery d
     SET state = 'pending', due_at = greatest(d.due_at, now()), attempts = 0, first_delivered_at = ${firstDelivered('d')},
         settled_at = NULL, repeat_at = NULL, lease_until = NULL,
         code = NULL, status = NULL, withdrawn = false, priority = CASE d.kind WHEN 'kill' THEN d.priority ELSE $2 END, replay_id = $3
   WHERE d.id = ANY ($1::bigint[])`;

/** Parameters: destination, selection. */
export const BEGIN_REPLAY = 'INSERT INTO replay (destination_id, selection) VALUES ($1, $2) RETURNING id';

/** One batch at a time, whoever makes it. Parameter: replay. */
export const LOCK_REPLAY = `
  SELECT destination_id, selection, least(begun_at, (selection->>'until')::timestamptz)::text AS until, selected_at IS NOT NULL AS selected,
         cursor_at::text AS cursor_at, cursor_id, to_send, skipped, former_agreements
    FROM replay WHERE id = $1 FOR NO KEY UPDATE`;

/** Parameters: replay, to send, skipped, cursor's time and id, whether that was the last batch, former agreements. */
export const MOVE_ON = `
  WITH moved AS (
    UPDATE replay
       SET to_send = $2, skipped = $3, former_agreements = $7, cursor_at = $4, cursor_id = $5,
           selected_at = CASE WHEN $6 THEN clock_timestamp() END
     WHERE id = $1
    RETURNING id, destination_id, to_send, selected_at
  )
  INSERT INTO event (type, data)
  SELECT 'delivery.replayed', jsonb_build_object('destinationId', destination_id, 'replayId', id, 'deliveries', to_send)
    FROM moved WHERE selected_at IS NOT NULL AND to_send > 0`;

export const UNSETTLED = `
  SELECT id, to_send AS "toSend", selected_at IS NOT NULL AS selected FROM replay WHERE settled_at IS NULL ORDER BY id`;
