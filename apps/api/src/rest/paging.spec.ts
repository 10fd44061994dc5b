import { fromCursor, numberFromCursor, toCursor, toPage } from './paging.js';

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

  it.each(['-1', 'x', '1e9', '9'.repeat(16), ''])('refuses %p in a cursor of numbers', (key) => {
    expect(() => numberFromCursor(toCursor(key))).toThrow('not one that this list gave');
  });
});
