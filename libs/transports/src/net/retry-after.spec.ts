import { retryAfterSeconds } from './retry-after.js';

const now = Date.parse('2026-03-10T10:00:00Z');

describe('retryAfterSeconds', () => {
  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 1],
    ['99999', 3600],
    ['9999999999', 3600],
    ['99999999999', 3600],
    ['000000000000120', 120],
    ['Tue, 10 Mar 2026 10:02:00 GMT', 120],
    ['Tuesday, 10-Mar-26 10:02:00 GMT', 120],
    ['Tue Mar 10 10:02:00 2026 GMT', 120],
    ['Tue, 10 Mar 2026 09:00:00 GMT', 1],
    ['Wed, 10 Mar 2027 09:00:00 GMT', 3600],
  ])('reads %j as %i s', (header, seconds) => {
    expect(retryAfterSeconds(header, now, 3600)).toBe(seconds);
  });
  it('caps a number beyond all counting', () => {
    expect(retryAfterSeconds('9'.repeat(400), now, 3600)).toBe(3600);
  });
  it.each([undefined, '', 'soon', '-5', '1.5', '5 minutes', 'Tue, 99 Mar 2026'])(
    'cannot read %j',
    (header) => {
      expect(retryAfterSeconds(header, now, 3600)).toBeUndefined();
    },
  );
});
