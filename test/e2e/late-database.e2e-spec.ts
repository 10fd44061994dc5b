import { rm } from 'node:fs/promises';
import { freePort } from '../services/free-port.js';
import { type CrashingPostgres, startCrashingPostgres } from '../services/postgres.js';
import { makeFolder, ownSettings } from './running-exchange.js';
import { type StartProcess, spawnNode, spawnStart } from './start-process.js';
import { until } from './until.js';

/** A worker and an API, each a process of its own, started before their database. */
describe('processes that start while PostgreSQL is away', () => {
  let server: CrashingPostgres;
  const started: StartProcess[] = [];
  beforeAll(async () => {
    server = await startCrashingPostgres();
    await server.crash();
  });
  afterAll(async () => {
    for (const one of started) one.signal('SIGKILL');
    await server.stop();
  });

  const spawn = (app: 'api' | 'worker', port: number) => {
    const url = new URL(server.url);
    url.password = 'do-not-print';
    const process = spawnNode(`dist/apps/${app}/src/main.js`, {
      DATABASE_URL: url.href,
      KORPU_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
      KORPU_PORT: String(port),
      REDIS_URL: undefined,
    });
    started.push(process);
    return process;
  };

  it('wait, say for what, and go on when it comes; one that is told to end meanwhile ends', async () => {
    const port = await freePort();
    const worker = spawn('worker', port);
    const api = spawn('api', port);
    const told = spawn('worker', port);
    for (const one of [worker, api, told])
      await until(
        'it waits',
        60_000,
        () => (one.output().match(/Waiting for PostgreSQL/g) ?? []).length >= 2 || undefined,
        one.output,
      );
    told.signal('SIGTERM');
    expect(await told.exited).toBe(143);
    expect([worker.isRunning(), api.isRunning()]).toEqual([true, true]);
    await server.start();
    for (const [one, said] of [
      [worker, 'The worker runs.'],
      [api, 'The API listens.'],
    ] as const)
      await until(said, 60_000, () => one.output().includes(said) || undefined, one.output);
    const { status } = await fetch(`http://127.0.0.1:${port}/health/live`);
    expect(status).toBe(200);
    for (const one of [worker, api]) {
      one.signal('SIGTERM');
      expect(await one.exited).toBe(0);
      expect(one.output()).toContain(`PostgreSQL at ${new URL(server.url).host}/postgres cannot be used`);
      expect(one.output()).not.toContain('do-not-print');
    }
  });

  it('wait as npm start does, which is told to end or goes on', async () => {
    await server.crash();
    const folders = await Promise.all([makeFolder(), makeFolder()]);
    const [told, waiting] = await Promise.all(
      folders.map(async (folder) => {
        const start = spawnStart({ ...(await ownSettings(folder)), DATABASE_URL: server.url });
        started.push(start);
        return start;
      }),
    );
    for (const one of [told!, waiting!])
      await until(
        'it waits',
        60_000,
        () => /Waiting for PostgreSQL.* Start that server/.test(one.output()) || undefined,
        one.output,
      );
    told!.signal('SIGTERM');
    expect(await told!.exited).toBe(0);
    expect(told!.output()).toMatch(/^Stopped\.$/m);
    await server.start();
    await until(
      'it runs',
      60_000,
      () => waiting!.output().includes('/sign-in#') || undefined,
      waiting!.output,
    );
    waiting!.signal('SIGTERM');
    expect(await waiting!.exited).toBe(0);
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
});
