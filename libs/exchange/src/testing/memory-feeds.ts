import type {
  DocumentArchive,
  DueFeed,
  Feed,
  FeedBook,
  FetchId,
  PollResult,
} from '#exchange/inbound/inbound-ports.js';
import { asFeedId, asPartnerId, type FeedId } from '#news/ids.js';

type Kept = Parameters<DocumentArchive['keep']>[0];
type FetchOutcome = Parameters<DocumentArchive['settle']>[1];

/** Feeds, their polls and the documents they brought, in memory. */
export class MemoryFeeds implements FeedBook, DocumentArchive {
  readonly feeds = new Map<FeedId, Feed>();
  readonly polls: (PollResult & { feedId: FeedId })[] = [];
  readonly fetches: (Kept & { outcome?: FetchOutcome })[] = [];
  /** What `due` answers. */
  overdue: FeedId[] = [];
  /** … and what it answers after these, where it is asked that far ahead. */
  upcoming: DueFeed[] = [];

  add(given: Partial<Feed> = {}): Feed {
    const feed: Feed = {
      id: asFeedId('report-az'),
      partnerId: asPartnerId('report'),
      partnerName: 'Report',
      url: 'https://report.example/rss',
      zone: 'Asia/Baku',
      languages: ['az'],
      headlineSignals: {},
      headers: {},
      pollEverySeconds: 60,
      minPollSeconds: 15,
      maxPollSeconds: 900,
      maxBytes: 1_000_000,
      timeoutSeconds: 10,
      maxPages: 5,
      paused: false,
      due: true,
      dueAt: '2025-11-18T09:00:00.000Z',
      poll: { intervalSeconds: 60, consecutiveFailures: 0 },
      ...given,
    };
    this.feeds.set(feed.id, feed);
    return feed;
  }

  async find(id: FeedId): Promise<Feed | undefined> {
    return this.feeds.get(id);
  }

  async settlePoll(id: FeedId, result: PollResult): Promise<string> {
    this.polls.push({ ...result, feedId: id });
    const feed = this.feeds.get(id);
    if (!feed) return result.dueAt;
    const poll = feed.url === result.url ? result.poll : feed.poll;
    const dueAt = feed.dueAt === result.dueAt ? result.nextPollAt : feed.dueAt;
    this.feeds.set(id, { ...feed, poll, dueAt });
    return dueAt;
  }

  async due(limit: number, withinMilliseconds: number): Promise<DueFeed[]> {
    const soon = this.upcoming.filter(({ inMilliseconds }) => inMilliseconds <= withinMilliseconds);
    return [...this.overdue.map((id) => ({ id, inMilliseconds: 0 })), ...soon].slice(0, limit);
  }

  async keep(fetch: Kept): Promise<FetchId> {
    return this.fetches.push({ ...fetch });
  }

  async settle(id: FetchId, outcome: FetchOutcome): Promise<void> {
    const fetch = this.fetches[id - 1]!;
    fetch.outcome = outcome;
    if (!outcome.decoded) return;
    for (const other of this.fetches) {
      const same = other.feedId === fetch.feedId && other.sha256 === fetch.sha256;
      if (same && other.outcome?.decoded === false) other.outcome = { ...outcome, accepted: 0 };
    }
  }
}
