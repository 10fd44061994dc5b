import { Observable } from 'rxjs';

/** Something that happened, as the ledger noted it; numbers grow and have no gaps that fill later. */
export interface ExchangeEvent {
  id: number;
  at: string;
  /** `kill.acknowledged`, `destination.paused`, `delivery.dead` … */
  type: string;
  data: Record<string, unknown>;
}

export interface Events {
  /** The number of the newest event; 0 when there is none. */
  lastId(): Promise<number>;
  /** Events numbered above `id`, the oldest first, `limit` at most. */
  after(id: number, limit: number): Promise<ExchangeEvent[]>;
  /** A text that differs whenever deliveries, polls or items moved on; cheap. */
  activity(): Promise<string>;
}

/** One message of the stream. Every one carries the number of the newest event it knows, so that a reader can resume. */
export interface StreamMessage {
  type: string;
  id: string;
  data: object;
}

/** Events that a reader who was away is told one by one; beyond that it is told to read everything again. */
const MAX_MISSED = 500;

/** Turns the ledger's events into one stream for any number of readers: it asks the database once for all of them. */
export class EventFeed {
  private readonly readers = new Set<(message: StreamMessage) => void>();
  private timer: NodeJS.Timeout | undefined;
  private lastId = 0;
  private seen = '';
  private polls = 0;

  constructor(
    private readonly events: Events,
    private readonly everyMs = 500,
  ) {}

  /** @param resumeAfter the number of the last event the reader has; absent = from now on */
  follow(resumeAfter?: number): Observable<StreamMessage> {
    return new Observable((subscriber) => {
      let stopped = false;
      const start = async () => {
        if (this.readers.size === 0) this.lastId = await this.events.lastId();
        for (const message of await this.missed(resumeAfter)) subscriber.next(message);
        // Gone while the database was asked.
        if (stopped) return;
        this.readers.add(send);
        this.timer ??= setTimeout(() => this.poll(), this.everyMs);
      };
      const send = (message: StreamMessage) => subscriber.next(message);
      start().catch((error: unknown) => subscriber.error(error));
      return () => {
        stopped = true;
        this.readers.delete(send);
        if (this.readers.size > 0) return;
        clearTimeout(this.timer);
        this.timer = undefined;
      };
    });
  }

  private async missed(resumeAfter: number | undefined): Promise<StreamMessage[]> {
    const ready: StreamMessage = { type: 'ready', id: String(this.lastId), data: {} };
    if (resumeAfter === undefined || resumeAfter === this.lastId) return [ready];
    const missed = resumeAfter < this.lastId ? await this.events.after(resumeAfter, MAX_MISSED + 1) : [];
    // Too many, dropped by retention, or numbers of another database: the reader starts afresh.
    const whole = missed.length > 0 && missed.length <= MAX_MISSED && missed[0]?.id === resumeAfter + 1;
    return whole
      ? missed.filter((event) => event.id <= this.lastId).map(toMessage)
      : [{ ...ready, type: 'resync' }];
  }

  private async poll(): Promise<void> {
    try {
      for (const event of await this.events.after(this.lastId, MAX_MISSED)) {
        this.lastId = event.id;
        this.send(toMessage(event));
      }
      // Deliveries and polls are too many for an event each: readers are told every other second that they moved on.
      if (this.polls++ % 4 === 0) await this.tellActivity();
    } catch {
      // The database is away. Readers keep their connection and are told to read afresh when it is back.
      this.seen = 'unknown';
    }
    if (this.readers.size > 0) this.timer = setTimeout(() => this.poll(), this.everyMs);
  }

  private async tellActivity(): Promise<void> {
    const activity = await this.events.activity();
    if (activity !== this.seen && this.seen !== '')
      this.send({ type: 'change', id: String(this.lastId), data: {} });
    this.seen = activity;
  }

  private send(message: StreamMessage): void {
    for (const reader of this.readers) reader(message);
  }
}

/** The stream's type is the noun alone; the whole type is in the data. */
function toMessage({ id, at, type, data }: ExchangeEvent): StreamMessage {
  return { type: type.split('.', 1)[0] ?? type, id: String(id), data: { ...data, type, at } };
}
