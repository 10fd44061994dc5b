import type pg from 'pg';
import type {
  ClaimedDelivery,
  ClaimWish,
  DeliveryId,
  EarlyClaim,
} from '#exchange/outbound/outbound-ports.js';
import { asGuid, asPartnerId, type DestinationId } from '#news/ids.js';
import { CLAIM } from './claim.sql.js';
import { ClaimTogether, type LaneClaim } from './claim-together.js';
import { toInstant } from './instant.js';
import { LaneFront } from './lane-front.js';
import { type Queryable, retrying, rowsOf } from './transaction.js';
import type { WorkerPresence } from './worker-presence.js';

export interface LaneClaimsParts {
  front?: LaneFront;
  /** Who claims; without one a claim ends with its lease alone. */
  worker?: Pick<WorkerPresence, 'number'>;
}

/** Takes what is due in lanes: by a statement of its own, which lanes share, or in a transaction that writes what is due. */
export class LaneClaims {
  #instance: string | undefined;
  private readonly front: LaneFront;

  readonly #together = new ClaimTogether<ClaimedRow>((claims) =>
    // A claim whose answer was lost with the connection is taken back when its lease ends.
    retrying(() => this.#ask(this.pool, claims, true)),
  );

  constructor(
    private readonly pool: pg.Pool,
    private readonly own: LaneClaimsParts = {},
  ) {
    this.front = own.front ?? new LaneFront();
  }

  /** See DeliveryLedger. */
  async take(
    destinationId: DestinationId,
    { most, leaseSeconds, landed }: { most: number; leaseSeconds: number; landed: readonly DeliveryId[] },
  ): Promise<ClaimedDelivery[]> {
    const instance = await this.instance(this.pool);
    const rows = await this.front.claim(destinationId, most, (wanted, since) =>
      this.#together.add({ lane: destinationId, wanted, leaseSeconds, since, landed }),
    );
    return deliveriesOf(rows, { destinationId, leaseSeconds, instance });
  }

  /**
   * Claims as the last thing a transaction does before it commits: lanes are locked until then. What is answered may be sent
   * once it has, and not before.
   */
  async takeWithin(client: pg.PoolClient, wishes: readonly ClaimWish[]): Promise<EarlyClaim[]> {
    if (wishes.length === 0) return [];
    const claims = wishes.map(({ destinationId, most, leaseSeconds }) => ({
      lane: destinationId,
      wanted: most,
      leaseSeconds,
      since: this.front.since(destinationId),
      landed: [],
    }));
    const [instance, found] = await Promise.all([this.instance(client), this.#ask(client, claims, false)]);
    for (const [i, { lane }] of claims.entries()) this.front.note(lane, found[i] ?? []);
    return wishes.map((wish, i) => ({
      wish,
      deliveries: deliveriesOf(found[i] ?? [], { ...wish, instance }),
    }));
  }

  /** The rows of each claim, in their order. */
  async #ask(on: Queryable, claims: readonly LaneClaim[], alone: boolean): Promise<ClaimedRow[][]> {
    const rows = await rowsOf<ClaimedRow>(on, CLAIM, [
      claims.map(({ lane }) => lane),
      claims.map(({ wanted }) => wanted),
      claims.map(({ leaseSeconds }) => leaseSeconds),
      claims.map(({ since }) => `{${since.map((moment) => moment?.toISOString() ?? 'NULL').join()}}`),
      claims.map(({ landed }) => `{${landed.join()}}`),
      this.own.worker?.number,
      alone,
    ]);
    return claims.map((_, i) => rows.filter(({ call }) => call === i + 1));
  }

  /**
   * Part of every webhook id, so that two exchanges never use the same one.
   *
   * @param on the transaction's connection, where there is one: the pool may have no other while all of them accept
   */
  private async instance(on: Queryable): Promise<string> {
    if (this.#instance !== undefined) return this.#instance;
    const [row] = await rowsOf<{ instance: string }>(on, {
      name: 'instance',
      text: 'SELECT instance FROM exchange',
    });
    if (!row) throw new Error('the table exchange is empty: the database was not migrated by Korpu');
    this.#instance = row.instance;
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

interface ClaimedFor {
  destinationId: DestinationId;
  leaseSeconds: number;
  instance: string;
}

const deliveriesOf = (rows: ClaimedRow[], claim: ClaimedFor): ClaimedDelivery[] =>
  rows
    .sort((a, b) => a.priority - b.priority || a.due_at.getTime() - b.due_at.getTime() || a.id - b.id)
    .map((row) => claimed(row, claim));

const claimed = (
  row: ClaimedRow,
  { destinationId, leaseSeconds, instance }: ClaimedFor,
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
