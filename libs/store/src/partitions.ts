import type pg from 'pg';
import { inTransaction, rowsOf } from './transaction.js';

/** Tables that are cut by day, and the column they are cut by. */
const BY_DAY = { attempt: 'started_at', body: 'day' } as const;
export type Partitioned = keyof typeof BY_DAY;

const DAY_MS = 86_400_000;

/**
 * Makes the daily partitions from today on, `days` ahead; run at every start and once a day. What came without its
 * partition lies in the table's rest and is moved.
 */
export async function ensurePartitions(pool: pg.Pool, days: number, now: Date): Promise<string[]> {
  const made: string[] = [];
  for (const table of Object.keys(BY_DAY) as Partitioned[]) {
    const there = new Set(await partitionsOf(pool, table));
    for (let day = 0; day < days; day++) {
      const from = dayOf(new Date(now.getTime() + day * DAY_MS));
      const name = partitionName(table, from);
      if (there.has(name)) continue;
      await makePartition(pool, table, name, from);
      made.push(name);
    }
  }
  return made;
}

/** Drops the partitions that ended before `before`; answers their names. */
export async function dropPartitions(pool: pg.Pool, table: Partitioned, before: Date): Promise<string[]> {
  const last = partitionName(table, dayOf(before));
  const old = (await partitionsOf(pool, table)).filter((name) => name < last);
  for (const name of old) await rowsOf(pool, { text: `DROP TABLE IF EXISTS ${name}` });
  return old;
}

/** Names such as `attempt_20251118`, in the order of days; without the rest. */
export async function partitionsOf(pool: pg.Pool, table: Partitioned): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    pool,
    {
      text: `
        SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = $1::regclass AND c.relname ~ '_[0-9]{8}$'
         ORDER BY c.relname`,
    },
    [table],
  );
  return rows.map((row) => row.name);
}

async function makePartition(pool: pg.Pool, table: Partitioned, name: string, from: string): Promise<void> {
  const column = BY_DAY[table];
  const to = dayOf(new Date(Date.parse(from) + DAY_MS));
  const bound = table === 'attempt' ? (day: string) => `'${day}T00:00:00Z'` : (day: string) => `'${day}'`;
  await inTransaction(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('korpu: partitions'))`);
    const [known] = await rowsOf<{ known: boolean }>(
      client,
      { text: 'SELECT to_regclass($1) IS NOT NULL AS known' },
      [name],
    );
    if (known?.known) return;
    // Nobody may put a row into the rest between the move and the attachment.
    await client.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
    await client.query(`CREATE TABLE ${name} (LIKE ${table}_rest INCLUDING DEFAULTS INCLUDING STORAGE)`);
    await client.query(`
      WITH moved AS (
        DELETE FROM ${table}_rest WHERE ${column} >= ${bound(from)} AND ${column} < ${bound(to)} RETURNING *
      )
      INSERT INTO ${name} SELECT * FROM moved`);
    await client.query(
      `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM (${bound(from)}) TO (${bound(to)})`,
    );
  });
}

/** `2025-11-18`, in UTC. */
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const partitionName = (table: Partitioned, day: string): string => `${table}_${day.replaceAll('-', '')}`;
