import type pg from 'pg';
import type { Obligation } from '#agreements/agreement.js';
import { referencesOf } from '#exchange/outbound/references.js';
import type { DestinationId, Guid } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import { FeedReadings } from '../feed-readings.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { refusedItems } from '../version-reader.js';
import { VocabularyBook } from '../vocabulary-book.js';

/** One item as a pull destination shows it. */
export interface PullFeedEntry {
  deliveryId: number;
  itemId: number;
  guid: Guid;
  version: number;
  record: NewsRecord;
  deliveredAt: Instant;
  obligations: Obligation[];
  withoutRenditions: string[];
  /** Items that the record names and the destination may not have. */
  withoutItems: Guid[];
  asNew: boolean;
  /** The partner that sent the item to the exchange. */
  sourcePartnerId: string;
}

export interface PullFeedPage {
  /** The last delivered first. */
  entries: PullFeedEntry[];
  /** Where the next page begins; absent on the last one. Stays right while new items come in on top. */
  nextCursor?: string;
}

/** An item that was taken back: for Atom's `deleted-entry` (RFC 6721). */
export interface TakenBack {
  itemId: number;
  guid: Guid;
  at: Instant;
}

/** What a pull destination's feed shows. */
export class PullFeedReads {
  constructor(
    private readonly pool: pg.Pool,
    private readonly vocabularies = new VocabularyBook(pool),
    private readonly readings = new FeedReadings(pool),
  ) {}

  /** What the concepts are called that records have by their codes alone. */
  conceptNames(): Promise<ConceptNames> {
    return this.vocabularies.names();
  }

