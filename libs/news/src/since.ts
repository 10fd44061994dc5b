import type { Instant } from './record.js';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** How long people say something takes, in seconds: `45s`, `90m`, `6h`, `2d`. Undefined for anything else. */
export function secondsOf(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(count) * UNIT_SECONDS[unit]!;
}

/** The same the other way round, in the largest unit that leaves nothing over: 86,400 s is `24h`. */
export function duration(seconds: number): string {
  for (const unit of ['h', 'm'])
    if (seconds % UNIT_SECONDS[unit]! === 0) return `${seconds / UNIT_SECONDS[unit]!}${unit}`;
  return `${seconds}s`;
}

/**
 * A moment as people write it: RFC 3339 with its zone (seconds may be left out), or how long before `now`: `45s`, `90m`,
 * `6h`, `2d`. Undefined for anything else, and for what has not come yet: a time without a zone would be a guess.
 */
export function momentOf(text: string, now: Date): Instant | undefined {
  const ago = secondsOf(text);
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = ago !== undefined ? now.getTime() - ago * 1000 : zoned ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at) && at <= now.getTime() ? new Date(at).toISOString() : undefined;
}
