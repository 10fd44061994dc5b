import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readEnvironment } from '#settings/environment.js';
import type { LocalSecrets } from '#settings/local-secrets.js';
import { noteRunning, type RunningNote } from '#settings/running-note.js';
import { findConfiguration, findExchange, whereaboutsOf } from './whereabouts.js';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const secrets: LocalSecrets = { secretKey: key(1), postgresPassword: 'p', sandboxKey: key(2) };
const running: RunningNote = {
  databaseUrl: 'postgres://korpu:p@127.0.0.1:5000/korpu',
  redisUrl: 'redis://127.0.0.1:6000',
  queuePrefix: 'mine',
  apiUrl: 'http://127.0.0.1:3000',
  configuration: {
    configDir: '/srv/config',
    sandboxUrl: 'http://127.0.0.1:3200',
    sandboxFeedsDir: '/srv/feeds',
  },
  allowAddresses: ['127.0.0.1:3200', '10.0.0.0/8'],
  pid: 1,
};
const NAMED = { DATABASE_URL: 'postgres://korpu@db/korpu', KORPU_SECRET_KEY: key(3) };

function find(env: Record<string, string>, note?: RunningNote, local?: LocalSecrets) {
  return whereaboutsOf(readEnvironment(env), note, local, env['KORPU_CONFIG_DIR']);
}

describe('whereaboutsOf', () => {
  it('is the exchange that runs on the data folder, as it was started', () => {
    expect(find({}, running, secrets)).toEqual({
      databaseUrl: running.databaseUrl,
      secretKeys: [Buffer.alloc(32, 1)],
      redisUrl: running.redisUrl,
      queuePrefix: 'mine',
      apiUrl: running.apiUrl,
      configuration: running.configuration,
      allowAddresses: running.allowAddresses,
      secrets,
      running: true,
    });
  });

  it('dials nothing more beside an exchange whose note does not say what that dials', () => {
    const { allowAddresses: _, ...older } = running;
    const at = find({ KORPU_ALLOW_ADDRESSES: '10.1.0.0/16' }, older, secrets);
    expect(at.allowAddresses).toEqual(['10.1.0.0/16']);
  });

  it('is the database of the environment before that, with nothing of the other exchange', () => {
    const at = find({ ...NAMED, SANDBOX_URL: 'http://sandbox:3100' }, running, secrets);
    expect(at).toMatchObject({ databaseUrl: NAMED.DATABASE_URL, queuePrefix: 'korpu', running: false });
    expect(at.secretKeys).toEqual([Buffer.alloc(32, 3)]);
    expect(at.redisUrl).toBeUndefined();
  });

  it('knows the exchange that runs here on the database of the environment', () => {
    const at = find({ DATABASE_URL: running.databaseUrl }, running, secrets);
    expect(at).toMatchObject({
      running: true,
      redisUrl: running.redisUrl,
      configuration: running.configuration,
    });
  });

  it('takes another configuration folder only where one is named', () => {
    const at = find({ KORPU_CONFIG_DIR: '/other' }, running, secrets);
    expect(at.configuration).toEqual({ ...running.configuration, configDir: '/other' });
  });

  it('has no sandbox where there never was a data folder', () => {
    expect(find({ ...NAMED, SANDBOX_FEEDS_DIR: '/srv/feeds' }).configuration).toEqual({
      configDir: resolve('config'),
      sandboxUrl: undefined,
      sandboxFeedsDir: undefined,
    });
  });

  it('says what to do when there is no exchange, or no key to it', () => {
    expect(() => find({}, undefined, secrets)).toThrow(
      'no exchange runs on the data folder .korpu, and DATABASE_URL names none. Start one with npm start',
    );
    expect(() => find({ DATABASE_URL: NAMED.DATABASE_URL })).toThrow('KORPU_SECRET_KEY is not set');
  });
});

describe('findConfiguration', () => {
  let dataDir: string;
  let forget: () => void;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'korpu-data-'));
    forget = noteRunning(dataDir, { ...running, pid: process.pid });
  });
  afterEach(() => {
    forget();
    rmSync(dataDir, { recursive: true });
  });

  it('is what the exchange on the data folder was started with, as for plan and apply', () => {
    expect(findConfiguration({ KORPU_DATA_DIR: dataDir })).toEqual({
      ...running.configuration,
      allowAddresses: running.allowAddresses,
    });
    expect(
      findExchange({ ...NAMED, KORPU_DATA_DIR: dataDir, DATABASE_URL: running.databaseUrl }).configuration,
    ).toEqual(running.configuration);
  });

  it('is the folder that the environment names before that, and config where there is neither', () => {
    expect(findConfiguration({ KORPU_DATA_DIR: dataDir, KORPU_CONFIG_DIR: '/other' }).configDir).toBe(
      '/other',
    );
    forget();
    expect(findConfiguration({ KORPU_DATA_DIR: dataDir }).configDir).toBe(resolve('config'));
  });

  it('has nothing of an exchange that uses another database', () => {
    expect(findConfiguration({ ...NAMED, KORPU_DATA_DIR: dataDir }).configDir).toBe(resolve('config'));
  });
});
