import { maxAgeSeconds } from './freshness.js';

const now = Date.parse('2026-03-10T10:00:00Z');
const date = 'Tue, 10 Mar 2026 10:00:00 GMT';

describe('maxAgeSeconds', () => {
  it.each([
    [{ 'cache-control': 'max-age=300' }, 300],
    [{ 'cache-control': 'public, Max-Age=300, stale-while-revalidate=60' }, 300],
    [{ 'cache-control': 'max-age="300"' }, 300],
    [{ 'cache-control': 'max-age=300', age: '120' }, 180],
    [{ 'cache-control': 'max-age=300', age: '400' }, 0],
    [{ 'cache-control': 'max-age=0', expires: 'Tue, 10 Mar 2026 10:05:00 GMT', date }, 0],
    [{ expires: 'Tue, 10 Mar 2026 10:05:00 GMT', date }, 300],
    [{ expires: 'Tue, 10 Mar 2026 10:05:00 GMT' }, 300],
    [{ expires: 'Mon, 01 Jan 1990 00:00:00 GMT', date }, 0],
  ])('reads %j as %i s', (headers, seconds) => {
    expect(maxAgeSeconds(headers, now)).toBe(seconds);
  });
  it.each([
    {},
    { 'cache-control': 'no-cache, max-age=300' },
    { 'cache-control': 'no-store' },
    { 'cache-control': 's-maxage=300' },
    { expires: '0' },
    { expires: '-1' },
    { 'cache-control': 'private' },
  ])('finds nothing in %j', (headers) => {
    expect(maxAgeSeconds(headers, now)).toBeUndefined();
  });
});
