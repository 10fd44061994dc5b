import { dueOfOlder } from '#exchange/inbound/due-of-older.js';
import {
  type AcceptedItem,
  type AcceptRequest,
  type AcceptResult,
  type CurrentItem,
  type Holder,
  type ItemLedger,
  type Namesake,
  type PlannedDelivery,
  type PlannedItem,
  PRIORITY,
} from '#exchange/inbound/inbound-ports.js';
import { type VersionReader, versionKey } from '#exchange/outbound/outbound-ports.js';
import type { DestinationId, Guid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import { MemoryDeliveryLedger } from './memory-delivery-ledger.js';
import { type DeliveryRow, type ItemRow, type MemoryTables, supersede } from './memory-tables.js';

/** The item ledger in memory; passes the same conformance suite as the one in PostgreSQL. */
export class MemoryItemLedger implements ItemLedger, VersionReader {
  private nextItemId = 1;
  private nextDeliveryId = 1;

  constructor(
    private readonly tables: MemoryTables,
    private readonly deliveries = new MemoryDeliveryLedger(tables),
  ) {}

  async accept(request: AcceptRequest): Promise<AcceptResult> {
    const guids = request.candidates.map(({ guid }) => guid);
    if (new Set(guids).size < guids.length) throw new Error('two candidates of one item in one request');
    const result: AcceptResult = { accepted: [], unchanged: 0, stale: [], destinations: [], claims: [] };
    const rows: ItemRow[] = [];
    const accepted: AcceptedItem[] = [];
    let allNew = true;
    for (const candidate of request.candidates) {
      const row = this.tables.items.find(
        ({ partnerId, guid }) => partnerId === request.partnerId && guid === candidate.guid,
      );
      const classified = request.classify(candidate, row && currentOf(row));
      if (classified.outcome === 'accepted') {
        const { change, version, providerVersion } = classified;
        allNew &&= row === undefined && change !== 'kill';
        const itemId = row?.itemId ?? this.nextItemId++;
        const { partnerId } = request;
        const { guid } = candidate;
        const record = { ...candidate, version };
        const earlierFingerprints = row ? [...row.earlierFingerprints, row.record.fingerprint] : [];
        rows.push({ itemId, partnerId, guid, version, providerVersion, record, earlierFingerprints });
        const holders = this.holders(itemId, change === 'kill');
        const namesakes = this.namesakes(guid, itemId);
        accepted.push({ itemId, record, change, version, holders, namesakes });
        result.accepted.push({ itemId, guid, version, change });
      } else if (classified.outcome === 'unchanged') result.unchanged += 1;
      else result.stale.push({ guid: candidate.guid, detail: classified.detail });
    }
    if (accepted.length === 0) return result;
    // Nothing is written before the plan stands: a plan that throws leaves no trace.
    const planned = request.plan(accepted);
    for (const [i, item] of accepted.entries()) this.write(item, rows[i]!, request.fetchId);
    const due = new Set<DestinationId>();
    for (const item of accepted) this.changeOlder(item, planned, Date.parse(request.at));
    for (const { itemId, decisions, deliveries } of planned) {
      const item = accepted.find((one) => one.itemId === itemId)!;
      for (const one of decisions) this.tables.decisions.push({ itemId, version: item.version, ...one });
      for (const delivery of deliveries) {
        this.addDelivery(itemId, item.version, delivery);
        if (Date.parse(delivery.dueAt) <= Date.parse(request.at)) due.add(delivery.destinationId);
      }
    }
    result.destinations = [...due];
    const wishes = (allNew && request.wishes?.(result.destinations)) || [];
    for (const wish of wishes) {
      const { deliveries } = await this.deliveries.claim(wish.destinationId, wish.most, wish.leaseSeconds);
      result.claims.push({ wish, deliveries });
    }
    return result;
  }

  async records(keys: { itemId: number; version: number }[]): Promise<Map<string, NewsRecord>> {
    const found = new Map<string, NewsRecord>();
    for (const { itemId, version } of keys) {
      const row = this.tables.versions.find((one) => one.itemId === itemId && one.version === version);
      if (row) found.set(versionKey(itemId, version), row.record);
    }
    return found;
  }

  /** It has no vocabularies. */
  async conceptNames(): Promise<ConceptNames> {
    return () => undefined;
  }

  async refused(destinationId: DestinationId, guids: readonly Guid[]): Promise<ReadonlySet<Guid>> {
    const { items, decisions, now } = this.tables;
    const partnerId = this.tables.lanes.get(destinationId)?.destination.partnerId;
    const mayHave = (row: ItemRow): boolean => {
      if (row.record.pubStatus !== 'usable') return false;
      const made = decisions.findLast(
        (one) => one.itemId === row.itemId && one.destinationId === destinationId,
      );
      return (
        row.partnerId === partnerId ||
        (made?.decision.allow === true && Date.parse(made.decision.dueAt) <= now)
      );
    };
    const named = (guid: Guid) => items.filter((row) => row.guid === guid);
    return new Set(guids.filter((guid) => named(guid).length > 0 && !named(guid).some(mayHave)));
  }

  /** A partner that says that it has an item holds it, and is owed what took it back since. */
  receipt(id: number, status: 'received' | 'published' | 'rejected'): void {
    const { deliveries, holdings, items, versions, now } = this.tables;
    const sent = deliveries.find((row) => row.id === id)!;
    const { destinationId, itemId, version } = sent;
    if (status === 'rejected' || sent.kind === 'kill' || sent.state === 'delivered') return;
    const held = this.tables.holding(destinationId, itemId);
    if (held === undefined) holdings.push({ destinationId, itemId, version, killed: false });
    else if (version > held.version) Object.assign(held, { version, killed: false });

    const usable = items.some((row) => row.itemId === itemId && row.record.pubStatus === 'usable');
    const newer = versions.filter((row) => row.itemId === itemId && row.version > version);
    const back =
      newer.findLast(({ change }) => change === 'kill') ??
      newer.findLast(({ change }) => change === 'withhold' && !usable);
    if (back === undefined) return;
    const counts = (row: DeliveryRow) =>
      row.version === back.version || row.ambiguous || !['superseded', 'dead'].includes(row.state);
    if (this.tables.siblings(sent).some((row) => row.version >= back.version && counts(row))) return;
    const kill = back.change === 'kill';
    this.addDelivery(itemId, back.version, {
      destinationId,
      kind: kill ? 'kill' : 'item',
      priority: kill ? PRIORITY.kill : PRIORITY.correction,
      dueAt: new Date(now).toISOString(),
      obligations: [],
      withoutRenditions: [],
      asNew: false,
    });
  }

  private addDelivery(itemId: number, version: number, delivery: PlannedDelivery): void {
    this.tables.deliveries.push({
      ...delivery,
      id: this.nextDeliveryId++,
      itemId,
      version,
      state: 'pending',
      due: Date.parse(delivery.dueAt),
      attempts: 0,
      fence: 0,
      ambiguous: false,
      createdAt: this.tables.now,
    });
  }

  private write(item: AcceptedItem, row: ItemRow, fetchId: number | undefined): void {
    const { itemId, version, change, record } = item;
    const at = this.tables.items.findIndex((one) => one.itemId === itemId);
    if (at === -1) this.tables.items.push(row);
    else this.tables.items[at] = row;
    this.tables.versions.push({ itemId, version, change, record, fetchId });
    for (const delivery of this.tables.deliveries) {
      const isOlder = delivery.itemId === itemId && delivery.version < version;
      if (isOlder && change === 'kill' && delivery.kind === 'item' && delivery.state === 'dead')
        supersede(delivery);
      const older = isOlder && delivery.state === 'pending';
      const every = this.tables.lanes.get(delivery.destinationId)?.everyVersion;
      const waits = every || delivery.priority === PRIORITY.correction;
      if (older && (change === 'kill' || (delivery.kind === 'item' && !waits))) supersede(delivery);
    }
  }

  /** What waits, and further attempts of what is in the air. */
  private changeOlder(item: AcceptedItem, planned: readonly PlannedItem[], at: number): void {
    const { now } = this.tables;
    if (item.change === 'kill') return;
    const deliveries = planned.flatMap((one) => (one.itemId === item.itemId ? one.deliveries : []));
    for (const row of this.tables.deliveries) {
      if (row.itemId !== item.itemId || row.version >= item.version || row.kind !== 'item') continue;
      if (row.state !== 'pending' && row.state !== 'in_flight') continue;
      const isThere = ({ destinationId }: { destinationId: DestinationId }) =>
        destinationId === row.destinationId;
      const due = dueOfOlder(item, deliveries.find(isThere), item.holders.find(isThere), new Date(at));
      if (due === 'owed-alone' && row.priority === PRIORITY.correction) continue;
      const every = this.tables.lanes.get(row.destinationId)?.everyVersion;
      if (due === 'never' || due === 'owed-alone' || !every) {
        if (row.state === 'pending') supersede(row);
        else row.withdrawn = true;
        continue;
      }
      const marked = row.obligations.some(({ type }) => type === 'embargo');
      const earliest = Date.parse(marked ? due.marked : due.others);
      const waitsForEmbargo = row.state === 'pending' && row.attempts === 0 && row.due > now;
      if (earliest > at ? earliest > row.due || waitsForEmbargo : waitsForEmbargo)
        row.due = earliest > at ? earliest : Math.min(earliest, now);
    }
  }

  private namesakes(guid: Guid, before: number): Namesake[] {
    const others = this.tables.items.filter((row) => row.guid === guid && row.itemId < before);
    return others.map(({ itemId, partnerId }) => {
      const gone = this.tables.deliveries.filter(
        (one) => one.itemId === itemId && one.kind === 'item' && !['superseded', 'dead'].includes(one.state),
      );
      return { partnerId, destinationIds: [...new Set(gone.map(({ destinationId }) => destinationId))] };
    });
  }

  private holders(itemId: number, kill: boolean): Holder[] {
    const { holdings, deliveries, lanes } = this.tables;
    const held = new Map<DestinationId, Holder>();
    for (const { destinationId, version, killed, itemId: of } of holdings) {
      if (of === itemId && (kill || !killed)) held.set(destinationId, { destinationId, version });
    }
    for (const { destinationId, state, ambiguous, version, itemId: of } of deliveries) {
      if (of !== itemId || held.has(destinationId) || !(state === 'in_flight' || ambiguous)) continue;
      const holding = this.tables.holding(destinationId, itemId);
      if (kill || !holding?.killed || holding.version < version) held.set(destinationId, { destinationId });
    }
    return [...held.values()].filter(({ destinationId }) => lanes.has(destinationId));
  }
}

export const currentOf = ({
  itemId,
  guid,
  version,
  providerVersion,
  record,
  earlierFingerprints,
}: ItemRow): CurrentItem => ({
  itemId,
  guid,
  version,
  providerVersion,
  fingerprint: record.fingerprint,
  pubStatus: record.pubStatus,
  versionCreated: record.versionCreated,
  earlierFingerprints,
});
