import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureLocalSecrets, type LocalSecrets } from '#settings/local-secrets.js';
import { lockInstance } from './instance-lock.js';
import { StartFault } from './start-fault.js';

export interface DataFolder {
  path: string;
  secrets: LocalSecrets;
  release(): void;
}

/**
 * Makes or takes over the folder that holds the database and the secrets, for this process alone.
 * @throws StartFault when it cannot be used, and says why
 */
export function openDataFolder(dataDir: string): DataFolder {
  const path = resolve(dataDir);
  try {
    // Others may pass through: the database's account, where it is another one, has its own folder below.
    mkdirSync(path, { recursive: true, mode: 0o755 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartFault(
      `The data folder ${path} cannot be written (${(cause as NodeJS.ErrnoException).code}).`,
      'Give this account the rights to it, or set KORPU_DATA_DIR to another folder.',
      { cause },
    );
  }
  const release = lockInstance(path);
  try {
    return { path, secrets: ensureLocalSecrets(path), release };
  } catch (cause) {
    release();
    throw new StartFault(
      cause instanceof Error ? cause.message : String(cause),
      'Restore that file from a copy, or set KORPU_DATA_DIR to a new folder to begin anew.',
      { cause },
    );
  }
}
