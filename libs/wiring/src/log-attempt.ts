import type { DrainOptions } from '#exchange/outbound/drain-lane.js';
import type { Logger } from './logging.js';

/** One wide line an attempt: enough to answer what happened to an item at a partner without a look into the ledger. */
export function logAttempt(logger: Logger): NonNullable<DrainOptions['attempted']> {
  return (delivery, settlement) => {
    const { attempt, outcome } = settlement;
    const line = {
      guid: delivery.guid,
      version: delivery.version,
      kind: delivery.kind,
      source: delivery.sourcePartnerId,
      destination: delivery.destinationId,
      delivery: delivery.id,
      attempt: delivery.attempt,
      repeat: delivery.repeat || undefined,
      outcome,
      code: attempt.code,
      status: attempt.status,
      milliseconds: attempt.milliseconds,
    };
    if (outcome === 'delivered') logger.info(line, 'attempt');
    else logger.warn({ ...line, answer: attempt.answer.slice(0, 200) }, 'attempt');
  };
}
