import type { PollState } from '#exchange/inbound/inbound-ports.js';
import type { PollOutcome } from '#exchange/inbound/poll-interval.js';
import type { Page } from '#exchange/inbound/read-page.js';
import type { Instant } from '#news/record.js';

/** What a poll leaves to be settled. */
export interface Polled {
  /** By which the feed's book knows the poll. */
  dueAt: string;
  result: PollOutcome;
  state: Pick<PollState, 'etag' | 'lastModified' | 'documentSha256' | 'pagesUnread'>;
  /** When there is something to do whatever the feed's own document says. */
  wakeAt?: Instant;
}

/** The first page is the feed itself: its headers say when to ask again, and by what to ask. */
export function rememberFirst({ result, state }: Polled, page: Exclude<Page, { outcome: 'aborted' }>): void {
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
