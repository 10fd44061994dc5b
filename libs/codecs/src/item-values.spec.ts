import { ItemValues } from './item-values.js';

describe('amounts', () => {
  it.each([
    ['12345', 12_345],
    ['1,234,567', 1_234_567],
    ['1 234 567', 1_234_567],
    ['640px', 640],
    ['360.0', 360],
  ])('%j is %d', (written, amount) => {
    const values = new ItemValues({}, 'item[1]');
    expect(values.amount(written, 'length')).toBe(amount);
    expect(values.warnings).toEqual([]);
  });

  it.each(['1GB', '12 MB', '-1', '1,5', '12,34', 'about 3', '0,123'])(
    '%j is told and left out',
    (written) => {
      const values = new ItemValues({}, 'item[1]');
      expect(values.amount(written, 'length')).toBeUndefined();
      expect(values.warnings).toEqual([{ code: 'number-unreadable', at: 'item[1]/length', detail: written }]);
    },
  );
});
