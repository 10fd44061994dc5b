import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import type { Lane } from './memory-tables.js';

const REST_SECONDS = 30;
const LONGEST_REST_SECONDS = 300;
const WINDOW_MS = 60_000;

/**
 * What the ends of attempts do to a lane's breaker: it opens after five failures in a row, or when half of ten or more
 * attempts failed in the 60 seconds that a failure began, and closes when a probe arrives after its rest.
 *
 * @param settlements of the lane, in the order in which the attempts ended
 */
export function settleBreaker(lane: Lane, settlements: readonly Settlement[], now: number): void {
  const failures = settlements.filter(isFailure).length;
  const successes = settlements.filter(({ outcome }) => outcome === 'delivered').length;
  const isResting = () => lane.openUntil !== undefined && lane.openUntil > now;
  if (successes > 0) {
    lane.consecutiveFailures = 0;
    if (lane.openUntil !== undefined && !isResting()) {
      lane.openUntil = undefined;
      lane.openSeconds = undefined;
      lane.window = undefined;
    }
  }
  const last = settlements.findLastIndex(({ outcome }) => outcome === 'delivered');
  lane.consecutiveFailures += settlements.slice(last + 1).filter(isFailure).length;
  if (lane.window && lane.window.at <= now - WINDOW_MS) lane.window = undefined;
  if (failures > 0) lane.window ??= { at: now, tried: 0, failed: 0 };
  if (lane.window) {
    lane.window.tried += successes + failures;
    lane.window.failed += failures;
  }
  if (failures === 0 || isResting()) return;
  const { tried, failed } = lane.window!;
  if (lane.openUntil !== undefined) lane.openSeconds = Math.min(2 * lane.openSeconds!, LONGEST_REST_SECONDS);
  else if (lane.consecutiveFailures >= 5 || (tried >= 10 && 2 * failed >= tried))
    lane.openSeconds = REST_SECONDS;
  else return;
  lane.openUntil = now + lane.openSeconds * 1000;
}

/** What we cut short ourselves, and what never left, says nothing about the partner. */
const isFailure = ({ outcome, attempt }: Settlement): boolean =>
  outcome !== 'delivered' && attempt.code !== 'delivery.aborted' && attempt.bodyBytes > 0;
