/**
 * Tells whoever guesses keys and codes to stop: after `max` failures in a window an address is to wait until the window
 * ends. It is asked about failures alone, and counts nothing else. In memory, per process: a guess space of 256 bits needs
 * no more than that.
 */
export class FailureLimit {
  private readonly windows = new Map<string, { failures: number; endsAt: number }>();

  constructor(
    private readonly max = 30,
    private readonly windowSeconds = 60,
    /** Milliseconds since the epoch. */
    private readonly now: () => number = Date.now,
  ) {}

  /** Seconds that `address` is to wait after one more failure; 0 = it may try again. */
  waitSeconds(address: string): number {
    const window = this.windows.get(address);
    if (!window || window.failures < this.max) return 0;
    return Math.max(0, Math.ceil((window.endsAt - this.now()) / 1000));
  }

  fail(address: string): void {
    const now = this.now();
    const window = this.windows.get(address);
    if (window && window.endsAt > now) {
      window.failures += 1;
      return;
    }
    // Finished windows go with the next failure of anyone, so that the map cannot grow for ever.
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
    this.windows.set(address, { failures: 1, endsAt: now + this.windowSeconds * 1000 });
  }
}
