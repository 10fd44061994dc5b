import type { Clock } from '#exchange/clock.js';
import { type AcceptPage } from '#exchange/inbound/accept-page.js';
import type { HostTurns } from '#exchange/inbound/host-turns.js';
import type { Feed } from '#exchange/inbound/inbound-ports.js';
import { nextVisit } from '#exchange/inbound/next-visit.js';
import type {
  FeedPages,
  KnownPage,
  PageBook,
  PageVisit,
  Robots,
  RobotsVerdict,
} from '#exchange/inbound/pages-ports.js';
import { type Polled, rememberFirst } from '#exchange/inbound/polled.js';
import type { PullReport } from '#exchange/inbound/pull-report.js';
import type { ReadListing } from '#exchange/inbound/read-listing.js';
import type { Page, PageRequest, ReadPage } from '#exchange/inbound/read-page.js';

/** A poll that takes longer leaves the rest to the next one, so that it keeps no other feed waiting. */
const LONGEST_POLL_MS = 20_000;
/** After a day robots.txt may say something else. */
const REFUSED_FOR_MS = 86_400_000;

export type PagesFeed = Feed & { pages: FeedPages };
type Answer = Page | Extract<RobotsVerdict, { verdict: 'disallowed' | 'unknown' }>;

/**
 * One poll of a feed that is no document but a site's pages: its list is read and noted, then the pages that are due,
 * one after the other, each kept, decoded and accepted by itself.
 */
export class PullPages {
  constructor(
    private readonly page: ReadPage,
    private readonly listing: ReadListing,
    private readonly book: PageBook,
    private readonly acceptPage: AcceptPage,
    private readonly outside: { robots: Robots; turns: HostTurns; clock: Clock },
  ) {}

  /** Throws only when the ledger is out of reach; what was read before is settled, and not read again. */
  async run(feed: PagesFeed, report: PullReport, signal: AbortSignal): Promise<Polled | 'aborted'> {
    const { etag, lastModified, documentSha256 } = feed.poll;
    const polled: Polled = {
      dueAt: feed.dueAt,
      result: { outcome: 'unchanged' },
      state: { etag, lastModified, documentSha256 },
    };
    const endsAt = this.outside.clock.now().getTime() + LONGEST_POLL_MS;
    const known = { etag, lastModified, sha256: documentSha256 };
    const list = await this.ask(feed, feed.url, { known, context: listingOf(feed) }, signal);
    if ('verdict' in list) {
      polled.result = { outcome: 'failed', hopeless: list.verdict === 'disallowed' };
      report.problem = problemOf(list);
      return polled;
    }
    if (list.outcome === 'aborted') return 'aborted';
    report.pages += 1;
    if (list.outcome === 'decoded') await this.listing.run(feed, list);
    rememberFirst(polled, list);
    if (list.outcome === 'failed' || list.outcome === 'undecodable') {
      report.problem = list.problem;
      return polled;
    }
    if (!(await this.readSitemaps(feed, report, signal))) return 'aborted';
    const read = await this.readDue(feed, polled, report, endsAt, signal);
    if (!read) return 'aborted';
    if (report.accepted > 0) polled.result.outcome = 'changed';
    const summary = await this.book.summary(feed.id);
    polled.wakeAt = summary.nextVisitAt;
    const { refused, failed, problem } = summary;
    if (problem !== undefined) {
      const counts = [refused > 0 && `${refused} disallowed`, failed > 0 && `${failed} broken`];
      const message = `${counts.filter(Boolean).join(' and ')} of ${summary.known} pages; ${problem.address}: ${problem.message}`;
      report.problem ??= { code: problem.code, message };
    }
    return polled;
  }

  /** False when it was aborted. */
  private async readSitemaps(feed: PagesFeed, report: PullReport, signal: AbortSignal): Promise<boolean> {
    for (const sitemap of await this.listing.sitemaps(feed, feed.maxPages - 1)) {
      const request = { known: sitemap, context: listingOf(feed) };
      const page = await this.ask(feed, sitemap.address, request, signal);
      if ('verdict' in page) {
        report.problem ??= problemOf(page);
        continue;
      }
      if (page.outcome === 'aborted') return false;
      report.pages += 1;
      if (page.outcome === 'decoded') await this.listing.run(feed, page);
      if ('problem' in page) {
        const { code, message } = page.problem;
        report.problem ??= { code, message: `sitemap ${sitemap.address}: ${message}` };
      }
      await this.listing.settleSitemap(feed, sitemap, page);
    }
    return true;
  }

