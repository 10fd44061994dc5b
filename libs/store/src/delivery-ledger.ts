import type pg from 'pg';
import type {
  Claim,
  DeliveryId,
  DeliveryLedger,
  Destination,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import { EXPIRE_LEASES, LANES_DUE, LAST_SEQUENCES, NEXT_TOKENS, RELEASE } from './claim.sql.js';
import type { DestinationBook } from './destination-book.js';
import type { LaneClaims } from './lane-claims.js';
import { NOW, SETTLE, settledColumns } from './settle.sql.js';
import { SettleTogether } from './settle-together.js';
import { retrying, rowsOf } from './transaction.js';

/** The ledger in PostgreSQL. Each method is one round trip, which claims and settlements share; see the migrations for the rules the database keeps. */
export class SqlDeliveryLedger implements DeliveryLedger {
  readonly #together = new SettleTogether(async (settlements) => {
    const rows = await retrying(async () => {
      const isRetried = settlements.some(({ outcome }) => outcome === 'retry');
      const [moment] = isRetried ? await rowsOf<{ now: Date }>(this.pool, NOW) : [];
      return rowsOf<{ id: number }>(this.pool, SETTLE, settledColumns(settlements, moment?.now));
    });
    return new Set(rows.map((row) => row.id));
  });

  constructor(
    private readonly pool: pg.Pool,
    private readonly destinations: Pick<DestinationBook, 'find'>,
    private readonly claims: LaneClaims,
  ) {}

  destination(id: DestinationId): Promise<Destination | undefined> {
    return this.destinations.find(id);
  }

  async claim(
    destinationId: DestinationId,
    max: number,
    leaseSeconds: number,
    landed: readonly DeliveryId[] = [],
  ): Promise<Claim> {
    const destination = await this.destinations.find(destinationId);
    if (!destination) return { deliveries: [] };
    const deliveries = await this.claims.take(destinationId, { most: max, leaseSeconds, landed });
    if (destination.ratePerSecond === undefined || deliveries.length === max)
      return { destination, deliveries };
    const [next] = await rowsOf<{ ms: number }>(this.pool, NEXT_TOKENS, [destinationId]);
    return { destination, deliveries, againInMs: next?.ms };
  }

  async settle(settlements: Settlement[]): Promise<Set<DeliveryId>> {
    return settlements.length === 0 ? new Set() : this.#together.add(settlements);
  }

  async release(claims: { id: DeliveryId; fence: number }[]): Promise<void> {
    if (claims.length === 0) return;
    const values = [claims.map((claim) => claim.id), claims.map((claim) => claim.fence)];
    await retrying(() => rowsOf(this.pool, RELEASE, values));
  }

  async lanesDue(limit: number): Promise<DestinationId[]> {
    const rows = await rowsOf<{ destination_id: string }>(this.pool, LANES_DUE, [limit]);
    return rows.map((row) => asDestinationId(row.destination_id));
  }

  async lastSequences(ids: readonly DestinationId[]): Promise<Map<DestinationId, number>> {
    const rows = await rowsOf<{ id: string; last: number }>(this.pool, LAST_SEQUENCES, [ids]);
    return new Map(rows.map(({ id, last }) => [asDestinationId(id), last]));
  }

  async expireLeases(): Promise<number> {
    const [row] = await retrying(() => rowsOf<{ expired: number }>(this.pool, EXPIRE_LEASES));
    return row?.expired ?? 0;
  }
}
