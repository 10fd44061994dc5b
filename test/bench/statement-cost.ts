import pg from 'pg';

/** What PostgreSQL did for one kind of statement, since the counting began. */
export interface StatementCost {
  /** Its text on one line, values left out. */
  query: string;
  calls: number;
  milliseconds: number;
}

/** Starts counting anew in that database, which has pg_stat_statements; `read` answers the dearest first, and ends it. */
export async function countStatements(databaseUrl: string): Promise<{ read(): Promise<StatementCost[]> }> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  // A run that fails drops its database; it has its own error to tell.
  client.on('error', () => {});
  await client.query('SELECT pg_stat_statements_reset()');
  return {
    read: async () => {
      const { rows } = await client.query<StatementCost>(`
        SELECT regexp_replace(query, '\\s+', ' ', 'g') AS query, calls::float, total_exec_time AS milliseconds
          FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query NOT LIKE '%pg_stat_statements%'
         ORDER BY total_exec_time DESC`);
      await client.end();
      return rows;
    },
  };
}
