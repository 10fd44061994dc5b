import { FailureLimit } from './failure-limit.js';

describe('FailureLimit', () => {
  it('refuses an address after too many failures, until the window ends', () => {
    let now = 0;
    const limit = new FailureLimit(2, 60, () => now);
    limit.fail('a');
    expect(limit.waitSeconds('a')).toBe(0);
    now = 10_000;
    limit.fail('a');
    expect(limit.waitSeconds('a')).toBe(50);
    expect(limit.waitSeconds('b')).toBe(0);
    now = 60_000;
    expect(limit.waitSeconds('a')).toBe(0);
    limit.fail('a');
    expect(limit.waitSeconds('a')).toBe(0);
  });
});