  /** Reads at least one page that is due, so that a host that asks for long pauses is read too. */
  private async readDue(
    feed: PagesFeed,
    polled: Polled,
    report: PullReport,
    endsAt: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const most = { first: feed.pages.maxNewPages, again: feed.pages.maxNewPages };
    const due = await this.book.due(feed.id, 'page', this.outside.clock.now().toISOString(), most);
    for (const [i, known] of due.entries()) {
      if (i > 0 && this.outside.clock.now().getTime() >= endsAt) break;
      const page = await this.ask(feed, known.address, { known, context: storyOf(feed) }, signal);
      if ('verdict' in page) {
        if (page.verdict === 'unknown') {
          report.problem ??= problemOf(page);
          break;
        }
        await this.settle(feed, known, { outcome: 'refused', problem: problemOf(page) });
        continue;
      }
      if (page.outcome === 'aborted') return false;
      report.pages += 1;
      if (!(await this.take(feed, known, page, report, signal))) return false;
      // The host asks to be left alone: that holds for all its pages.
      if (page.outcome === 'failed' && typeof page.retry === 'object') {
        polled.result.retryAfterSeconds = page.retry.afterSeconds;
        break;
      }
    }
    return true;
  }

  private async take(
    feed: PagesFeed,
    known: KnownPage,
    page: Exclude<Page, { outcome: 'aborted' }>,
    report: PullReport,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (page.outcome === 'failed' || page.outcome === 'undecodable') {
      await this.settle(feed, known, { outcome: 'failed', problem: page.problem });
      return true;
    }
    if (page.outcome !== 'decoded') {
      const outcome = known.outcome === 'no-story' ? 'no-story' : 'read';
      await this.settle(feed, known, { outcome });
      return true;
    }
    const acceptance = await this.acceptPage.run(feed, page, report, signal);
    if (!acceptance.complete) return false;
    const [record] = page.decoded.records;
    const now = this.outside.clock.now().toISOString();
    const changed = acceptance.accepted.length > 0;
    const said = record?.versionCreated;
    const first = said !== undefined && said < now ? said : known.firstSeenAt;
    await this.settle(feed, known, {
      outcome: record === undefined ? 'no-story' : 'read',
      changedAt: known.visitedAt === undefined ? first : changed ? now : known.changedAt,
      etag: page.fetched.etag,
      lastModified: page.fetched.lastModified,
      sha256: page.sha256,
    });
    return true;
  }

  private async settle(
    feed: PagesFeed,
    known: KnownPage,
    said: Pick<PageVisit, 'outcome'> & Partial<PageVisit>,
  ): Promise<void> {
    const now = this.outside.clock.now();
    const changedAt = said.changedAt ?? known.changedAt;
    const changed = changedAt !== known.changedAt;
    const next =
      said.outcome === 'refused'
        ? { step: known.step, nextVisitAt: new Date(now.getTime() + REFUSED_FOR_MS).toISOString() }
        : nextVisit(known, feed.pages.revisitAfterSeconds, { changed, changedAt, now });
    const { etag, lastModified, sha256, address } = known;
    const at = now.toISOString();
    await this.book.settleVisit(feed.id, {
      address,
      at,
      etag,
      lastModified,
      sha256,
      ...next,
      ...said,
      changedAt,
    });
  }

  /** Asks in the host's turn, unless its robots.txt says no and the partner does not say otherwise. */
  private async ask(
    feed: PagesFeed,
    url: string,
    request: Pick<PageRequest, 'known' | 'context'>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { robots, turns } = this.outside;
    let delay = feed.pages.delaySeconds;
    if (feed.pages.permission === undefined) {
      const judged = await robots.judge(url, signal);
      if (signal.aborted) return { outcome: 'aborted' };
      if (judged.verdict !== 'allowed') return judged;
      delay = Math.max(delay, judged.delaySeconds ?? 0);
    }
    return turns.take<Page>(url, delay, signal, async () =>
      signal.aborted ? { outcome: 'aborted' } : this.page.run({ feed, url, ...request }, signal),
    );
  }
}

/** What is known beforehand of a document that lists the feed's pages. */
export const listingOf = ({ pages }: Pick<PagesFeed, 'pages'>) => ({ listing: { links: pages.links } });

/** … and of a story's page. The address tells a story from the others, so that it is one item by whatever list it was found. */
export const storyOf = ({ pages, profile }: Pick<PagesFeed, 'pages' | 'profile'>) => {
  const { headline, body, date, byline, image } = pages;
  const page = { headline, body, date, byline, image };
  return { format: 'html' as const, page, profile: { ...profile, guid: 'link' as const } };
};

function problemOf(judged: Exclude<RobotsVerdict, { verdict: 'allowed' }>): {
  code: string;
  message: string;
} {
  return judged.verdict === 'disallowed'
    ? { code: 'pages.robots-disallowed', message: `robots.txt does not allow it: ${judged.rule}` }
    : { code: 'pages.robots-unknown', message: judged.message };
}
