import type { AcceptedItem, Holder, PlannedDelivery } from '#exchange/inbound/inbound-ports.js';
import { embargoOf, isReleased } from '#news/embargo.js';
import type { Instant } from '#news/record.js';

/** When older versions of an item that have not arrived yet may leave, at the earliest. */
export interface DueOfOlder {
  /** Those that are marked with an embargo, because a grant lets them leave in advance of it. */
  marked: Instant;
  others: Instant;
}

/**
 * What a version means for older ones that are still to leave for the same destination: an embargo binds all versions of
 * an item, and the newest one says until when. `never`: they must not leave at all. `owed-alone`: only what a holder is
 * owed, the hold or correction of what it has, which no refusal of something newer takes from it.
 *
 * @param planned the delivery of the version there; undefined where it was refused
 * @param holder the destination, where it holds the item
 */
export function dueOfOlder(
  { record }: Pick<AcceptedItem, 'record'>,
  planned: PlannedDelivery | undefined,
  holder: Holder | undefined,
  now: Date,
): DueOfOlder | 'never' | 'owed-alone' {
  if (planned === undefined) {
    const open = record.pubStatus === 'usable' && isReleased(embargoOf(record), now);
    return open && holder !== undefined ? 'owed-alone' : 'never';
  }
  if (planned.withdrawsOlder) return 'never';
  const embargo = planned.obligations.find(({ type }) => type === 'embargo');
  const until = embargo?.type === 'embargo' ? new Date(embargo.until).toISOString() : planned.dueAt;
  return { marked: planned.dueAt, others: until };
}
