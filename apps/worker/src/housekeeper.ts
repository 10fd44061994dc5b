import { type SteadyTimer, startSteadyTimer } from '#queues/steady-timer.js';
import { Leadership } from '#store/leadership.js';
import { ensurePartitions } from '#store/partitions.js';
import { applyRetention, type RetentionDays } from '#store/retention.js';
import type { Logger } from '#wiring/logging.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { correctQueueClock } from '#wiring/queue-clock.js';

/** How often due lanes and feeds are looked for: what a lost ring, an embargo's end or a retry's time costs a lane at most. */
const SWEEP_EVERY_MS = 1_000;
const SENTINEL_EVERY_MS = 5_000;
/** How soon an item that came in is compared with the others. */
const STORIES_EVERY_MS = 5_000;
/** … and how long that waits for deliveries at most. */
const STORIES_WAIT_MS = 60_000;
/** How late a paused holder of a killed item may be escalated. */
const FOLLOW_UP_EVERY_MS = 10_000;
/** How soon a change or an end of an agreement takes hold of what was granted before and has not left. */
const JUDGE_EVERY_MS = 10_000;
/** How soon a long replay goes on after whoever began it went away, and how old the counts of one are that goes on. */
const REPLAY_EVERY_MS = 5_000;
const TIDY_EVERY_MS = 3_600_000;
const PARTITIONS_AHEAD_DAYS = 7;
const RETENTION: RetentionDays = {
  attempts: 30,
  bodies: 30,
  documents: 30,
  quarantine: 180,
  events: 365,
  storyKeys: 8,
  quotaItems: 400,
};

/**
 * The rounds one process makes for all: it rings what is due, notices a queue that lost its memory, makes tomorrow's
 * partitions and drops what is past keeping. Plain timers under an advisory lock, so that they go on when the queue does
 * not.
 */
export class Housekeeper {
  private readonly leadership: Leadership;
  private readonly timers: SteadyTimer[];
  /** Since when every sweep has found lanes with due work; undefined when the last one found none. */
  private dueSince: number | undefined;

  constructor(
    private readonly exchange: Exchange,
    private readonly logger: Logger,
  ) {
    this.leadership = new Leadership(exchange.ledger.dataSource, 'housekeeping');
    const round = (everyMs: number, what: string, task: (signal: AbortSignal) => Promise<unknown>) =>
      startSteadyTimer(
        everyMs,
        async (signal) => {
          if (await this.leadership.lead()) await task(signal);
        },
        (error) => logger.warn({ err: error }, `${what} did not work; it is tried again.`),
      );
    this.timers = [
      round(SWEEP_EVERY_MS, 'Looking for due lanes and feeds', () => this.sweep()),
      round(SENTINEL_EVERY_MS, 'Asking whether the queues were wiped', () => this.watchQueues()),
      round(STORIES_EVERY_MS, 'Looking for the same story elsewhere', (signal) => this.compare(signal)),
      round(FOLLOW_UP_EVERY_MS, 'Following up recalls', () => this.exchange.followUpRecalls.run()),
      round(JUDGE_EVERY_MS, 'Judging what waits', (signal) => this.judge(signal)),
      round(REPLAY_EVERY_MS, 'Going on with replays', (signal) => this.replay(signal)),
      round(TIDY_EVERY_MS, 'Tidying', () => this.tidy()),
    ];
  }

  private async sweep(): Promise<void> {
    // Together: with the queue out of reach each waits a second to hear so.
    const [{ due }] = await Promise.all([
      this.exchange.sweepLanes.run(),
      this.exchange.sweepFeeds.run(2 * SWEEP_EVERY_MS),
    ]);
    this.dueSince = due > 0 ? (this.dueSince ?? Date.now()) : undefined;
  }

  /** Comparing costs CPU, and nobody waits for it as for a delivery: a burst of those goes first. */
  private async compare(signal: AbortSignal): Promise<void> {
    if (this.dueSince !== undefined && Date.now() - this.dueSince < STORIES_WAIT_MS) return;
    await this.exchange.clusterStories.run(signal);
  }

  private async judge(signal: AbortSignal): Promise<void> {
    const { ended, changed } = await this.exchange.judgeWaiting.run(signal);
    if (ended + changed > 0)
      this.logger.info({ ended, changed }, 'What waits was judged again by the agreements of today.');
  }

  /** A wiped queue holds no bells: ring for everything that is due at once, rather than one sweep at a time. */
  private async watchQueues(): Promise<void> {
    const { sentinel, backend } = this.exchange.bells;
    if (backend.kind === 'postgres') await this.correctClock();
    const lost = await sentinel.lost().catch(() => undefined);
    if (!lost) return;
    this.logger.info(
      'The queues are empty, as at a first start or after a flush: ringing for all that is due.',
    );
    await this.sweep();
    await sentinel.plant();
  }

  /** What it makes due, the next sweep finds. */
  private async replay(signal: AbortSignal): Promise<void> {
    const { replays, replayCounts } = this.exchange.ledger;
    let unsettled = await replays.unsettled();
    const unfinished = unsettled.filter(({ selected }) => !selected);
    for (const { id } of unfinished) while (!signal.aborted && !(await replays.goOn(id)).selected);
    if (unfinished.length > 0) unsettled = await replays.unsettled();
    await replayCounts.keep(unsettled, signal);
  }

  private async correctClock(): Promise<void> {
    const { corrected } = await correctQueueClock(this.exchange.ledger.pool);
    if (corrected > 0)
      this.logger.warn(
        { corrected },
        'The clock of a worker is ahead: its marks in the queues were set right.',
      );
  }

  private async tidy(): Promise<void> {
    const { pool, recalls } = this.exchange.ledger;
    const now = new Date();
    await ensurePartitions(pool, PARTITIONS_AHEAD_DAYS, now);
    await recalls.keepEvidence();
    const dropped = await applyRetention(pool, RETENTION, now);
    this.logger.info({ dropped }, 'Tidied.');
  }

  async close(): Promise<void> {
    await Promise.all(this.timers.map((timer) => timer.stop()));
    this.exchange.sweepFeeds.stop();
    this.leadership.resign();
  }
}
