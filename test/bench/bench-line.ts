import { median, quantile, rounded } from './median.js';

/** The middle half of what was measured: between which two values it lies. */
export function quartiles(values: readonly number[], digits = 1): [lower: number, upper: number] {
  const sorted = [...values].sort((a, b) => a - b);
  return [rounded(quantile(sorted, 0.25), digits), rounded(quantile(sorted, 0.75), digits)];
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
