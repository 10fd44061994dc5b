import type pg from 'pg';
import type { Instant } from '#news/record.js';
import { toInstant } from '../instant.js';
import { rowsOf } from '../transaction.js';

export interface AttemptRead {
  startedAt: Instant;
  milliseconds: number;
  code: string;
  status?: number;
  /** False when the worker had lost its lease: another attempt decided. */
  settled: boolean;
  /** Of a kill that had been acknowledged before, and was sent once more. */
  repeat: boolean;
  requestHeaders: Record<string, string>;
  bodySha256?: string;
  bodyBytes: number;
  answer: string;
}

/** All attempts of a delivery that retention has kept, the first first. */
export async function readAttempts(pool: pg.Pool, deliveryId: number): Promise<AttemptRead[]> {
  const rows = await rowsOf<AttemptRow>(
    pool,
    {
      text: `
        SELECT started_at, milliseconds, code, status, settled, repeat, request_headers,
               encode(body_sha256, 'hex') AS body_sha256, body_bytes, answer
          FROM attempt WHERE delivery_id = $1 ORDER BY started_at, fence`,
    },
    [deliveryId],
  );
  return rows.map(attemptRead);
}

/** How many of each delivery are kept, those before a replay too. */
export async function countAttempts(
  pool: pg.Pool,
  deliveryIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await rowsOf<{ id: number; kept: number }>(
    pool,
    {
      text: `
        SELECT delivery_id AS id, count(*)::integer AS kept
          FROM attempt WHERE delivery_id = ANY ($1::bigint[]) GROUP BY delivery_id`,
    },
    [deliveryIds],
  );
  return new Map(rows.map(({ id, kept }) => [id, kept]));
}

interface AttemptRow {
  started_at: Date;
  milliseconds: number;
  code: string;
  status: number | null;
  settled: boolean;
  repeat: boolean;
  request_headers: Record<string, string>;
  body_sha256: string | null;
  body_bytes: number;
  answer: string;
}

const attemptRead = (row: AttemptRow): AttemptRead => ({
  startedAt: toInstant(row.started_at),
  milliseconds: row.milliseconds,
  code: row.code,
  status: row.status ?? undefined,
  settled: row.settled,
  repeat: row.repeat,
  requestHeaders: row.request_headers,
  bodySha256: row.body_sha256 || undefined,
  bodyBytes: row.body_bytes,
  answer: row.answer,
});
