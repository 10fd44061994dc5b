import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres } from './postgres.js';
import { startRedis } from './redis.js';
import { itWithRedis } from './with-redis.js';

describe('the services of the tests', () => {
  it('start an empty PostgreSQL database and remove it again', async () => {
    const postgres = await startPostgres();
    const client = new pg.Client(postgres.url);
    client.on('error', () => {});
    await client.connect();
    const tables = await client.query(`SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`);
    expect(tables.rows).toEqual([{ n: 0 }]);
    const upper = await client.query(`SELECT upper('ə ғ') AS up`);
    expect(upper.rows).toEqual([{ up: 'Ə Ғ' }]);
    await client.end();
    await postgres.stop();
    await expect(new pg.Client(postgres.url).connect()).rejects.toThrow();
  });

  itWithRedis('start a Redis, crash it and bring it back empty on the same port', async () => {
    const first = await startRedis();
    const client = new Redis(first.url, { lazyConnect: true, retryStrategy: () => 50 });
    client.on('error', () => {});
    await client.connect();
    await client.set('key', 'value');
    await first.kill();
    const second = await startRedis(first.port);
    expect(await client.get('key')).toBeNull();
    client.disconnect();
    await second.stop();
  });
});
