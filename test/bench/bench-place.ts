import { startRedis } from '../services/redis.js';
import type { BenchServer } from './bench-server.js';
import { Child } from './child.js';

export type Backend = 'postgres' | 'redis';

/** Where one run happens: nothing in it is inherited from the run before. */
export interface BenchPlace {
  databaseUrl: string;
  /** Absent where the queues live in PostgreSQL. */
  redisUrl?: string;
  /** Starts a module of this folder; it ends with the run. */
  start(module: string): Child;
}

/** Both, or the one that was asked for. */
export function backendsOf(option: string | undefined): Backend[] {
  if (option === undefined) return ['postgres', 'redis'];
  if (option !== 'postgres' && option !== 'redis')
    throw new Error(`There is no backend ${option}: postgres or redis.`);
  return [option];
}

/**
 * A database, a queue and processes for one run, so that none inherits another's caches or backlog.
 *
 * @param template the name of a database to begin with; without one it is empty
 */
export async function inFreshPlace<T>(
  server: BenchServer,
  { backend, name, template }: { backend: Backend; name: string; template?: string },
  work: (place: BenchPlace) => Promise<T>,
): Promise<T> {
  const databaseUrl = await server.create(name, template);
  const children: Child[] = [];
  const redis = backend === 'redis' ? await startRedis() : undefined;
  try {
    return await work({
      databaseUrl,
      redisUrl: redis?.url,
      start: (module) => {
        const child = Child.start(module);
        children.push(child);
        return child;
      },
    });
  } finally {
    await Promise.all(children.map((child) => child.end()));
    await redis?.stop();
    await server.drop(name);
  }
}

/** Rejects when it does not come in time: a bench that waits for ever says nothing. */
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
