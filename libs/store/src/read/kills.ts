import type pg from 'pg';
import type { Instant } from '#news/record.js';
import { firstDelivered } from '../first-delivered.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import type { DeliveryState } from './deliveries.js';

export interface KillHolderRead {
  destinationId: string;
  laneState: 'open' | 'paused' | 'disabled';
  /** Of the kill's delivery. A holder that can be sent nothing any more (`disabled`, `pending`) must be called. */
  state: DeliveryState;
  deliveredAt?: Instant;
}

export interface KillRead {
  itemId: number;
  guid: string;
  version: number;
  headline?: string;
  language?: string;
  sourcePartnerId: string;
  receivedAt: Instant;
  /** Everyone who held, or may have held, any version. */
  holders: KillHolderRead[];
}

/** Kills and how far they have come. */
export class KillReads {
  constructor(private readonly pool: pg.Pool) {}

  /** The newest first, whether everyone has acknowledged or not; of an item killed twice the later kill. */
  latest(limit: number): Promise<KillRead[]> {
    return this.read(limit, false);
  }

  /** Those that somebody with a delivery has not acknowledged. */
  open(limit: number): Promise<KillRead[]> {
    return this.read(limit, true);
  }

  private async read(limit: number, openOnly: boolean): Promise<KillRead[]> {
    const rows = await rowsOf<KillRow>(this.pool, { text: KILLS }, [limit, openOnly]);
    return rows.map(killRead);
  }
}

/** The headline is that of the version before: a kill often comes without one, and people ask what was killed. */
const KILLS = `
  SELECT k.item_id, k.version, k.received_at, i.guid, i.language, i.partner_id,
         coalesce(before.headline, i.headline) AS headline, holders.list AS holders
    FROM (
      SELECT v.item_id, v.version, v.received_at FROM item_version v
       WHERE v.change = 'kill'
         AND NOT EXISTS (
           SELECT FROM item_version later
            WHERE later.item_id = v.item_id AND later.version > v.version AND later.change = 'kill')
         AND (NOT $2::boolean OR EXISTS (
           SELECT FROM delivery d
            WHERE d.item_id = v.item_id AND d.version = v.version AND d.kind = 'kill'
              AND ${firstDelivered('d')} IS NULL))
       ORDER BY v.received_at DESC, v.item_id DESC
       LIMIT $1
    ) k
    JOIN item i ON i.id = k.item_id
    LEFT JOIN LATERAL (
      SELECT v.record ->> 'headline' AS headline FROM item_version v
       WHERE v.item_id = k.item_id AND v.version < k.version AND v.change NOT IN ('kill', 'withhold')
       ORDER BY v.version DESC LIMIT 1
    ) before ON true
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object(
               'destinationId', d.destination_id, 'laneState', coalesce(l.state, 'disabled'), 'state', d.state,
               'deliveredAt', ${firstDelivered('d')}) ORDER BY d.destination_id), '[]')
               AS list
        FROM delivery d LEFT JOIN lane l ON l.destination_id = d.destination_id
       WHERE d.item_id = k.item_id AND d.version = k.version AND d.kind = 'kill'
    ) holders
   ORDER BY k.received_at DESC, k.item_id DESC`;

interface KillRow {
  item_id: number;
  version: number;
  received_at: Date;
  guid: string;
  language: string | null;
  partner_id: string;
  headline: string | null;
  holders: (Omit<KillHolderRead, 'deliveredAt'> & { deliveredAt: string | null })[];
}

const killRead = (row: KillRow): KillRead => ({
  itemId: row.item_id,
  guid: row.guid,
  version: row.version,
  headline: row.headline ?? undefined,
  language: row.language ?? undefined,
  sourcePartnerId: row.partner_id,
  receivedAt: toInstant(row.received_at),
  holders: row.holders.map(({ deliveredAt, ...holder }) => ({
    ...holder,
    deliveredAt: toInstantOrNothing(deliveredAt === null ? null : new Date(deliveredAt)),
  })),
});
