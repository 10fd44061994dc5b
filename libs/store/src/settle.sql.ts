import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import { storableJson } from './storable.js';
import type { Statement } from './transaction.js';

/** See the migration delivery-rules for what it does. Parameter: the batch that `settlementBatch` writes. */
export const SETTLE: Statement = {
  name: 'settle',
  text: 'SELECT settle_deliveries($1::json) AS id',
};

/** What is due is due by the database's clock: waits count from there. */
export const NOW: Statement = { name: 'now', text: 'SELECT clock_timestamp() AS now' };

/**
 * The parameter of `SETTLE`.
 *
 * @param now by the database's clock; needed where something is to be tried again
 */
export function settlementBatch(settlements: readonly Settlement[], now = new Date(0)): string {
  return storableJson(
    settlements.map((settlement) => ({
      id: settlement.deliveryId,
      fence: settlement.fence,
      outcome: settlement.outcome,
      code: settlement.outcome === 'delivered' ? undefined : settlement.code,
      retryAt: settlement.outcome === 'retry' ? later(now, settlement.retryAfterSeconds) : undefined,
      ambiguous: 'ambiguous' in settlement ? settlement.ambiguous : undefined,
      startedAt: settlement.attempt.startedAt,
      milliseconds: Math.round(settlement.attempt.milliseconds),
      attemptCode: settlement.attempt.code,
      status: settlement.attempt.status,
      requestHeaders: settlement.attempt.requestHeaders,
      bodySha256: settlement.attempt.bodySha256,
      bodyBytes: settlement.attempt.bodyBytes,
      answer: settlement.attempt.answer,
    })),
  );
}

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
