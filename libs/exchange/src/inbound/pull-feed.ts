import type { Warning } from '#codecs/codec.js';
import type { Clock } from '#exchange/clock.js';
import type { Acceptance, AcceptRecords } from '#exchange/inbound/accept-records.js';
import { hasProviderVersions } from '#exchange/inbound/classify.js';
import type {
  DocumentArchive,
  Feed,
  FeedBook,
  PollResult,
  PollState,
} from '#exchange/inbound/inbound-ports.js';
import { nextPoll, type PollOutcome } from '#exchange/inbound/poll-interval.js';
import type { Page, PageProblem, ReadPage } from '#exchange/inbound/read-page.js';
import type { FeedId } from '#news/ids.js';

/** A document of thousands of entries can have as many warnings; the first ones tell what is wrong with it. */
const MOST_WARNINGS = 200;

export interface PullReport {
  feedId: FeedId;
  /** `aborted`: cut short by the signal and not settled, so that the poll stays due; nothing accepted is lost. */
  outcome: PollResult['outcome'] | 'aborted' | 'paused' | 'not-due' | 'unknown-feed';
  pages: number;
  records: number;
  accepted: number;
  unchanged: number;
  stale: number;
  refused: number;
  problem?: PageProblem;
  nextPollAt?: string;
}

/** What a poll leaves to be settled. */
interface Polled {
  /** By which the feed's book knows the poll. */
  dueAt: string;
  result: PollOutcome;
  state: Pick<PollState, 'etag' | 'lastModified' | 'documentSha256' | 'pagesUnread'>;
}

type DecodedPage = Extract<Page, { outcome: 'decoded' }>;

/** One poll of one feed: its pages pulled, kept, decoded and accepted, and the time of the next poll set. */
export class PullFeed {
  constructor(
    private readonly feeds: FeedBook,
    private readonly page: ReadPage,
    private readonly archive: DocumentArchive,
    private readonly acceptRecords: AcceptRecords,
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
    const polled = await this.readPages(feed, report, signal);
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
      const page: Page = await this.page.run({ feed, url, conditional: first && !pagesUnread }, signal);
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
      const acceptance = await this.accept(feed, page, report, signal);
      if (!acceptance.complete) return 'aborted';
      if (acceptance.accepted.length > 0) polled.result.outcome = 'changed';
      url = acceptance.accepted.length > 0 || pagesUnread ? next : undefined;
    }
    polled.state.pagesUnread = false;
    return polled;
  }

  private async accept(
    feed: Feed,
    { decoded, fetchId }: DecodedPage,
    report: PullReport,
    signal: AbortSignal,
  ): Promise<Acceptance> {
    const { format, charset, records } = decoded;
    const { partnerId, id: feedId } = feed;
    const providerVersions = hasProviderVersions(format);
    const arrival = { partnerId, feedId, fetchId, records, providerVersions };
    const acceptance = await this.acceptRecords.run(arrival, signal);
    const { accepted, unchanged, stale, refused, complete } = acceptance;
    report.records += records.length;
    report.accepted += accepted.length;
    report.unchanged += unchanged;
    report.stale += stale.length;
    report.refused += refused.length;
    if (refused[0] !== undefined) {
      const { guid, message } = refused[0];
      const all = refused.length > 1 ? `${refused.length} records, the first ${guid}` : guid;
      report.problem = { code: 'accept.unacceptable-record', message: `not stored: ${all}: ${message}` };
    }
    if (complete) {
      const warnings = [
        ...decoded.warnings,
        ...stale.map(({ guid, detail }) => ({ code: 'stale', at: guid, detail })),
        ...refused.map(({ guid, message }) => ({ code: 'unacceptable-record', at: guid, detail: message })),
      ];
      await this.archive.settle(fetchId, {
        decoded: true,
        format,
        charset,
        records: records.length,
        accepted: accepted.length,
        warnings: firstOf(warnings),
      });
    }
    return acceptance;
  }

  private async noteUnreadPages(feed: Feed): Promise<string> {
    const now = this.time.clock.now();
    const nextPollAt = later(now, feed.minPollSeconds);
    await this.feeds.settlePoll(feed.id, {
      url: feed.url,
      dueAt: feed.dueAt,
      at: now.toISOString(),
      nextPollAt,
      poll: { ...feed.poll, pagesUnread: true },
      outcome: 'changed',
      accepted: 0,
    });
    return nextPollAt;
  }

  private async settle(feed: Feed, { dueAt, result, state }: Polled, report: PullReport): Promise<void> {
    const now = this.time.clock.now();
    const next = nextPoll(feed, result, this.time.random());
    const nextPollAt = later(now, next.waitSeconds);
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

/** The first page is the feed itself: its headers say when to ask again, and by what to ask. */
function rememberFirst({ result, state }: Polled, page: Exclude<Page, { outcome: 'aborted' }>): void {
  if (page.outcome === 'failed') {
    result.outcome = 'failed';
    result.hopeless = page.retry === 'never';
    if (typeof page.retry === 'object') result.retryAfterSeconds = page.retry.afterSeconds;
    return;
  }
  if (page.outcome === 'not-modified') {
    result.outcome = 'not-modified';
    result.maxAgeSeconds = page.maxAgeSeconds;
    result.retryAfterSeconds = page.retryAfterSeconds;
    return;
  }
  result.maxAgeSeconds = page.fetched.maxAgeSeconds;
  if (page.outcome === 'undecodable') {
    // Not remembered: with its ETag the next answer would be "not modified", and the feed would look well.
    result.outcome = 'undecodable';
    return;
  }
  state.etag = page.fetched.etag;
  state.lastModified = page.fetched.lastModified;
  state.documentSha256 = page.sha256;
  if (page.outcome === 'decoded') result.ttlSeconds = page.decoded.ttlSeconds;
}

function firstOf(warnings: Warning[]): Warning[] {
  if (warnings.length <= MOST_WARNINGS) return warnings;
  const more = { code: 'warnings-cut', at: '', detail: `${warnings.length - MOST_WARNINGS} more` };
  return [...warnings.slice(0, MOST_WARNINGS), more];
}

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
