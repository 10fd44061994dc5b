import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrate, openStore, poolOf } from '#store/data-source.js';
import { startPostgres } from './postgres.js';

export interface MigratedStore {
  url: string;
  dataSource: DataSource;
  pool: pg.Pool;
  /** Empties every table, as if just migrated. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** A database with the schema of today, for one test file. */
export async function startStore(): Promise<MigratedStore> {
  const server = await startPostgres();
  const dataSource = await openStore({ url: server.url });
  await migrate(dataSource);
  const pool = poolOf(dataSource);
  const { rows } = await pool.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname NOT IN ('exchange', 'migrations')`);
  return {
    url: server.url,
    dataSource,
    pool,
    clear: async () => {
      await pool.query(`TRUNCATE ${rows.map((row) => row.name).join(', ')} CASCADE`);
    },
    stop: async () => {
      await dataSource.destroy();
      await server.stop();
    },
  };
}
