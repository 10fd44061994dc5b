import type { Instant } from '#news/record.js';

/** RFC 3339 in UTC, milliseconds only where they are not zero. */
export const toInstant = (date: Date): Instant => date.toISOString().replace('.000Z', 'Z');

export const toInstantOrNothing = (date: Date | null): Instant | undefined =>
  date === null ? undefined : toInstant(date);
