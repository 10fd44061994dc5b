import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import type { Lane } from './memory-tables.js';

const REST_SECONDS = 30;
const LONGEST_REST_SECONDS = 300;
const WINDOW_MS = 60_000;

/** So a destination answers that does not take one item, and takes others. */
const ABOUT_THE_ITEM = new Set([400, 409, 413, 415, 422, 451]);

/**
 * What the ends of attempts do to a lane's breaker: it opens after five failures in a row, or when half of ten or more
 * attempts failed in the 60 seconds that a failure began, and closes when a probe arrives after its rest. The refusal of an
 * item counts as nothing, until there are ten in the window and nothing arrived in it. While the breaker is open, the
 * window does not end.
 *
 * @param settlements of the lane, in the order in which the attempts ended
 */
export function settleBreaker(lane: Lane, settlements: readonly Settlement[], now: number): void {
  const failures = settlements.filter(isFailure).length;
  const refusals = settlements.filter(isRefusal).length;
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
  if (lane.window && lane.openUntil === undefined && lane.window.at <= now - WINDOW_MS)
    lane.window = undefined;
  if (failures + refusals > 0) lane.window ??= { at: now, arrived: 0, failed: 0, refused: 0 };
  if (lane.window) {
    lane.window.arrived += successes;
    lane.window.failed += failures;
    lane.window.refused += refusals;
  }
  if (isResting() || !opens(lane, failures, refusals)) return;
  lane.openSeconds =
    lane.openSeconds === undefined ? REST_SECONDS : Math.min(2 * lane.openSeconds, LONGEST_REST_SECONDS);
  lane.openUntil = now + lane.openSeconds * 1000;
  // What arrived before says nothing about the probes.
  lane.window!.arrived = 0;
}

function opens(
  { openUntil, consecutiveFailures, window }: Lane,
  failures: number,
  refusals: number,
): boolean {
  if (refusals > 0 && window!.refused >= 10 && window!.arrived === 0) return true;
  if (failures === 0) return false;
  const { arrived, failed } = window!;
  const mostFailed = arrived + failed >= 10 && failed >= arrived;
  return openUntil !== undefined || consecutiveFailures >= 5 || mostFailed;
}

const isRefusal = ({ outcome, attempt }: Settlement): boolean =>
  outcome === 'dead' && ABOUT_THE_ITEM.has(attempt.status ?? 0);

/** What we cut short ourselves, and what never left, says nothing about the partner. */
const isFailure = (settlement: Settlement): boolean =>
  settlement.outcome !== 'delivered' &&
  settlement.attempt.code !== 'delivery.aborted' &&
  settlement.attempt.bodyBytes > 0 &&
  !isRefusal(settlement);
