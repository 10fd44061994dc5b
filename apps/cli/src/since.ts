import type { Instant } from '#news/record.js';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A moment as people write it: RFC 3339 with its zone (seconds may be left out), or how long before `now`: `45s`, `90m`,
 * `6h`, `2d`. Undefined for anything else, and for what has not come yet: a time without a zone would be a guess.
 */
export function momentOf(text: string, now: Date): Instant | undefined {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = unit ? now.getTime() - Number(count) * UNIT_MS[unit]! : zoned ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at) && at <= now.getTime() ? new Date(at).toISOString() : undefined;
}
