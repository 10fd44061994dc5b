import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { arrayLiteral } from './array-literal.js';

/**
 * With a name it is parsed, and maybe planned, once per connection; names are unique in the program. Only for statements
 * whose plan must not grow old: calls of functions that bring their own settings, what looks nothing up, and what runs in
 * `inTransaction`.
 */
export interface Statement {
  name?: string;
  text: string;
}

/**
 * Put after FROM, it keeps the statement from waiting for the disk when it commits by itself; not in `inTransaction`. For
 * what is done again after a crash of the server, and for what comes before a commit that is waited for: the log is
 * written in order, so that whoever finds the later one finds this too.
 */
export const UNHURRIED = "set_config('synchronous_commit', 'off', true)";

/** What a pool and a client of it have in common. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** The rows that one statement answers. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  on: Queryable,
  statement: Statement,
  values: unknown[] = [],
): Promise<Row[]> {
  const parameters = values.map((value) => (Array.isArray(value) ? (arrayLiteral(value) ?? value) : value));
  const { rows } = await on.query<Row>({ name: statement.name, text: statement.text, values: parameters });
  return rows;
}

/** PostgreSQL error codes (Appendix A) after which the same work may succeed: conflicts between transactions. */
const CONFLICTS = new Set(['40001', '40P01']);
/** … and a server that goes away or comes back. */
const OUTAGES = new Set(['57P01', '57P02', '57P03', '08000', '08001', '08003', '08006', '53300']);
const NETWORK = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

function isConflict(error: unknown): boolean {
  return CONFLICTS.has(codeOf(error));
}

/** The connection or the server failed, not the statement. TypeORM calls one that broke between two statements released. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  return (
    OUTAGES.has(code) ||
    NETWORK.has(code) ||
    /^(Connection terminated|timeout (exceeded when trying to connect|expired)$|Client has encountered a connection error|Query runner already released)/.test(
      messageOf(error),
    )
  );
}

/**
 * PostgreSQL refused what it was given, and would again: a value out of range or a broken rule (classes 22 and 23), or
 * one too large for an index (class 54).
 */
export function isRefusedValue(error: unknown): error is Error {
  return /^(22|23|54)/.test(codeOf(error));
}

/** PostgreSQL could not read a value as text, date or number: class 22, data exception. */
export const isUnreadableValue = (error: unknown): boolean => /^22...$/.test(codeOf(error));

const field = (error: unknown, name: 'code' | 'message'): string => {
  const value = (error as Partial<Record<typeof name, unknown>> | null | undefined)?.[name];
  return typeof value === 'string' ? value : '';
};
const codeOf = (error: unknown): string => field(error, 'code');
const messageOf = (error: unknown): string => field(error, 'message');

/** Waits before each further try, in milliseconds: about six seconds, which is what a server needs to restart. */
const WAITS_MS = [20, 50, 100, 250, 500, 1000, 2000, 2000];

/**
 * Runs `work` again after a conflict or an outage. Only for work that is safe to run twice: when the connection breaks
 * during COMMIT, nobody knows whether it was done.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) && !isOutage(error)) throw error;
      await sleep(waitMs);
    }
  }
  return work();
}

/**
 * Planned each time, for tables as they are now: one that was empty when a statement was first planned may hold a million
 * rows a minute later. And on indexes alone, because statistics are older still.
 */
const BEGIN = `
  BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL plan_cache_mode = force_custom_plan;
  SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
  SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off`;

/**
 * For the rest of a transaction: a plan that was made once is good enough. For statements that write what they are given and
 * look nothing up: planning those takes longer than a small batch.
 */
export const KEEP_PLAN: Statement = { text: 'SET LOCAL plan_cache_mode = force_generic_plan' };

/** One READ COMMITTED transaction; rolled back when `work` throws. */
export function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransactionAfter(pool, () => undefined, work);
}

/**
 * … whose first statement, which reads and does nothing else, is sent together with its beginning: nobody knows yet
 * whether that works.
 */
export async function inTransactionAfter<R, T>(
  pool: pg.Pool,
  read: (client: pg.PoolClient) => R,
  work: (client: pg.PoolClient, found: Awaited<R>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const [, found] = await Promise.all([client.query(BEGIN), read(client)]);
    const result = await work(client, found);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    // A connection that cannot even roll back is thrown away, not lent out again.
    client.release(broken);
  }
}
