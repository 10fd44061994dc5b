import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type CrashingPostgres, startCrashingPostgres } from '../services/postgres.js';
import { startRedis, type TestRedis } from '../services/redis.js';
import { AskedProcess } from './asked-process.js';
import { BlackHoleProxy } from './black-hole-proxy.js';
import { built } from './built.js';
import { configure, DESTINATIONS, FEEDS } from './configuration.js';
import type { OriginCommand } from './origin.js';
import type { PartnersCommand } from './partners.js';
import type { Publication } from './publication-plan.js';
import { Workers } from './workers.js';

export type Backend = 'postgres' | 'redis';

/** The parts of a running exchange, and what surrounds it. */
export interface Stage {
  postgres: CrashingPostgres;
  redis?: TestRedis;
  redisHole?: BlackHoleProxy;
  origin: AskedProcess<OriginCommand>;
  partners: AskedProcess<PartnersCommand>;
  workers: Workers;
  /** What the origin was asked to publish so far. */
  published: Publication[];
  databaseDown: { from: number; to: number }[];
  tell: (line: string) => void;
}

export async function openStage(
  backend: Backend,
  seed: number,
  folder: string,
  tell: Stage['tell'],
): Promise<Stage> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const secretKey = randomBytes(32);
  const origin = AskedProcess.start<OriginCommand>(built('test/faults/origin.js'));
  const partners = AskedProcess.start<PartnersCommand>(built('test/faults/partners.js'));
  const postgres = await startCrashingPostgres();
  const redis = backend === 'redis' ? await startRedis() : undefined;
  const redisHole = redis && new BlackHoleProxy(redis.port);
  const ports = {
    origin: await origin.ask<number>({ do: 'open', feeds: FEEDS, seed, stalePages: 0.05 }),
    partners: await partners.ask<Record<string, number>>({
      do: 'open',
      destinations: DESTINATIONS.map(({ id }) => id),
      ledger: join(folder, 'receivers.jsonl'),
      secret,
      seed: seed + 1,
    }),
  };
  await configure(postgres.url, secretKey, secret, ports);
  const allowed = [ports.origin, ...Object.values(ports.partners)].map((port) => `127.0.0.1:${port}`);
  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redisHole && `redis://127.0.0.1:${await redisHole.listen()}`,
    KORPU_SECRET_KEY: secretKey.toString('base64'),
    KORPU_ALLOW_ADDRESSES: allowed.join(','),
    KORPU_CHECK_SCHEMAS: 'off',
    WORKER_ROLES: undefined,
    LOG_LEVEL: 'info',
  };
  const workers = new Workers(env, join(folder, 'workers.log'));
  return { postgres, redis, redisHole, origin, partners, workers, published: [], databaseDown: [], tell };
}

export async function closeStage({
  postgres,
  redis,
  redisHole,
  origin,
  partners,
  workers,
}: Stage): Promise<void> {
  workers.kill(workers.size);
  await Promise.all([origin.end(), partners.end()]);
  await redisHole?.close();
  await redis?.stop();
  await postgres.stop();
}

export async function publish({ origin, published }: Stage, more: Publication[]): Promise<void> {
  published.push(...more);
  await origin.ask({ do: 'publish', plan: more });
}

export async function flushAll({ url }: TestRedis): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
