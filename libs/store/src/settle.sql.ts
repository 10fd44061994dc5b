import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import { storableJson } from './storable.js';
import type { Statement } from './transaction.js';

/** See the migration delivery-rules for what it does. Parameter: the batch that `settlementBatch` writes. */
export const SETTLE: Statement = {
  name: 'settle',
  text: 'SELECT settle_deliveries($1::json) AS id',
};

/** The parameter of `SETTLE`. */
export function settlementBatch(settlements: readonly Settlement[]): string {
  return storableJson(
    settlements.map((settlement) => ({
      id: settlement.deliveryId,
      fence: settlement.fence,
      outcome: settlement.outcome,
      code: settlement.outcome === 'delivered' ? undefined : settlement.code,
      retryAt: settlement.outcome === 'retry' ? settlement.retryAt : undefined,
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
