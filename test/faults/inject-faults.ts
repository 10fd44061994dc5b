import { pause } from '../e2e/until.js';
import { DESTINATIONS } from './configuration.js';
import { NETWORK_FAULTS, type NetworkFault } from './fault-proxy.js';
import type { OriginProgress } from './origin.js';
import type { Mood, PartnersProgress } from './partners.js';
import { publicationPlan } from './publication-plan.js';
import { between, type Random } from './random.js';
import { flushAll, publish, type Stage } from './stage.js';
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

/** How long a fault waits for the exchange to be at what it is meant to disturb. */
const FOUND_WITHIN_MS = 40_000;
const PUBLISH_EVERY_MS = 5_000;
/** How many times as long it takes, at most, where a busy machine has not yet seen as much as it should. */
const MOST_TIMES = 8;
const ROUNDS = ['mid-ingest', 'one', 'mid-send', 'one'] as const;

/**
 * Does everything to the exchange that the timetable says, side by side, then takes it all back. Takes its time, and
 * longer where a busy machine has not yet seen as much as it should.
 */
export async function injectFaults(
  stage: Stage,
  plan: Timetable,
  random: Random,
): Promise<{ faults: FaultCounts; workersEnded: string[] }> {
  const { workers, partners, origin, redis, redisHole, tell } = stage;
  const counts = {
    midSend: 0,
    midIngest: 0,
    postgresRestarts: 0,
    flushAlls: 0,
    redisDeadSeconds: 0,
    clockJumps: 0,
  };
  const workersEnded: string[] = [];
  const from = Date.now();
  /** Answers that no request has been given yet. */
  const owed = new Set<number>([429, 500, 503]);
  /** What befell no request yet. */
  const spared = new Set<NetworkFault>(NETWORK_FAULTS);
  const isEnough = () =>
    owed.size + spared.size === 0 &&
    workers.killedAt.length >= plan.least.workerKills &&
    counts.midSend > 0 &&
    counts.midIngest > 0 &&
    counts.postgresRestarts >= plan.least.postgresRestarts &&
    (redis === undefined || counts.flushAlls >= plan.least.flushAlls);
  const isOver = () => {
    const passed = Date.now() - from;
    return passed >= MOST_TIMES * plan.faultsMs || (passed >= plan.faultsMs && isEnough());
  };
  const every = async (everyMs: number, what: (turn: number) => Promise<unknown>, firstMs = everyMs) => {
    for (let turn = 0; ; turn++) {
      for (const next = Date.now() + (turn === 0 ? firstMs : everyMs); Date.now() < next; ) {
        if (isOver()) return;
        await pause(Math.min(250, Math.max(0, next - Date.now())));
      }
      await what(turn);
    }
  };
  const at = async (share: number, what: () => Promise<unknown>) => {
    await pause(share * plan.faultsMs);
    await what();
  };
  const soon = (asked: Promise<unknown>) =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), FOUND_WITHIN_MS);
      void asked.then(
        () => resolve(true),
        () => resolve(false),
      );
      // Nobody is kept waiting for it once the run is over.
      timer.unref();
    });

  const publishMore = (turn: number) => {
    const items = Math.round((plan.itemsPerSecond * PUBLISH_EVERY_MS) / 1_000);
    const name = `faults-${turn}`;
    return publish(stage, publicationPlan(random, { ...plan, name, items, spreadMs: PUBLISH_EVERY_MS }));
  };
  const killWorkers = async (turn: number) => {
    const round = ROUNDS[turn % ROUNDS.length]!;
    // Of those that were started last, too, somebody must have come to work.
    let hit = await soon(partners.ask({ do: 'next-arrival', holdMs: 0 }));
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
    await soon(partners.ask({ do: 'next-arrival', holdMs: 100 }));
    const stoppedAt = Date.now();
    await stage.postgres.crash();
    await pause(between(random, 200, 1_500));
    await stage.postgres.start();
    stage.databaseDown.push({ from: stoppedAt, to: Date.now() });
    counts.postgresRestarts++;
    tell(
      `PostgreSQL was stopped at once, and is back after ${((Date.now() - stoppedAt) / 1000).toFixed(1)} s`,
    );
  };
  const flush = async () => {
    await flushAll(redis!);
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

  const usual: Record<string, Mood> = { shaky: { trouble: 0.2 }, chronicle: { trouble: 0.06 } };
  const mood = (destination: string, feels: Mood = usual[destination] ?? {}) =>
    partners.ask({ do: 'mood', destination, mood: feels });
  const troubled = async (destination: string, what: string, feels: Mood, milliseconds: number) => {
    tell(`${destination} ${what} for ${milliseconds / 1000} s`);
    await mood(destination, feels);
    await pause(milliseconds);
    if (feels.status !== undefined) await given(feels.status);
    await mood(destination);
  };
  /** Notes what has befallen requests so far. */
  const note = async () => {
    const { network, statuses } = await partners.ask<PartnersProgress>({ do: 'progress' });
    for (const status of owed) if (statuses[status] !== undefined) owed.delete(status);
    for (const fault of spared) if (network[fault] !== undefined) spared.delete(fault);
  };
  const given = async (status: number) => {
    for (; owed.has(status) && !isOver(); await pause(250)) await note();
  };
  /** Fewer than make the lane rest. Of one that is asked all the time; where it is not for a while, that is waited for. */
  const toFew = async (destination: string, status: 429 | 503, retryAfterSeconds: number) => {
    tell(`${destination} answers ${status}, Retry-After ${retryAfterSeconds}, to three requests`);
    await mood(destination, { ...usual[destination], status, retryAfterSeconds, times: 3 });
    await given(status);
  };

  for (const destination of Object.keys(usual)) await mood(destination);
  await Promise.all([
    every(PUBLISH_EVERY_MS, publishMore, 0),
    every(plan.killEveryMs, killWorkers),
    every(plan.postgresEveryMs, restartPostgres, plan.postgresEveryMs / 2),
    every(plan.jumpEveryMs, jump),
    every(500, supervise),
    every(500, note),
    every(5_000, report),
    ...(redis ? [every(plan.flushEveryMs, flush), at(0.35, loseRedis)] : []),
    at(0.02, () => troubled('failing', 'answers 500', { status: 500 }, plan.troubleMs)),
    at(0.1, () => troubled('hanging', 'hangs', { trouble: 1, only: 'hang' }, plan.troubleMs)),
    at(0.3, () => toFew('steady', 429, 1).then(() => toFew('steady', 503, 2))),
    at(0.6, () =>
      troubled('hanging', 'takes and never answers', { trouble: 1, only: 'withhold' }, plan.troubleMs / 2),
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
