import { RecentCache } from './recent-cache.js';

describe('RecentCache', () => {
  it('forgets what was not used for longest, by weight', () => {
    const cache = new RecentCache<string>(10);
    cache.set('a', 'A', 4);
    cache.set('b', 'B', 4);
    expect(cache.get('a')).toBe('A');
    cache.set('c', 'C', 4);
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBe('A');
    cache.set('d', 'D', 2);
    expect([cache.get('a'), cache.get('c'), cache.get('d')]).toEqual(['A', 'C', 'D']);
  });

  it('counts a value once that is set again, or was deleted', () => {
    const cache = new RecentCache<number>(2);
    cache.set('a', 1);
    cache.set('a', 2);
    cache.set('b', 3);
    expect(cache.get('a')).toBe(2);
    cache.delete('b');
    cache.delete('never there');
    cache.set('c', 4);
    expect(cache.get('a')).toBe(2);
  });

  it('holds the newest even when it alone is too heavy', () => {
    const cache = new RecentCache<string>(10);
    cache.set('small', 's', 1);
    cache.set('huge', 'h', 1000);
    expect(cache.get('huge')).toBe('h');
    expect(cache.get('small')).toBeUndefined();
    cache.set('next', 'n', 1);
    expect(cache.get('huge')).toBeUndefined();
    expect(cache.get('next')).toBe('n');
  });
});
