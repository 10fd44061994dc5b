import { execFileSync } from 'node:child_process';

/**
 * Whether tests with Redis run here. Without an installed redis-server they are skipped, so that a machine with Node
 * alone can run everything else; where `CI` is set they run all the same and fail.
 */
const withRedis = process.env['CI'] === 'true' || hasRedis();

/** For the name of a skipped test: what to do so that it runs. */
const REDIS_MISSING = '(skipped: redis-server is not installed; apt-get install redis-server)';

/** `describe`, where Redis is needed. */
export function describeWithRedis(name: string, suite: () => void): void {
  if (withRedis) describe(name, suite);
  else describe.skip(`${name} ${REDIS_MISSING}`, suite);
}

/** `it`, where Redis is needed. */
export function itWithRedis(name: string, test: () => Promise<void>): void {
  if (withRedis) it(name, test);
  else it.skip(`${name} ${REDIS_MISSING}`, test);
}

function hasRedis(): boolean {
  try {
    execFileSync(process.env['REDIS_SERVER'] ?? 'redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
