import { MemoryFeeds } from '#exchange/testing/memory-feeds.js';
import type { PollState } from './inbound-ports.js';
import { nextPoll, type PollOutcome } from './poll-interval.js';

const feed = (poll: Partial<PollState> = {}) =>
  new MemoryFeeds().add({
    pollEverySeconds: 60,
    minPollSeconds: 15,
    maxPollSeconds: 900,
    poll: { intervalSeconds: 60, consecutiveFailures: 0, ...poll },
  });
/** In the middle of the jitter, where our own wait is neither shortened nor lengthened. */
const next = (result: PollOutcome, poll: Partial<PollState> = {}, random = 0.5) =>
  nextPoll(feed(poll), result, random);

describe('nextPoll', () => {
  it('asks a feed that changes more often, down to the shortest interval', () => {
    expect(next({ outcome: 'changed' })).toMatchObject({ waitSeconds: 30, intervalSeconds: 30 });
    expect(next({ outcome: 'changed' }, { intervalSeconds: 20 }).waitSeconds).toBe(15);
  });

  it.each(['unchanged', 'not-modified'] as const)('asks less often when %s, up to the longest', (outcome) => {
    expect(next({ outcome })).toMatchObject({ waitSeconds: 75, intervalSeconds: 75 });
    expect(next({ outcome }, { intervalSeconds: 890 }).waitSeconds).toBe(900);
  });

  it('starts at the usual pace when nothing is remembered', () => {
    expect(next({ outcome: 'changed' }, { intervalSeconds: 0 }).intervalSeconds).toBe(30);
  });

  it('waits as long as the answer is fresh, the shorter promise of two, but never beyond the usual pace', () => {
    expect(next({ outcome: 'changed', maxAgeSeconds: 45 }).waitSeconds).toBe(45);
    expect(next({ outcome: 'changed', maxAgeSeconds: 50, ttlSeconds: 40 }).waitSeconds).toBe(40);
    expect(next({ outcome: 'changed', ttlSeconds: 3600 }).waitSeconds).toBe(60);
    expect(next({ outcome: 'changed', maxAgeSeconds: 0 }).waitSeconds).toBe(30);
    expect(next({ outcome: 'changed', ttlSeconds: 3600 }).intervalSeconds).toBe(30);
  });

  it('slows down with every failure, and never stops', () => {
    const waits = [0, 1, 2, 3, 4, 5, 500].map((consecutiveFailures) => {
      const result = next({ outcome: 'failed' }, { consecutiveFailures });
      expect(result.consecutiveFailures).toBe(consecutiveFailures + 1);
      return result.waitSeconds;
    });
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900]);
    expect(next({ outcome: 'undecodable' }, { consecutiveFailures: 2 }).waitSeconds).toBe(240);
  });

  it('waits longest at once when another try is pointless', () => {
    expect(next({ outcome: 'failed', hopeless: true })).toMatchObject({
      waitSeconds: 900,
      consecutiveFailures: 1,
    });
  });

  it('forgets failures after a success, and takes its pace up again', () => {
    const result = next({ outcome: 'not-modified' }, { intervalSeconds: 30, consecutiveFailures: 7 });
    expect(result).toMatchObject({ consecutiveFailures: 0, intervalSeconds: 37.5 });
  });

  it('waits as long as the origin asks, up to a day', () => {
    expect(next({ outcome: 'failed', retryAfterSeconds: 3600 }, {}, 0).waitSeconds).toBe(3600);
    expect(next({ outcome: 'not-modified', retryAfterSeconds: 7200 }, {}, 0).waitSeconds).toBe(7200);
    expect(next({ outcome: 'failed', retryAfterSeconds: 10_000_000 }, {}, 0).waitSeconds).toBe(86_400);
    expect(next({ outcome: 'failed', retryAfterSeconds: 1 }, {}, 0.5).waitSeconds).toBe(60);
  });

  it('spreads its own waits both ways and lengthens those it was asked for', () => {
    expect(next({ outcome: 'changed' }, {}, 0).waitSeconds).toBeCloseTo(27);
    expect(next({ outcome: 'changed' }, {}, 0.999).waitSeconds).toBeCloseTo(33, 1);
    expect(next({ outcome: 'failed', retryAfterSeconds: 3600 }, {}, 0.999).waitSeconds).toBeGreaterThan(3900);
  });
});
