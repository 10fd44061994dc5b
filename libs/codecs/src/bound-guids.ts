import type { Guid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { DecodeContext, Warning } from './codec.js';
import { mintGuid, sourceIdOf } from './guid.js';

/** Bytes in UTF-8: what goes into a header of each delivery, escaped, and into an index. No provider's is as long. */
const MAX_GUID = 2048;

/** Letters that have no more bytes than that, whichever they are. */
const SHORT = MAX_GUID / 4;

/**
 * Puts a minted guid in the place of each that is longer than `MAX_GUID`, of the item and of those that it names, so that
 * they still find one another; each is told (`guid-repaired`).
 */
export function boundGuids(
  record: NewsRecord,
  context: DecodeContext,
  warn: (warning: Warning) => void,
): void {
  const bound = (one: { guid?: Guid }): void => {
    const { guid } = one;
    if (guid === undefined || guid.length <= SHORT || Buffer.byteLength(guid) <= MAX_GUID) return;
    one.guid = mintGuid(sourceIdOf(context), guid);
    warn({ code: 'guid-repaired', at: record.guid, detail: guid.slice(0, 100) });
  };
  bound(record);
  record.links?.forEach(bound);
  if (record.kind === 'packageItem') {
    for (const { members } of record.groups) for (const one of members) if ('guid' in one) bound(one);
  } else if (record.kind === 'planningItem') {
    for (const { deliveries } of record.coverages) deliveries?.forEach(bound);
  }
}
