/** How a run of so many seconds with one backend is divided, and how much of everything there is in it. */
export interface Timetable {
  /** Redis is a black hole, and nothing else is wrong; longer, up to three times, until what was published has arrived. */
  redisDeadMs: number;
  faultsMs: number;
  /** At most, for everything to be delivered once all faults are over. */
  healMs: number;
  workers: number;
  /** Items of one version, published at once, to measure a rate by. */
  burst: number;
  /** Items that grow and are killed while everything goes wrong. */
  items: number;
  killEveryMs: number;
  flushEveryMs: number;
  jumpEveryMs: number;
  postgresRestarts: number;
  /** How long the longest trouble of one partner lasts. */
  troubleMs: number;
  /**
   * When the faults are over a person resumes the lanes that rest, as on the status page: there is no time to wait for
   * the breakers.
   */
  resume: boolean;
  /** Deliveries a second with a dead Redis, at least, as a share of those before. A short run is too short for a rate. */
  leastRedisDeadRate: number;
}

const LONG_SECONDS = 150;

export function timetable(seconds: number, backend: 'postgres' | 'redis'): Timetable {
  const isLong = seconds >= LONG_SECONDS;
  const calmMs = isLong ? 20_000 : 5_000;
  const redisDeadMs = backend === 'postgres' ? 0 : isLong ? 60_000 : 8_000;
  const healMs = isLong ? 80_000 : 50_000;
  const usualHealMs = isLong ? healMs : 20_000;
  const faultsMs = Math.max(10_000, seconds * 1_000 - calmMs - redisDeadMs - usualHealMs);
  return {
    redisDeadMs,
    faultsMs,
    healMs,
    workers: isLong ? 3 : 2,
    burst: isLong ? 1_200 : 100,
    items: isLong ? 2_800 : Math.round(faultsMs / 80),
    killEveryMs: isLong ? 12_000 : faultsMs / 3,
    flushEveryMs: isLong ? 10_000 : 4_000,
    jumpEveryMs: isLong ? 15_000 : 4_000,
    postgresRestarts: isLong ? 4 : 1,
    troubleMs: isLong ? 6_000 : 2_500,
    resume: !isLong,
    leastRedisDeadRate: isLong ? 0.25 : 0,
  };
}
