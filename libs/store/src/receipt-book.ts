import type pg from 'pg';
import type { DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { firstDelivered } from './first-delivered.js';
import { toInstant } from './instant.js';
import { storable } from './storable.js';
import { inTransaction, type Queryable, retrying, rowsOf } from './transaction.js';

const RECEIPT_STATUSES = ['received', 'published', 'rejected'] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

/** What a partner says of a delivery after it took it. */
export interface ReceiptWord {
  webhookId: string;
  status: ReceiptStatus;
  /** Where it is published. */
  url?: string;
  /** Why it was rejected. */
  reason?: string;
  /** When it happened at the partner's; absent = now. */
  at?: Instant;
}

export interface Receipt {
  id: number;
  deliveryId: number;
  status: ReceiptStatus;
  url?: string;
  reason?: string;
  at: Instant;
  receivedAt: Instant;
}

export interface TakenReceipt {
  receipt: Receipt;
  /** Whether the word was not known before. */
  fresh: boolean;
  /** The kill, or hold, that is owed since this word, and due now: the lane is to be rung. */
  owed?: number;
}

/** Receipts of deliveries. */
export class ReceiptBook {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * The same word twice is one receipt, whatever time it names. Undefined for a webhook id that this exchange never sent
   * to that destination. Whoever says that it has an item of which that was not known is a holder from then on: see the
   * migration held-by-receipt.
   */
  async take(destinationId: DestinationId, word: ReceiptWord): Promise<TakenReceipt | undefined> {
    const [, instance, id] = /^msg_([0-9a-f]{8})(\d{1,15})$/.exec(word.webhookId) ?? [];
    if (instance === undefined || id === undefined) return undefined;
    const text = (value: string | undefined) => (value === undefined ? null : storable(value));
    const values = [
      instance,
      id,
      destinationId,
      word.status,
      text(word.url),
      text(word.reason),
      word.at ?? null,
    ];
    const taken = await retrying(async () => {
      const said = await this.say(this.pool, values, false);
      if (said === undefined || said.id !== null) return said;
      return inTransaction(this.pool, async (client) => {
        const [held] = await rowsOf<Owed>(client, { text: 'SELECT hold_by_receipt($1) AS owed' }, [id]);
        const said = await this.say(client, values, true);
        return said && { ...said, ...held };
      });
    });
    if (taken === undefined) return undefined;
    return { receipt: receiptOf(taken as ReceiptRow), fresh: taken.fresh, owed: taken.owed ?? undefined };
  }

  /** @param held whether what it says of a holder is written; without it such a word is not taken down, and the row empty */
  private async say(
    on: Queryable,
    values: unknown[],
    held: boolean,
  ): Promise<(SaidRow & Partial<Owed>) | undefined> {
    const [row] = await rowsOf<SaidRow>(on, { text: TAKE }, [...values, held]);
    return row;
  }

  /** Of these deliveries, the first first. */
  async of(deliveryIds: readonly number[]): Promise<Receipt[]> {
    const rows = await rowsOf<ReceiptRow>(
      this.pool,
      { text: 'SELECT * FROM receipt WHERE delivery_id = ANY ($1::bigint[]) ORDER BY id' },
      [deliveryIds],
    );
    return rows.map(receiptOf);
  }
}

/**
 * Sent = attempted at least once. DO UPDATE with what is there, so that two equal words at one moment both get an answer.
 * The last parameter: whether also what makes a holder is taken down.
 */
const TAKE = `
  WITH sent AS (
    SELECT d.id, d.destination_id, d.item_id, d.version, d.kind,
           $8::boolean OR $4 = 'rejected' OR d.kind = 'kill' OR ${firstDelivered('d')} IS NOT NULL AS known
      FROM delivery d, exchange e
     WHERE e.instance = $1 AND d.id = $2 AND d.destination_id = $3 AND d.fence > 0
  ), taken AS (
    INSERT INTO receipt (delivery_id, destination_id, status, url, reason, at)
    SELECT id, destination_id, $4, $5, $6, coalesce($7::timestamptz, now()) FROM sent WHERE known
    ON CONFLICT (delivery_id, status, md5(coalesce(url, '') || E'\\n' || coalesce(reason, '')))
    DO UPDATE SET status = receipt.status
    RETURNING *, xmax = 0 AS fresh
  ), told AS (
    INSERT INTO event (type, data)
    SELECT 'delivery.receipt', jsonb_strip_nulls(jsonb_build_object('deliveryId', s.id, 'destinationId',
             s.destination_id, 'itemId', s.item_id, 'version', s.version, 'kind', s.kind, 'status', t.status,
             'url', t.url, 'reason', t.reason))
      FROM taken t JOIN sent s ON s.id = t.delivery_id WHERE t.fresh
  )
  SELECT t.* FROM sent LEFT JOIN taken t ON true`;

interface ReceiptRow {
  id: number;
  delivery_id: number;
  status: ReceiptStatus;
  url: string | null;
  reason: string | null;
  at: Date;
  received_at: Date;
}

interface Owed {
  owed: number | null;
}

type SaidRow = Omit<ReceiptRow, 'id'> & { id: number | null; fresh: boolean };

const receiptOf = (row: ReceiptRow): Receipt => ({
  id: row.id,
  deliveryId: row.delivery_id,
  status: row.status,
  url: row.url ?? undefined,
  reason: row.reason ?? undefined,
  at: toInstant(row.at),
  receivedAt: toInstant(row.received_at),
});
