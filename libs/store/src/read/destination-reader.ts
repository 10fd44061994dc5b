import type pg from 'pg';
import type { DestinationSettings } from '#settings/schema/destination-schema.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { SqlFilter } from './sql-filter.js';

interface DestinationRead {
  id: string;
  partner_id: string;
  settings: DestinationSettings;
  source_file: string | null;
  state: 'open' | 'paused' | 'disabled';
  reason: string | null;
  changed_at: Date;
  consecutive_failures: number;
  open_until: Date | null;
  pending: number;
  oldest_due_at: Date | null;
  in_flight: number;
  dead: number;
  delivered: number;
  last_delivered_at: Date | null;
}

// Every count reads one index of delivery and no row. A destination whose lane was not made yet is open and empty.
const DESTINATIONS = `
  SELECT d.id, d.partner_id, d.settings, d.source_file,
         coalesce(l.state, 'open') AS state, l.reason, coalesce(l.changed_at, d.updated_at) AS changed_at,
         coalesce(l.consecutive_failures, 0) AS consecutive_failures, l.open_until,
         waiting.pending, waiting.oldest_due_at, flying.in_flight, dead.dead, done.delivered, done.last_delivered_at
    FROM destination d
    LEFT JOIN lane l ON l.destination_id = d.id
    CROSS JOIN LATERAL (
      SELECT count(*) AS pending, min(due_at) FILTER (WHERE due_at <= now()) AS oldest_due_at
        FROM delivery WHERE destination_id = d.id AND state = 'pending') waiting
    CROSS JOIN LATERAL (
      SELECT count(*) AS in_flight FROM delivery WHERE destination_id = d.id AND state = 'in_flight') flying
    CROSS JOIN LATERAL (
      SELECT count(*) AS dead
        FROM delivery WHERE destination_id = d.id AND state = 'dead' AND settled_at IS NOT NULL) dead
    CROSS JOIN LATERAL (
      SELECT count(*) AS delivered, max(settled_at) AS last_delivered_at
        FROM delivery WHERE destination_id = d.id AND state = 'delivered' AND settled_at IS NOT NULL) done
   WHERE d.removed_at IS NULL`;

/** Destinations with the state of their lanes. Settings that are secrets are not among what is answered. */
export class DestinationReader {
  constructor(private readonly pool: pg.Pool) {}

  async list(limit: number, after?: string) {
    return this.read(new SqlFilter().and('d.id > ?', after), limit);
  }

  async find(id: string) {
    const [destination] = await this.read(new SqlFilter().and('d.id = ?', id), 1);
    return destination;
  }

  private async read(filter: SqlFilter, limit: number) {
    const text = `${DESTINATIONS} ${filter.where.replace('WHERE', 'AND')} ORDER BY d.id LIMIT ${filter.parameter(limit)}`;
    const rows = await rowsOf<DestinationRead>(this.pool, { text }, filter.values);
    return rows.map((row) => ({
      id: row.id,
      partnerId: row.partner_id,
      name: row.settings.name ?? row.id,
      transport: row.settings.transport,
      format: row.settings.format,
      url: row.settings.transport === 'webhook' ? row.settings.url : undefined,
      state: row.state,
      reason: row.reason ?? undefined,
      changedAt: toInstant(row.changed_at),
      consecutiveFailures: row.consecutive_failures,
      openUntil: toInstantOrNothing(row.open_until),
      pending: row.pending,
      inFlight: row.in_flight,
      dead: row.dead,
      delivered: row.delivered,
      oldestDueAt: toInstantOrNothing(row.oldest_due_at),
      lastDeliveredAt: toInstantOrNothing(row.last_delivered_at),
      sourceFile: row.source_file ?? undefined,
    }));
  }
}
