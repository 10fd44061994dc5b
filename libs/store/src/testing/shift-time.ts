import type pg from 'pg';

/**
 * Lets time pass for the ledger without waiting: everything it remembers happened so much earlier. Nobody can move the
 * clock of a database.
 */
export async function shiftTime(pool: pg.Pool, milliseconds: number): Promise<void> {
  const columns = {
    delivery: [
      'due_at',
      'lease_until',
      'unclear_until',
      'repeat_at',
      'tried_at',
      'created_at',
      'settled_at',
      'first_delivered_at',
    ],
    lane: ['tokens_at', 'open_until', 'window_at', 'refused_since'],
  };
  for (const [table, moments] of Object.entries(columns)) {
    const earlier = moments.map((moment) => `${moment} = ${moment} - interval '${milliseconds} ms'`);
    await pool.query(`UPDATE ${table} SET ${earlier.join(', ')}`);
  }
}
