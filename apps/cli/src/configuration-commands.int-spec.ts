import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteRunning } from '#settings/running-note.js';
import { ApiKeyStore } from '#store/api-key.store.js';
import { FeedReads } from '#store/read/feeds.js';
import { SignInStore } from '#store/sign-in.store.js';
import { aRecord, type SmallExchange } from '#store/testing/small-exchange.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { type OnKorpu, onKorpu } from '../../../test/services/on-korpu.js';
import { startPostgres, type TestPostgres } from '../../../test/services/postgres.js';
import { CREDENTIALS, SECRET_KEY } from './testing/korpu-on.js';
import { runKorpu } from './testing/run-korpu.js';

let store: MigratedStore;
let exchange: SmallExchange;
let folder: string;
let korpu: OnKorpu['korpu'];
let said: OnKorpu['said'];

onKorpu((opened) => {
  ({ store, exchange, folder, korpu, said } = opened);
});

describe('korpu plan, apply and export', () => {
  it('export what gives the same configuration back', async () => {
    expect(await said(['export', '--all', '--to', 'config'])).toEqual({
      status: 0,
      said: 'Wrote 9 files into config.\n',
    });
    expect(readFileSync(join(folder, 'config/destinations/khabar-webhook.yaml'), 'utf8')).not.toContain(
      'whsec_',
    );
    expect(await said(['plan', 'config'])).toEqual({ status: 0, said: 'Nothing to change.\n' });
  });

  it('write all files or none', async () => {
    await korpu(['export', '--all', '--to', 'config']);
    const file = join(folder, 'config/partners/report.yaml');
    writeFileSync(file, '# mine\n');
    rmSync(join(folder, 'config/partners/khabar.yaml'));
    const refused = await said(['export', '--all', '--to', 'config']);
    expect(refused.status).toBe(1);
    expect(refused.said).toContain('nothing was written: config/partners/report.yaml would be replaced');
    expect(() => readFileSync(join(folder, 'config/partners/khabar.yaml'))).toThrow('ENOENT');
    expect((await korpu(['export', 'partner', 'report', '--to', 'config', '--force'])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^id: report\n/);
  });

  it('print the plan, do it, and have nothing left to do', async () => {
    await korpu(['export', '--all', '--to', 'config']);
    const feed = join(folder, 'config/feeds/report-ru.yaml');
    writeFileSync(feed, `${readFileSync(feed, 'utf8')}pollEverySeconds: 120\n`);
    rmSync(join(folder, 'config/destinations/baku-tv-feed.yaml'));
    const plan =
      '~ feed report-ru\n    pollEverySeconds: 60 → 120\n- destination baku-tv-feed\n0 to create, 1 to update, 1 to delete.\n';
    expect(await said(['plan', 'config'])).toEqual({ status: 0, said: plan });
    expect(await said(['apply', 'config', '--dry-run'])).toEqual({ status: 0, said: plan });
    const unasked = await korpu(['apply', 'config']);
    expect([unasked.status, unasked.stderr]).toEqual([
      1,
      'korpu: nothing was changed: 1 object would be deleted. Say --yes if that is meant.\n',
    ]);
    expect((await exchange.configuration.read()).destinations).toHaveLength(2);
    expect(await said(['apply', 'config', '--yes'])).toEqual({
      status: 0,
      said: `${plan}Applied 2 changes. The exchange takes them up within seconds.\n`,
    });
    expect(await said(['apply', 'config'])).toEqual({ status: 0, said: 'Nothing to change.\n' });
    const { feeds, destinations } = await exchange.configuration.read();
    expect(feeds.map(({ pollEverySeconds }) => pollEverySeconds)).toEqual([120]);
    expect(destinations.map(({ id }) => id)).toEqual(['khabar-webhook']);
    expect(await new FeedReads(store.pool).find('report-ru')).toMatchObject({
      sourceFile: realpathSync(feed),
    });
  });

  it('say what the end of an agreement means for what waits', async () => {
    await exchange.accept(aRecord('urn:a'));
    await korpu(['export', '--all', '--to', 'config']);
    const file = join(folder, 'config/agreements/report-gives.yaml');
    const written = readFileSync(file, 'utf8');
    writeFileSync(file, `${written}validUntil: 2025-12-31\n`);
    expect((await said(['plan', 'config'])).said).toContain(
      `Agreement report-gives grants nothing: its validUntil, 2025-12-31, is over.
2 deliveries granted by it wait; what no other agreement grants becomes a dead letter and leaves the feeds that are pulled.
`,
    );
    rmSync(file);
    expect((await said(['plan', 'config'])).said).toContain(
      'Agreement report-gives ends: 2 deliveries granted by it wait; what no other agreement grants becomes',
    );
    writeFileSync(file, written.replace('Memorandum', 'The memorandum'));
    expect((await said(['plan', 'config'])).said).toContain(
      '2 deliveries granted by it wait, and will be judged by the new version of report-gives.\n',
    );
  });

  it('change nothing where the configuration has a fault', async () => {
    await korpu(['export', '--all', '--to', 'config']);
    rmSync(join(folder, 'config/partners/khabar.yaml'));
    const { status, said: told } = await said(['apply', 'config']);
    expect(status).toBe(1);
    expect(told).toMatch(/config\/destinations\/khabar-webhook\.yaml:\d+ partner names “khabar”/);
    expect((await exchange.configuration.read()).partners).toHaveLength(3);
  });

  it('say which object may have been meant', async () => {
    expect(await said(['export', 'destination', 'khabar-webhok'])).toEqual({
      status: 2,
      said: 'korpu: there is no destination khabar-webhok. Did you mean khabar-webhook?\n',
    });
  });
});

describe('korpu on an empty database', () => {
  let empty: TestPostgres;
  beforeAll(async () => {
    empty = await startPostgres();
  });
  afterAll(() => empty?.stop());

  it('looks without migrating it, and applies to it', async () => {
    await korpu(['export', '--all', '--to', 'config']);
    const env = { DATABASE_URL: empty.url };
    const plan = await said(['plan', 'config'], env);
    expect(plan.status).toBe(1);
    expect(plan.said).toContain('Starting the exchange, or npm run -s korpu -- apply, brings it up to date.');
    const applied = await said(['apply', 'config'], env);
    expect(applied.status).toBe(0);
    expect(applied.said).toContain('+ partner report\n');
    expect(await said(['plan', 'config'], env)).toEqual({ status: 0, said: 'Nothing to change.\n' });
  });
});

describe('korpu sign-in-link and api-key', () => {
  it('print a link that signs in once', async () => {
    const { status, stdout } = await korpu(['sign-in-link'], { KORPU_PUBLIC_URL: 'https://korpu.example' });
    expect(status).toBe(0);
    const [, code] = /^https:\/\/korpu\.example\/sign-in#(\S+)\n$/.exec(stdout)!;
    const signIns = new SignInStore(store.pool);
    expect(await signIns.redeem(code!)).toBeDefined();
    expect(await signIns.redeem(code!)).toBeUndefined();
  });

  it('print a key alone, and revoke it', async () => {
    const keys = new ApiKeyStore(store.pool, exchange.box);
    const { status, stdout } = await korpu(['api-key', '--name', 'desk']);
    expect(status).toBe(0);
    expect(await keys.verify(stdout.trim())).toEqual({ role: 'administrator', name: 'desk' });
    expect((await said(['api-key', '--name', 'desk', '--revoke'])).said).toBe(
      'Revoked 1 key of the name desk.\n',
    );
    expect(await keys.verify(stdout.trim())).toBeUndefined();
    expect(await said(['api-key', '--name', 'desk', '--revoke'])).toEqual({
      status: 2,
      said: 'korpu: there is no key in force with the name desk.\n',
    });
  });

  it('make no key that would open nothing', async () => {
    const { status, said: told } = await said(['api-key', '--name', 'desk'], {
      KORPU_SECRET_KEY: Buffer.alloc(32, 9).toString('base64'),
    });
    expect(status).toBe(1);
    expect(told).toContain(
      'was sealed with another key. Is KORPU_SECRET_KEY the key that the exchange runs with?',
    );
    expect((await store.pool.query(`SELECT FROM api_key WHERE role = 'administrator'`)).rowCount).toBe(0);
  });
});

describe('korpu signing-key', () => {
  it('makes a key, lists keys without secrets, and revokes', async () => {
    const made = await korpu(['signing-key', 'khabar-webhook', '--overlap', '1h']);
    expect(made.status).toBe(0);
    expect(made.stdout).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
    expect(made.stderr).toMatch(
      /^Key \d+ signs from now on; it is shown this once\. Those before it of hmac-sha256 sign beside it for 1h\.\n$/,
    );
    const asymmetric = await korpu(['signing-key', 'khabar-webhook', '--algorithm', 'ed25519']);
    expect(asymmetric.stdout).toMatch(/^whpk_/);
    const list = await korpu(['signing-key', 'khabar-webhook', '--list']);
    const [newest, ours, theirs] = list.stdout.split('\n');
    expect(newest).toMatch(/^\d+ {2}ed25519 {2}whpk_\S{44} {2}made here, since \S+, signs$/);
    expect(ours).toMatch(/^\d+ {2}hmac-sha256 {2}whsec_\S{4}… {2}made here, since \S+, signs$/);
    expect(theirs).toMatch(
      /^\d+ {2}hmac-sha256 {2}whsec_\S{4}… {2}of the configuration, since \S+, signs until \S+$/,
    );
    expect(list.stdout).not.toContain(made.stdout.slice(6, -1));
    const id = String(Number.parseInt(theirs!, 10));
    expect(await said(['signing-key', 'khabar-webhook', '--revoke', id])).toEqual({
      status: 0,
      said: `Key ${id} signs no longer.\n`,
    });
  });

  it.each<[string, string[], number, string]>([
    ['an unknown destination', ['khabar-webhok'], 2, 'Did you mean khabar-webhook?'],
    ['a pull feed', ['baku-tv-feed'], 1, 'is a pull feed'],
    ['an unknown key', ['khabar-webhook', '--revoke', '99999'], 2, 'has no key 99999'],
    ['an unknown algorithm', ['khabar-webhook', '--algorithm', 'rsa'], 2, 'neither hmac-sha256 nor ed25519'],
    ['an overlap that is no time', ['khabar-webhook', '--overlap', 'long'], 2, 'is not a time'],
  ])('%s', async (_case, args, status, message) => {
    const answer = await said(['signing-key', ...args]);
    expect([answer.status, answer.said]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe('where the exchange is', () => {
  const data = () => join(folder, 'data');
  const besideIt = (args: string[], env: Record<string, string> = {}) =>
    runKorpu(args, { cwd: folder, env: { KORPU_DATA_DIR: data(), ...CREDENTIALS, ...env } });

  it('is found by what runs on the data folder', async () => {
    await korpu(['export', '--all', '--to', 'config']);
    mkdirSync(data());
    const secrets = { secretKey: SECRET_KEY, postgresPassword: 'x', sandboxKey: 'x' };
    writeFileSync(join(data(), 'secrets.json'), JSON.stringify(secrets));
    const gone = noteRunning(data(), {
      databaseUrl: store.url,
      queuePrefix: 'korpu',
      apiUrl: 'http://127.0.0.1:3999',
      configuration: { configDir: join(folder, 'config') },
      allowAddresses: ['127.0.0.1:3999'],
      pid: process.pid,
    });
    expect((await besideIt(['plan'])).stdout).toBe('Nothing to change.\n');
    expect((await besideIt(['sign-in-link'])).stdout).toMatch(/^http:\/\/127\.0\.0\.1:3999\/sign-in#/);
    gone();
    const { status, stderr } = await besideIt(['plan']);
    expect(status).toBe(1);
    expect(stderr).toContain('no exchange runs on the data folder');
  });

  it.each([
    ['is not set', '', 'KORPU_SECRET_KEY is not set'],
    ['is none', 'pass-word', 'KORPU_SECRET_KEY must be 32 bytes'],
  ])('cannot be used with a key that %s', async (_case, key, message) => {
    const { status, stderr } = await besideIt(['plan'], { DATABASE_URL: store.url, KORPU_SECRET_KEY: key });
    expect([status, stderr]).toEqual([2, expect.stringContaining(`korpu: ${message}`)]);
  });

  it('is said to be out of reach without the password', async () => {
    const { status, stderr } = await besideIt(['plan'], {
      DATABASE_URL: 'postgres://korpu:sesame@127.0.0.1:1/korpu',
      KORPU_SECRET_KEY: SECRET_KEY,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^korpu: PostgreSQL at 127\.0\.0\.1:1\/korpu cannot be used \(connect ECONNREFUSED [^)]*\)\. Start that server, or correct DATABASE_URL\.\n$/,
    );
    expect(stderr).not.toContain('sesame');
  });
});
