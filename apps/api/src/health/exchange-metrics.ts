import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ApiServices } from '../api-services.js';
import type { DestinationResource, FeedResource } from '../rest/catalogue-resources.js';
import { CountTraffic } from './count-traffic.js';

export type MetricsServices = Pick<ApiServices, 'feeds' | 'destinations' | 'doorbell' | 'traffic'>;

const ALL = 10_000;
const FEED_OUTCOMES = ['changed', 'unchanged', 'not-modified', 'undecodable', 'failed'] as const;

/**
 * The exchange's metrics, read from the ledger when they are asked for: what is true of the database is not counted
 * beside it. What a process alone knows comes from registries that are passed in.
 */
export class ExchangeMetrics {
  private readonly registry = new Registry();
  private readonly traffic: CountTraffic;
  private running: Promise<string> | undefined;
  private watchesProcess = false;

  constructor(
    private readonly services: MetricsServices,
    private readonly others: readonly Registry[] = [],
  ) {
    this.traffic = new CountTraffic(services.traffic, this.registry);
  }

  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;

  /** In the Prometheus text format. Scrapes that come together share one reading. */
  scrape(): Promise<string> {
    this.running ??= this.read().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async read(): Promise<string> {
    // Not before somebody asks: watching the delay of the event loop wakes the process a hundred times a second, which was
    // most of what an idle exchange cost.
    if (!this.watchesProcess) collectDefaultMetrics({ register: this.registry });
    this.watchesProcess = true;
    const [destinations, feeds, queue] = await Promise.all([
      this.services.destinations.list(ALL),
      this.services.feeds.list(ALL),
      this.services.doorbell.check(),
      this.traffic.count(),
    ]);
    const now = Date.now();
    for (const { name, help, of } of DESTINATION_GAUGES)
      this.show(
        name,
        help,
        'destination',
        destinations.map((d) => [d.id, of(d, now)]),
      );
    for (const { name, help, of } of FEED_GAUGES)
      this.show(
        name,
        help,
        'feed',
        feeds.map((f) => [f.id, of(f, now)]),
      );
    this.showOutcomes(feeds);
    this.show('korpu_queue_up', 'Whether the queue that rings lanes answers', 'queue', [
      ['doorbell', queue.ok ? 1 : 0],
    ]);
    const texts = [this.registry, ...this.others].map((registry) => registry.metrics());
    return (await Promise.all(texts)).join('\n');
  }

  /** Rows without a value are left out; those of things that are gone disappear. */
  private show(name: string, help: string, label: string, rows: [string, number | undefined][]): void {
    const gauge = this.gauge(name, help, [label]);
    gauge.reset();
    for (const [id, value] of rows) if (value !== undefined) gauge.set({ [label]: id }, value);
  }

  private showOutcomes(feeds: FeedResource[]): void {
    const gauge = this.gauge('korpu_feed_last_poll', 'How the last poll ended: 1 for its outcome', [
      'feed',
      'outcome',
    ]);
    gauge.reset();
    for (const { id: feed, lastOutcome } of feeds)
      for (const outcome of lastOutcome ? FEED_OUTCOMES : [])
        gauge.set({ feed, outcome }, outcome === lastOutcome ? 1 : 0);
  }

  private gauge(name: string, help: string, labelNames: string[]): Gauge {
    const known = this.registry.getSingleMetric(name);
    return known instanceof Gauge ? known : new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

const secondsSince = (instant: string | undefined, now: number): number | undefined =>
  instant === undefined ? undefined : Math.max(0, (now - Date.parse(instant)) / 1000);

interface GaugeOf<Row> {
  name: string;
  help: string;
  of(row: Row, now: number): number | undefined;
}

const DESTINATION_GAUGES: GaugeOf<DestinationResource>[] = [
  {
    name: 'korpu_oldest_due_delivery_seconds',
    help: 'How long the oldest due delivery has been waiting; 0 when none waits',
    of: (d, now) => secondsSince(d.oldestDueAt, now) ?? 0,
  },
  {
    name: 'korpu_deliveries_pending',
    help: 'Deliveries that wait, those due later included',
    of: (d) => d.pending,
  },
  { name: 'korpu_deliveries_in_flight', help: 'Deliveries on their way', of: (d) => d.inFlight },
  { name: 'korpu_deliveries_dead', help: 'Dead letters', of: (d) => d.dead },
  {
    name: 'korpu_destination_open',
    help: '1 = open, 0 = paused or disabled',
    of: (d) => (d.state === 'open' ? 1 : 0),
  },
  {
    name: 'korpu_destination_breaker_open',
    help: '1 while the breaker keeps the lane shut after failures',
    of: (d, now) => (d.restsUntil && Date.parse(d.restsUntil) > now ? 1 : 0),
  },
  {
    name: 'korpu_destination_consecutive_failures',
    help: 'Failures since the last success',
    of: (d) => d.consecutiveFailures,
  },
  {
    name: 'korpu_seconds_since_last_delivery',
    help: 'Since the last delivery that succeeded; absent before the first',
    of: (d, now) => secondsSince(d.lastDeliveredAt, now),
  },
];

const FEED_GAUGES: GaugeOf<FeedResource>[] = [
  {
    name: 'korpu_feed_seconds_since_last_poll',
    help: 'Since the last poll; absent before the first',
    of: (f, now) => secondsSince(f.lastPollAt, now),
  },
  {
    name: 'korpu_feed_seconds_since_last_item',
    help: 'Since something new came; absent before the first',
    of: (f, now) => secondsSince(f.lastItemAt, now),
  },
  {
    name: 'korpu_feed_poll_overdue_seconds',
    help: 'How long the next poll has been due; 0 while it is not',
    of: (f, now) => (f.paused ? 0 : (secondsSince(f.nextPollAt, now) ?? 0)),
  },
  { name: 'korpu_feed_paused', help: '1 = paused', of: (f) => (f.paused ? 1 : 0) },
  {
    name: 'korpu_feed_documents_quarantined',
    help: 'Documents that could not be read and wait, each once',
    of: (f) => f.quarantined,
  },
  { name: 'korpu_feed_problem', help: '1 = the last polls went wrong', of: (f) => (f.problem ? 1 : 0) },
];
