import { Counter, Histogram, type Registry } from 'prom-client';

export interface Traffic {
  /** Deliveries settled after `from`, up to `to`. */
  settled(
    from: Date,
    to: Date,
  ): Promise<{ destinationId: string; kind: string; outcome: string; n: number }[]>;
  /** Seconds from receiving a kill to its acknowledgement, for those acknowledged in that time. */
  killSeconds(from: Date, to: Date): Promise<{ destinationId: string; seconds: number }[]>;
  /** Documents fetched after `from`, up to `to`; `nearId` is a fetch of about `from`. */
  fetched(
    nearId: number,
    from: Date,
    to: Date,
  ): Promise<{ feedId: string; outcome: string; n: number; accepted: number; lastId: number }[]>;
  lastFetchId(): Promise<number>;
}

/**
 * What is this old is counted; what is newer may still lie in a transaction that has not committed, and would be
 * missed for good. Statements are limited to 30 s.
 */
const SETTLED_AFTER_MS = 31_000;

/** Counters that grow with the ledger from the start of this process on. Each count reads what is new since the last. */
export class CountTraffic {
  private readonly deliveries: Counter<'destination' | 'kind' | 'outcome'>;
  private readonly killLatency: Histogram<'destination'>;
  private readonly documents: Counter<'feed' | 'outcome'>;
  private readonly accepted: Counter<'feed'>;
  private countedTo: Date;
  private countedFetch: number | undefined;

  constructor(
    private readonly traffic: Traffic,
    registry: Registry,
    /** Milliseconds since 1970. */
    private readonly now: () => number = Date.now,
  ) {
    this.countedTo = new Date(now() - SETTLED_AFTER_MS);
    const registers = [registry];
    this.deliveries = new Counter({
      name: 'korpu_deliveries_total',
      help: 'Deliveries settled, by outcome, since this process started; half a minute behind',
      labelNames: ['destination', 'kind', 'outcome'],
      registers,
    });
    this.killLatency = new Histogram({
      name: 'korpu_kill_latency_seconds',
      help: 'From receiving a kill to its acknowledgement by a destination',
      labelNames: ['destination'],
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600],
      registers,
    });
    this.documents = new Counter({
      name: 'korpu_documents_total',
      help: 'Documents fetched, by what became of them; half a minute behind',
      labelNames: ['feed', 'outcome'],
      registers,
    });
    this.accepted = new Counter({
      name: 'korpu_versions_accepted_total',
      help: 'Item versions accepted; half a minute behind',
      labelNames: ['feed'],
      registers,
    });
  }

  async count(): Promise<void> {
    const from = this.countedTo;
    const to = new Date(this.now() - SETTLED_AFTER_MS);
    if (to <= from) return;
    this.countedFetch ??= await this.traffic.lastFetchId();
    const [settled, kills, fetched] = await Promise.all([
      this.traffic.settled(from, to),
      this.traffic.killSeconds(from, to),
      this.traffic.fetched(this.countedFetch, from, to),
    ]);
    this.countedTo = to;
    for (const { destinationId: destination, kind, outcome, n } of settled)
      this.deliveries.inc({ destination, kind, outcome }, n);
    for (const { destinationId: destination, seconds } of kills)
      this.killLatency.observe({ destination }, seconds);
    for (const { feedId: feed, outcome, n, accepted, lastId } of fetched) {
      this.documents.inc({ feed, outcome }, n);
      this.accepted.inc({ feed }, accepted);
      this.countedFetch = Math.max(this.countedFetch, lastId);
    }
  }
}
