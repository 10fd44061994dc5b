import { quantile } from './median.js';
import type { ServedPage } from './origin.js';
import type { Receipts } from './receivers.js';

export interface FlowLatency {
  /** From the first page served to the last receipt. */
  seconds: number;
  /** From the page served to the last receiver's receipt, over all items. */
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

/**
 * What came of items that were served, by the receipts of `receivers` receivers.
 *
 * @throws Error when a signature did not verify, or when an item was not served or did not reach them all
 */
export function flowLatency(
  items: number,
  receivers: number,
  served: readonly ServedPage[],
  { receipts, badSignatures }: Pick<Receipts, 'receipts' | 'badSignatures'>,
): FlowLatency {
  if (badSignatures > 0) throw new Error(`${badSignatures} signatures did not verify`);
  const servedAt = new Map(served.flatMap(({ at, guids }) => guids.map((guid) => [guid, at] as const)));
  const complete = receipts.filter(([guid, count]) => count === receivers && servedAt.has(guid));
  if (complete.length !== items || receipts.length !== items)
    throw new Error(`${complete.length} of ${items} items reached all receivers`);
  const latencies = complete.map(([guid, , lastAt]) => lastAt - servedAt.get(guid)!).sort((a, b) => a - b);
  const from = served.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const to = complete.reduce((latest, [, , lastAt]) => Math.max(latest, lastAt), 0);
  return {
    seconds: (to - from) / 1000,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
    maxMs: latencies.at(-1)!,
  };
}
