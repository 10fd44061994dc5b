import type pg from 'pg';
import type { Refusal, TraceStep } from '#agreements/agreement.js';
import type { Instant } from '#news/record.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { Conditions } from './conditions.js';

export interface DecisionRead {
  id: number;
  itemId: number;
  version: number;
  destinationId: string;
  allow: boolean;
  reason?: Refusal;
  clause?: string;
  detail?: string;
  agreementId?: string;
  agreementVersion?: number;
  grantId?: string;
  dueAt?: Instant;
  trace: TraceStep[];
  decidedAt: Instant;
}

export interface DecisionReadFilter {
  destinationId?: string;
  itemId?: number;
  allow?: boolean;
}

/** Decisions with their traces, the newest first. */
export class DecisionReads {
  constructor(private readonly pool: pg.Pool) {}

  /** Decisions with an id below `before`. */
  async list(filter: DecisionReadFilter, limit: number, before?: number): Promise<DecisionRead[]> {
    const conditions = new Conditions()
      .add('destination_id = ?', filter.destinationId)
      .add('item_id = ?', filter.itemId)
      .add('allow = ?', filter.allow)
      .add('id < ?', before);
    return this.read(conditions, `ORDER BY id DESC LIMIT ${conditions.parameter(limit)}`);
  }

  async find(id: number): Promise<DecisionRead | undefined> {
    const [decision] = await this.read(new Conditions().add('id = ?', id), '');
    return decision;
  }

  private async read(conditions: Conditions, order: string): Promise<DecisionRead[]> {
    const rows = await rowsOf<DecisionRow>(
      this.pool,
      {
        text: `
          SELECT d.*, t.trace FROM (SELECT * FROM decision WHERE ${conditions.where} ${order}) d
            JOIN decision_trace t ON t.hash = d.trace_hash
           ORDER BY d.id DESC`,
      },
      conditions.values,
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

interface DecisionRow {
  id: number;
  item_id: number;
  version: number;
  destination_id: string;
  allow: boolean;
  reason: Refusal | null;
  clause: string | null;
  detail: string | null;
  agreement_id: string | null;
  agreement_version: number | null;
  grant_id: string | null;
  due_at: Date | null;
  trace: TraceStep[];
  decided_at: Date;
}
