import type { Format } from '#codecs/codec.js';
import type { Change, Classified, CurrentItem } from '#exchange/inbound/inbound-ports.js';
import { fingerprintOf } from '#news/fingerprint.js';
import type { NewsRecord } from '#news/record.js';

export interface ClassifyOptions {
  /** The format carries the provider's own version numbers; without it `record.version` says nothing. */
  providerVersions: boolean;
  /** A date that lies after this moment is a mistake of the provider's, and no measure of what is older. */
  now: Date;
}

/** Formats whose items are numbered by their provider. Feeds are not: their records all say version 1. */
const NUMBERED: ReadonlySet<Format> = new Set<Format>(['newsml-g2', 'newsml-1', 'ninjs', 'nitf']);

export const hasProviderVersions = (format: Format): boolean => NUMBERED.has(format);

/** What a stale record is said to be when a cache has brought it: the document it came in is no word on the item. */
export const SERVED_AGAIN = 'an earlier version served again';

/** Numbers above this are time stamps in milliseconds and the like: the ledger counts for itself instead. */
const HIGHEST_VERSION = 2_000_000_000;

/**
 * A kill by signal or headline alone becomes one by status too: everything after this point asks the status only.
 * A recall by the provider is a kill: a story taken back must not live on as an update.
 */
export function withKillStatus(record: NewsRecord): NewsRecord {
  if (record.pubStatus === 'canceled') return record;
  if (!record.signals?.some((signal) => signal === 'kill' || signal === 'recall')) return record;
  const killed: NewsRecord = { ...record, pubStatus: 'canceled' };
  return { ...killed, fingerprint: fingerprintOf(killed) };
}

/**
 * How a record relates to what the ledger holds of its item. The ledger's version grows by at least one with every
 * accepted version; it follows the provider's number where that is higher.
 */
export function classify(
  record: NewsRecord,
  current: CurrentItem | undefined,
  options: ClassifyOptions,
): Classified {
  const given = givenVersion(record, options.providerVersions);
  const change = changeOf(record, current);
  if (current === undefined) {
    return { outcome: 'accepted', change, version: given ?? 1, providerVersion: given };
  }
  if (record.fingerprint === current.fingerprint) {
    return { outcome: 'unchanged', detail: `same content as version ${current.version}` };
  }
  const stale = staleness(record, current, given, change, options.now);
  if (stale !== undefined) return { outcome: 'stale', detail: stale };
  return {
    outcome: 'accepted',
    change,
    version: Math.max(current.version + 1, given ?? 1),
    // A kill may come late, under a lower number than the last; the highest one stays the measure.
    providerVersion: highest(given, current.providerVersion),
  };
}

/** The provider's own number, where there is one that can be one. */
export const givenVersion = (record: NewsRecord, providerVersions: boolean): number | undefined =>
  providerVersions && record.version <= HIGHEST_VERSION ? record.version : undefined;

export function changeOf(record: NewsRecord, current: CurrentItem | undefined): Change {
  if (record.pubStatus === 'canceled') return 'kill';
  if (record.pubStatus === 'withheld') return 'withhold';
  if (current === undefined) return 'new';
  return record.signals?.includes('correction') ? 'correction' : 'update';
}

/** Why the record says nothing new, or undefined when it does. */
function staleness(
  record: NewsRecord,
  current: CurrentItem,
  given: number | undefined,
  change: Change,
  now: Date,
): string | undefined {
  if (current.pubStatus === 'canceled' && change !== 'kill') {
    return `the item was killed in version ${current.version}: nothing but another kill may follow`;
  }
  const seen = current.earlierFingerprints.includes(record.fingerprint);
  // NewsML-G2: a kill takes back every version, so one that was overtaken on its way still counts.
  if (change === 'kill' && !seen) return undefined;

  if (given !== undefined && current.providerVersion !== undefined) {
    if (given < current.providerVersion) {
      return `the provider's version ${given} is below ${current.providerVersion}, which is held already`;
    }
    if (given > current.providerVersion) return undefined;
  }
  const order = compareDates(record.versionCreated, current.versionCreated, now);
  if (order === 'older') {
    return `created ${record.versionCreated}, before the held version of ${current.versionCreated}`;
  }
  if (seen && order !== 'newer') return SERVED_AGAIN;
  // Same number, other content: agencies forget to count.
  return undefined;
}

function compareDates(
  candidate: string | undefined,
  held: string | undefined,
  now: Date,
): 'older' | 'newer' | 'unknown' {
  if (candidate === undefined || held === undefined) return 'unknown';
  const [a, b] = [Date.parse(candidate), Date.parse(held)];
  // A version dated next year by mistake must not make every later one look old.
  if (b > now.getTime()) return a < b ? 'unknown' : 'newer';
  if (a === b) return 'unknown';
  return a < b ? 'older' : 'newer';
}

export function highest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}
