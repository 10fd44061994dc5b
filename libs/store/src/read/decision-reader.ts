import type pg from 'pg';
import type { TraceStep } from '#agreements/agreement.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { SqlFilter } from './sql-filter.js';

interface DecisionRead {
  id: number;
  item_id: number;
  version: number;
  destination_id: string;
  allow: boolean;
  reason: string | null;
  clause: string | null;
  detail: string | null;
  agreement_id: string | null;
  agreement_version: number | null;
  grant_id: string | null;
  due_at: Date | null;
  trace: TraceStep[];
  decided_at: Date;
}

/** Decisions with every clause that was looked at. */
export class DecisionReader {
  constructor(private readonly pool: pg.Pool) {}

  /** The newest first; decisions with an id below `before`. */
  async list(
    filter: { destinationId?: string; itemId?: number; allow?: boolean },
    limit: number,
    before?: number,
  ) {
    return this.read(
      new SqlFilter()
        .and('id < ?', before)
        .and('destination_id = ?', filter.destinationId)
        .and('item_id = ?', filter.itemId)
        .and('allow = ?', filter.allow),
      limit,
    );
  }

  async find(id: number) {
    const [decision] = await this.read(new SqlFilter().and('id = ?', id), 1);
    return decision;
  }

  private async read(filter: SqlFilter, limit: number) {
    const rows = await rowsOf<DecisionRead>(
      this.pool,
      { text: `SELECT * FROM decision ${filter.where} ORDER BY id DESC LIMIT ${filter.parameter(limit)}` },
      filter.values,
    );
    return rows.map((row) => ({
      id: row.id,
      itemId: row.item_id,
      version: row.version,
      destinationId: row.destination_id,
      allow: row.allow,
      reason: row.reason ?? undefined,
      clause: row.clause ?? undefined,
      detail: row.detail ?? undefined,
      agreementId: row.agreement_id ?? undefined,
      agreementVersion: row.agreement_version ?? undefined,
      grantId: row.grant_id ?? undefined,
      dueAt: toInstantOrNothing(row.due_at),
      trace: row.trace,
      decidedAt: toInstant(row.decided_at),
    }));
  }
}
