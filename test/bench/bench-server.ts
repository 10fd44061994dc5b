import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#apps/standalone/src/embedded-postgres.js';
import { serverCpuSeconds } from './server-cpu.js';

/** A PostgreSQL of the bench's own, with the settings of `npm start`. */
export interface BenchServer {
  /** Makes an empty database, or one like `template`, which nobody may be connected to, and answers its URL. */
  create(name: string, template?: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** CPU that all of it has used up to now; undefined where the system does not say. */
  cpuSeconds(): number | undefined;
}

/**
 * Runs `work` with a server that is gone afterwards with everything in it, also when the bench is interrupted.
 *
 * @param statements whether pg_stat_statements counts what is asked; it takes some CPU of its own
 */
export async function withServer<T>(
  work: (server: BenchServer) => Promise<T>,
  { statements = false } = {},
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'korpu-bench-'));
  // PostgreSQL's account, where it is another one, must be able to pass.
  chmodSync(folder, 0o755);
  const start = { dataDir: folder, password: randomBytes(12).toString('hex') };
  let postgres = await startEmbeddedPostgres(start);
  const clear = async () => {
    await postgres.stop();
    for (const left of [folder, postgres.place.movedTo]) {
      if (left) rmSync(left, { recursive: true, force: true });
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void clear().finally(() => process.exit(130)));
  }
  // Nor may what nobody caught leave a server behind.
  process.once('uncaughtException', (error) => {
    console.error(error);
    void clear().finally(() => process.exit(1));
  });
  try {
    if (statements) {
      await ask(postgres.url, `ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
      await postgres.stop();
      postgres = await startEmbeddedPostgres(start);
    }
    const { url: serverUrl } = postgres;
    return await work({
      create: async (name, template) => {
        await ask(serverUrl, `CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ''}`);
        const url = new URL(serverUrl);
        url.pathname = `/${name}`;
        if (statements) await ask(url.href, 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
        return url.href;
      },
      drop: async (name) => {
        await ask(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
      },
      cpuSeconds: () => serverCpuSeconds(postgres.place.data),
    });
  } finally {
    await clear();
  }
}

/** The rows that one statement answers, on a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<Row>(text).finally(() => client.end());
  return rows;
}
