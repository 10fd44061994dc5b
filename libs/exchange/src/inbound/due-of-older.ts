import type { PlannedDelivery } from '#exchange/inbound/inbound-ports.js';
import type { Instant } from '#news/record.js';

/** When older versions of an item that have not arrived yet may leave, at the earliest. */
export interface DueOfOlder {
  /** Those that are marked with an embargo, because a grant lets them leave in advance of it. */
  marked: Instant;
  others: Instant;
}

/**
 * What a version means for older ones that are still to leave for the same destination: an embargo binds all versions of
 * an item, and the newest one says until when. Undefined: they must not leave at all.
 *
 * @param planned the delivery of the version there; undefined where it was refused
 */
export function dueOfOlder(planned: PlannedDelivery | undefined): DueOfOlder | undefined {
  if (planned === undefined || planned.withdrawsOlder) return undefined;
  const embargo = planned.obligations.find(({ type }) => type === 'embargo');
  const until = embargo?.type === 'embargo' ? new Date(embargo.until).toISOString() : planned.dueAt;
  return { marked: planned.dueAt, others: until };
}
