import { pause } from '../e2e/until.js';
import { DESTINATIONS } from './configuration.js';
import type { NetworkFault } from './fault-proxy.js';
import type { OriginProgress } from './origin.js';
import type { Mood, PartnersProgress } from './partners.js';
import { between, type Random } from './random.js';
import { flushAll, type Stage } from './stage.js';
import type { Timetable } from './timetable.js';

/** What was done to the exchange, and how often. */
export interface FaultCounts {
  workerKills: number;
  /** … in rounds of all workers at once, while a partner had a request and had not answered it … */
  midSend: number;
  /** … and while a page with something new had just been fetched. */
  midIngest: number;
  postgresRestarts: number;
  flushAlls: number;
  redisDeadSeconds: number;
  clockJumps: number;
  stalePages: number;
  network: Partial<Record<NetworkFault, number>>;
  /** Answers other than 204, by status. */
  statuses: Record<string, number>;
}

/** How long a round of kills waits for the moment that it is meant for. */
const FOUND_WITHIN_MS = 12_000;

/** Does everything to the exchange that the timetable says, all at once, then takes it all back. */
export async function injectFaults(
  stage: Stage,
  plan: Timetable,
  random: Random,
): Promise<{ faults: FaultCounts; workersEnded: string[] }> {
  const { workers, partners, origin, tell } = stage;
  const counts = {
    midSend: 0,
    midIngest: 0,
    postgresRestarts: 0,
    flushAlls: 0,
    redisDeadSeconds: 0,
    clockJumps: 0,
  };
  const workersEnded: string[] = [];
  const until = Date.now() + plan.faultsMs;
  const isOver = () => Date.now() >= until;
  const every = async (everyMs: number, what: (turn: number) => Promise<void>) => {
    for (let turn = 0; ; turn++) {
      await pause(Math.max(0, Math.min(everyMs, until - Date.now())));
      if (isOver()) return;
      await what(turn);
    }
  };
  const at = async (share: number, what: () => Promise<void>) => {
    await pause(share * plan.faultsMs);
    await what();
  };
  const mood = (destination: string, feels: Mood) => partners.ask({ do: 'mood', destination, mood: feels });
  const troubled = async (destination: string, feels: Mood, what: string, milliseconds: number) => {
    tell(`${destination} ${what} for ${milliseconds / 1000} s`);
    await mood(destination, feels);
    await pause(milliseconds);
    await mood(destination, {});
  };

  /** Fewer than make the lane rest. */
  const toFew = async (destination: string, feels: Mood) => {
    tell(`${destination} answers ${feels.status}, Retry-After ${feels.retryAfterSeconds}, to three requests`);
    await mood(destination, { ...feels, times: 3 });
  };

  const ROUNDS = ['mid-ingest', 'mid-send', 'one'] as const;
  const killWorkers = async (turn: number) => {
    const round = ROUNDS[turn % ROUNDS.length]!;
    const soon = (asked: Promise<unknown>) =>
      Promise.race([asked.then(() => true), pause(FOUND_WITHIN_MS).then(() => false)]);
    let hit = true;
    if (round === 'mid-send') hit = await soon(partners.ask({ do: 'next-arrival', holdMs: 500 }));
    if (round === 'mid-ingest') hit = await soon(origin.ask({ do: 'next-page' }));
    const killed = workers.kill(round === 'one' ? 1 : workers.size);
    if (hit && round === 'mid-send') counts.midSend++;
    if (hit && round === 'mid-ingest') counts.midIngest++;
    tell(`SIGKILL: ${killed} of ${plan.workers} workers${round === 'one' ? '' : `, ${round}`}`);
    await pause(between(random, 100, 800));
    workers.start(plan.workers - workers.size);
  };

  const restartPostgres = async () => {
    const from = Date.now();
    await stage.postgres.crash();
    await pause(between(random, 200, 1_500));
    await stage.postgres.start();
    stage.databaseDown.push({ from, to: Date.now() });
    counts.postgresRestarts++;
    tell(
      `PostgreSQL was stopped at once, and answers again after ${((Date.now() - from) / 1000).toFixed(1)} s`,
    );
  };

  const { redis, redisHole } = stage;
  const flush = async () => {
    if (!redis) return;
    await flushAll(redis);
    counts.flushAlls++;
    tell('FLUSHALL');
  };
  const loseRedis = async () => {
    redisHole?.swallow(true);
    tell(`Redis is a black hole for ${plan.troubleMs / 1000} s`);
    await pause(plan.troubleMs);
    redisHole?.swallow(false);
    counts.redisDeadSeconds += plan.troubleMs / 1000;
  };
  const jump = async () => {
    const seconds = Math.round(between(random, 20, 200) * (random() < 0.5 ? -1 : 1));
    workers.jump(Math.floor(random() * plan.workers), seconds * 1_000);
    counts.clockJumps++;
    tell(`a worker's clock jumps to ${seconds > 0 ? '+' : ''}${seconds} s`);
  };
  /** As whatever supervises processes would do. */
  const supervise = async () => {
    const ended = workers.removeEnded();
    workersEnded.push(...ended);
    for (const line of ended) tell(line);
    workers.start(ended.length);
  };
  const report = async () => {
    const { requests, taken } = await partners.ask<PartnersProgress>({ do: 'progress' });
    tell(`${taken} deliveries taken of ${requests} requests`);
  };

  await mood('shaky', { trouble: 0.2 });
  await mood('chronicle', { trouble: 0.06 });
  await Promise.all([
    every(plan.killEveryMs, killWorkers),
    every(500, supervise),
    every(5_000, report),
    every(plan.jumpEveryMs, jump),
    ...(redis ? [every(plan.flushEveryMs, flush), at(0.35, loseRedis)] : []),
    ...Array.from({ length: plan.postgresRestarts }, (_, n) =>
      at((n + 0.6) / (plan.postgresRestarts + 0.2), restartPostgres),
    ),
    at(0.02, () => troubled('failing', { status: 500 }, 'answers 500', plan.troubleMs)),
    at(0.3, () => toFew('chronicle', { trouble: 0.06, status: 429, retryAfterSeconds: 1 })),
    at(0.4, () => toFew('shaky', { trouble: 0.2, status: 503, retryAfterSeconds: 2 })),
    at(0.1, () => troubled('hanging', { trouble: 1, only: 'hang' }, 'hangs', plan.troubleMs)),
    at(0.6, () =>
      troubled('hanging', { trouble: 1, only: 'withhold' }, 'takes and never answers', plan.troubleMs / 2),
    ),
  ]);

  for (const { id } of DESTINATIONS) await mood(id, {});
  redisHole?.swallow(false);
  workers.start(plan.workers - workers.size);
  for (let which = 0; which < plan.workers; which++) workers.jump(which, 0);
  tell('all faults are over');
  const { network, statuses } = await partners.ask<PartnersProgress>({ do: 'progress' });
  const { stalePages } = await origin.ask<OriginProgress>({ do: 'progress' });
  const faults = { workerKills: workers.killedAt.length, ...counts, stalePages, network, statuses };
  return { faults, workersEnded };
}
