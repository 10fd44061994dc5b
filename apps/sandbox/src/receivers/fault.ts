export const FAULT_MODES = ['ok', '500', '429', '410', 'hang', 'accept-then-time-out', 'slow'] as const;

/**
 * How a receiver misbehaves. `hang` and `accept-then-time-out` never answer, but the second records the receipt first;
 * `slow` records it and answers one byte a second; the numbers are HTTP statuses, and nothing is recorded.
 */
export type FaultMode = (typeof FAULT_MODES)[number];

export interface Fault {
  mode: FaultMode;
  /** After that many seconds the receiver is well again; absent = until told. */
  forSeconds?: number;
  /** After that many requests it is well again; absent = until told. */
  count?: number;
  /** Sent as Retry-After with 429 and 500. */
  retryAfterSeconds?: number;
}

/** What a receiver was told to do, running out by time or by count. */
export class FaultSwitch {
  #fault: Fault = { mode: 'ok' };
  #since = 0;
  #used = 0;

  set(fault: Fault, now: Date): void {
    this.#fault = fault;
    this.#since = now.getTime();
    this.#used = 0;
  }

  current(now: Date): Fault {
    const { forSeconds = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY } = this.#fault;
    const over = now.getTime() - this.#since >= forSeconds * 1000 || this.#used >= count;
    return over ? { mode: 'ok' } : this.#fault;
  }

  /** Answers the fault for one request, and counts it. */
  take(now: Date): Fault {
    const fault = this.current(now);
    if (fault.mode !== 'ok') this.#used++;
    return fault;
  }
}
