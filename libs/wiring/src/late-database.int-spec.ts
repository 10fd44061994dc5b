import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import pg from 'pg';
import { QUEUE_SCHEMA } from '#queues/backend.js';
import { DatabaseOutOfReach } from '#store/data-source.js';
import { until } from '../../../test/e2e/until.js';
import { type CrashingPostgres, query, startCrashingPostgres } from '../../../test/services/postgres.js';
import { createLogger } from './logging.js';
import { openBells } from './open-bells.js';
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
  const bellSettings = (url: string) => ({ databaseUrl: url, queuePrefix: 'korpu' });
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
    const opening = whenDatabaseAnswers(() => openLedger(settings(withPassword()), silent), log, {
      waitsMs: [50, 100],
    });
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

  it.each([
    ['the schema', 'migrations', (url: string) => openLedger(settings(url), silent)],
    ['the queues', `${QUEUE_SCHEMA}.migration`, (url: string) => openBells(bellSettings(url), silent)],
  ])('is waited for when it stops while %s is brought up to date', async (_what, table, open) => {
    for (const opened of [
      await openLedger(settings(server.url), silent),
      await openBells(bellSettings(server.url), silent),
    ])
      await opened.close();
    const { lines, log } = toldLog();
    const holder = new pg.Client(server.url);
    holder.on('error', () => {});
    await holder.connect();
    await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const opening = whenDatabaseAnswers<{ close(): Promise<void> }>(() => open(server.url), log, {
      waitsMs: [50],
    });
    const waiting = `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = '${table}'::regclass`;
    await until(
      'it to wait for the table',
      60_000,
      async () => (await query<{ n: number }>(server.url, waiting))[0]!.n > 0 || undefined,
    );
    await server.crash();
    await until('a try', 60_000, () => lines.length >= 1 || undefined);
    await server.start();
    await (await opening).close();
    expect(lines.at(-1)).toMatch(/^PostgreSQL answers after/);
  });

  it('is waited for until somebody ends that', async () => {
    const { lines, log } = toldLog();
    const stop = new AbortController();
    const url = withPassword((one) => (one.port = '1'));
    const told: string[] = [];
    const wait = { signal: stop.signal, tell: (line: string) => void told.push(line) };
    const opening = whenDatabaseAnswers(() => openLedger(settings(url), silent), log, wait);
    await until('a try', 60_000, () => lines.length >= 1 || undefined);
    stop.abort();
    await expect(opening).rejects.toBe(stop.signal.reason);
    expect(told).toEqual(lines);
    expect(lines[0]).toMatch(/ Start that server, or correct DATABASE_URL\.$/);
  });

  it('is not waited for when there is no such host', () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND nowhere'), { code: 'ENOTFOUND' });
    const error = new DatabaseOutOfReach('postgres://korpu:secret@nowhere/korpu', cause);
    expect([error.retry, error.remedy]).toEqual(['never', 'Correct DATABASE_URL.']);
  });

  it('is waited for although it never says a word', async () => {
    const { lines, log } = toldLog();
    const deaf = createServer().listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    let url = withPassword((one) => (one.port = String((deaf.address() as AddressInfo).port)));
    const opening = whenDatabaseAnswers(() => openLedger(settings(url), silent), log, { waitsMs: [50] });
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
