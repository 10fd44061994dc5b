/** Fewer than this many letters may differ in a word of ten; a longer one may differ in more. */
const TOLERANCE = 0.4;
const SHOWN = 3;

/** Those of the known words that may have been meant, the likeliest first; three at most. */
export function nearMatches(given: string, known: readonly string[]): string[] {
  const word = given.toLowerCase();
  return [...new Set(known)]
    .map((one) => ({ one, far: distance(word, one.toLowerCase()) }))
    .filter(({ far }) => far <= TOLERANCE)
    .sort((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ one }) => one);
}

/** ` Did you mean a, or b?`; where nothing is near, ` There are: …`, and nothing where there is nothing at all. */
export function didYouMean(given: string, known: readonly string[]): string {
  const near = nearMatches(given, known);
  if (near.length > 0) return ` Did you mean ${near.join(', or ')}?`;
  return known.length > 0 ? ` There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}.` : '';
}

/** 0 for the same word, 1 for one that has nothing in common with it. A part of a word is nearer than a misspelling. */
function distance(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length > 2 && b.includes(a)) return 0.1;
  if (b.length > 2 && a.includes(b)) return 0.2;
  return edits(a, b) / Math.max(a.length, b.length);
}

/** Letters to insert, delete or replace (Levenshtein), a row of the matrix at a time. */
function edits(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1));
    }
    above = row;
  }
  return above[b.length]!;
}
