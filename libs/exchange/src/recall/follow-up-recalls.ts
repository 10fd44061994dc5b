import type { Clock } from '#exchange/clock.js';
import { followUpOf } from '#exchange/recall/progress.js';
import type { Notifier, RecallLedger } from '#exchange/recall/recall-ports.js';

/** Looks after the holders who have not confirmed a removal: reminds them, and tells a person where that is not enough. */
export class FollowUpRecalls {
  constructor(
    private readonly ledger: RecallLedger,
    private readonly notifier: Notifier,
    private readonly clock: Clock,
  ) {}

  /** One round; answers how many were reminded and escalated. A notice that cannot be told costs no other. */
  async run(): Promise<{ reminded: number; escalated: number }> {
    const done = { reminded: 0, escalated: 0 };
    for (const holder of await this.ledger.outstanding()) {
      const now = this.clock.now();
      const followUp = followUpOf(holder, now);
      if (followUp === undefined) continue;
      if (!(await this.ledger.note(holder, followUp, now.toISOString()))) continue;
      done[followUp.deed === 'remind' ? 'reminded' : 'escalated'] += 1;
      await this.notifier.notify(holder, followUp).catch(() => undefined);
    }
    return done;
  }
}
