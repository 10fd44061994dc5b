import type { Feed, PollResult } from '#exchange/inbound/inbound-ports.js';

export interface PollOutcome {
  outcome: PollResult['outcome'];
  /** What the origin asked for: how long its answer stays fresh, and how long it wants to be left alone. */
  maxAgeSeconds?: number;
  ttlSeconds?: number;
  retryAfterSeconds?: number;
  /** Trying again soon is pointless: a wrong address, a refusal. */
  hopeless?: boolean;
}

export interface NextPoll {
  /** Seconds until the next poll, jitter included. */
  waitSeconds: number;
  /** The interval to adapt from at the next poll, in seconds. */
  intervalSeconds: number;
  consecutiveFailures: number;
}

/** An origin may ask for a long silence; a day is the most it gets. */
const LONGEST_RETRY_AFTER_SECONDS = 86_400;

/**
 * When to ask again. A feed that changes is asked more often, down to `minPollSeconds`; one that does not, less often,
 * up to `maxPollSeconds`. Failures double the wait up to the same limit: a feed slows down, it never stops.
 * `random` is uniform in [0, 1) and spreads feeds that started together.
 */
export function nextPoll(
  feed: Pick<Feed, 'pollEverySeconds' | 'minPollSeconds' | 'maxPollSeconds' | 'poll'>,
  result: PollOutcome,
  random: number,
): NextPoll {
  const { minPollSeconds: min, maxPollSeconds: max, pollEverySeconds: usual } = feed;
  const interval = clamp(feed.poll.intervalSeconds || usual, min, max);

  if (result.outcome === 'failed' || result.outcome === 'undecodable') {
    const failures = feed.poll.consecutiveFailures + 1;
    const backOff = result.hopeless ? max : clamp(usual * 2 ** Math.min(failures - 1, 30), min, max);
    const asked = Math.min(result.retryAfterSeconds ?? 0, LONGEST_RETRY_AFTER_SECONDS);
    return {
      waitSeconds: notBefore(asked, backOff, random),
      intervalSeconds: interval,
      consecutiveFailures: failures,
    };
  }

  const adapted = clamp(interval * (result.outcome === 'changed' ? 0.5 : 1.25), min, max);
  // Origins promise freshness far longer than their news stays unchanged (a ttl of an hour is a generator's default):
  // the promise slows a feed down to its usual pace, not below it.
  const promises = [result.maxAgeSeconds, result.ttlSeconds].filter((s) => s !== undefined);
  const fresh = promises.length === 0 ? 0 : clamp(Math.min(...promises), min, Math.max(min, usual));
  const asked = Math.min(result.retryAfterSeconds ?? 0, LONGEST_RETRY_AFTER_SECONDS);
  return {
    waitSeconds: notBefore(asked, Math.max(adapted, fresh), random),
    intervalSeconds: adapted,
    consecutiveFailures: 0,
  };
}

/** ±10 % of jitter round our own wait; a wait the origin asked for is only ever lengthened. */
function notBefore(asked: number, own: number, random: number): number {
  return Math.max(asked * (1 + 0.1 * random), own * (0.9 + 0.2 * random));
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
