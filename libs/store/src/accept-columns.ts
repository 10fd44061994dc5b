import type { Change, PlannedItem } from '#exchange/inbound/inbound-ports.js';
import { versionKey } from '#exchange/outbound/outbound-ports.js';
import type { NewsRecord } from '#news/record.js';
import { joinedJson } from './json-list.js';
import { packed } from './packed.js';
import { storable, storableJson } from './storable.js';
import type { Trace, TraceBook } from './trace-book.js';

/** A candidate that was accepted. */
export interface Version {
  /** The record as it is kept and sent: its version is the ledger's. */
  record: NewsRecord;
  change: Change;
  version: number;
  providerVersion?: number;
}

/** … and whose item has its row. */
export interface ItemVersion extends Version {
  itemId: number;
  /** The item did not exist before this transaction. */
  fresh: boolean;
}

// The lists of values that the statements of accept.sql.ts unnest, in their order.

const text = (value: string | undefined): string | null => (value === undefined ? null : storable(value));

const itemColumns = (items: readonly Version[]): unknown[][] => [
  items.map((item) => item.record.kind),
  items.map((item) => item.record.itemClass),
  items.map((item) => item.version),
  items.map((item) => item.providerVersion ?? null),
  items.map((item) => item.record.fingerprint),
  items.map((item) => item.record.pubStatus),
  items.map((item) => item.record.embargoed ?? null),
  items.map((item) => text(item.record.language)),
  items.map((item) => text(item.record.headline)),
  items.map((item) => item.record.versionCreated ?? null),
];

export const insertColumns = (items: readonly Version[]): unknown[][] => [
  items.map((item) => storable(item.record.guid)),
  ...itemColumns(items),
];

export const updateColumns = (items: readonly ItemVersion[]): unknown[][] => [
  items.map((item) => item.itemId),
  ...itemColumns(items),
];

/**
 * What WRITE_ACCEPTED takes, and in it the traces that are new to the ledger and each version's record as JSON, by `versionKey`.
 *
 * @throws Error when the plan names an item that was not accepted: a defect, and nothing of the batch is written
 */
export function acceptedColumns(
  versions: readonly ItemVersion[],
  planned: readonly PlannedItem[],
  traceBook: TraceBook,
): { values: unknown[]; traces: Trace[]; records: Map<string, Buffer> } {
  const versionOf = new Map(versions.map((version) => [version.itemId, version.version]));
  const versionFor = (itemId: number): number => {
    const version = versionOf.get(itemId);
    if (version === undefined) throw new Error(`the plan names item ${itemId}, which was not accepted`);
    return version;
  };
  const decisions = planned.flatMap(({ itemId, decisions }) =>
    decisions.map(({ destinationId, decision }) => ({
      itemId,
      destinationId,
      decision,
      refusal: decision.allow ? undefined : decision,
      grant: decision.allow ? decision : undefined,
    })),
  );
  const deliveries = planned.flatMap(({ itemId, deliveries }) =>
    deliveries.map((delivery) => ({ itemId, ...delivery })),
  );
  const json = (value: unknown): Buffer => Buffer.from(storableJson(value));
  const records = packed(versions.map((version) => json(version.record)));
  const traces = decisions.map((d) => traceBook.trace(d.decision.trace));
  const fresh = traceBook.unstored(traces);
  const values = [
    versions.map((version) => version.itemId),
    versions.map((version) => version.version),
    versions.map((version) => version.providerVersion ?? null),
    versions.map((version) => version.change),
    versions.map((version) => version.record.fingerprint),
    records.starts,
    records.lengths,
    decisions.map((d) => d.itemId),
    decisions.map((d) => versionFor(d.itemId)),
    decisions.map((d) => d.destinationId),
    decisions.map((d) => d.decision.allow),
    decisions.map((d) => d.refusal?.reason ?? null),
    decisions.map((d) => text(d.refusal?.clause)),
    decisions.map((d) => text(d.refusal?.detail)),
    decisions.map((d) => d.decision.agreementId ?? null),
    decisions.map((d) => d.decision.agreementVersion ?? null),
    decisions.map((d) => d.decision.grantId ?? null),
    decisions.map((d) => d.grant?.dueAt ?? null),
    traces.map((trace) => trace.hash),
    fresh.map((trace) => trace.hash),
    fresh.map((trace) => trace.json),
    deliveries.map((d) => d.itemId),
    deliveries.map((d) => versionFor(d.itemId)),
    deliveries.map((d) => d.destinationId),
    deliveries.map((d) => d.kind),
    deliveries.map((d) => d.priority),
    deliveries.map((d) => d.dueAt),
    joinedJson(deliveries.map((d) => storableJson(d.obligations))),
    joinedJson(deliveries.map((d) => storableJson(d.withoutRenditions))),
    deliveries.map((d) => d.asNew),
    // Last: the driver's buffer grows with what it is given, and copies what it has each time.
    records.bytes,
  ];
  const jsonOf = (i: number): Buffer =>
    records.bytes.subarray(records.starts[i]! - 1).subarray(0, records.lengths[i]);
  const kept = versions.map(({ itemId, version }, i) => [versionKey(itemId, version), jsonOf(i)] as const);
  return { values, traces: fresh, records: new Map(kept) };
}
