import type { EarlyClaim } from '#exchange/outbound/outbound-ports.js';

/**
 * What comes for one lane while it is being drained: rings, for there may be something due since its last claim, and what was
 * claimed already for this process to send.
 */
export class LaneRings {
  /** Whether the lane had room for more than was due when it was last claimed from. Set by whoever drains it. */
  hasRoom = false;

  private rung = false;
  private claims: EarlyClaim[] = [];
  private heard: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.heard?.();
  }

  carry(claim: EarlyClaim): void {
    this.claims.push(claim);
    this.heard?.();
  }

  /** Something came that was not taken. */
  get isRung(): boolean {
    return this.rung || this.claims.length > 0;
  }

  /** Whether there was a ring since this was last asked. */
  take(): boolean {
    const { rung } = this;
    this.rung = false;
    return rung;
  }

  /** The next of what was claimed for the lane: whoever asks sends it or gives it back. */
  takeClaim(): EarlyClaim | undefined {
    return this.claims.shift();
  }

  /** Answers true as soon as something came that was not taken, false when `work` has ended, however it did. */
  async before(work: Promise<unknown>): Promise<boolean> {
    if (!this.isRung) {
      const ring = new Promise<void>((resolve) => this.listen(resolve));
      await Promise.race([ring, work.catch(() => undefined)]);
      this.listen();
    }
    return this.isRung;
  }

  /** Calls `heard` at whatever comes, until the next call of this. */
  listen(heard?: () => void): void {
    this.heard = heard;
  }
}
