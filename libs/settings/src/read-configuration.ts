import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveConfiguration } from './archive-configuration.js';
import { KINDS } from './configuration.js';
import { type LoadedConfiguration, loadConfiguration } from './load-configuration.js';
import { type LocalSecrets, sandboxCredential } from './local-secrets.js';
import { readConfigurationFiles } from './read-configuration-files.js';
import type { Resolve } from './references.js';
import { strayFiles } from './stray-files.js';

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
 * without any object is a fault, and so is what lies in it and would not be read: taken as they are, they would delete
 * what is not in them.
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
  const strays = await strayFiles(configDir);
  if (sources.length === 0 && strays.length === 0) {
    const message = 'holds no object: there is no .yaml file in its folders';
    return { faults: [{ file: configDir, line: 1, path: '', message }] };
  }
  if (sandboxUrl && sandboxFeedsDir) sources.push(...archiveConfiguration(sandboxFeedsDir, sandboxUrl));
  const loaded = loadConfiguration(sources, {
    env: (name) =>
      (name === 'SANDBOX_URL' ? sandboxUrl : undefined) ??
      env[name] ??
      (secrets && sandboxCredential(secrets, name)),
    readFile: (path) => readFileSync(path, 'utf8'),
    missingSecrets,
  });
  return strays.length === 0 ? loaded : { faults: [...strays, ...(loaded.faults ?? [])] };
}
