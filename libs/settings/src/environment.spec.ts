import { inspect } from 'node:util';
import { type Environment, EnvironmentFaulty, environmentTable, readEnvironment } from './environment.js';
import { ENVIRONMENT_VARIABLES } from './environment-variables.js';

function faultsOf(env: Record<string, string>): string[] {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentFaulty) return error.faults;
    throw error;
  }
  return [];
}

describe('readEnvironment', () => {
  it('has a default for everything a start needs', () => {
    expect(readEnvironment({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      trustedProxies: [],
      databasePoolSize: 10,
      queuePrefix: 'korpu',
      configDir: 'config',
      dataDir: '.korpu',
      allowAddresses: [],
      workerRoles: ['pull', 'deliver', 'housekeeping'],
      logLevel: 'info',
      sandbox: true,
      sandboxPort: 3100,
      checkSchemas: true,
      iptcDir: '../shared/iptc',
      sandboxSpeed: 1,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment({ KORPU_PORT: ' ', REDIS_URL: '' })).toEqual(readEnvironment({}));
  });

  const key = Buffer.alloc(32, 7);
  it.each<[string, string, keyof Environment, unknown]>([
    ['KORPU_PORT', '0', 'port', 0],
    ['KORPU_PUBLIC_URL', 'https://korpu.example/', 'publicUrl', 'https://korpu.example'],
    ['KORPU_SANDBOX', 'off', 'sandbox', false],
    ['SANDBOX_SPEED', '2.5', 'sandboxSpeed', 2.5],
    ['WORKER_ROLES', 'pull, deliver', 'workerRoles', ['pull', 'deliver']],
    [
      'KORPU_ALLOW_ADDRESSES',
      'localhost:3100, [::1]:9000,10.20.0.0/16,fd00::/8,10.0.0.1',
      'allowAddresses',
      ['localhost:3100', '[::1]:9000', '10.20.0.0/16', 'fd00::/8', '10.0.0.1'],
    ],
    [
      'KORPU_TRUSTED_PROXIES',
      '127.0.0.1, ::1,10.20.0.0/16',
      'trustedProxies',
      ['127.0.0.1', '::1', '10.20.0.0/16'],
    ],
  ])('%s=%s', (name, given, field, value) => {
    expect(readEnvironment({ [name]: given })[field]).toEqual(value);
  });

  it.each([
    ['base64', key.toString('base64')],
    ['base64url', key.toString('base64url')],
    ['hex', key.toString('hex')],
    ['two at a change of keys', `${key.toString('hex')}, ${Buffer.alloc(32, 8).toString('base64')}`],
  ])('reads a key in %s, and prints it nowhere', (_case, given) => {
    const environment = readEnvironment({ KORPU_SECRET_KEY: given });
    expect(environment.secretKeys![0]!.reveal()).toBe(key.toString('base64'));
    expect(inspect(environment, { depth: 9 }) + JSON.stringify(environment)).not.toContain(
      given.slice(0, 20),
    );
  });

  it.each([
    ['KORPU_PORT', 'http'],
    ['KORPU_PORT', '65536'],
    ['KORPU_PORT', '-1'],
    ['KORPU_PUBLIC_URL', 'korpu.example'],
    ['KORPU_QUEUE_PREFIX', 'a:b'],
    ['KORPU_ALLOW_ADDRESSES', 'http://localhost'],
    ['KORPU_TRUSTED_PROXIES', 'on'],
    ['KORPU_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['KORPU_SANDBOX', 'yes'],
    ['KORPU_DATABASE_POOL_SIZE', '1'],
    ['WORKER_ROLES', 'pull,push'],
    ['WORKER_ROLES', ','],
    ['LOG_LEVEL', 'loud'],
    ['SANDBOX_SPEED', '0'],
  ])('refuses %s=%s in a sentence that quotes it', (name, given) => {
    expect(faultsOf({ [name]: given })).toEqual([
      expect.stringMatching(
        new RegExp(`^${name} “${given}” must be .+\\. Correct it, or leave it out \\(then: .+\\)\\.$`),
      ),
    ]);
  });

  it.each([
    ['DATABASE_URL', 'mysql://user:pass-word@host/korpu'],
    ['REDIS_URL', 'pass-word@host'],
    ['KORPU_SECRET_KEY', 'pass-word'],
  ])('refuses %s without quoting it', (name, given) => {
    const [fault] = faultsOf({ [name]: given });
    expect(fault).toMatch(new RegExp(`^${name} must be `));
    expect(fault).not.toContain('pass-word');
  });

  it('reports all faults together', () => {
    expect(faultsOf({ KORPU_PORT: 'x', LOG_LEVEL: 'x', SANDBOX_PORT: 'x' })).toHaveLength(3);
  });

  it('cannot be changed afterwards', () => {
    const environment = readEnvironment({});
    expect(Object.isFrozen(environment) && Object.isFrozen(environment.workerRoles)).toBe(true);
  });
});

describe('environmentTable', () => {
  it('has a row for every variable, and its default is one that can be read', () => {
    const table = environmentTable();
    for (const { name } of Object.values(ENVIRONMENT_VARIABLES)) expect(table).toContain(`| \`${name}\` |`);
  });
});
