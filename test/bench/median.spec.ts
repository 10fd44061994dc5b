import { median, quantile, rounded } from './median.js';

describe('figures', () => {
  it('median is the middle one, or lies between the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
    expect(median([7])).toBe(7);
  });

  it('quantile is a value below which that share lies', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 1)).toBe(99);
    expect(quantile([4], 0.5)).toBe(4);
  });

  it('rounded keeps so many places', () => {
    expect(rounded(1.2345, 2)).toBe(1.23);
    expect(rounded(99.96)).toBe(100);
  });
});
