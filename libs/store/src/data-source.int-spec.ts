import pg from 'pg';
import { until } from '../../../test/e2e/until.js';
import { startPostgres, type TestPostgres } from '../../../test/services/postgres.js';
import { migrate, openStore, poolOf } from './data-source.js';
import { Leadership } from './leadership.js';
import { inTransaction, isOutage, retrying, rowsOf, UNHURRIED } from './transaction.js';

describe('the connection to the database', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  /** Ends every other connection to the database, as a restart of the server does, and waits until they are gone. */
  async function cutAll(): Promise<void> {
    const admin = new pg.Client(server.url);
    admin.on('error', () => {});
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await admin.end();
  }

  it('migrates once when several processes start together', async () => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ url: server.url, poolSize: 2 })));
    try {
      const done = await Promise.all(stores.map(migrate));
      const all = stores[0]!.migrations.map((migration) => migration.constructor.name);
      expect(all.length).toBeGreaterThan(1);
      expect(done.filter((names) => names.length > 0)).toEqual([all]);
      expect(await migrate(stores[0]!)).toEqual([]);
    } finally {
      for (const store of stores) await store.destroy();
    }
  });

  it('gives lists to PostgreSQL as they are', async () => {
    const store = await openStore({ url: server.url });
    try {
      const texts = [
        '',
        'null',
        'NULL',
        '{}',
        'a,b',
        ' c ',
        'say "no"',
        'C:\\news',
        '\\"',
        'ə\nў\t\u2028',
        null,
      ];
      const numbers = [1, -2_147_483_648, 2.5, 1e21, Number.NaN, null];
      const moments = [new Date(0), null];
      const sql =
        'SELECT $1::text[] AS texts, $2::float8[] AS numbers, $3::boolean[] AS flags, $4::timestamptz[] AS moments';
      const [row] = await rowsOf(poolOf(store), { text: sql }, [
        texts,
        numbers,
        [true, false, null],
        moments,
      ]);
      expect(row).toEqual({ texts, numbers, flags: [true, false, null], moments });
    } finally {
      await store.destroy();
    }
  });

  it('has in its entities the columns of its schema', async () => {
    const store = await openStore({ url: server.url });
    try {
      await migrate(store);
      for (const entity of store.entityMetadatas) {
        const { rows } = await poolOf(store).query<{ name: string; type: string; nullable: boolean }>(
          `SELECT column_name AS name, data_type AS type, is_nullable = 'YES' AS nullable
             FROM information_schema.columns WHERE table_name = $1`,
          [entity.tableName],
        );
        const columns = new Map(rows.map((row) => [row.name, row]));
        for (const { databaseName, type, isNullable } of entity.columns) {
          const column = columns.get(databaseName);
          expect({ column: databaseName, nullable: column?.nullable }).toEqual({
            column: databaseName,
            nullable: isNullable,
          });
          expect(column?.type.replace('timestamp with time zone', 'timestamptz')).toBe(type);
        }
      }
    } finally {
      await store.destroy();
    }
  });

  it('goes on after every connection was cut, idle and in use', async () => {
    const lost: string[] = [];
    const store = await openStore({
      url: server.url,
      poolSize: 4,
      onConnectionLost: (error) => lost.push(error.message),
    });
    const pool = poolOf(store);
    try {
      let tries = 0;
      const answer = await retrying(() =>
        inTransaction(pool, async (client) => {
          tries++;
          if (tries === 1) {
            await cutAll();
          }
          const { rows } = await client.query<{ one: number }>('SELECT 1 AS one');
          return rows[0]?.one;
        }),
      );
      expect({ answer, tries }).toEqual({ answer: 1, tries: 2 });
      await until('the loss to be told', 60_000, () => lost.length > 0 || undefined);
      await cutAll();
      expect((await retrying(() => pool.query('SELECT 2 AS two'))).rows).toEqual([{ two: 2 }]);
    } finally {
      await store.destroy();
    }
  });

  it('tells a server that is away from a statement that is wrong', async () => {
    const store = await openStore({ url: server.url });
    const failure = (run: () => Promise<unknown>) =>
      run().then(
        () => undefined,
        (error: unknown) => error,
      );
    try {
      expect(isOutage(await failure(() => poolOf(store).query('SELECT nonsense')))).toBe(false);
      const away = new pg.Client('postgres://korpu@127.0.0.1:1/none');
      expect(isOutage(await failure(() => away.connect()))).toBe(true);
    } finally {
      await store.destroy();
    }
  });

  it('rolls back what fails, and lends the connection out clean', async () => {
    const store = await openStore({ url: server.url, poolSize: 1 });
    const pool = poolOf(store);
    try {
      await pool.query('CREATE TABLE tried (n integer)');
      const failing = inTransaction(pool, async (client) => {
        await client.query('INSERT INTO tried VALUES (1)');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await pool.query('SELECT count(*) AS n FROM tried')).rows).toEqual([{ n: 0 }]);
      expect((await pool.query('SHOW enable_seqscan')).rows).toEqual([{ enable_seqscan: 'on' }]);
    } finally {
      await store.destroy();
    }
  });

  it('does not wait for the disk where a statement says so, and only for that statement', async () => {
    const store = await openStore({ url: server.url, poolSize: 1 });
    const pool = poolOf(store);
    try {
      await pool.query('SET synchronous_commit = on');
      await pool.query('CREATE TABLE unhurried (mode text)');
      const write = `INSERT INTO unhurried SELECT current_setting('synchronous_commit') FROM ${UNHURRIED}
                     RETURNING mode`;
      expect((await pool.query(write)).rows).toEqual([{ mode: 'off' }]);
      expect((await pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]);
    } finally {
      await store.destroy();
    }
  });

  it('has one leader for a duty, and another at once when it is cut off', async () => {
    const stores = await Promise.all([1, 2].map(() => openStore({ url: server.url, poolSize: 2 })));
    try {
      const [first, second] = stores.map((store) => new Leadership(store, 'sweep'));
      const other = new Leadership(stores[1]!, 'another duty');
      expect([await first!.lead(), await second!.lead(), await first!.lead()]).toEqual([true, false, true]);
      expect(await other.lead()).toBe(true);
      first!.resign();
      const leads = (one: Leadership) =>
        until('the other to lead', 60_000, async () => (await one.lead()) || undefined);
      await leads(second!);
      expect(await first!.lead()).toBe(false);
      await cutAll();
      await leads(first!);
      await until(
        'the one that was cut off to know',
        60_000,
        async () => !(await second!.lead()) || undefined,
      );
      for (const leadership of [first!, second!, other]) leadership.resign();
    } finally {
      for (const store of stores) await store.destroy();
    }
  });
});
