import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './write-whole.js';

/** What a single machine's exchange makes up for itself at its first start; kept in the data folder, mode 0600. */
export interface LocalSecrets {
  /** KORPU_SECRET_KEY where the environment gives none: 32 bytes, base64. */
  secretKey: string;
  postgresPassword: string;
  /** What the sandbox's credentials are derived from. */
  sandboxKey: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'secrets.json');

/** Undefined before the first start. @throws Error that names the file when it is not what was written. */
export function readLocalSecrets(dataDir: string): LocalSecrets | undefined {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets;
    if (secrets.secretKey && secrets.postgresPassword && secrets.sandboxKey) return secrets;
  } catch {
    // Told below, together with a file that lacks a field.
  }
  throw new Error(`${file} cannot be read as the secrets of this data folder.`);
}

/** The secrets of the data folder, made now if it has none yet. */
export function ensureLocalSecrets(dataDir: string): LocalSecrets {
  const existing = readLocalSecrets(dataDir);
  if (existing) return existing;
  const made: LocalSecrets = {
    secretKey: randomBytes(32).toString('base64'),
    postgresPassword: randomBytes(24).toString('base64url'),
    sandboxKey: randomBytes(32).toString('base64'),
  };
  writeWhole(fileIn(dataDir), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/**
 * The credential behind a variable of the sandbox: a Standard Webhooks secret for `SANDBOX_SECRET_…`, an API key for
 * `SANDBOX_KEY_…`, undefined for any other name. The same machine always derives the same.
 */
export function sandboxCredential(secrets: LocalSecrets, variable: string): string | undefined {
  const derived = () => createHmac('sha256', secrets.sandboxKey).update(variable).digest();
  if (variable.startsWith('SANDBOX_SECRET_')) return `whsec_${derived().toString('base64')}`;
  if (variable.startsWith('SANDBOX_KEY_')) return `korpu_${derived().toString('base64url')}`;
  return undefined;
}

/** The variable that holds a destination's sandbox credential: `khabar-ninjs` → `SANDBOX_SECRET_KHABAR_NINJS`. */
export const sandboxVariable = (kind: 'SECRET' | 'KEY', destinationId: string): string =>
  `SANDBOX_${kind}_${destinationId.toUpperCase().replaceAll('-', '_')}`;
