import type { Clock } from '#exchange/clock.js';
import type { AcceptPage } from '#exchange/inbound/accept-page.js';
import type { Feed, FeedBook } from '#exchange/inbound/inbound-ports.js';
import { nextPoll, type PollOutcome } from '#exchange/inbound/poll-interval.js';
import { type Polled, rememberFirst } from '#exchange/inbound/polled.js';
import type { PullPages } from '#exchange/inbound/pull-pages.js';
import type { PullReport } from '#exchange/inbound/pull-report.js';
import type { Page, ReadPage } from '#exchange/inbound/read-page.js';
import type { FeedId } from '#news/ids.js';
import type { Instant } from '#news/record.js';

/** One poll of one feed: its pages pulled, kept, decoded and accepted, and the time of the next poll set. */
export class PullFeed {
  constructor(
    private readonly feeds: FeedBook,
    private readonly page: ReadPage,
    private readonly acceptPage: AcceptPage,
    private readonly pullPages: Pick<PullPages, 'run'>,
    /** `random` is uniform in [0, 1): it spreads the polls of feeds that started together. */
    private readonly time: { clock: Clock; random: () => number },
  ) {}

  /**
   * Whatever an origin serves ends in a settled poll that says what it was. Throws only when the ledger is out of reach:
   * the poll is then not settled, and done again.
   */
  async run(feedId: FeedId, signal: AbortSignal): Promise<PullReport> {
    const counts = { pages: 0, records: 0, accepted: 0, unchanged: 0, stale: 0, refused: 0 };
    const report: PullReport = { feedId, outcome: 'unchanged', ...counts };
    const feed = await this.feeds.find(feedId);
    if (feed === undefined) return { ...report, outcome: 'unknown-feed' };
    if (feed.paused) return { ...report, outcome: 'paused' };
    if (!feed.due) return { ...report, outcome: 'not-due' };
    const { pages } = feed;
    const polled =
      pages === undefined
        ? await this.readPages(feed, report, signal)
        : await this.pullPages.run({ ...feed, pages }, report, signal);
    if (polled === 'aborted') return { ...report, outcome: 'aborted' };
    await this.settle(feed, polled, report);
    return report;
  }

  /** Follows the feed's pages as long as they bring something new, or to the end if the last poll was cut short. */
  private async readPages(feed: Feed, report: PullReport, signal: AbortSignal): Promise<Polled | 'aborted'> {
    const { etag, lastModified, documentSha256, pagesUnread = false } = feed.poll;
    const polled: Polled = {
      dueAt: feed.dueAt,
      result: { outcome: 'unchanged' },
      state: { etag, lastModified, documentSha256, pagesUnread },
    };
    const visited = new Set<string>();
    let url: string | undefined = feed.url;
    while (url !== undefined && visited.size < feed.maxPages && !visited.has(url)) {
      const first = visited.size === 0;
      visited.add(url);
      const known = first && !pagesUnread ? { etag, lastModified, sha256: documentSha256 } : undefined;
      const page: Page = await this.page.run({ feed, url, known }, signal);
      if (page.outcome === 'aborted') return 'aborted';
      report.pages += 1;
      if (first) rememberFirst(polled, page);
      if (page.outcome === 'failed' || page.outcome === 'undecodable') {
        report.problem = page.problem;
        if (first) return polled;
        // The pages before are safe. This one is read with the next poll, unless it would be the same again.
        report.problem = { ...page.problem, message: `page ${url}: ${page.problem.message}` };
        polled.state.pagesUnread = page.outcome === 'failed' && page.retry !== 'never';
        return polled;
      }
      if (page.outcome !== 'decoded') break;
      const next = feed.maxPages > 1 ? page.decoded.nextPage : undefined;
      if (first && next !== undefined && !pagesUnread) polled.dueAt = await this.noteUnreadPages(feed);
      const acceptance = await this.acceptPage.run(feed, page, report, signal);
      if (!acceptance.complete) return 'aborted';
      if (acceptance.accepted.length > 0) polled.result.outcome = 'changed';
      url = acceptance.accepted.length > 0 || pagesUnread ? next : undefined;
    }
    polled.state.pagesUnread = false;
    return polled;
  }

  private async noteUnreadPages(feed: Feed): Promise<string> {
    const now = this.time.clock.now();
    return this.feeds.settlePoll(feed.id, {
      url: feed.url,
      dueAt: feed.dueAt,
      at: now.toISOString(),
      nextPollAt: later(now, feed.minPollSeconds),
      poll: { ...feed.poll, pagesUnread: true },
      outcome: 'changed',
      accepted: 0,
    });
  }

  private async settle(
    feed: Feed,
    { dueAt, result, state, wakeAt }: Polled,
    report: PullReport,
  ): Promise<void> {
    const now = this.time.clock.now();
    const next = nextPoll(feed, result, this.time.random());
    const wait =
      wakeAt === undefined ? next.waitSeconds : sooner(next.waitSeconds, wakeAt, now, feed, result);
    const nextPollAt = later(now, wait);
    const { intervalSeconds, consecutiveFailures } = next;
    report.outcome = result.outcome;
    report.nextPollAt = nextPollAt;
    if (report.problem !== undefined && consecutiveFailures > 0) {
      const times = consecutiveFailures === 1 ? '' : ` ${consecutiveFailures} times in a row`;
      const wait = Math.round(next.waitSeconds);
      report.problem.message += ` (failed${times}; next try in ${wait} s)`;
    }
    await this.feeds.settlePoll(feed.id, {
      url: feed.url,
      dueAt,
      at: now.toISOString(),
      nextPollAt,
      poll: { ...state, intervalSeconds, consecutiveFailures },
      outcome: result.outcome,
      problem: report.problem,
      accepted: report.accepted,
    });
  }
}

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

/** What is due by itself does not wait for the feed's own pace, but for the pause that its origin asked for. */
function sooner(wait: number, wakeAt: Instant, now: Date, feed: Feed, result: PollOutcome): number {
  const wake = (Date.parse(wakeAt) - now.getTime()) / 1000;
  return Math.min(wait, Math.max(wake, feed.minPollSeconds, result.retryAfterSeconds ?? 0));
}
