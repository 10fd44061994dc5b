import type { KnownPage, PageVisit } from '#exchange/inbound/pages-ports.js';
import type { Instant } from '#news/record.js';

/** A page that is known for longer is not watched more closely because it changed: some pages change for ever. */
const WATCHED_FOR_MS = 7 * 86_400_000;
/** A story is left alone for at least this part of the time that passed since it changed. */
const PART_OF_AGE = 0.1;

/**
 * When a page is read again: after each of `revisitAfterSeconds` in turn, and from the first again when it changed. One
 * that did not change for long skips what is too soon for it; after the last it is left until its list names a change.
 *
 * @param changedAt when the story changed last; absent where that is not known
 */
export function nextVisit(
  page: Pick<KnownPage, 'firstSeenAt' | 'visitedAt' | 'step'>,
  revisitAfterSeconds: readonly number[],
  { changed, changedAt, now }: { changed: boolean; changedAt?: Instant; now: Date },
): Pick<PageVisit, 'step' | 'nextVisitAt'> {
  const isWatched = now.getTime() - Date.parse(page.firstSeenAt) < WATCHED_FOR_MS;
  const isFresh = page.visitedAt === undefined || (changed && isWatched);
  const ageSeconds = (now.getTime() - Date.parse(changedAt ?? page.firstSeenAt)) / 1000;
  let step = isFresh ? 0 : page.step + 1;
  while (step < revisitAfterSeconds.length && revisitAfterSeconds[step]! < ageSeconds * PART_OF_AGE) step++;
  const wait = revisitAfterSeconds[step];
  if (wait === undefined) return { step };
  return { step, nextVisitAt: new Date(now.getTime() + wait * 1000).toISOString() };
}
