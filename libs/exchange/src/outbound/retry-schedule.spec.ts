import { retryAfter } from './retry-schedule.js';

const SCHEDULE = [5, 30, 120];

describe('retryAfter', () => {
  it('waits anything between nothing and the schedule’s wait', () => {
    expect(retryAfter(SCHEDULE, 1, undefined, 0)).toBe(0);
    expect(retryAfter(SCHEDULE, 1, undefined, 0.5)).toBe(2.5);
    expect(retryAfter(SCHEDULE, 3, undefined, 0.999)).toBeCloseTo(120, 0);
  });

  it('is spent after its last wait', () => {
    expect(retryAfter(SCHEDULE, 3, undefined, 0.5)).toBe(60);
    expect(retryAfter(SCHEDULE, 4, undefined, 0.5)).toBeUndefined();
    expect(retryAfter(SCHEDULE, 4, 10, 0.5)).toBeUndefined();
    expect(retryAfter([], 1, undefined, 0.5)).toBeUndefined();
  });

  it('waits no shorter than the partner asked, up to six hours', () => {
    expect(retryAfter(SCHEDULE, 1, 60, 0)).toBe(60);
    expect(retryAfter(SCHEDULE, 1, 60, 0.5)).toBe(63);
    expect(retryAfter(SCHEDULE, 3, 1, 0.5)).toBe(60);
    expect(retryAfter(SCHEDULE, 1, 1_000_000, 0)).toBe(21_600);
  });
});
