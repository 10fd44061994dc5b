import type pg from 'pg';
import { acknowledgedAt, type Progress, progressOf } from '#exchange/recall/progress.js';
import type { ConfirmationWord, EscalationReason } from '#exchange/recall/recall-ports.js';
import type { Instant } from '#news/record.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { HOLDER_COLUMNS, HOLDER_TABLES, type HolderRow, holderOf } from '../recall-holder.js';
import { rowsOf } from '../transaction.js';
import { Conditions } from './conditions.js';

export interface ConfirmationRead extends Omit<ConfirmationWord, 'destinationId'> {
  at: Instant;
}

export interface RecallHolderRead {
  destinationId: string;
  partnerId: string;
  transport: 'webhook' | 'pull';
  progress: Progress;
  laneState: 'open' | 'paused' | 'disabled' | 'removed';
  /** Of the kill; it waits while its destination is not configured. */
  deliveryId?: number;
  attempts: number;
  acknowledgedAt?: Instant;
  confirmedAt?: Instant;
  confirmations: ConfirmationRead[];
  /** The agreement that says by when, and whom to tell; absent = the usual hour. */
  agreementId?: string;
  confirmBy: Instant;
  escalateTo: string[];
  reminders: number;
  remindedAt?: Instant;
  escalatedAt?: Instant;
  escalatedFor?: EscalationReason;
}

export interface RecallRead {
  id: number;
  itemId: number;
  guid: string;
  /** Of the kill. */
  version: number;
  /** Of the last version before the kill: a kill often comes without one. */
  headline?: string;
  language?: string;
  sourcePartnerId: string;
  openedAt: Instant;
  /** The person who asked for it; absent where the item's provider killed it. */
  openedBy?: string;
  reason?: string;
  closedAt?: Instant;
  /** A later kill of the item has a recall of its own, and this one is over. */
  takenOver: boolean;
  /** Everyone who ever received any version, or may have. */
  holders: RecallHolderRead[];
}

export interface RecallReadFilter {
  open?: boolean;
  itemId?: number;
  /** Only recalls it is a holder in, and of the holders itself alone. */
  destinationId?: string;
}

/** Recalls and how far they have come, the newest first. */
export class RecallReads {
  constructor(private readonly pool: pg.Pool) {}

  /** @param before the id of the last recall of the page before */
  async list(filter: RecallReadFilter, limit: number, before?: number): Promise<RecallRead[]> {
    const { open, itemId, destinationId } = filter;
    const conditions = new Conditions()
      .add('(r.closed_at IS NULL) = ?', open)
      .add('r.item_id = ?', itemId)
      .add('r.id IN (SELECT recall_id FROM recall_holder WHERE destination_id = ?)', destinationId)
      .add('r.id < ?', before);
    const text = `${RECALLS} WHERE ${conditions.where} ORDER BY r.id DESC LIMIT ${conditions.parameter(limit)}`;
    return this.withHolders(await rowsOf<RecallRow>(this.pool, { text }, conditions.values), destinationId);
  }

  async find(id: number): Promise<RecallRead | undefined> {
    const rows = await rowsOf<RecallRow>(this.pool, { text: `${RECALLS} WHERE r.id = $1` }, [id]);
    const [recall] = await this.withHolders(rows);
    return recall;
  }

  /** The recall that a kill's delivery belongs to, and whose delivery it is; undefined for any other delivery. */
  async ofDelivery(deliveryId: number): Promise<{ recallId: number; destinationId: string } | undefined> {
    const [row] = await rowsOf<{ recall_id: number; destination_id: string }>(
      this.pool,
      {
        text: `
          SELECT r.id AS recall_id, d.destination_id
            FROM delivery d JOIN recall r ON r.item_id = d.item_id AND r.version = d.version
           WHERE d.id = $1 AND d.kind = 'kill'`,
      },
      [deliveryId],
    );
    return row && { recallId: row.recall_id, destinationId: row.destination_id };
  }

