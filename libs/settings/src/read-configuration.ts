import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveConfiguration } from './archive-configuration.js';
import { KINDS } from './configuration.js';
import { type LoadedConfiguration, loadConfiguration } from './load-configuration.js';
import { type LocalSecrets, sandboxCredential } from './local-secrets.js';
import { readConfigurationFiles } from './read-configuration-files.js';
import type { Resolve } from './references.js';

/** Where an exchange's configuration is. Kept with the note of a running one, so that commands read the same. */
export interface ConfigurationPlace {
  configDir: string;
  /** Where the sandbox is, for `${env:SANDBOX_URL}`; absent where the environment alone says. */
  sandboxUrl?: string;
  /** Documents that the sandbox serves beside its own; each is a feed. */
  sandboxFeedsDir?: string;
}

/** What references are followed with. */
export interface ReferenceValues {
  env: Readonly<Record<string, string | undefined>>;
  /** Of the data folder: the sandbox's credentials are derived from them where the environment has none. */
  secrets?: LocalSecrets;
  missingSecrets?: Resolve['missingSecrets'];
}

/**
 * The configuration of an exchange, with the feeds of the sandbox's folder of documents where there is one. A folder
 * without any of those that hold configuration is a fault: taken for an empty one, it would delete everything.
 *
 * @throws ConfigurationUnreadable
 */
export async function readConfiguration(
  { configDir, sandboxUrl, sandboxFeedsDir }: ConfigurationPlace,
  { env, secrets, missingSecrets }: ReferenceValues,
): Promise<LoadedConfiguration> {
  const sources = await readConfigurationFiles(configDir);
  if (!KINDS.some((kind) => existsSync(join(configDir, kind)))) {
    const message = `holds none of the folders ${KINDS.join(', ')}`;
    return { faults: [{ file: configDir, line: 1, path: '', message }] };
  }
  if (sandboxUrl && sandboxFeedsDir) sources.push(...archiveConfiguration(sandboxFeedsDir, sandboxUrl));
  return loadConfiguration(sources, {
    env: (name) =>
      (name === 'SANDBOX_URL' ? sandboxUrl : undefined) ??
      env[name] ??
      (secrets && sandboxCredential(secrets, name)),
    readFile: (path) => readFileSync(path, 'utf8'),
    missingSecrets,
  });
}
