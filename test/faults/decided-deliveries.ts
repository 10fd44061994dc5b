import { query } from '../services/postgres.js';
import type { Decided } from './ledger-check.js';

/** Every delivery of the exchange's ledger, as it is now. */
export const decidedDeliveries = (databaseUrl: string): Promise<Decided[]> =>
  query<Decided>(
    databaseUrl,
    `SELECT d.destination_id AS destination, i.guid, d.version, d.kind, d.state,
            EXISTS (SELECT FROM attempt a WHERE a.delivery_id = d.id AND a.repeat) AS repeated,
            (SELECT count(*)::int FROM attempt a
              WHERE a.delivery_id = d.id AND a.code IN ('delivery.timeout', 'delivery.aborted')) AS unclear,
            greatest(0, d.attempts - (SELECT count(*)::int FROM attempt a WHERE a.delivery_id = d.id)) AS unsettled
       FROM delivery d JOIN item i ON i.id = d.item_id`,
  );

export interface Open {
  /** Pending or in flight. */
  open: number;
  /** Kills that are still to be sent once more. */
  repeats: number;
  /** Lanes that rest after failures. */
  resting: string[];
}

/** What the exchange still has to do. */
export async function openDeliveries(databaseUrl: string): Promise<Open> {
  const [row] = await query<Open>(
    databaseUrl,
    `SELECT count(*) FILTER (WHERE state IN ('pending', 'in_flight'))::int AS open,
            count(*) FILTER (WHERE repeat_at IS NOT NULL)::int AS repeats,
            (SELECT coalesce(array_agg(destination_id), '{}') FROM lane WHERE open_until IS NOT NULL) AS resting
       FROM delivery`,
  );
  return row!;
}
