import { embargoOf, isReleased } from '#news/embargo.js';

const noon = new Date('2026-03-10T12:00:00Z');

describe('embargo', () => {
  it.each([
    ['absent', undefined, true],
    ['indefinite', 'indefinite', false],
    ['an hour ago', '2026-03-10T11:00:00Z', true],
    ['this very moment', '2026-03-10T12:00:00Z', true],
    ['in one second', '2026-03-10T12:00:01Z', false],
    ['unreadable', 'tomorrow', false],
    ['empty', '', false],
    ['a number that looks like a year', '5', false],
    ['a date without a time', '2026-03-09', false],
  ])('%s', (_case, embargoed, released) => {
    expect(isReleased(embargoOf({ embargoed }), noon)).toBe(released);
  });
});
