import { foldRuns } from './fold-runs.js';

const everySign = Array.from({ length: 0x10000 }, (_, i) => `x${String.fromCharCode(i)}`).join('');

describe('foldRuns', () => {
  it.each([
    ['a  b\n\tc', 'a b c'],
    [' a b ', ' a b '],
    ['a\u00a0\u2028b', 'a b'],
  ])('makes each run of white space one blank', (text, folded) => {
    expect(foldRuns(text)).toBe(folded);
  });

  it('does the same to a long text', () => {
    const text = `${everySign} \n\u3000${'ə \t'.repeat(200_000)}`;
    // Compared as a whole, for a difference of such texts would take minutes to print.
    expect(foldRuns(text) === text.replace(/\s+/g, ' ')).toBe(true);
  });
});
