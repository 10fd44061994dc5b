import type { FollowUp, Notifier, Outstanding } from '#exchange/recall/recall-ports.js';
import type { Logger } from './logging.js';

const WHY = {
  removed: 'nothing can be sent to it any more; call the newsroom',
  disabled: 'it is disabled, so the kill is held; call the newsroom',
  paused: 'it is paused, so the kill is held; call the newsroom',
  dead: 'the kill was given up; call the newsroom',
  'not-acknowledged': 'the kill has not arrived in the agreed time',
  'not-confirmed': 'the removal was not confirmed in the agreed time',
};

/** Tells whoever reads the log. The page and the stream have the event from the ledger. */
export class LogNotifier implements Notifier {
  constructor(private readonly logger: Logger) {}

  async notify(holder: Outstanding, followUp: FollowUp): Promise<void> {
    const { recallId, destinationId, partnerId, guid, escalateTo } = holder;
    const about = { recallId, destinationId, partnerId, guid };
    if (followUp.deed === 'remind') {
      this.logger.warn(about, `Recall ${recallId}: ${destinationId} is reminded to confirm the removal.`);
      return;
    }
    const { why } = followUp;
    this.logger.error(
      { ...about, why, escalateTo },
      `Recall ${recallId} needs a person: ${destinationId}, ${WHY[why]}.`,
    );
  }
}
