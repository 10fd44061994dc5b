import { decodeCase, goldenCases } from '../testing/golden-cases.js';

describe('sitemaps', () => {
  it.each(goldenCases(import.meta.url))('$name reads as written down beside it', (golden) => {
    expect(decodeCase(golden)).toEqual(golden.expected);
  });
});
