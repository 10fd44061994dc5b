import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DecodeContext } from '#codecs/codec.js';
import { faultList } from '#settings/configuration-fault.js';
import { decodeSettings } from '#settings/decode-settings.js';
import { readEnvironment } from '#settings/environment.js';
import { loadConfiguration } from '#settings/load-configuration.js';
import { didYouMean } from '#settings/near-matches.js';
import { readConfigurationFiles } from '#settings/read-configuration-files.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { fromRoot, shown } from './project-root.js';
import { readText } from './read-document.js';

/** The folder of the configuration that commands look into when none is given. */
export const configFolder = (): string => shown(fromRoot(readEnvironment(process.env).configDir));

/**
 * What a profile says of how documents are read. Its vocabularies are those of the configuration folder.
 *
 * @param which an id in that folder, or a file: anything with a slash or an ending
 * @throws UsageFault for an id that is not known; CommandFault for a file that cannot be read, and with every fault, a line each
 */
export async function readProfile(which: string): Promise<DecodeContext> {
  const folder = configFolder();
  const isFile = /[\\/]|\.ya?ml$/.test(which);
  const id = isFile ? basename(which).replace(/\.ya?ml$/, '') : which;
  const file = join('profiles', `${id}.yaml`);
  const sources = (await readConfigurationFiles(folder)).filter((source) => {
    const kind = source.file.split(/[\\/]/).at(-2);
    return kind === 'vocab' || (kind === 'profiles' && !(isFile && source.file.endsWith(file)));
  });
  if (isFile) sources.push({ file, text: readText(which, `--profile ${which}`) });
  const { configuration, faults } = loadConfiguration(sources, {
    env: (name) => process.env[name],
    readFile: (path) => readFileSync(path, 'utf8'),
  });
  if (!configuration) {
    const named = faults.map((fault) => (isFile && fault.file === file ? { ...fault, file: which } : fault));
    throw new CommandFault(`the profile cannot be used, it has ${faultList(named)}`);
  }
  const profile = configuration.profiles.find((one) => one.id === id);
  if (!profile) {
    const ids = configuration.profiles.map((one) => one.id);
    throw new UsageFault(`--profile ${which}: there is no such profile in ${folder}.${didYouMean(id, ids)}`);
  }
  return { ...decodeSettings(profile, undefined, configuration.vocab), providerName: profile.provider?.name };
}
