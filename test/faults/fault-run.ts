import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../e2e/until.js';
import type { Arrival } from './arrival.js';
import { DESTINATIONS, FEEDS } from './configuration.js';
import { decidedDeliveries } from './decided-deliveries.js';
import { type FaultCounts, injectFaults } from './inject-faults.js';
import { checkLedgers, type Verdict } from './ledger-check.js';
import type { PartnersProgress } from './partners.js';
import { burst } from './publication-plan.js';
import { seededRandom } from './random.js';
import { settled } from './settled.js';
import { type Backend, closeStage, openStage, publish, type Stage } from './stage.js';
import { type Timetable, timetable } from './timetable.js';

export interface RunOptions {
  backend: Backend;
  seconds: number;
  seed: number;
  /** Told what happens, a line at a time. */
  tell: (line: string) => void;
}

export interface RunReport {
  backend: Backend;
  seed: number;
  verdict: Verdict;
  faults: FaultCounts;
  /** Absent without Redis. */
  redisDead?: {
    /** Deliveries a second with a dead Redis, as a share of those before, and what it must not fall below. */
    rateRatio: number;
    leastRatio: number;
    /** What was published then arrived before Redis answered again. */
    arrived: boolean;
  };
  /** From the end of the last fault until nothing was left to do; undefined when that did not come in time. */
  settledAfterSeconds?: number;
  /** Workers that ended by themselves, or not in good order when they were asked to. */
  workersEnded: string[];
  /** Of the ledgers and logs, which are kept when something is wrong. */
  folder: string;
}

/** A machine that is busy with other things is no fault. */
const ARRIVED_WITHIN_MS = 60_000;

/** One exchange from its first item to the comparison of all ledgers. */
export async function runFaults({ backend, seconds, seed, tell }: RunOptions): Promise<RunReport> {
  const folder = await mkdtemp(join(tmpdir(), 'korpu-faults-'));
  await chmod(folder, 0o755);
  const startedAt = Date.now();
  const stage = await openStage(backend, seed, folder, (line) => {
    tell(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  });
  try {
    const plan = timetable(seconds, backend);
    const played = await play(stage, plan, seed);
    const exits = await stage.workers.stop();
    await stage.partners.ask({ do: 'close-ledger' });
    const verdict = checkLedgers({
      published: stage.published,
      decided: await decidedDeliveries(stage.postgres.url),
      arrivals: await readLedger(join(folder, 'receivers.jsonl')),
      destinations: DESTINATIONS,
      workersKilledAt: stage.workers.killedAt,
      databaseDown: stage.databaseDown,
    });
    return {
      backend,
      seed,
      verdict,
      faults: played.faults,
      redisDead: played.redisDead,
      settledAfterSeconds: played.settledAfterSeconds,
      workersEnded: [
        ...played.workersEnded,
        ...exits.filter((code) => code !== 0).map((code) => `a worker stopped with ${code ?? 'SIGKILL'}`),
      ],
      folder,
    };
  } finally {
    await closeStage(stage);
  }
}

/** Of a run whose ledgers nobody needs any more. */
export const forget = (report: RunReport): Promise<void> =>
  rm(report.folder, { recursive: true, force: true });

type Played = Pick<RunReport, 'faults' | 'redisDead' | 'settledAfterSeconds' | 'workersEnded'>;

async function play(stage: Stage, plan: Timetable, seed: number): Promise<Played> {
  const { workers, redisHole, tell } = stage;
  let redisDeadSeconds = 0;
  workers.start(plan.workers);
  await publish(stage, burst('warm', FEEDS));
  await rateOf(stage, 'warm', FEEDS, ARRIVED_WITHIN_MS);
  await publish(stage, burst('calm', plan.burst));
  const calm = await rateOf(stage, 'calm', plan.burst, ARRIVED_WITHIN_MS);
  tell(`calm: ${calm.rate.toFixed(0)} deliveries a second`);

  let redisDead: RunReport['redisDead'];
  if (redisHole) {
    const from = Date.now();
    redisHole.swallow(true);
    tell(`Redis is a black hole for ${plan.redisDeadMs / 1000} s`);
    await publish(stage, burst('redis-dead', plan.burst));
    const { rate, arrived } = await rateOf(stage, 'redis-dead', plan.burst, ARRIVED_WITHIN_MS);
    redisDead = { rateRatio: rate / calm.rate, arrived, leastRatio: plan.leastRedisDeadRate };
    tell(
      `Redis dead: ${rate.toFixed(0)} deliveries a second, ${(100 * redisDead.rateRatio).toFixed(0)} % of before`,
    );
    await pause(Math.max(0, from + plan.redisDeadMs - Date.now()));
    redisHole.swallow(false);
    redisDeadSeconds = (Date.now() - from) / 1000;
    tell('Redis answers again');
  }

  const { faults, workersEnded } = await injectFaults(stage, plan, seededRandom(seed));
  faults.redisDeadSeconds += Math.round(redisDeadSeconds);
  const settledAfterSeconds = await settled(stage, plan);
  return { faults, redisDead, settledAfterSeconds, workersEnded };
}

/** Deliveries a second of one plan, from its first until nineteen of twenty have arrived. */
async function rateOf(
  { partners, tell }: Stage,
  name: string,
  items: number,
  withinMs: number,
): Promise<{ rate: number; arrived: boolean }> {
  const enough = 0.95 * items * DESTINATIONS.length;
  const from = Date.now();
  let first: { at: number; taken: number } | undefined;
  for (;;) {
    const { takenOf } = await partners.ask<PartnersProgress>({ do: 'progress' });
    const taken = takenOf[name] ?? 0;
    const now = Date.now();
    if (taken > 0 && first === undefined) {
      first = { at: now, taken };
      tell(`${name}: the first deliveries after ${((now - from) / 1000).toFixed(1)} s`);
    }
    const arrived = taken >= enough;
    if (arrived || now - from > withinMs) {
      const seconds = (now - (first?.at ?? from)) / 1000;
      return { rate: (taken - (first?.taken ?? 0)) / Math.max(seconds, 0.1), arrived };
    }
    await pause(50);
  }
}

async function readLedger(file: string): Promise<Arrival[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Arrival).sort((a, b) => a.place - b.place);
}
