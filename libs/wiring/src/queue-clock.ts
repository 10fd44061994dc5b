import type pg from 'pg';
import { QUEUE_SCHEMA, STALLED } from '#queues/backend.js';

/**
 * BullMQ on PostgreSQL writes moments by the clock of the worker. One whose clock is minutes ahead, and which dies, leaves
 * locks that hold for minutes, and keeps everyone else from looking for stalled jobs as long: its lanes and feeds would stand
 * still. No lock lasts longer than `lockDuration`, and no check lies ahead, so both are cut back by the clock of the
 * database; a worker that lives renews its locks all the same. Redis counts by its own clock.
 */
export async function correctQueueClock(pool: Pick<pg.Pool, 'query'>): Promise<{ corrected: number }> {
  const { rows } = await pool.query<{ corrected: number }>(CORRECT, [STALLED.lockDuration]);
  return rows[0]!;
}

const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
/** Clocks of machines that keep time differ by less. */
const SLACK_MS = 2_000;

const CORRECT = `
  WITH locks AS (
    UPDATE ${QUEUE_SCHEMA}.job SET locked_until_ms = ${NOW} + $1
     WHERE state = 'active' AND locked_until_ms > ${NOW} + $1 + ${SLACK_MS}
    RETURNING 1
  ), checks AS (
    UPDATE ${QUEUE_SCHEMA}.meta SET value = ${NOW}::text
     WHERE field = 'stalled-check' AND value::bigint > ${NOW} + ${SLACK_MS}
    RETURNING 1
  )
  SELECT ((SELECT count(*) FROM locks) + (SELECT count(*) FROM checks))::int AS corrected`;
