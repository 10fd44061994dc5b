import { fromCursor, numberFromCursor, placeFromCursor, placeToCursor, toCursor, toPage } from './paging.js';

describe('paging', () => {
  const rows = [{ id: 30 }, { id: 20 }, { id: 10 }];
  const key = (row: { id: number }) => row.id;

  it('goes on after the last row shown', () => {
    const page = toPage(rows, 2, key);
    expect(page.items).toEqual([{ id: 30 }, { id: 20 }]);
    expect(numberFromCursor(page.nextCursor)).toBe(20);
  });

  it('has no cursor on the last page', () => {
    expect(toPage(rows, 3, key)).toEqual({ items: rows });
    expect(toPage([], 3, key)).toEqual({ items: [] });
  });

  it('takes ids of any kind through a cursor', () => {
    expect(fromCursor(toCursor('khabar-webhook'))).toBe('khabar-webhook');
    expect(fromCursor(undefined)).toBeUndefined();
  });

  it('takes the place of what is sorted by time through a cursor', () => {
    for (const place of [{ id: 7 }, { id: 7, settledAt: '2026-03-10 09:00:00.123456+00' }])
      expect(placeFromCursor(placeToCursor(place))).toEqual(place);
    expect(placeFromCursor(undefined)).toBeUndefined();
    for (const key of ['x', '7@', '7@now', "7@2026-03-10 09:00:00'"])
      expect(() => placeFromCursor(toCursor(key))).toThrow('not one that this list gave');
  });

  it.each(['-1', 'x', '1e9', '9'.repeat(16), ''])('refuses %p in a cursor of numbers', (key) => {
    expect(() => numberFromCursor(toCursor(key))).toThrow('not one that this list gave');
  });
});
