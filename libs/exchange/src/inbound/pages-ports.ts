import type { ListedPage, PageSelectors } from '#codecs/codec.js';
import type { FeedId } from '#news/ids.js';
import type { Instant } from '#news/record.js';

/** A feed that is no document but the pages of a site: what lists them, and how they are read. */
export interface FeedPages extends PageSelectors {
  /** CSS selector of the links of a list page; absent = the story-like links of the same host. */
  links?: string;
  /** Paths that a story's address begins with; absent = any. */
  paths?: string[];
  /** Seconds between two requests to one host, at least; robots.txt may ask for more. */
  delaySeconds: number;
  /** Pages read for the first time in one poll, at most. */
  maxNewPages: number;
  /** Pages that their list says are older are not read. */
  maxAgeDays: number;
  /** Seconds after which a page is read again, each as long as the page did not change since the one before. */
  revisitAfterSeconds: number[];
  /** The partner's permission to read what its robots.txt disallows. */
  permission?: string;
}

/** A page as earlier visits left it. */
export interface KnownPage {
  address: string;
  kind: ListedPage['kind'];
  /** What its list says. */
  modified?: Instant;
  firstSeenAt: Instant;
  /** Absent before the first visit. */
  visitedAt?: Instant;
  /** When the story changed last: by its own word at the first visit, later when that was seen. */
  changedAt?: Instant;
  /** The place in `revisitAfterSeconds`. */
  step: number;
  /** How the last visit ended. */
  outcome?: PageVisit['outcome'];
  etag?: string;
  lastModified?: string;
  sha256?: string;
}

export interface PageVisit
  extends Pick<KnownPage, 'address' | 'changedAt' | 'step' | 'etag' | 'lastModified' | 'sha256'> {
  at: Instant;
  /** Absent = not until its list says that it changed. */
  nextVisitAt?: Instant;
  outcome: 'read' | 'no-story' | 'refused' | 'failed';
  /** Why it was refused or failed. */
  problem?: { code: string; message: string };
}

export interface PagesSummary {
  known: number;
  /** Pages that gave a story. */
  read: number;
  /** Listed and not yet visited. */
  waiting: number;
  /** Of the pages that are still listed. */
  refused: number;
  failed: number;
  /** Of the first refused page, else of the first that failed. */
  problem?: { address: string; code: string; message: string };
  nextVisitAt?: Instant;
}

/** What is known of the pages of a feed. */
export interface PageBook {
  /**
   * Notes what a list names, the newest first. New pages are due at once. A known one is due again where its list gives
   * it a later date: no sooner than the first of `revisitAfterSeconds` after its last visit, or the last of them once
   * its schedule is over.
   */
  list(
    feedId: FeedId,
    pages: readonly ListedPage[],
    at: Instant,
    revisitAfterSeconds: readonly number[],
  ): Promise<void>;
  /** Pages that are due: up to `first` that were never visited, as they were listed, and up to `again` others. */
  due(
    feedId: FeedId,
    kind: ListedPage['kind'],
    at: Instant,
    most: { first: number; again: number },
  ): Promise<KnownPage[]>;
  settleVisit(feedId: FeedId, visit: PageVisit): Promise<void>;
  summary(feedId: FeedId): Promise<PagesSummary>;
}

export type RobotsVerdict =
  | { verdict: 'allowed'; delaySeconds?: number }
  /** `rule`: the line of robots.txt that says so. */
  | { verdict: 'disallowed'; rule: string }
  /** robots.txt could not be read, so that nothing may be read for now (RFC 9309, section 2.3.1.4). */
  | { verdict: 'unknown'; message: string };

/** What a host's robots.txt says of an address (RFC 9309). */
export interface Robots {
  judge(url: string, signal: AbortSignal): Promise<RobotsVerdict>;
}
