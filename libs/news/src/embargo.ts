import type { Instant, NewsRecord } from '#news/record.js';

/** Until when an item may not be published. A sum, so that "no value" can never be read as "releasable". */
export type Embargo = { kind: 'none' } | { kind: 'until'; at: Instant } | { kind: 'indefinite' };

export function embargoOf(record: Pick<NewsRecord, 'embargoed'>): Embargo {
  if (record.embargoed === undefined) return { kind: 'none' };
  if (record.embargoed === 'indefinite') return { kind: 'indefinite' };
  return { kind: 'until', at: record.embargoed };
}

/** RFC 3339, section 5.6. `Date.parse` alone would read "5" as a year long past, and release. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether the item may be published at `now`. A time that cannot be read holds: embargo fails closed. */
export function isReleased(embargo: Embargo, now: Date): boolean {
  if (embargo.kind === 'none') return true;
  if (embargo.kind === 'indefinite') return false;
  const at = INSTANT.test(embargo.at) ? Date.parse(embargo.at) : Number.NaN;
  return Number.isFinite(at) && at <= now.getTime();
}
