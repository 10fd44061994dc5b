import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ensureLocalSecrets,
  readLocalSecrets,
  sandboxCredential,
  sandboxVariable,
} from '#settings/local-secrets.js';

describe('local secrets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'korpu-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are made once and then stay', () => {
    expect(readLocalSecrets(folder)).toBeUndefined();
    const made = ensureLocalSecrets(folder);
    expect(Buffer.from(made.secretKey, 'base64')).toHaveLength(32);
    expect(ensureLocalSecrets(folder)).toEqual(made);
  });

  it('can be read by their owner alone', () => {
    ensureLocalSecrets(folder);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('name the file that is broken instead of making new ones over it', () => {
    writeFileSync(join(folder, 'secrets.json'), '{');
    expect(() => ensureLocalSecrets(folder)).toThrow('secrets.json');
  });

  it('are not there at all where they cannot be written whole', () => {
    const partial = join(folder, 'secrets.json.partial');
    mkdirSync(partial);
    expect(() => ensureLocalSecrets(folder)).toThrow();
    expect(readLocalSecrets(folder)).toBeUndefined();
    rmSync(partial, { recursive: true });
    // As a kill leaves it.
    writeFileSync(partial, '{"secretKey": "');
    const made = ensureLocalSecrets(folder);
    expect(readLocalSecrets(folder)).toEqual(made);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  it('derive a credential a variable', () => {
    const secrets = ensureLocalSecrets(folder);
    const variable = sandboxVariable('SECRET', 'khabar-ninjs');
    expect(variable).toBe('SANDBOX_SECRET_KHABAR_NINJS');
    expect(sandboxCredential(secrets, variable)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(sandboxCredential(secrets, variable)).toBe(sandboxCredential(secrets, variable));
    expect(sandboxCredential(secrets, sandboxVariable('KEY', 'report-atom'))).toMatch(/^korpu_[\w-]{43}$/);
    expect(sandboxCredential(secrets, 'DATABASE_URL')).toBeUndefined();
  });
});
