import type pg from 'pg';
import type { Obligation } from '#agreements/agreement.js';
import type { Instant } from '#news/record.js';
import { firstDelivered } from '../first-delivered.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { type AttemptRead, countAttempts, readAttempts } from './attempts.js';
import { Conditions } from './conditions.js';

export type DeliveryState = 'pending' | 'in_flight' | 'delivered' | 'superseded' | 'dead';

export interface DeliveryRead {
  id: number;
  destinationId: string;
  itemId: number;
  version: number;
  kind: 'item' | 'kill';
  state: DeliveryState;
  guid: string;
  headline?: string;
  language?: string;
  sourcePartnerId: string;
  dueAt: Instant;
  /** Neither a kill nor a correction nor urgent: quiet hours hold it. */
  yieldsToQuietHours: boolean;
  /** New to the partner, or an update, and no replay: its destination's `maxAgeSeconds` holds for it. */
  mayAgeOut: boolean;
  /** All that were made, as far as they are kept; while it is to be sent again, those since it was replayed. */
  attempts: number;
  /** The destination's own number of it; absent while it was never taken for sending. */
  sequence?: number;
  ambiguous: boolean;
  asNew: boolean;
  withoutRenditions: string[];
  /** The agreement that allowed it; absent where the ledger alone decided. */
  agreementId?: string;
  grantId?: string;
  code?: string;
  status?: number;
  createdAt: Instant;
  settledAt?: Instant;
  /** When the partner first had it. `settledAt` is later, or absent, where it was sent again after that. */
  deliveredAt?: Instant;
  pickedUpAt?: Instant;
  /** Who said of a dead letter that nothing is to be done about it. */
  dismissed?: { by: string; reason: string; at: Instant };
}

export interface DeliveryReadFilter {
  destinationId?: string;
  itemId?: number;
  state?: DeliveryState;
  kind?: 'item' | 'kill';
}

/** Behind which delivery the next page begins, by what it was sorted by when it was shown: it may be settled anew meanwhile. */
export interface DeliveryPlace {
  id: number;
  /** As PostgreSQL writes it, to the microsecond; absent where the list is one by id. */
  settledAt?: string;
}

/** Deliveries: those of one settled state by when they were settled, the last first; others by id, the newest first. */
export class DeliveryReads {
  constructor(private readonly pool: pg.Pool) {}

  /** The first `limit`. */
  async list(filter: DeliveryReadFilter, limit: number): Promise<DeliveryRead[]> {
    return (await this.rows(filter, limit)).map(deliveryRead);
  }

  /** The next `limit`, and where it goes on; no `next` on the last page. */
  async page(
    filter: DeliveryReadFilter,
    limit: number,
    behind?: DeliveryPlace,
  ): Promise<{ items: DeliveryRead[]; next?: DeliveryPlace }> {
    const rows = await this.rows(filter, limit + 1, behind);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const items = shown.map(deliveryRead);
    if (rows.length <= limit || last === undefined) return { items };
    const { id, settled_exactly: settledAt } = last;
    return { items, next: isBySettling(filter) && settledAt !== null ? { id, settledAt } : { id } };
  }

  private rows(filter: DeliveryReadFilter, limit: number, behind?: DeliveryPlace): Promise<DeliveryRow[]> {
    const conditions = new Conditions()
      .add('d.item_id = ?', filter.itemId)
      .add(isSettled(filter.state) ? 'd.final_state = ?' : 'd.state = ?', filter.state)
      .add('d.kind = ?', filter.kind);
    if (!isBySettling(filter)) {
      conditions.add('d.destination_id = ?', filter.destinationId).add('d.id < ?', behind?.id);
      const order = `ORDER BY d.id DESC LIMIT ${conditions.parameter(limit)}`;
      return this.read(`SELECT * FROM delivery d WHERE ${conditions.where} ${order}`, conditions);
    }
    // The last of each lane, and of those the last of all: lanes are few, what is settled in them is not.
    if (behind) {
      const id = conditions.parameter(behind.id);
      conditions.add(
        `(d.settled_at, d.id) < (coalesce(?::timestamptz, (SELECT b.settled_at FROM delivery b WHERE b.id = ${id})), ${id})`,
        behind.settledAt ?? null,
      );
    }
    const lanes =
      filter.destinationId === undefined
        ? 'true'
        : `lane.destination_id = ${conditions.parameter(filter.destinationId)}`;
    const order = `ORDER BY d.settled_at DESC, d.id DESC LIMIT ${conditions.parameter(limit)}`;
    return this.read(
      `SELECT d.* FROM lane CROSS JOIN LATERAL (
         SELECT * FROM delivery d
          WHERE d.destination_id = lane.destination_id AND d.settled_at IS NOT NULL AND ${conditions.where} ${order}
       ) d WHERE ${lanes} ${order}`,
      conditions,
      'd.settled_at DESC, d.id DESC',
    );
  }

