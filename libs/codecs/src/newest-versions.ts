import type { NewsRecord } from '#news/record.js';
import type { Warning } from './codec.js';
import { leftOut } from './left-out.js';

/**
 * Of several records with one guid the newest, in its own place: a reader of a feed knows an item by its id alone, and
 * what the newest version takes back an older one may not show. It has the highest version, else the latest date;
 * of equals the first is kept, for feeds begin with what is new.
 */
export function newestVersions(records: readonly NewsRecord[]): {
  kept: readonly NewsRecord[];
  warnings: Warning[];
} {
  const newest = new Map<string, NewsRecord>();
  for (const record of records) {
    const other = newest.get(record.guid);
    if (other === undefined || isNewer(record, other)) newest.set(record.guid, record);
  }
  if (newest.size === records.length) return { kept: records, warnings: [] };
  const kept = records.filter((record) => newest.get(record.guid) === record);
  const warnings = records
    .filter((record) => newest.get(record.guid) !== record)
    .map((record) => leftOut('older-version', record));
  return { kept, warnings };
}

function isNewer(one: NewsRecord, other: NewsRecord): boolean {
  if (one.version !== other.version) return one.version > other.version;
  return dateOf(one) > dateOf(other);
}

const dateOf = ({ versionCreated, contentModified, firstCreated }: NewsRecord): number =>
  Date.parse(versionCreated ?? contentModified ?? firstCreated ?? '') || 0;
