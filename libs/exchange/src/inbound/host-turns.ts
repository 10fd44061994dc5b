import type { Clock } from '#exchange/clock.js';

/** Waits; ends early, without an error, when the signal aborts. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Hosts whose last turn is remembered: a turn longer ago than any delay need not be. */
const MOST_HOSTS = 1000;

/** Lets requests to one host go one after the other, with a pause between them, whichever feed they are for. */
export class HostTurns {
  private readonly ends = new Map<string, Promise<number>>();

  constructor(
    private readonly clock: Clock,
    private readonly pause: Pause,
  ) {}

  /** Runs `request` when the one before it on its host has been over for `delaySeconds`. */
  async take<T>(
    url: string,
    delaySeconds: number,
    signal: AbortSignal,
    request: () => Promise<T>,
  ): Promise<T> {
    const host = new URL(url).host;
    const before = this.ends.get(host);
    const turn = this.after(before, delaySeconds, signal, request);
    const end = turn.then(
      () => this.clock.now().getTime(),
      () => this.clock.now().getTime(),
    );
    this.ends.delete(host);
    this.ends.set(host, end);
    if (this.ends.size > MOST_HOSTS) this.ends.delete(this.ends.keys().next().value!);
    return turn;
  }

  private async after<T>(
    before: Promise<number> | undefined,
    delaySeconds: number,
    signal: AbortSignal,
    request: () => Promise<T>,
  ): Promise<T> {
    if (before !== undefined) {
      const wait = (await before) + delaySeconds * 1000 - this.clock.now().getTime();
      if (wait > 0 && !signal.aborted) await this.pause(wait, signal);
    }
    return request();
  }
}
