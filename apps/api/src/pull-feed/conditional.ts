import type { Instant } from '#news/record.js';
import type { Validators } from './pull-feed.js';

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
 * The Last-Modified of what changed at `asOf`. The header counts in seconds, so a second change in the same second
 * could not be told from the first: as long as that second lasts, the one before it is said.
 */
export function lastModified(asOf: Instant, now: number): string {
  const second = wholeSecond(asOf);
  return new Date(now < second + 1000 ? second - 1000 : second).toUTCString();
}

const wholeSecond = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000) * 1000;
