import type { Instant } from '#news/record.js';
import { UNSETTLED_MS, type Validators } from './pull-feed.js';

/**
 * Whether a reader has what there is (RFC 9110, section 13): `If-None-Match` decides where it is sent,
 * `If-Modified-Since` only without it.
 */
export function hasCurrent(
  { ifNoneMatch, ifModifiedSince }: { ifNoneMatch?: string; ifModifiedSince?: string },
  { etag, asOf }: Validators,
): boolean {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
  if (ifModifiedSince === undefined || asOf === undefined) return false;
  const since = Date.parse(ifModifiedSince);
  return Number.isFinite(since) && wholeSecond(asOf) <= since;
}

/**
 * The Last-Modified of what changed at `asOf`. Until that is settled the second before it is said, so that a reader
 * asks once more for what came to light late, or in the same second: the header counts in no less.
 */
export function lastModified(asOf: Instant, now: number): string {
  const second = wholeSecond(asOf);
  return new Date(now < second + UNSETTLED_MS ? second - 1000 : second).toUTCString();
}

const wholeSecond = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000) * 1000;