  private async withHolders(rows: RecallRow[], destinationId?: string): Promise<RecallRead[]> {
    if (rows.length === 0) return [];
    const values = [rows.map((row) => row.id), destinationId ?? null];
    const holders = await rowsOf<ReadHolderRow>(this.pool, { text: HOLDERS }, values);
    return rows.map((row) => ({
      id: row.id,
      itemId: row.item_id,
      guid: row.guid,
      version: row.version,
      headline: row.headline ?? undefined,
      language: row.language ?? undefined,
      sourcePartnerId: row.partner_id,
      openedAt: toInstant(row.opened_at),
      openedBy: row.opened_by ?? undefined,
      reason: row.reason ?? undefined,
      closedAt: toInstantOrNothing(row.closed_at),
      takenOver: row.taken_over,
      holders: holders
        .filter((holder) => holder.recall_id === row.id)
        .map((holder) => holderRead(holder, row)),
    }));
  }
}

const RECALLS = `
  SELECT r.*, i.guid, i.language, i.partner_id, coalesce(before.headline, i.headline) AS headline
    FROM recall r
    JOIN item i ON i.id = r.item_id
    LEFT JOIN LATERAL (
      SELECT v.record ->> 'headline' AS headline FROM item_version v
       WHERE v.item_id = r.item_id AND v.version < r.version AND v.change NOT IN ('kill', 'withhold')
       ORDER BY v.version DESC LIMIT 1
    ) before ON true`;

/** Parameters: recalls, the one destination that is asked for or null. */
const HOLDERS = `
  SELECT r.id AS recall_id, coalesce(delivery.attempts, 0) AS attempts, said.list AS confirmations, ${HOLDER_COLUMNS}
    FROM recall r ${HOLDER_TABLES}
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('at', c.at, 'way', c.way, 'by', c.confirmed_by, 'url', c.url,
               'note', c.note) ORDER BY c.id), '[]') AS list
        FROM removal_confirmation c WHERE c.recall_id = h.recall_id AND c.destination_id = h.destination_id
    ) said
   WHERE r.id = ANY ($1::bigint[]) AND ($2::text IS NULL OR h.destination_id = $2)
   ORDER BY h.destination_id`;

interface RecallRow {
  id: number;
  item_id: number;
  guid: string;
  version: number;
  headline: string | null;
  language: string | null;
  partner_id: string;
  opened_at: Date;
  opened_by: string | null;
  reason: string | null;
  closed_at: Date | null;
  taken_over: boolean;
}

interface ReadHolderRow extends HolderRow {
  recall_id: number;
  attempts: number;
  confirmations: {
    at: string;
    way: ConfirmationRead['way'];
    by: string;
    url: string | null;
    note: string | null;
  }[];
}

function holderRead(row: ReadHolderRow, { opened_at }: RecallRow): RecallHolderRead {
  const holder = holderOf(row);
  const { destinationId, partnerId, transport, lane, confirmedAt } = holder;
  const { escalateTo, remindedAt, escalatedAt, escalatedFor } = holder;
  return {
    destinationId,
    partnerId,
    transport,
    progress: progressOf(holder),
    laneState: lane,
    deliveryId: row.delivery_id ?? undefined,
    attempts: row.attempts,
    acknowledgedAt: acknowledgedAt(holder),
    confirmedAt,
    confirmations: row.confirmations.map(({ at, way, by, url, note }) => ({
      at: toInstant(new Date(at)),
      way,
      by,
      url: url ?? undefined,
      note: note ?? undefined,
    })),
    agreementId: row.agreement_id ?? undefined,
    confirmBy: toInstant(new Date(opened_at.getTime() + holder.confirmWithinMinutes * 60_000)),
    escalateTo,
    reminders: row.reminders,
    remindedAt,
    escalatedAt,
    escalatedFor,
  };
}
