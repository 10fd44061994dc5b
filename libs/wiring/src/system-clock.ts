import type { Clock } from '#exchange/clock.js';

/** The machine's clock: the one place where time enters. */
export const systemClock: Clock = { now: () => new Date() };
