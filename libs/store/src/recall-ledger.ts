import type pg from 'pg';
import type {
  ConfirmationWord,
  Confirmed,
  FollowUp,
  Outstanding,
  RecallLedger,
} from '#exchange/recall/recall-ports.js';
import type { Instant } from '#news/record.js';
import { toInstant } from './instant.js';
import { HOLDER_COLUMNS, HOLDER_TABLES, type HolderRow, holderOf } from './recall-holder.js';
import { storable } from './storable.js';
import { inTransaction, retrying, rowsOf } from './transaction.js';

/** Recalls in PostgreSQL. They are opened by the item ledger, in the transaction of the kill. */
export class SqlRecallLedger implements RecallLedger {
  constructor(private readonly pool: pg.Pool) {}

  async outstanding(): Promise<Outstanding[]> {
    const rows = await rowsOf<OutstandingRow>(this.pool, { text: OUTSTANDING });
    return rows.map((row) => ({
      ...holderOf(row),
      recallId: row.recall_id,
      guid: row.guid,
      headline: row.headline ?? undefined,
      openedAt: toInstant(row.opened_at),
    }));
  }

  async note(holder: Outstanding, followUp: FollowUp, at: Instant): Promise<boolean> {
    const { recallId, destinationId } = holder;
    const values = [recallId, destinationId, at];
    const rows = await retrying(() =>
      followUp.deed === 'remind'
        ? rowsOf(this.pool, { text: REMIND }, [...values, holder.remindedAt ?? null])
        : rowsOf(this.pool, { text: ESCALATE }, [...values, followUp.why]),
    );
    return rows.length > 0;
  }

  async confirm(recallId: number, word: ConfirmationWord): Promise<Confirmed> {
    const said = [
      storable(word.by),
      word.url ? storable(word.url) : null,
      word.note ? storable(word.note) : null,
    ];
    return retrying(() =>
      inTransaction(this.pool, async (client) => {
        const [recall] = await rowsOf<{ id: number }>(client, { text: LOCK_NEWEST }, [
          recallId,
          word.destinationId,
        ]);
        if (!recall) return { outcome: 'unknown' };
        const values = [recall.id, word.destinationId];
        const [first] = await rowsOf<{ at: Date; fresh: boolean }>(client, { text: SAY }, [
          ...values,
          word.way,
          ...said,
        ]);
        if (!first) throw new Error(`the confirmation of recall ${recall.id} left no row`);
        if (first.fresh) await rowsOf(client, { text: CONFIRM }, [...values, word.way, ...said]);
        const [state] = await rowsOf<{ closed: boolean }>(client, { text: CLOSE }, [recall.id]);
        return {
          outcome: first.fresh ? 'confirmed' : 'confirmed-before',
          recallId: recall.id,
          at: toInstant(first.at),
          closed: state?.closed ?? false,
        };
      }),
    );
  }

  /** Copies what was sent and answered of recalled items, so that retention does not take it. */
  async keepEvidence(): Promise<void> {
    await this.pool.query('SELECT keep_evidence()');
  }
}

interface OutstandingRow extends HolderRow {
  recall_id: number;
  guid: Outstanding['guid'];
  headline: string | null;
  opened_at: Date;
}

const OUTSTANDING = `
  SELECT r.id AS recall_id, r.opened_at, i.guid, i.headline, ${HOLDER_COLUMNS}
    FROM recall r JOIN item i ON i.id = r.item_id ${HOLDER_TABLES}
   WHERE r.closed_at IS NULL AND h.confirmed_at IS NULL
   ORDER BY r.id, h.destination_id`;

const told = (type: string, more: string): string => `
  , event AS (
    INSERT INTO event (type, data)
    SELECT '${type}', jsonb_build_object('recallId', n.recall_id, 'destinationId', n.destination_id, 'itemId', r.item_id,
             ${more})
      FROM noted n JOIN recall r ON r.id = n.recall_id
  )
  SELECT recall_id FROM noted`;

/** Parameters: recall, destination, at, the reminder before this one. */
const REMIND = `
  WITH noted AS (
    UPDATE recall_holder SET reminded_at = $3, reminders = reminders + 1
     WHERE recall_id = $1 AND destination_id = $2 AND confirmed_at IS NULL
       AND reminded_at IS NOT DISTINCT FROM $4::timestamptz
    RETURNING recall_id, destination_id, reminders
  )${told('recall.reminded', `'reminders', n.reminders`)}`;

/** Parameters: recall, destination, at, why. */
const ESCALATE = `
  WITH noted AS (
    UPDATE recall_holder SET escalated_at = $3, escalated_for = $4
     WHERE recall_id = $1 AND destination_id = $2 AND confirmed_at IS NULL AND escalated_for IS DISTINCT FROM $4
    RETURNING recall_id, destination_id, escalated_for, escalate_to
  )${told('recall.escalated', `'why', n.escalated_for, 'to', n.escalate_to`)}`;

/** The newest recall of the same item, where the destination is among its holders. Parameters: recall, destination. */
const LOCK_NEWEST = `
  SELECT newest.id
    FROM recall asked
    JOIN recall newest ON newest.item_id = asked.item_id AND NOT newest.taken_over
    JOIN recall_holder h ON h.recall_id = newest.id AND h.destination_id = $2
   WHERE asked.id = $1
   ORDER BY newest.id DESC LIMIT 1
     FOR NO KEY UPDATE OF newest`;

/** Parameters: recall, destination, way, by, URL, note. */
const SAY = `
  WITH said AS (
    SELECT at FROM removal_confirmation
     WHERE recall_id = $1 AND destination_id = $2 AND way = $3 AND confirmed_by = $4
       AND url IS NOT DISTINCT FROM $5 AND note IS NOT DISTINCT FROM $6
     LIMIT 1
  ), fresh AS (
    INSERT INTO removal_confirmation (recall_id, destination_id, way, confirmed_by, url, note)
    SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT FROM said)
    RETURNING at
  )
  SELECT at, false AS fresh FROM said UNION ALL SELECT at, true FROM fresh`;

const CONFIRM = `
  WITH confirmed AS (
    UPDATE recall_holder SET confirmed_at = coalesce(confirmed_at, now())
     WHERE recall_id = $1 AND destination_id = $2
    RETURNING recall_id
  )
  INSERT INTO event (type, data)
  SELECT 'recall.confirmed', jsonb_strip_nulls(jsonb_build_object('recallId', r.id, 'destinationId', $2::text,
           'itemId', r.item_id, 'way', $3::text, 'by', $4::text, 'url', $5::text, 'note', $6::text))
    FROM confirmed JOIN recall r ON r.id = confirmed.recall_id`;

/** Closes what nobody has to confirm any more, and says whether the recall is closed. Parameter: recall. */
const CLOSE = `
  WITH closed AS (
    UPDATE recall r SET closed_at = now()
     WHERE r.id = $1 AND r.closed_at IS NULL
       AND NOT EXISTS (SELECT FROM recall_holder h WHERE h.recall_id = r.id AND h.confirmed_at IS NULL)
    RETURNING r.id, r.item_id
  ), told AS (
    INSERT INTO event (type, data)
    SELECT 'recall.closed', jsonb_build_object('recallId', id, 'itemId', item_id) FROM closed
  )
  SELECT r.closed_at IS NOT NULL OR EXISTS (SELECT FROM closed) AS closed FROM recall r WHERE r.id = $1`;
