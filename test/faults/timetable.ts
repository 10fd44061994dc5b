/** How a run of so many seconds with one backend is divided, and how much of everything there is in it. */
export interface Timetable {
  /** Redis is a black hole, and nothing else is wrong; longer where a busy machine needs it for what was published. */
  redisDeadMs: number;
  faultsMs: number;
  /** At most, for everything to be delivered once all faults are over. */
  healMs: number;
  workers: number;
  /** Items of one version, published at once, to measure a rate by. */
  burst: number;
  /** Items that grow and are killed while everything goes wrong, and the longest pause between two versions. */
  itemsPerSecond: number;
  pausesUpToMs: number;
  killEveryMs: number;
  flushEveryMs: number;
  jumpEveryMs: number;
  postgresEveryMs: number;
  /** How long the longest trouble of one partner lasts. */
  troubleMs: number;
  /** The time of faults is not over before there were so many. */
  least: { workerKills: number; postgresRestarts: number; flushAlls: number };
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
  const redisDeadMs = backend === 'postgres' ? 0 : isLong ? 60_000 : 8_000;
  // Starting, the calm at the beginning, and what healing usually takes.
  const aroundMs = isLong ? 80_000 : 24_000;
  const faultsMs = Math.max(12_000, seconds * 1_000 - redisDeadMs - aroundMs);
  return {
    redisDeadMs,
    faultsMs,
    healMs: isLong ? 240_000 : 180_000,
    workers: isLong ? 3 : 2,
    burst: isLong ? 2_000 : 100,
    itemsPerSecond: isLong ? 14 : 10,
    pausesUpToMs: isLong ? 14_000 : 3_000,
    killEveryMs: isLong ? 8_000 : 2_500,
    postgresEveryMs: isLong ? 40_000 : faultsMs * 0.8,
    flushEveryMs: isLong ? 10_000 : 4_000,
    jumpEveryMs: isLong ? 15_000 : 4_000,
    troubleMs: isLong ? 6_000 : 2_500,
    least: isLong
      ? { workerKills: 20, postgresRestarts: 3, flushAlls: 10 }
      : { workerKills: 5, postgresRestarts: 1, flushAlls: 1 },
    resume: !isLong,
    leastRedisDeadRate: isLong ? 0.25 : 0,
  };
}
