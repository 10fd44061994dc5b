/** Rings for one lane that come while it is being drained: what they are for may have come after its last claim. */
export class LaneRings {
  private rung = false;
  private heard: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.heard?.();
  }

  /** There was a ring since `take` was last asked. */
  get isRung(): boolean {
    return this.rung;
  }

  /** Whether there was a ring since this was last asked. */
  take(): boolean {
    const { rung } = this;
    this.rung = false;
    return rung;
  }

  /** Answers true as soon as there is a ring that was not taken, false when `work` has ended, however it did. */
  async before(work: Promise<unknown>): Promise<boolean> {
    if (!this.rung) {
      const ring = new Promise<void>((resolve) => this.listen(resolve));
      await Promise.race([ring, work.catch(() => undefined)]);
      this.listen();
    }
    return this.rung;
  }

  /** Calls `heard` at each ring, until the next call of this. */
  listen(heard?: () => void): void {
    this.heard = heard;
  }
}
