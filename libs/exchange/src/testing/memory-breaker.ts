import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import type { Lane } from './memory-tables.js';

const REST_SECONDS = 30;
const LONGEST_REST_SECONDS = 300;
const WINDOW_MS = 60_000;

/** So a destination answers that does not take one item, and takes others. */
const ABOUT_THE_ITEM = new Set([400, 409, 413, 415, 422, 451]);

/** So many refusals, and no item taken between them, look like a destination that takes nothing at all. */
const REFUSED_IN_A_ROW = 10;

/**
 * What the ends of attempts do to a lane's breaker: it opens after five failures in a row, or when half of ten or more
 * attempts failed in the 60 seconds that a failure began, and closes when a probe arrives after its rest. The refusal of an
 * item counts as nothing, until there are ten in a row. Where items come fast that may be chance: there the window must hold no
 * other refusal, or the row last a minute. While the breaker is open, the window does not end. A kill that arrives says
 * nothing about items: it ends no row, and closes no breaker that such a row opened.
 *
 * @param settlements of the lane, in the order in which the attempts ended
 * @param isKill whether this is the settlement of a kill
 */
export function settleBreaker(
  lane: Lane,
  settlements: readonly Settlement[],
  now: number,
  isKill: (settlement: Settlement) => boolean,
): void {
  const isItem = (settlement: Settlement) => isDelivered(settlement) && !isKill(settlement);
  const failures = settlements.filter(isFailure).length;
  const refusals = settlements.filter(isRefusal).length;
  const successes = settlements.filter(isDelivered).length;
  const isResting = () => lane.openUntil !== undefined && lane.openUntil > now;
  const takesItems = settlements.some(isItem) || (lane.refused?.count ?? 0) < REFUSED_IN_A_ROW;
  if (successes > 0) {
    lane.consecutiveFailures = 0;
    if (lane.openUntil !== undefined && !isResting() && takesItems) {
      lane.openUntil = undefined;
      lane.openSeconds = undefined;
      lane.window = undefined;
    }
  }
  lane.consecutiveFailures += behind(settlements, isDelivered).filter(isFailure).length;
  if (settlements.some(isItem)) lane.refused = undefined;
  const inARow = behind(settlements, isItem).filter(isRefusal).length;
  if (inARow > 0) lane.refused = { since: now, ...lane.refused, count: (lane.refused?.count ?? 0) + inARow };
  if (lane.window && lane.openUntil === undefined && lane.window.at <= now - WINDOW_MS)
    lane.window = undefined;
  if (failures + refusals > 0) lane.window ??= { at: now, arrived: 0, failed: 0, refused: 0 };
  if (lane.window) {
    lane.window.arrived += successes;
    lane.window.failed += failures;
    lane.window.refused += refusals;
  }
  if (isResting() || !(opensByRefusals(lane, refusals, now) || opensByFailures(lane, failures))) return;
  lane.openSeconds =
    lane.openSeconds === undefined ? REST_SECONDS : Math.min(2 * lane.openSeconds, LONGEST_REST_SECONDS);
  lane.openUntil = now + lane.openSeconds * 1000;
}

function opensByRefusals({ window, refused }: Lane, refusals: number, now: number): boolean {
  if (refusals === 0 || refused === undefined || refused.count < REFUSED_IN_A_ROW) return false;
  return refused.count >= window!.refused || refused.since <= now - WINDOW_MS;
}

function opensByFailures({ openUntil, consecutiveFailures, window }: Lane, failures: number): boolean {
  if (failures === 0) return false;
  const { arrived, failed } = window!;
  const mostFailed = arrived + failed >= 10 && failed >= arrived;
  return openUntil !== undefined || consecutiveFailures >= 5 || mostFailed;
}

/** Those after the last one of a kind; all, where there is none of it. */
const behind = (settlements: readonly Settlement[], isOne: (settlement: Settlement) => boolean) =>
  settlements.slice(settlements.findLastIndex(isOne) + 1);

const isDelivered = ({ outcome }: Settlement): boolean => outcome === 'delivered';

const isRefusal = ({ outcome, attempt }: Settlement): boolean =>
  outcome === 'dead' && ABOUT_THE_ITEM.has(attempt.status ?? 0);

/** What we cut short ourselves, and what never left, says nothing about the partner. */
const isFailure = (settlement: Settlement): boolean =>
  settlement.outcome !== 'delivered' &&
  settlement.attempt.code !== 'delivery.aborted' &&
  settlement.attempt.bodyBytes > 0 &&
  !isRefusal(settlement);
