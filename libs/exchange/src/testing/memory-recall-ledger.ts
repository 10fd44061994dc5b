import type {
  ConfirmationWord,
  Confirmed,
  FollowUp,
  Outstanding,
  RecallLedger,
} from '#exchange/recall/recall-ports.js';
import type { Instant } from '#news/record.js';

/** Recalls as a plain list, for tests of what stands on the port. */
export class MemoryRecallLedger implements RecallLedger {
  readonly words: (ConfirmationWord & { recallId: number })[] = [];

  constructor(
    readonly holders: Outstanding[],
    private readonly now: () => Instant,
  ) {}

  async outstanding(): Promise<Outstanding[]> {
    return this.holders
      .filter(({ confirmedAt }) => confirmedAt === undefined)
      .map((holder) => ({ ...holder }));
  }

  async note(seen: Outstanding, followUp: FollowUp, at: Instant): Promise<boolean> {
    const holder = this.find(seen.recallId, seen.destinationId);
    if (holder === undefined || holder.confirmedAt !== undefined) return false;
    if (followUp.deed === 'remind') {
      if (holder.remindedAt !== seen.remindedAt) return false;
      holder.remindedAt = at;
      return true;
    }
    if (holder.escalatedFor === followUp.why) return false;
    holder.escalatedFor = followUp.why;
    holder.escalatedAt = at;
    return true;
  }

  async confirm(recallId: number, word: ConfirmationWord): Promise<Confirmed> {
    const holder = this.find(recallId, word.destinationId);
    if (holder === undefined) return { outcome: 'unknown' };
    const said = { ...word, recallId };
    const before = this.words.some((one) => JSON.stringify(one) === JSON.stringify(said));
    if (!before) this.words.push(said);
    holder.confirmedAt ??= this.now();
    const closed = this.holders.every((one) => one.recallId !== recallId || one.confirmedAt !== undefined);
    return { outcome: before ? 'confirmed-before' : 'confirmed', recallId, at: holder.confirmedAt, closed };
  }

  private find(recallId: number, destinationId: string): Outstanding | undefined {
    return this.holders.find((one) => one.recallId === recallId && one.destinationId === destinationId);
  }
}
