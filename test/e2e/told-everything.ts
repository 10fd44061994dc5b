import { Redis } from 'ioredis';
import { query } from '../services/postgres.js';

/** Every row of every table of every schema but PostgreSQL's own, as text; bytes also as the text they may hold. */
export async function everyRow(url: string): Promise<string> {
  const tables = await query<{ name: string }>(
    url,
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(url, `SELECT t::text AS row FROM ${name} t`);
    texts.push(...rows.map(({ row }) => `${name} ${row} ${fromHex(row)}`));
  }
  return texts.join('\n');
}

const fromHex = (row: string): string =>
  [...row.matchAll(/\\\\?x([0-9a-f]{16,})/g)]
    .map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1'))
    .join(' ');

export interface RedisEar {
  /** Every command that the server was given since, with its arguments. */
  heard(): string;
  /** Every key that it holds now, with its value. */
  everyKey(): Promise<string>;
  stop(): void;
}

export async function listenToRedis(url: string): Promise<RedisEar> {
  const client = new Redis(url);
  const monitor = await client.monitor();
  const heard: string[] = [];
  monitor.on('monitor', (_time: string, args: string[]) => heard.push(args.join(' ')));
  return {
    heard: () => heard.join('\n'),
    everyKey: async () => {
      const values: string[] = [];
      for (const key of await client.keys('*'))
        values.push(`${key} ${JSON.stringify(await read(client, key))}`);
      return values.join('\n');
    },
    stop: () => {
      monitor.disconnect();
      client.disconnect();
    },
  };
}

async function read(client: Redis, key: string): Promise<unknown> {
  switch (await client.type(key)) {
    case 'hash':
      return client.hgetall(key);
    case 'list':
      return client.lrange(key, 0, -1);
    case 'set':
      return client.smembers(key);
    case 'zset':
      return client.zrange(key, 0, -1, 'WITHSCORES');
    case 'stream':
      return client.xrange(key, '-', '+');
    default:
      return client.get(key);
  }
}
