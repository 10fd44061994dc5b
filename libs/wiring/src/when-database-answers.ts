import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseOutOfReach } from '#store/data-source.js';
import { isOutage } from '#store/transaction.js';
import type { Logger } from './logging.js';

/** Waits before each further try, in milliseconds; the last one for ever after. */
const WAITS_MS = [500, 1_000, 2_000, 5_000, 10_000];

/**
 * Runs `open` until PostgreSQL answers, for processes that may start before it does or while it restarts. Each wait is
 * told, with the server's name and without its password. What waiting cannot mend is thrown.
 */
export async function whenDatabaseAnswers<Opened>(
  open: () => Promise<Opened>,
  logger: Pick<Logger, 'info' | 'warn'>,
  waitsMs: readonly number[] = WAITS_MS,
): Promise<Opened> {
  const from = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      const opened = await open();
      if (tries > 1) logger.info({ tries }, `PostgreSQL answers after ${secondsSince(from)} s.`);
      return opened;
    } catch (error) {
      if (!isMended(error)) throw error;
      const waitMs = waitsMs[Math.min(tries, waitsMs.length) - 1]!;
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ tries }, `Waiting for PostgreSQL, asked again in ${waitMs / 1000} s: ${reason}`);
      await sleep(waitMs);
    }
  }
}

/** By waiting. */
const isMended = (error: unknown): boolean =>
  error instanceof DatabaseOutOfReach ? error.retry === 'later' : isOutage(error);

const secondsSince = (from: number): string => ((performance.now() - from) / 1000).toFixed(1);
