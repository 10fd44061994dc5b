import type { ListedPage } from '#codecs/codec.js';
import type {
  KnownPage,
  PageBook,
  PagesSummary,
  PageVisit,
  Robots,
  RobotsVerdict,
} from '#exchange/inbound/pages-ports.js';
import type { FeedId } from '#news/ids.js';
import type { Instant } from '#news/record.js';

type Row = KnownPage & Pick<PageVisit, 'nextVisitAt' | 'problem'> & { listedAt: Instant; position: number };

const DAY_MS = 86_400_000;
const later = (at: Instant, seconds: number): Instant =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Pages of feeds, in memory. */
export class MemoryPages implements PageBook {
  readonly feeds = new Map<FeedId, Map<string, Row>>();

  async list(
    feedId: FeedId,
    pages: readonly ListedPage[],
    at: Instant,
    revisitAfterSeconds: readonly number[],
  ): Promise<void> {
    const rows = this.rowsOf(feedId);
    for (const [position, { href, kind, modified }] of pages.entries()) {
      const row = rows.get(href);
      if (!row) {
        const seen = { firstSeenAt: at, listedAt: at, nextVisitAt: at };
        rows.set(href, { address: href, kind, modified, step: 0, position, ...seen });
        continue;
      }
      const last = row.modified ?? row.visitedAt;
      if (row.visitedAt !== undefined && modified !== undefined && last !== undefined && modified > last) {
        const wait = row.nextVisitAt === undefined ? revisitAfterSeconds.at(-1) : revisitAfterSeconds[0];
        const soon = later(row.visitedAt, kind === 'page' ? (wait ?? 0) : 0);
        const due = soon > at ? soon : at;
        if (row.nextVisitAt === undefined || due < row.nextVisitAt) row.nextVisitAt = due;
      }
      Object.assign(row, { listedAt: at, position, modified: modified ?? row.modified });
    }
  }

  async due(
    feedId: FeedId,
    kind: ListedPage['kind'],
    at: Instant,
    most: { first: number; again: number },
  ): Promise<KnownPage[]> {
    const due = [...this.rowsOf(feedId).values()].filter(
      (row) => row.kind === kind && row.nextVisitAt !== undefined && row.nextVisitAt <= at,
    );
    const first = due.filter((row) => row.visitedAt === undefined);
    const again = due.filter((row) => row.visitedAt !== undefined);
    first.sort((a, b) => b.listedAt.localeCompare(a.listedAt) || a.position - b.position);
    again.sort((a, b) => a.nextVisitAt!.localeCompare(b.nextVisitAt!));
    return [...first.slice(0, most.first), ...again.slice(0, most.again)].map((row) => ({ ...row }));
  }

  async settleVisit(feedId: FeedId, { address, at, ...visit }: PageVisit): Promise<void> {
    const row = this.rowsOf(feedId).get(address);
    if (row) Object.assign(row, { problem: undefined, nextVisitAt: undefined, ...visit, visitedAt: at });
  }

  async summary(feedId: FeedId): Promise<PagesSummary> {
    const rows = [...this.rowsOf(feedId).values()].filter(({ kind }) => kind === 'page');
    const last = Math.max(...rows.map(({ listedAt }) => Date.parse(listedAt)));
    const wrong = rows
      .filter(({ problem, listedAt }) => problem && Date.parse(listedAt) >= last - DAY_MS)
      .sort((a, b) => b.outcome!.localeCompare(a.outcome!) || a.address.localeCompare(b.address));
    const next = rows.flatMap(({ nextVisitAt }) => nextVisitAt ?? []).sort()[0];
    const first = wrong[0];
    return {
      known: rows.length,
      read: rows.filter(({ outcome }) => outcome === 'read').length,
      waiting: rows.filter(({ visitedAt }) => visitedAt === undefined).length,
      refused: wrong.filter(({ outcome }) => outcome === 'refused').length,
      failed: wrong.filter(({ outcome }) => outcome === 'failed').length,
      ...(first?.problem && { problem: { address: first.address, ...first.problem } }),
      ...(next !== undefined && { nextVisitAt: next }),
    };
  }

  private rowsOf(feedId: FeedId): Map<string, Row> {
    const rows = this.feeds.get(feedId) ?? new Map<string, Row>();
    this.feeds.set(feedId, rows);
    return rows;
  }
}

/** A robots.txt that allows everything but what a test says. */
export class PlayedRobots implements Robots {
  readonly verdicts = new Map<string, RobotsVerdict>();
  delaySeconds?: number;

  async judge(url: string): Promise<RobotsVerdict> {
    return this.verdicts.get(url) ?? { verdict: 'allowed', delaySeconds: this.delaySeconds };
  }
}
