import type pg from 'pg';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { SqlFilter } from './sql-filter.js';

type DeliveryState = 'pending' | 'in_flight' | 'delivered' | 'superseded' | 'dead';
type DeliveryKind = 'item' | 'kill';

interface DeliveryRead {
  id: number;
  destination_id: string;
  item_id: number;
  version: number;
  kind: DeliveryKind;
  state: DeliveryState;
  guid: string;
  headline: string | null;
  language: string | null;
  partner_id: string;
  agreement_id: string | null;
  grant_id: string | null;
  due_at: Date;
  attempts: number;
  ambiguous: boolean;
  as_new: boolean;
  without_renditions: string[];
  code: string | null;
  status: number | null;
  created_at: Date;
  settled_at: Date | null;
  picked_up_at: Date | null;
}

interface AttemptRead {
  started_at: Date;
  milliseconds: number;
  code: string;
  status: number | null;
  settled: boolean;
  request_headers: Record<string, string>;
  body_sha256: string | null;
  body_bytes: number;
  answer: string;
}

/** Deliveries with the item they carry and the decision that allowed them, and what was sent and answered. */
export class DeliveryReader {
  constructor(private readonly pool: pg.Pool) {}

  /** The newest first; deliveries with an id below `before`. */
  async list(
    filter: { destinationId?: string; itemId?: number; state?: DeliveryState; kind?: DeliveryKind },
    limit: number,
    before?: number,
  ) {
    return this.read(
      new SqlFilter()
        .and('id < ?', before)
        .and('destination_id = ?', filter.destinationId)
        .and('item_id = ?', filter.itemId)
        .and('state = ?', filter.state)
        .and('kind = ?', filter.kind),
      limit,
    );
  }

  async find(id: number) {
    const [delivery] = await this.read(new SqlFilter().and('id = ?', id), 1);
    return delivery;
  }

  /** The first first. */
  async attempts(deliveryId: number) {
    const rows = await rowsOf<AttemptRead>(
      this.pool,
      {
        text: `SELECT started_at, milliseconds, code, status, settled, request_headers,
                      encode(body_sha256, 'hex') AS body_sha256, body_bytes, answer
                 FROM attempt WHERE delivery_id = $1 ORDER BY started_at, fence LIMIT 1000`,
      },
      [deliveryId],
    );
    return rows.map((row) => ({
      startedAt: toInstant(row.started_at),
      milliseconds: row.milliseconds,
      code: row.code,
      status: row.status ?? undefined,
      settled: row.settled,
      requestHeaders: row.request_headers,
      bodySha256: row.body_sha256 ?? undefined,
      bodyBytes: row.body_bytes,
      answer: row.answer,
    }));
  }

  private async read(filter: SqlFilter, limit: number) {
    // Cut first and joined then: the page is small, the ledger is not.
    const text = `
      SELECT d.*, i.guid, i.headline, i.language, i.partner_id, why.agreement_id, why.grant_id
        FROM (SELECT * FROM delivery ${filter.where} ORDER BY id DESC LIMIT ${filter.parameter(limit)}) d
        JOIN item i ON i.id = d.item_id
        LEFT JOIN LATERAL (
          SELECT agreement_id, grant_id FROM decision
           WHERE item_id = d.item_id AND destination_id = d.destination_id AND version = d.version AND allow
           ORDER BY id DESC LIMIT 1) why ON d.kind = 'item'
       ORDER BY d.id DESC`;
    const rows = await rowsOf<DeliveryRead>(this.pool, { text }, filter.values);
    return rows.map((row) => ({
      id: row.id,
      destinationId: row.destination_id,
      itemId: row.item_id,
      version: row.version,
      kind: row.kind,
      state: row.state,
      guid: row.guid,
      headline: row.headline ?? undefined,
      language: row.language ?? undefined,
      sourcePartnerId: row.partner_id,
      agreementId: row.agreement_id ?? undefined,
      grantId: row.grant_id ?? undefined,
      dueAt: toInstant(row.due_at),
      attempts: row.attempts,
      ambiguous: row.ambiguous,
      asNew: row.as_new,
      withoutRenditions: row.without_renditions,
      code: row.code ?? undefined,
      status: row.status ?? undefined,
      createdAt: toInstant(row.created_at),
      settledAt: toInstantOrNothing(row.settled_at),
      pickedUpAt: toInstantOrNothing(row.picked_up_at),
    }));
  }
}
