import type { Decoded } from '#codecs/codec.js';
import { changeOf, givenVersion } from '#exchange/inbound/classify.js';
import type { Change, FetchId } from '#exchange/inbound/inbound-ports.js';
import type { PageProblem } from '#exchange/inbound/read-page.js';
import { type FieldDifference, recordDifference } from '#exchange/inbound/record-difference.js';
import type { HeldItem, StoredFetch } from '#exchange/inbound/redecode-ports.js';
import { fingerprintOf } from '#news/fingerprint.js';
import type { Guid } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';

/** A document that today's decoder reads and the decoder of its day did not, or the reverse. */
export interface DocumentChange {
  fetchId: FetchId;
  at: Instant;
  url: string;
  change: 'newly-decodable' | 'no-longer-decodable';
  /** How many, of one that can be read. */
  records?: number;
  problem?: PageProblem;
}

/** A record that is not what the ledger holds of its item. */
export interface ItemChange {
  guid: Guid;
  fetchId: FetchId;
  change: Change;
  /** The version in the ledger that this one comes after; absent for an item that is not there. */
  heldVersion?: number;
  record: NewsRecord;
  providerVersions: boolean;
  /** Against the held version; empty for a new item. */
  differences: FieldDifference[];
}

export interface Redecoded {
  counts: {
    /** Each once, however often the same bytes came. */
    documents: number;
    newlyDecodable: number;
    noLongerDecodable: number;
    /** Read neither then nor now. */
    stillUndecodable: number;
    newItems: number;
    changedItems: number;
    unchangedItems: number;
    leftOut: number;
  };
  documents: DocumentChange[];
  items: ItemChange[];
  /** Items whose record may not come after what the ledger holds, with the reason. */
  leftOut: { guid: Guid; fetchId: FetchId; reason: string }[];
  /** What settles the documents that can be read now. */
  mended: { fetchId: FetchId; decoded: Pick<Decoded, 'format' | 'charset' | 'warnings'>; records: number }[];
}

/** What the newest document that counts says of an item. */
export interface ToldItem {
  guid: Guid;
  record: NewsRecord;
  providerVersions: boolean;
  /** That the record is from. */
  fetch: StoredFetch;
  /** The newest that says the same. */
  lastFetchId: FetchId;
}

/** What one item's newest document says, beside what the ledger holds of it. */
export function weigh(result: Redecoded, told: ToldItem, held: HeldItem | undefined): void {
  const { counts, items, leftOut } = result;
  const { guid, record, fetch, providerVersions } = told;
  const { fetchId } = fetch;
  const reason = held && whyNot(told, held);
  if (reason !== undefined) {
    counts.leftOut += 1;
    leftOut.push({ guid, fetchId, reason });
    return;
  }
  if (held !== undefined && isSame(told, held)) {
    counts.unchangedItems += 1;
    return;
  }
  if (held === undefined) counts.newItems += 1;
  else counts.changedItems += 1;
  items.push({
    guid,
    fetchId,
    change: changeOf(record, held),
    ...(held && { heldVersion: held.version }),
    record,
    providerVersions,
    differences: held ? recordDifference(held.record, record) : [],
  });
}

function whyNot({ lastFetchId, record, providerVersions }: ToldItem, held: HeldItem): string | undefined {
  const kill = record.pubStatus === 'canceled';
  if (held.fetchId !== undefined && held.fetchId > lastFetchId)
    return `${kill ? 'it is killed here, but ' : ''}version ${held.version} came in a newer document, ${held.fetchId}`;
  if (held.pubStatus === 'canceled' && !kill) return `the item was killed in version ${held.version}`;
  const given = givenVersion(record, providerVersions);
  if (!kill && given !== undefined && held.providerVersion !== undefined && given < held.providerVersion)
    return `the provider's version ${given} is below ${held.providerVersion}, which is held already`;
  return undefined;
}

/** What agreements and readers go by beside the content. */
const RESTATED = ['provider', 'versionCreated', 'firstCreated', 'contentCreated', 'contentModified'] as const;

function isSame({ record, fetch }: ToldItem, held: HeldItem): boolean {
  // Not `held.fingerprint`: that may have been taken by an earlier rule of what is content.
  if (record.fingerprint !== fingerprintOf(held.record)) return false;
  if (fetch.fetchId !== held.fetchId) return true;
  return RESTATED.every((name) => JSON.stringify(record[name]) === JSON.stringify(held.record[name]));
}

export const nothingRedecoded = (): Redecoded => ({
  counts: {
    documents: 0,
    newlyDecodable: 0,
    noLongerDecodable: 0,
    stillUndecodable: 0,
    newItems: 0,
    changedItems: 0,
    unchangedItems: 0,
    leftOut: 0,
  },
  documents: [],
  items: [],
  leftOut: [],
  mended: [],
});
