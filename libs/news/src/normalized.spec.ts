import { normalized } from './normalized.js';

describe('a text in a normalisation form', () => {
  it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('is what Unicode says, in %s', (form) => {
    for (const text of [
      '',
      'a',
      'Öz dili',
      'Ўқитувчилар',
      'ﬁ ½ ｶﾞ',
      'e\u0327\u0301'.repeat(100),
      'a'.repeat(100),
    ])
      expect(normalized(text, form)).toBe(text.normalize(form));
    const thirty = `a${'\u0301\u0327'.repeat(15)}b`;
    expect(normalized(thirty, form)).toBe(thirty.normalize(form));
  });

  it('has a joiner after each thirty marks on one letter', () => {
    const marks = '\u0301'.repeat(30);
    expect(normalized(`b${marks}${marks}\u0301c`, 'NFC')).toBe(`b${marks}\u034f${marks}\u034f\u0301c`);
  });

  // By the square of their number they would take minutes.
  it.each([
    ['marks', '\u0301\u0327'],
    ['marks beyond the first plane', '\u{1d167}\u{1d17b}'],
    ['halfwidth sound marks among others', '\uff9e\u0327'],
  ])('is made of a million %s', (_what, pair) => {
    expect(normalized(`a${pair.repeat(500_000)}`, 'NFKC').length).toBeGreaterThan(1_000_000);
  });
});
