import pg from 'pg';
import { LeaderLock } from '#store/leader-lock.js';
import { startPostgres, type TestPostgres } from '../../../test/services/postgres.js';

describe('LeaderLock', () => {
  let postgres: TestPostgres;
  let pool: pg.Pool;
  beforeAll(async () => {
    postgres = await startPostgres();
    pool = new pg.Pool({ connectionString: postgres.url });
    pool.on('error', () => {});
  });
  afterAll(async () => {
    await pool.end();
    await postgres.stop();
  });

  it('lets one lead, and another when that one resigns', async () => {
    const first = new LeaderLock(pool);
    const second = new LeaderLock(pool);
    expect(await Promise.all([first.lead(), first.lead()])).toEqual([true, true]);
    expect(await second.lead()).toBe(false);
    await first.resign();
    expect(await second.lead()).toBe(true);
    expect(await first.lead()).toBe(false);
    await second.resign();
  });

  it('is lost with its connection', async () => {
    const first = new LeaderLock(pool);
    const second = new LeaderLock(pool);
    await first.lead();
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()",
    );
    for (let tries = 0; tries < 100 && !(await second.lead()); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await second.lead()).toBe(true);
    expect(await first.lead()).toBe(false);
    await second.resign();
  });
});
