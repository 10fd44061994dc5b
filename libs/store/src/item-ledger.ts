import type pg from 'pg';
import {
  type AcceptedItem,
  type AcceptRequest,
  type AcceptResult,
  type Classified,
  type CurrentItem,
  type ItemLedger,
  type Namesake,
  UnacceptableRecord,
} from '#exchange/inbound/inbound-ports.js';
import type { DestinationId, Guid, PartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import {
  INSERT_ITEMS,
  KILL_EVENTS,
  LOCK_ITEMS,
  NAMESAKES,
  OPEN_RECALLS,
  READ_ITEMS,
  UPDATE_ITEMS,
  WRITE_ACCEPTED,
} from './accept.sql.js';
import {
  acceptedColumns,
  type ItemVersion,
  insertColumns,
  updateColumns,
  type Version,
} from './accept-columns.js';
import { toInstantOrNothing } from './instant.js';
import type { LaneClaims } from './lane-claims.js';
import { changeOlder, overtake } from './older-versions.js';
import { lockQuotas, writeQuotas } from './quota-counts.js';
import { storable } from './storable.js';
import { type Trace, TraceBook } from './trace-book.js';
import {
  inTransactionAfter,
  isRefusedValue,
  KEEP_PLAN,
  type Queryable,
  retrying,
  rowsOf,
  type Statement,
} from './transaction.js';
import type { RecordCache } from './version-reader.js';

type Known = ReadonlyMap<Guid, CurrentItem>;

/** What is to be remembered once it is committed, and what to be answered. */
interface Applied {
  result: AcceptResult;
  /** As JSON, by `versionKey`. */
  records: Map<string, Buffer>;
  traces: Trace[];
}

const NOTHING = { records: new Map<string, Buffer>(), traces: [] };

/**
 * Items, versions, decisions and deliveries in PostgreSQL. The number of statements is constant per batch. Safe to run
 * again when a connection breaks: what the first run wrote is unchanged to the second.
 */
export class SqlItemLedger implements ItemLedger {
  private readonly traceBook = new TraceBook();

  constructor(
    private readonly pool: pg.Pool,
    private readonly cache: RecordCache,
    private readonly claims: LaneClaims,
  ) {}

  async accept(request: AcceptRequest): Promise<AcceptResult> {
    const guids = request.candidates.map(keyOf);
    if (new Set(guids).size < guids.length) throw new Error('two candidates of one item in one request');
    try {
      return await this.acceptDistinct(request, guids);
    } catch (cause) {
      if (!isRefusedValue(cause)) throw cause;
      throw new UnacceptableRecord(cause.message, { cause });
    }
  }

  private async acceptDistinct(request: AcceptRequest, guids: Guid[]): Promise<AcceptResult> {
    const { result, records, traces } = await retrying(() =>
      inTransactionAfter(
        this.pool,
        (client) => this.read(client, READ_ITEMS, request, guids),
        (client, known) => this.applyChanged(client, request, known),
      ),
    );
    this.traceBook.committed(traces);
    for (const [key, json] of records) this.cache.put(key, json);
    return result;
  }

  /** Most polls bring what is known: that costs one statement and no lock. */
  private async applyChanged(client: pg.PoolClient, request: AcceptRequest, known: Known): Promise<Applied> {
    const open = request.candidates.filter((candidate) => {
      const current = known.get(keyOf(candidate));
      return !current || request.classify(candidate, current).outcome !== 'unchanged';
    });
    const unchanged = request.candidates.length - open.length;
    if (open.length === 0) {
      return { ...NOTHING, result: { accepted: [], unchanged, stale: [], destinations: [], claims: [] } };
    }
    const { result, ...written } = await this.apply(client, request, open, known);
    return { ...written, result: { ...result, unchanged: result.unchanged + unchanged } };
  }

  private async apply(
    client: pg.PoolClient,
    request: AcceptRequest,
    open: NewsRecord[],
    known: Known,
  ): Promise<Applied> {
    const inserted = await this.insert(client, request, open, known);
    const others = open.map(keyOf).filter((guid) => !inserted.has(guid));
    // From here on nothing of these items changes but by us.
    const locked = others.length > 0 ? await this.read(client, LOCK_ITEMS, request, others) : new Map();

    const result: AcceptResult = { accepted: [], unchanged: 0, stale: [], destinations: [], claims: [] };
    const versions: ItemVersion[] = [];
    for (const candidate of open) {
      const guid = keyOf(candidate);
      const current: CurrentItem | undefined = locked.get(guid);
      const classified = request.classify(candidate, current);
      if (classified.outcome === 'accepted') {
        const itemId = current?.itemId ?? inserted.get(guid);
        if (itemId === undefined) throw new Error(`accepted ${guid}, which has no row: classify is not pure`);
        const version = { ...versionOf(candidate, classified), itemId, fresh: current === undefined };
        versions.push(version);
        result.accepted.push({ itemId, guid, version: version.version, change: version.change });
      } else if (classified.outcome === 'stale') result.stale.push({ guid, detail: classified.detail });
      else result.unchanged++;
    }
    if (versions.length === 0) return { ...NOTHING, result };
    const { destinations, claims, ...written } = await this.write(client, request, versions);
    return { ...written, result: { ...result, destinations, claims } };
  }

  /** Rows for items nobody has seen. Whoever loses the race to insert one is not in the answer and locks it instead. */
  private async insert(
    client: pg.PoolClient,
    request: AcceptRequest,
    open: NewsRecord[],
    known: Known,
  ): Promise<Map<Guid, number>> {
    const first = open.flatMap((candidate): Version[] => {
      if (known.has(keyOf(candidate))) return [];
      const classified = request.classify(candidate, undefined);
      return classified.outcome === 'accepted' ? [versionOf(candidate, classified)] : [];
    });
    if (first.length === 0) return new Map();
    const values = [request.partnerId, request.feedId, request.at, ...insertColumns(first)];
    const rows = await rowsOf<{ id: number; guid: Guid }>(client, INSERT_ITEMS, values);
    return new Map(rows.map((row) => [row.guid, row.id]));
  }

  private async read(
    on: Queryable,
    statement: Statement,
    request: AcceptRequest,
    guids: Guid[],
  ): Promise<Map<Guid, CurrentItem>> {
    const rows = await rowsOf<ItemRow>(on, statement, [request.partnerId, guids]);
    return new Map(rows.map((row) => [row.guid, currentOf(row)]));
  }

  /** Supersedes, reads the holders, plans, writes and claims; answers whom to ring and what that wrote. */
  private async write(
    client: pg.PoolClient,
    request: AcceptRequest,
    versions: ItemVersion[],
  ): Promise<Pick<Applied, 'records' | 'traces'> & Pick<AcceptResult, 'destinations' | 'claims'>> {
    // Nobody holds, and nothing is pending of, what did not exist before this transaction.
    const old = versions.filter((version) => !version.fresh);
    const { holders, underWay } = await overtake(client, old);
    const namesakes = await this.namesakes(client, versions);
    const accepted = versions.map(
      ({ itemId, record, change, version }): AcceptedItem => ({
        itemId,
        record,
        change,
        version,
        holders: holders.get(itemId) ?? [],
        namesakes: namesakes.get(itemId) ?? [],
      }),
    );
    const quotas = await lockQuotas(client, request.quotas, accepted);
    const planned = request.plan(accepted, quotas);
    if (quotas) await writeQuotas(client, quotas);
    await changeOlder(client, request.at, { accepted, planned, underWay });
    if (old.length > 0) {
      await rowsOf(client, UPDATE_ITEMS, [request.feedId, request.at, ...updateColumns(old)]);
    }
    const { values, ...written } = acceptedColumns(versions, planned, this.traceBook);
    const columns = [request.feedId, request.fetchId ?? null, request.at, ...values];
    const now = Date.parse(request.at);
    const due = planned.flatMap((item) => item.deliveries).filter((d) => Date.parse(d.dueAt) <= now);
    const destinations = [...new Set(due.map((delivery) => delivery.destinationId))];
    // Whoever changes what is there holds rows that a claim of another waits for, while it holds the lane.
    const allNew = old.length === 0 && accepted.every((item) => item.change !== 'kill');
    const wishes = (allNew && request.wishes?.(destinations)) || [];
    const [, , claims] = await Promise.all([
      rowsOf(client, KEEP_PLAN),
      rowsOf(client, WRITE_ACCEPTED, columns),
      this.claims.takeWithin(client, wishes),
    ]);
    await this.announceKills(client, request, accepted);
    return { ...written, destinations, claims };
  }

  private async namesakes(client: pg.PoolClient, versions: ItemVersion[]): Promise<Map<number, Namesake[]>> {
    const rows = await rowsOf<{
      item_id: number;
      partner_id: PartnerId;
      destination_id: DestinationId | null;
    }>(client, NAMESAKES, [
      versions.map((version) => version.itemId),
      versions.map((version) => keyOf(version.record)),
    ]);
    const namesakes = new Map<number, Namesake[]>();
    for (const row of rows) {
      const of = namesakes.get(row.item_id) ?? [];
      of.push({
        partnerId: row.partner_id,
        destinationIds: row.destination_id === null ? [] : [row.destination_id],
      });
      namesakes.set(row.item_id, of);
    }
    return namesakes;
  }

  private async announceKills(client: pg.PoolClient, request: AcceptRequest, accepted: AcceptedItem[]) {
    const kills = accepted.filter((item) => item.change === 'kill');
    if (kills.length === 0) return;
    await rowsOf(client, KILL_EVENTS, [
      request.partnerId,
      kills.map((item) => item.itemId),
      kills.map((item) => storable(item.record.guid)),
      kills.map((item) => item.version),
      kills.map((item) => item.record.headline && storable(item.record.headline)),
      kills.map((item) => item.holders.length),
    ]);
    await rowsOf(client, OPEN_RECALLS, [
      kills.map((item) => item.itemId),
      kills.map((item) => item.version),
      request.at,
      request.recall ? storable(request.recall.by) : null,
      request.recall ? storable(request.recall.reason) : null,
    ]);
  }
}

export interface ItemRow {
  id: number;
  guid: Guid;
  version: number;
  provider_version: number | null;
  fingerprint: string;
  earlier_fingerprints: string[];
  pub_status: CurrentItem['pubStatus'];
  version_created: Date | null;
}

export const currentOf = (row: ItemRow): CurrentItem => ({
  itemId: row.id,
  guid: row.guid,
  version: row.version,
  providerVersion: row.provider_version ?? undefined,
  fingerprint: row.fingerprint,
  pubStatus: row.pub_status,
  versionCreated: toInstantOrNothing(row.version_created),
  earlierFingerprints: row.earlier_fingerprints,
});

const keyOf = (candidate: NewsRecord): Guid => storable(candidate.guid) as Guid;

const versionOf = (
  candidate: NewsRecord,
  { change, version, providerVersion }: Extract<Classified, { outcome: 'accepted' }>,
): Version => ({ record: { ...candidate, version }, change, version, providerVersion });
