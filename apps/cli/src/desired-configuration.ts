import { resolve } from 'node:path';
import type { Configuration } from '#settings/configuration.js';
import { faultList } from '#settings/configuration-fault.js';
import type { SourceOf } from '#settings/load-configuration.js';
import { readConfiguration } from '#settings/read-configuration.js';
import { sourceFiles } from '#settings/source-file.js';
import { CommandFault } from './command-fault.js';
import { fromRoot, shown } from './project-root.js';
import { refusedAddresses, warningLine } from './refused-addresses.js';
import type { Whereabouts } from './whereabouts.js';

/**
 * The configuration as the files have it, with all that the exchange runs with beside them.
 *
 * @param dir another folder than the one the exchange was provisioned from
 * Warns of addresses that would not be dialled.
 *
 * @throws CommandFault with every fault, a line each
 */
export async function desiredConfiguration(
  { configuration, secrets, allowAddresses }: Whereabouts,
  dir: string | undefined,
): Promise<{ desired: Configuration; sourceOf: SourceOf }> {
  const configDir = shown(dir === undefined ? configuration.configDir : resolve(dir));
  const loaded = await readConfiguration({ ...configuration, configDir }, { env: process.env, secrets });
  if (loaded.configuration) {
    for (const refused of await refusedAddresses(loaded, { allow: allowAddresses }))
      console.error(warningLine(refused));
    return {
      desired: loaded.configuration,
      sourceOf: sourceFiles(loaded.sourceOf, { root: fromRoot('.'), from: process.cwd() }),
    };
  }
  throw new CommandFault(`the configuration in ${configDir} has ${faultList(loaded.faults)}`);
}
