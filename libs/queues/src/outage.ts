/** What the queues tell about themselves; pino's loggers fit. */
export interface QueueLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Says once that something went out of reach and once that it is back, however often it is tried in between. */
export class Outage {
  #since: number | undefined;
  #failures = 0;
  /** Failures since the process started, for a counter. */
  total = 0;

  /**
   * @param what subject of the sentence, such as `The queue "deliver"`.
   * @param now milliseconds
   */
  constructor(
    private readonly what: string,
    private readonly log: QueueLog,
    private readonly now: () => number = Date.now,
  ) {}

  get ongoing(): boolean {
    return this.#since !== undefined;
  }

  failed(error: unknown): void {
    this.total += 1;
    this.#failures += 1;
    if (this.#since !== undefined) return;
    this.#since = this.now();
    this.log.warn({ err: error }, `${this.what} is out of reach.`);
  }

  worked(): void {
    if (this.#since === undefined) return;
    const seconds = Math.round((this.now() - this.#since) / 1000);
    this.log.info({ seconds, failures: this.#failures }, `${this.what} is back after ${seconds} s.`);
    this.#since = undefined;
    this.#failures = 0;
  }
}
