import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { DatabaseOutOfReach } from '#store/data-source.js';
import { until } from '../../../test/e2e/until.js';
import { type CrashingPostgres, startCrashingPostgres } from '../../../test/services/postgres.js';
import { createLogger } from './logging.js';
import { openLedger } from './open-ledger.js';
import { whenDatabaseAnswers } from './when-database-answers.js';

const PASSWORD = 'do-not-print';

function toldLog() {
  const lines: string[] = [];
  const tell = (_fields: object, message?: string) => void lines.push(message ?? '');
  return { lines, log: { info: tell, warn: tell } };
}

describe('a database that is away when a process starts', () => {
  let server: CrashingPostgres;
  const silent = createLogger({ level: 'silent', service: 'test' });
  const settings = (url: string) => ({
    databaseUrl: url,
    poolSize: 3,
    secretKeys: [Buffer.alloc(32, 1)],
    applicationName: 'test',
  });
  const withPassword = (change: (url: URL) => void = () => {}) => {
    const url = new URL(server.url);
    url.password = PASSWORD;
    change(url);
    return url.href;
  };
  beforeAll(async () => {
    server = await startCrashingPostgres();
  });
  afterAll(() => server.stop());

  it('is waited for, which is told without its password, and then used', async () => {
    const { lines, log } = toldLog();
    await server.crash();
    const opening = whenDatabaseAnswers(() => openLedger(settings(withPassword()), silent), log, [50, 100]);
    await until(
      'three tries',
      60_000,
      () => lines.length >= 3 || undefined,
      () => lines,
    );
    await server.start();
    const ledger = await opening;
    expect((await ledger.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await ledger.close();
    const { host, pathname } = new URL(server.url);
    expect(lines[0]).toMatch(/^Waiting for PostgreSQL, asked again in 0\.05 s: /);
    expect(lines[0]).toContain(`PostgreSQL at ${host}${pathname} cannot be used (`);
    expect(lines[0]).toContain(`connect ECONNREFUSED ${host}).`);
    expect(lines[1]).toContain('asked again in 0.1 s');
    expect(lines.at(-1)).toMatch(/^PostgreSQL answers after \d+\.\d s\.$/);
    expect(lines.join()).not.toContain(PASSWORD);
  });

  it('is waited for although it never says a word', async () => {
    const { lines, log } = toldLog();
    const deaf = createServer().listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    let url = withPassword((one) => (one.port = String((deaf.address() as AddressInfo).port)));
    const opening = whenDatabaseAnswers(() => openLedger(settings(url), silent), log, [50]);
    await until('a try', 60_000, () => lines.length >= 1 || undefined);
    url = server.url;
    await (await opening).close();
    deaf.close();
    expect(lines[0]).toContain('timeout');
  });

  it.each([
    ['database', (url: URL) => (url.pathname = '/nowhere'), /database "nowhere" does not exist/],
    ['user', (url: URL) => (url.username = 'nobody'), /role "nobody" does not exist/],
  ])('is not waited for when it answers that there is no such %s', async (_what, change, why) => {
    const { lines, log } = toldLog();
    const opening = whenDatabaseAnswers(
      () => openLedger(settings(withPassword((url) => void change(url))), silent),
      log,
    );
    await expect(opening).rejects.toBeInstanceOf(DatabaseOutOfReach);
    await expect(opening).rejects.toThrow(why);
    expect(lines).toEqual([]);
  });
});
