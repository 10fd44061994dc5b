import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseOutOfReach } from '#store/data-source.js';
import { isOutage } from '#store/transaction.js';
import type { Logger } from './logging.js';
import { reasonOf } from './reason-of.js';

/** Waits before each further try, in milliseconds; the last one for ever after. */
const WAITS_MS = [500, 1_000, 2_000, 5_000, 10_000];

/** How to wait for a PostgreSQL that is away. */
export interface DatabaseWait {
  /** Told what is waited for, and that it came, beside the log. */
  tell?: (line: string) => void;
  /** Ends the waiting: it throws the signal's reason. */
  signal?: AbortSignal;
  /** Waits before each further try, the last one for ever after. Default 0.5, 1, 2, 5 and 10 s. */
  waitsMs?: readonly number[];
}

/**
 * Runs `open` until PostgreSQL answers, for processes that may start before it does or while it restarts. Each wait is
 * told, with the server's name and without its password. What waiting cannot mend is thrown.
 */
export async function whenDatabaseAnswers<Opened>(
  open: () => Promise<Opened>,
  logger: Pick<Logger, 'info' | 'warn'>,
  { tell, signal, waitsMs = WAITS_MS }: DatabaseWait = {},
): Promise<Opened> {
  const from = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      const opened = await open();
      if (tries > 1) {
        const line = `PostgreSQL answers after ${secondsSince(from)} s.`;
        logger.info({ tries }, line);
        tell?.(line);
      }
      return opened;
    } catch (error) {
      if (!mayAnswerLater(error)) throw error;
      const waitMs = waitsMs[Math.min(tries, waitsMs.length) - 1]!;
      const line = `Waiting for PostgreSQL, asked again in ${waitMs / 1000} s: ${reasonOf(error)}`;
      logger.warn({ tries }, line);
      tell?.(line);
      await sleep(waitMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}

/** Whether waiting may help. */
const mayAnswerLater = (error: unknown): boolean =>
  error instanceof DatabaseOutOfReach ? error.retry === 'later' : isOutage(error);

const secondsSince = (from: number): string => ((performance.now() - from) / 1000).toFixed(1);
