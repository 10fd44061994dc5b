import { execFileSync } from 'node:child_process';

/**
 * Whether tests with Redis run here. Without an installed redis-server they are skipped, so that a machine with Node
 * alone can run everything else; where `CI` is set they run all the same and fail.
 */
export const withRedis = process.env['CI'] === 'true' || hasRedis();

/** For the name of a skipped test: what to do so that it runs. */
export const REDIS_MISSING = '(skipped: redis-server is not installed; apt-get install redis-server)';

function hasRedis(): boolean {
  try {
    execFileSync(process.env['REDIS_SERVER'] ?? 'redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
