import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import { joinedJson, jsonList } from './json-list.js';
import { storable, storableJson } from './storable.js';
import type { Statement } from './transaction.js';

/** See the migrations delivery-rules and settle-columns for what it does. Parameters: what `settledColumns` lists. */
export const SETTLE: Statement = {
  name: 'settle',
  text: `
    SELECT settle_deliveries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, ${jsonList('$11')}::json[], $12, $13, $14)
           AS id`,
};

/** What is due is due by the database's clock: waits count from there. */
export const NOW: Statement = { name: 'now', text: 'SELECT clock_timestamp() AS now' };

/**
 * The parameters of `SETTLE`.
 *
 * @param now by the database's clock; needed where something is to be tried again
 */
export function settledColumns(settlements: readonly Settlement[], now = new Date(0)): unknown[] {
  const attempts = settlements.map(({ attempt }) => attempt);
  return [
    settlements.map(({ deliveryId }) => deliveryId),
    settlements.map(({ fence }) => fence),
    settlements.map(({ outcome }) => outcome),
    settlements.map((settlement) => (settlement.outcome === 'delivered' ? null : settlement.code)),
    settlements.map((settlement) =>
      settlement.outcome === 'retry' ? later(now, settlement.retryAfterSeconds) : null,
    ),
    settlements.map((settlement) => ('ambiguous' in settlement ? settlement.ambiguous : null)),
    attempts.map(({ startedAt }) => startedAt),
    attempts.map(({ milliseconds }) => Math.round(milliseconds)),
    attempts.map(({ code }) => code),
    attempts.map(({ status }) => status ?? null),
    joinedJson(attempts.map(({ requestHeaders }) => storableJson(requestHeaders))),
    attempts.map(({ bodySha256 }) => bodySha256),
    attempts.map(({ bodyBytes }) => bodyBytes),
    attempts.map(({ answer }) => storable(answer)),
  ];
}

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
