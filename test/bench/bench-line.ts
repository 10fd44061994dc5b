import { median, rounded } from './median.js';

/** Between which two values the middle half of them lies; between neighbours it is interpolated. */
export function quartiles(values: readonly number[], digits = 1): [lower: number, upper: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)]!;
    return rounded(below + (sorted[Math.ceil(place)]! - below) * (place % 1), digits);
  };
  return [at(0.25), at(0.75)];
}

/** Of each figure the median of the runs, rounded; what no run has is left out. */
export function medians<Run extends object>(
  runs: readonly Run[],
  digits: Partial<Record<keyof Run, number>> = {},
): Partial<Record<keyof Run, number>> {
  const line: Partial<Record<keyof Run, number>> = {};
  const keys = new Set(runs.flatMap((run) => Object.keys(run) as (keyof Run)[]));
  for (const key of keys) {
    const found = runs.map((run) => run[key]).filter((value) => typeof value === 'number');
    if (found.length > 0) line[key] = rounded(median(found), digits[key] ?? 1);
  }
  return line;
}
