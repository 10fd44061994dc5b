import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { startCrashingPostgres } from '../services/postgres.js';
import { configurationFolder } from './configuration-folder.js';
import { makeFolder, ownSettings } from './running-exchange.js';
import { type Env, endPostgres, postgresPid, spawnStart } from './start-process.js';

/** A start that refuses ends by itself: nobody should wait for a sentence. */
const REFUSED_WITHIN_MS = 60_000;

describe('a start that cannot be', () => {
  let folder: string;
  let settings: Env & { KORPU_DATA_DIR: string };
  let squatter: Server;

  beforeAll(async () => {
    squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
  });
  afterAll(() => void squatter.close());

  beforeEach(async () => {
    folder = await makeFolder();
    settings = await ownSettings(folder);
  });
  afterEach(async () => {
    await endPostgres(settings.KORPU_DATA_DIR);
    await rm(folder, { recursive: true, force: true });
  });

  /** One sentence that names the fault, one that says what to do, status 1, and nothing left behind. */
  async function refused(env: Env, problem: RegExp, remedy: RegExp): Promise<string> {
    const start = spawnStart({ ...settings, ...env });
    const timer = setTimeout(() => start.signal('SIGKILL'), REFUSED_WITHIN_MS);
    const status = await start.exited.finally(() => clearTimeout(timer));
    const output = start.output();
    expect(output).toMatch(/^Korpu cannot start: /m);
    expect(output).toMatch(problem);
    expect(output).toMatch(remedy);
    // A sentence, not a stack.
    expect(output).not.toMatch(/^ +at .*:\d+:\d+/m);
    expect(output).not.toContain('did not expect');
    expect({ status, postgres: postgresPid(settings.KORPU_DATA_DIR) }).toEqual({
      status: 1,
      postgres: undefined,
    });
    expect(existsSync(join(settings.KORPU_DATA_DIR, 'korpu.lock'))).toBe(false);
    return output;
  }

  it.each([
    ['the API', 'KORPU_PORT'],
    ['the sandbox', 'SANDBOX_PORT'],
  ])('names the port of %s that is taken, and the variable for another', async (what, variable) => {
    const { port } = squatter.address() as AddressInfo;
    await refused(
      { [variable]: String(port) },
      new RegExp(`Port ${port} for ${what} is taken by another program`),
      new RegExp(`${variable}=\\d+ npm start`),
    );
  });

  it('names a data folder that cannot be written', async () => {
    await writeFile(join(folder, 'a-file'), '');
    await refused(
      { KORPU_DATA_DIR: join(folder, 'a-file', 'data') },
      /The data folder \S+a-file\/data cannot be written/,
      /KORPU_DATA_DIR/,
    );
  });

  it('does not make new secrets for a folder whose own cannot be read', async () => {
    await mkdir(settings.KORPU_DATA_DIR);
    await writeFile(join(settings.KORPU_DATA_DIR, 'secrets.json'), '{"secretKey":');
    await refused({}, /secrets\.json cannot be read/, /Restore that file from a copy/);
  });

  it('gives file and line of every fault in the configuration', async () => {
    const configDir = await configurationFolder(folder, (kind, document) => {
      if (document['id'] === 'report-en') return { ...document, partner: 'reprot' };
      return kind === 'destinations' && document['id'] === 'khabar-ninjs'
        ? { ...document, timeoutSeconds: 'soon' }
        : document;
    });
    await writeFile(join(configDir, 'feeds', 'broken.yaml'), 'id: broken\nurl: [not closed\n');
    const output = await refused({ KORPU_CONFIG_DIR: configDir }, /has \d+ faults:/, /korpu -- check-config/);
    expect(output).toMatch(/feeds\/broken\.yaml:\d+/);
    expect(output).toMatch(/destinations\/khabar-ninjs\.yaml:\d+ timeoutSeconds/);
    expect(output).toMatch(/feeds\/report-en\.yaml:\d+ .*reprot/);
  });

  it('names a configuration folder that is not there', async () => {
    await refused({ KORPU_CONFIG_DIR: join(folder, 'nowhere') }, /nowhere/, /config/);
  });

  it('names every variable that cannot be used', async () => {
    const output = await refused(
      { KORPU_PORT: 'http', SANDBOX_SPEED: '-1' },
      /KORPU_PORT “http”/,
      /Correct it/,
    );
    expect(output).toContain('SANDBOX_SPEED “-1”');
  });

  it('says that PostgreSQL at DATABASE_URL refuses, and not with which password it was asked', async () => {
    const server = await startCrashingPostgres();
    const url = new URL(server.url);
    Object.assign(url, { username: 'nobody', password: 'do-not-print' });
    const output = await refused(
      { DATABASE_URL: url.href },
      new RegExp(`PostgreSQL at ${url.host}/postgres cannot be used .*role "nobody" does not exist`),
      /Correct DATABASE_URL\./,
    ).finally(() => server.stop());
    expect(output).not.toContain('do-not-print');
  });
});
