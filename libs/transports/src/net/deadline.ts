import { setMaxListeners } from 'node:events';

/**
 * An absolute limit on one exchange with a partner, joined with the caller's own wish to stop.
 * It runs from the moment it is made and is not extended by bytes that trickle in.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal;
  readonly #stop = () => this.#end('aborted');
  /** Rejects when the time is over or the caller stops. */
  readonly passed: Promise<never>;
  /** Why it ended early; undefined while it runs. */
  ended: 'timeout' | 'aborted' | undefined;

  constructor(milliseconds: number, outer: AbortSignal) {
    this.#outer = outer;
    this.passed = new Promise((_resolve, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason), { once: true });
    });
    // Whoever races against it listens; when nobody does, that is no unhandled rejection.
    this.passed.catch(() => {});
    this.#timer = setTimeout(() => this.#end('timeout'), milliseconds);
    if (outer.aborted) this.#end('aborted');
    else {
      // Many exchanges may share one signal; Node would take the eleventh for a leak.
      setMaxListeners(0, outer);
      outer.addEventListener('abort', this.#stop, { once: true });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Must be called when the exchange is over. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#stop);
  }

  #end(why: 'timeout' | 'aborted'): void {
    this.ended ??= why;
    this.#controller.abort();
  }
}