  async find(id: number): Promise<DeliveryRead | undefined> {
    const conditions = new Conditions().add('d.id = ?', id);
    const [row] = await this.read(`SELECT * FROM delivery d WHERE ${conditions.where}`, conditions);
    return row && deliveryRead(row);
  }

  /** What the receiver must do with what a delivery carries. */
  async obligations(deliveryId: number): Promise<Obligation[]> {
    const [row] = await rowsOf<{ obligations: Obligation[] }>(
      this.pool,
      { text: 'SELECT obligations FROM delivery WHERE id = $1' },
      [deliveryId],
    );
    return row?.obligations ?? [];
  }

  /** All attempts that retention has kept, the first first. */
  attempts(deliveryId: number): Promise<AttemptRead[]> {
    return readAttempts(this.pool, deliveryId);
  }

  /** How many of each are kept, those before a replay too: `attempts` of one that waits begins at 0 with each. */
  attemptCounts(deliveryIds: readonly number[]): Promise<Map<number, number>> {
    return countAttempts(this.pool, deliveryIds);
  }

  /** The page is cut before anything is joined to it. */
  private read(page: string, conditions: Conditions, order = 'd.id DESC'): Promise<DeliveryRow[]> {
    return rowsOf<DeliveryRow>(
      this.pool,
      {
        text: `
          SELECT d.*, d.settled_at::text AS settled_exactly, ${firstDelivered('d')} AS delivered_at, ${ATTEMPTS} AS attempts_made, i.guid, i.headline, i.language, i.partner_id, decided.agreement_id, decided.grant_id,
                 gone.said_by, gone.reason AS dismissed_for, gone.at AS dismissed_at
            FROM (${page}) d
            JOIN item i ON i.id = d.item_id
            LEFT JOIN dismissal gone ON gone.id = d.dismissal_id AND d.state = 'superseded'
            LEFT JOIN LATERAL (
              SELECT c.agreement_id, c.grant_id FROM decision c
               WHERE c.item_id = d.item_id AND c.destination_id = d.destination_id AND c.version = d.version AND c.allow
               ORDER BY c.id DESC LIMIT 1
            ) decided ON true
           ORDER BY ${order}`,
      },
      conditions.values,
    );
  }
}

/** A replay counts anew. What is settled is told with those before it: of `d`. */
const ATTEMPTS = `
  CASE WHEN d.final_state IS NULL THEN d.attempts
       ELSE greatest(d.attempts, (SELECT count(*) FROM attempt a WHERE a.delivery_id = d.id)::integer) END`;

const isBySettling = ({ state, itemId }: DeliveryReadFilter): boolean =>
  isSettled(state) && itemId === undefined;

const isSettled = (state: DeliveryState | undefined): boolean =>
  state === 'delivered' || state === 'superseded' || state === 'dead';

interface DeliveryRow {
  id: number;
  destination_id: string;
  item_id: number;
  version: number;
  kind: DeliveryRead['kind'];
  state: DeliveryState;
  guid: string;
  headline: string | null;
  language: string | null;
  partner_id: string;
  due_at: Date;
  priority: number;
  attempts_made: number;
  sequence: number | null;
  ambiguous: boolean;
  as_new: boolean;
  without_renditions: string[];
  agreement_id: string | null;
  grant_id: string | null;
  code: string | null;
  status: number | null;
  created_at: Date;
  settled_at: Date | null;
  settled_exactly: string | null;
  delivered_at: Date | null;
  picked_up_at: Date | null;
  said_by: string | null;
  dismissed_for: string | null;
  dismissed_at: Date | null;
}

const deliveryRead = (row: DeliveryRow): DeliveryRead => ({
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
  dueAt: toInstant(row.due_at),
  // As claim_deliveries has it.
  yieldsToQuietHours: row.priority >= 3,
  mayAgeOut: row.priority === 2 || row.priority === 3,
  attempts: row.attempts_made,
  sequence: row.sequence ?? undefined,
  ambiguous: row.ambiguous,
  asNew: row.as_new,
  withoutRenditions: row.without_renditions,
  agreementId: row.agreement_id ?? undefined,
  grantId: row.grant_id ?? undefined,
  code: row.code ?? undefined,
  status: row.status ?? undefined,
  createdAt: toInstant(row.created_at),
  settledAt: toInstantOrNothing(row.settled_at),
  deliveredAt: toInstantOrNothing(row.delivered_at),
  pickedUpAt: toInstantOrNothing(row.picked_up_at),
  dismissed: row.dismissed_at
    ? { by: row.said_by ?? '', reason: row.dismissed_for ?? '', at: toInstant(row.dismissed_at) }
    : undefined,
});
