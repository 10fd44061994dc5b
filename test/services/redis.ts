import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Child, startChild, stopChild } from './child.js';
import { freePort } from './free-port.js';

export interface TestRedis {
  url: string;
  port: number;
  stop(): Promise<void>;
  /** As a crash would: no farewell to clients, nothing saved. */
  kill(): Promise<void>;
}

/**
 * A real redis-server of its own, without persistence. `port` asks for a certain one, to come back after `kill()`.
 *
 * @throws Error that says how to get it where redis-server is not installed (`REDIS_SERVER` names another binary).
 */
export async function startRedis(port?: number, tries = 3): Promise<TestRedis> {
  const chosen = port ?? (await freePort());
  const folder = await mkdtemp(path.join(tmpdir(), 'korpu-redis-'));
  const settings = ['--bind', '127.0.0.1', '--port', String(chosen), '--dir', folder];
  const memoryOnly = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  let child: Child;
  try {
    const binary = process.env['REDIS_SERVER'] ?? 'redis-server';
    child = await startChild(binary, [...settings, ...memoryOnly], 'Ready to accept connections', folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error(
        'redis-server is not installed. Install it (apt-get install redis-server), or name it in REDIS_SERVER.',
      );
    if (port === undefined && tries > 1 && String(error).includes('Address already in use'))
      return startRedis(undefined, tries - 1);
    throw error;
  }
  const end = async (signal: NodeJS.Signals) => {
    await stopChild(child, signal);
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
