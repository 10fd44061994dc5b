import type pg from 'pg';
import type {
  Claim,
  ClaimedDelivery,
  DeliveryId,
  DeliveryLedger,
  Destination,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asGuid, asPartnerId, type DestinationId } from '#news/ids.js';
import { CLAIM, EXPIRE_LEASES, LANES_DUE, LAST_SEQUENCES, NEXT_TOKENS, RELEASE } from './claim.sql.js';
import { ClaimTogether } from './claim-together.js';
import type { DestinationBook } from './destination-book.js';
import { toInstant } from './instant.js';
import { LaneFront } from './lane-front.js';
import { NOW, SETTLE, settledColumns } from './settle.sql.js';
import { SettleTogether } from './settle-together.js';
import { retrying, rowsOf } from './transaction.js';
import type { WorkerPresence } from './worker-presence.js';

export interface DeliveryLedgerParts {
  front?: LaneFront;
  /** Who claims; without one a claim ends with its lease alone. */
  worker?: Pick<WorkerPresence, 'number'>;
}

/** The ledger in PostgreSQL. Each method is one round trip, which claims and settlements share; see the migrations for the rules the database keeps. */
export class SqlDeliveryLedger implements DeliveryLedger {
  #instance: Promise<string> | undefined;
  private readonly front: LaneFront;
  readonly #together = new SettleTogether(async (settlements) => {
    const rows = await retrying(async () => {
      const isRetried = settlements.some(({ outcome }) => outcome === 'retry');
      const [moment] = isRetried ? await rowsOf<{ now: Date }>(this.pool, NOW) : [];
      return rowsOf<{ id: number }>(this.pool, SETTLE, settledColumns(settlements, moment?.now));
    });
    return new Set(rows.map((row) => row.id));
  });

  readonly #claims = new ClaimTogether<ClaimedRow>(async (claims) => {
    const values = [
      claims.map(({ lane }) => lane),
      claims.map(({ wanted }) => wanted),
      claims.map(({ leaseSeconds }) => leaseSeconds),
      claims.map(({ since }) => `{${since.map((moment) => moment?.toISOString() ?? 'NULL').join()}}`),
      claims.map(({ landed }) => `{${landed.join()}}`),
    ];
    // A claim whose answer was lost with the connection is taken back when its lease ends.
    const rows = await retrying(() =>
      rowsOf<ClaimedRow>(this.pool, CLAIM, [...values, this.own.worker?.number]),
    );
    return claims.map((_, i) => rows.filter(({ call }) => call === i + 1));
  });

  constructor(
    private readonly pool: pg.Pool,
    private readonly destinations: Pick<DestinationBook, 'find'>,
    private readonly own: DeliveryLedgerParts = {},
  ) {
    this.front = own.front ?? new LaneFront();
  }

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
    const instance = await this.instance();
    const take = (wanted: number, since: (Date | null)[]): Promise<ClaimedRow[]> =>
      this.#claims.add({ lane: destinationId, wanted, leaseSeconds, since, landed });
    const rows = await this.front.claim(destinationId, max, take);
    rows.sort((a, b) => a.priority - b.priority || a.due_at.getTime() - b.due_at.getTime() || a.id - b.id);
    const deliveries = rows.map((row) => claimed(row, { destinationId, leaseSeconds, instance }));
    if (destination.ratePerSecond === undefined || rows.length === max) return { destination, deliveries };
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

  /** Part of every webhook id, so that two exchanges never use the same one. */
  private instance(): Promise<string> {
    this.#instance ??= this.readInstance().catch((error: unknown) => {
      this.#instance = undefined;
      throw error;
    });
    return this.#instance;
  }

  private async readInstance(): Promise<string> {
    const [row] = await rowsOf<{ instance: string }>(this.pool, {
      name: 'instance',
      text: 'SELECT instance FROM exchange',
    });
    if (!row) throw new Error('the table exchange is empty: the database was not migrated by Korpu');
    return row.instance;
  }
}

interface ClaimedRow {
  /** Which of the claims of one statement it is of; null where nothing was taken. */
  call: number | null;
  id: number;
  item_id: number;
  version: number;
  kind: 'item' | 'kill';
  attempt: number;
  fence: number;
  lease_until: Date;
  obligations: ClaimedDelivery['obligations'];
  without_renditions: string[];
  as_new: boolean;
  guid: string;
  source_partner_id: string;
  priority: number;
  due_at: Date;
  tried_at: Date;
  repeat: boolean;
  sequence: number;
}

const claimed = (
  row: ClaimedRow,
  {
    destinationId,
    leaseSeconds,
    instance,
  }: { destinationId: DestinationId; leaseSeconds: number; instance: string },
): ClaimedDelivery => ({
  id: row.id,
  destinationId,
  itemId: row.item_id,
  guid: asGuid(row.guid),
  version: row.version,
  kind: row.kind,
  webhookId: `msg_${instance}${row.id}`,
  attempt: row.attempt,
  triedSeconds: (row.lease_until.getTime() - row.tried_at.getTime()) / 1000 - leaseSeconds,
  repeat: row.repeat,
  fence: row.fence,
  leaseUntil: toInstant(row.lease_until),
  obligations: row.obligations,
  withoutRenditions: row.without_renditions,
  asNew: row.as_new,
  sequence: row.sequence,
  sourcePartnerId: asPartnerId(row.source_partner_id),
});
