import type pg from 'pg';
import type { Change } from '#exchange/inbound/inbound-ports.js';
import type { Instant } from '#news/record.js';
import { firstDelivered } from '../first-delivered.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import type { ReceiptStatus } from '../receipt-book.js';
import { rowsOf } from '../transaction.js';
import { type RecallRead, RecallReads } from './recalls.js';

/** What was sent at one time, and answered. */
export interface EvidenceRead {
  startedAt: Instant;
  code: string;
  status?: number;
  bodySha256?: string;
  bodyBytes: number;
}

/** What the partner said of a delivery, beside its answer. */
export interface SaidRead {
  status: ReceiptStatus;
  at: Instant;
  url?: string;
  reason?: string;
}

/** One version, or the kill, on its way to one holder. */
export interface HoldingRead {
  destinationId: string;
  deliveryId: number;
  /** The id that the partner's own books know the delivery by. */
  webhookId: string;
  sequence?: number;
  version: number;
  kind: 'item' | 'kill';
  state: 'pending' | 'in_flight' | 'delivered' | 'superseded' | 'dead';
  /** Whether it ever left its lane: without that there were no attempts, with it they may be kept no longer. */
  tried: boolean;
  /**
   * When the partner first had it, whether it was sent again later or not; absent where it never certainly did. In a pull
   * feed: when it was put there.
   */
  from?: Instant;
  /** When the next version, or the kill, took its place; absent = it was not replaced. */
  until?: Instant;
  /** When the partner first read it from its pull feed. */
  pickedUpAt?: Instant;
  /** The first first. Empty where it was sent before what is kept. */
  attempts: EvidenceRead[];
  /** The first first. */
  receipts: SaidRead[];
}

export interface ReportedVersion {
  version: number;
  change: Change;
  receivedAt: Instant;
  headline?: string;
}

export interface RecallReportRead {
  /** When the report was drawn up. */
  at: Instant;
  recall: RecallRead;
  /** The first first. */
  versions: ReportedVersion[];
  /** By destination, and in the order of delivery. */
  holdings: HoldingRead[];
}

/** Everything the ledger knows of a recall: who held what, from when until when, and who says that it is gone. */
export class RecallReports {
  private readonly recalls: RecallReads;

  constructor(private readonly pool: pg.Pool) {
    this.recalls = new RecallReads(pool);
  }

  async find(id: number): Promise<RecallReportRead | undefined> {
    const recall = await this.recalls.find(id);
    if (!recall) return undefined;
    const values = [recall.itemId, recall.version];
    const [versions, holdings] = await Promise.all([
      rowsOf<VersionRow>(this.pool, { text: VERSIONS }, values),
      rowsOf<HoldingRow>(this.pool, { text: HOLDINGS }, values),
    ]);
    return {
      at: new Date().toISOString(),
      recall,
      versions: versions.map((row) => ({
        version: row.version,
        change: row.change,
        receivedAt: toInstant(row.received_at),
        headline: row.headline ?? undefined,
      })),
      holdings: holdings.map(holdingRead),
    };
  }
}

/** Parameters: item, version of the kill. */
const VERSIONS = `
  SELECT version, change, received_at, record ->> 'headline' AS headline FROM item_version
   WHERE item_id = $1 AND version <= $2 ORDER BY version`;

/** Attempts are those still kept, and those that were copied before retention dropped them. */
const HOLDINGS = `
  SELECT d.id, d.destination_id, d.version, d.kind, d.state, d.sequence, 'msg_' || e.instance || d.id AS webhook_id,
         d.attempts > 0 OR d.fence > 0 AS tried, d.picked_up_at,
         had.from_at,
         CASE WHEN had.from_at IS NOT NULL THEN
           min(had.from_at) OVER (
             PARTITION BY d.destination_id ORDER BY d.version, d.kind
             ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) END AS until_at,
         tries.list AS attempts, said.list AS receipts
    FROM delivery d
    CROSS JOIN LATERAL (SELECT ${firstDelivered('d')} AS from_at) had
    CROSS JOIN exchange e
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('startedAt', t.started_at, 'code', t.code, 'status', t.status,
               'bodySha256', encode(t.body_sha256, 'hex'), 'bodyBytes', t.body_bytes) ORDER BY t.started_at), '[]') AS list
        FROM (
          SELECT started_at, code, status, body_sha256, body_bytes FROM attempt WHERE delivery_id = d.id
          UNION
          SELECT started_at, code, status, body_sha256, body_bytes FROM recall_attempt WHERE delivery_id = d.id
        ) t
    ) tries
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('status', r.status, 'at', r.at, 'url', r.url, 'reason', r.reason)
               ORDER BY r.id), '[]') AS list
        FROM receipt r WHERE r.delivery_id = d.id
    ) said
   WHERE d.item_id = $1 AND d.version <= $2 AND (d.attempts > 0 OR d.fence > 0 OR d.kind = 'kill')
   ORDER BY d.destination_id, d.version, d.kind`;

interface VersionRow {
  version: number;
  change: Change;
  received_at: Date;
  headline: string | null;
}

interface HoldingRow {
  id: number;
  destination_id: string;
  version: number;
  kind: HoldingRead['kind'];
  state: HoldingRead['state'];
  sequence: number | null;
  webhook_id: string;
  tried: boolean;
  picked_up_at: Date | null;
  from_at: Date | null;
  until_at: Date | null;
  attempts: {
    startedAt: string;
    code: string;
    status: number | null;
    bodySha256: string | null;
    bodyBytes: number;
  }[];
  receipts: { status: ReceiptStatus; at: string; url: string | null; reason: string | null }[];
}

const holdingRead = (row: HoldingRow): HoldingRead => ({
  destinationId: row.destination_id,
  deliveryId: row.id,
  webhookId: row.webhook_id,
  sequence: row.sequence ?? undefined,
  version: row.version,
  kind: row.kind,
  state: row.state,
  tried: row.tried,
  from: toInstantOrNothing(row.from_at),
  until: toInstantOrNothing(row.until_at),
  pickedUpAt: toInstantOrNothing(row.picked_up_at),
  attempts: row.attempts.map(({ startedAt, code, status, bodySha256, bodyBytes }) => ({
    startedAt: toInstant(new Date(startedAt)),
    code,
    status: status ?? undefined,
    bodySha256: bodySha256 || undefined,
    bodyBytes,
  })),
  receipts: row.receipts.map(({ status, at, url, reason }) => ({
    status,
    at: toInstant(new Date(at)),
    url: url ?? undefined,
    reason: reason ?? undefined,
  })),
});
