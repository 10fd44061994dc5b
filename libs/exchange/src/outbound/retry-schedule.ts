/** A partner may ask for a pause; it does not decide how long the exchange remembers to try. */
const LONGEST_PAUSE_SECONDS = 6 * 3600;

/**
 * Seconds to wait after failed attempt number `attempt` (from 1), or undefined when the schedule is spent. Full jitter:
 * uniform between nothing and the schedule's wait, so that what failed together is not tried again together. A wait that
 * the partner asked for (`Retry-After`) is a floor, with a little added, up to six hours.
 */
export function retryAfter(
  schedule: readonly number[],
  attempt: number,
  askedSeconds: number | undefined,
  random: number,
): number | undefined {
  const wait = schedule[attempt - 1];
  if (wait === undefined) return undefined;
  const jittered = wait * random;
  if (askedSeconds === undefined) return jittered;
  return Math.max(jittered, Math.min(askedSeconds, LONGEST_PAUSE_SECONDS) * (1 + 0.1 * random));
}
