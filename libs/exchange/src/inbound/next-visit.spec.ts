import { nextVisit } from '#exchange/inbound/next-visit.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** As configured by default in spirit: soon, later, next day. */
const SCHEDULE = [10 * MINUTE, HOUR, 6 * HOUR, DAY];
const NOW = new Date('2026-03-10T12:00:00Z');

const ago = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString();
const ahead = (seconds: number): string => new Date(NOW.getTime() + seconds * 1000).toISOString();

const next = (
  page: { firstSeen: number; visited?: number; step?: number },
  { changed = false, changedAgo }: { changed?: boolean; changedAgo?: number } = {},
  schedule: readonly number[] = SCHEDULE,
) =>
  nextVisit(
    {
      firstSeenAt: ago(page.firstSeen),
      visitedAt: page.visited === undefined ? undefined : ago(page.visited),
      step: page.step ?? 0,
    },
    schedule,
    { changed, changedAt: changedAgo === undefined ? undefined : ago(changedAgo), now: NOW },
  );

describe('nextVisit', () => {
  it('begins with the first interval after the first visit of a fresh story', () => {
    expect(next({ firstSeen: MINUTE })).toEqual({ step: 0, nextVisitAt: ahead(10 * MINUTE) });
  });

  it('takes the next interval each time that the page did not change', () => {
    expect(next({ firstSeen: 11 * MINUTE, visited: 10 * MINUTE })).toEqual({
      step: 1,
      nextVisitAt: ahead(HOUR),
    });
    expect(next({ firstSeen: 2 * HOUR, visited: HOUR, step: 1 })).toEqual({
      step: 2,
      nextVisitAt: ahead(6 * HOUR),
    });
  });

  it('begins again with a page that changed', () => {
    const page = { firstSeen: 2 * DAY, visited: 6 * HOUR, step: 3 };
    expect(next(page, { changed: true, changedAgo: 0 })).toEqual({
      step: 0,
      nextVisitAt: ahead(10 * MINUTE),
    });
  });

  it('does not begin again with a page that changes for ever', () => {
    const page = { firstSeen: 8 * DAY, visited: HOUR, step: 1 };
    expect(next(page, { changed: true, changedAgo: 0 })).toEqual({ step: 2, nextVisitAt: ahead(6 * HOUR) });
  });

  it.each([
    ['a week', 7 * DAY, 2],
    ['a second less', 7 * DAY - 1, 0],
  ])('watches a changed page until it is known for a week: %s', (_case, firstSeen, step) => {
    const page = { firstSeen, visited: HOUR, step: 1 };
    expect(next(page, { changed: true, changedAgo: 0 }).step).toBe(step);
  });

  it('skips what is too soon for a story that is old when it is first seen', () => {
    // A tenth of a day is 2.4 hours: neither ten minutes nor an hour are waited.
    expect(next({ firstSeen: MINUTE }, { changedAgo: DAY })).toEqual({
      step: 2,
      nextVisitAt: ahead(6 * HOUR),
    });
  });

  it('takes an interval that is just a tenth of the age', () => {
    expect(next({ firstSeen: MINUTE }, { changedAgo: 10 * HOUR })).toEqual({
      step: 1,
      nextVisitAt: ahead(HOUR),
    });
  });

  it('reckons from the first sight where no change is known', () => {
    expect(next({ firstSeen: 2 * DAY, visited: DAY })).toEqual({ step: 2, nextVisitAt: ahead(6 * HOUR) });
  });

  it('leaves a page after the last interval', () => {
    expect(next({ firstSeen: 3 * DAY, visited: DAY, step: 3 })).toEqual({ step: 4 });
    expect(next({ firstSeen: MINUTE }, { changedAgo: 30 * DAY })).toEqual({ step: 4 });
  });

  it('never reads a page again where nothing is configured', () => {
    expect(next({ firstSeen: MINUTE }, {}, [])).toEqual({ step: 0 });
  });
});