  /**
   * What the destination holds and may still show: not what no agreement grants any more. An item that was canceled or withheld is gone with the transaction
   * that accepted the news of it, before any delivery of the kill.
   *
   * @param cursor the `nextCursor` of the page before
   * @throws RangeError when the cursor is not one of ours
   */
  async page(destinationId: DestinationId, limit: number, cursor?: string): Promise<PullFeedPage> {
    const rows = await rowsOf<EntryRow>(this.pool, { text: PAGE }, [
      destinationId,
      limit + 1,
      ...(cursor === undefined ? [null, null] : readCursor(cursor)),
    ]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const named = shown.map(({ record }) => referencesOf(record));
    const refused = await refusedItems(this.pool, destinationId, named.flat());
    return {
      entries: shown.map((row, i) => ({
        ...entryOf(row),
        withoutItems: named[i]!.filter((guid) => refused.has(guid)),
      })),
      nextCursor: rows.length > limit && last ? `${last.micros}-${last.id}` : undefined,
    };
  }

  /**
   * What tells that the feed changed: `basis` for an ETag (any text; equal as long as nothing changed) and the time of
   * the last change, absent when the feed never held anything.
   */
  async state(destinationId: DestinationId): Promise<{ basis: string; lastChangedAt?: Instant }> {
    const [row] = await rowsOf<{ basis: string; last: Date | null }>(this.pool, { text: STATE }, [
      destinationId,
    ]);
    return { basis: row!.basis, lastChangedAt: toInstantOrNothing(row!.last) };
  }

  /** Items the destination held that were taken back since `since`, the last first, 500 at most. */
  async takenBack(destinationId: DestinationId, since: Date): Promise<TakenBack[]> {
    const rows = await rowsOf<{ item_id: number; guid: Guid; at: Date }>(this.pool, { text: TAKEN_BACK }, [
      destinationId,
      since,
    ]);
    return rows.map((row) => ({ itemId: row.item_id, guid: row.guid, at: toInstant(row.at) }));
  }

  /** Notes that the partner read these deliveries; the first time counts. */
  markPickedUp(deliveryIds: readonly number[]): Promise<void> {
    return this.readings.note(deliveryIds);
  }

  /** Notes that the partner read its feed from the start at that moment, and so without what was killed before it. */
  async markKillsRead(destinationId: DestinationId, at: Date): Promise<void> {
    await rowsOf(this.pool, { text: KILLS_READ }, [destinationId, at]);
  }
}

// The database counts in microseconds, a Date in milliseconds: the cursor carries the former, or a page would skip.
const MICROS = '(extract(epoch FROM d.settled_at) * 1000000)::bigint';

/** Of open recalls alone: they are few, and it is asked at every reading. */
const KILLS_READ = `
  UPDATE delivery d SET picked_up_at = $2
    FROM recall r JOIN recall_holder h ON h.recall_id = r.id
   WHERE r.closed_at IS NULL AND h.destination_id = $1 AND d.id = h.delivery_id AND d.state = 'delivered'
     AND d.settled_at <= $2 AND d.picked_up_at IS NULL`;

const PAGE = `
  SELECT d.item_id, d.version, d.id, d.settled_at, ${MICROS} AS micros, i.guid, i.partner_id, v.record, d.obligations,
         d.without_renditions, d.as_new
    FROM delivery d
    JOIN holding h ON h.item_id = d.item_id AND h.destination_id = d.destination_id AND h.delivery_id = d.id
    JOIN item i ON i.id = d.item_id
    JOIN item_version v ON v.item_id = d.item_id AND v.version = d.version
   WHERE d.destination_id = $1 AND d.final_state = 'delivered' AND d.settled_at IS NOT NULL AND h.killed_at IS NULL
     AND NOT d.withdrawn AND i.pub_status = 'usable'
     AND ($3::bigint IS NULL
          OR (d.settled_at, d.id) < (to_timestamp(0) + $3::bigint * interval '1 microsecond', $4::bigint))
   ORDER BY d.settled_at DESC, d.id DESC
   LIMIT $2`;

/**
 * A kill changes the feed when it is accepted and again when it is acknowledged; both are in the basis. So is what an
 * agreement's end takes out of it.
 */
const STATE = `
  WITH moments AS (
    SELECT (SELECT d.settled_at FROM delivery d
             WHERE d.destination_id = $1 AND d.final_state = 'delivered' AND d.settled_at IS NOT NULL
             ORDER BY d.settled_at DESC LIMIT 1) AS delivered,
           (SELECT h.killed_at FROM holding h
             WHERE h.destination_id = $1 AND h.killed_at IS NOT NULL
             ORDER BY h.killed_at DESC LIMIT 1) AS killed,
           (SELECT v.received_at FROM item_version v
             WHERE v.change IN ('kill', 'withhold')
             ORDER BY v.received_at DESC LIMIT 1) AS taken_back,
           (SELECT t.feed_withdrew_at FROM destination t WHERE t.id = $1) AS withdrew
  )
  SELECT concat_ws('/', $1::text, extract(epoch FROM delivered), extract(epoch FROM killed),
                   extract(epoch FROM taken_back), extract(epoch FROM withdrew)) AS basis,
         CASE WHEN coalesce(delivered, killed) IS NOT NULL THEN greatest(delivered, killed, taken_back, withdrew) END AS last
    FROM moments`;

const TAKEN_BACK = `
  SELECT gone.item_id, i.guid, gone.at
    FROM (
      SELECT h.item_id, h.killed_at AS at FROM holding h
       WHERE h.destination_id = $1 AND h.killed_at IS NOT NULL AND h.killed_at >= $2
      UNION ALL
      SELECT h.item_id, v.received_at
        FROM item_version v
        JOIN item i ON i.id = v.item_id AND i.version = v.version
        JOIN holding h ON h.item_id = v.item_id AND h.destination_id = $1 AND h.killed_at IS NULL
       WHERE v.change IN ('kill', 'withhold') AND v.received_at >= $2
    ) gone
    JOIN item i ON i.id = gone.item_id
   ORDER BY gone.at DESC
   LIMIT 500`;

interface EntryRow {
  item_id: number;
  version: number;
  id: number;
  settled_at: Date;
  micros: number;
  guid: Guid;
  partner_id: string;
  record: NewsRecord;
  obligations: Obligation[];
  without_renditions: string[];
  as_new: boolean;
}

const entryOf = (row: EntryRow): Omit<PullFeedEntry, 'withoutItems'> => ({
  deliveryId: row.id,
  itemId: row.item_id,
  guid: row.guid,
  version: row.version,
  record: row.record,
  deliveredAt: toInstant(row.settled_at),
  obligations: row.obligations,
  withoutRenditions: row.without_renditions,
  asNew: row.as_new,
  sourcePartnerId: row.partner_id,
});

function readCursor(cursor: string): [number, number] {
  const [, micros, id] = /^(\d{1,16})-(\d{1,15})$/.exec(cursor) ?? [];
  if (micros === undefined || id === undefined) throw new RangeError('not a cursor of this feed');
  return [Number(micros), Number(id)];
}
