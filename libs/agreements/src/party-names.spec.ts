import { foldName } from './party-names.js';

describe('foldName', () => {
  it.each([
    ['O‘zbekiston 24', "o'zbekiston 24"],
    ['Oʻzbekiston  24', 'O`zbekiston 24'],
    ['«Хабар» агенттігі', 'Хабар  Агенттігі'],
    ['REPORT İNFORMASİYA', 'Report informasiya'],
    ['BAKI TV', 'Bakı TV'],
  ])('%s is %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it.each([
    ['Report', 'Reporter'],
    ['Хабар', 'Khabar'],
  ])('%s is not %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });
});
