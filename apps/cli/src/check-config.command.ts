import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Configuration, KINDS } from '#settings/configuration.js';
import { faultLine } from '#settings/configuration-fault.js';
import { readEnvironment } from '#settings/environment.js';
import { readLocalSecrets } from '#settings/local-secrets.js';
import { readConfiguration } from '#settings/read-configuration.js';
import { counted } from './counted.js';
import { fromRoot, shown } from './project-root.js';
import { lookUp, refusedAddresses, warningLine } from './refused-addresses.js';
import { CONFIGURATION_FOLDER, findConfiguration } from './whereabouts.js';

interface CheckOptions {
  withSecrets?: boolean;
  lookUp?: boolean;
}

export function checkConfigCommand(command: Command): void {
  command
    .argument('[folder]', 'the configuration')
    .option('--with-secrets', 'a secret whose variable or file is not there is a fault too')
    .option(
      '--look-up',
      'look up the hosts of feeds and destinations, and warn of those that lead nowhere public',
    )
    .addHelpText(
      'after',
      `
Prints every fault: file:line, the key, and what is wrong with it. Warns of
addresses that the exchange would not dial: with KORPU_ALLOW_ADDRESSES as it is
here and, where an exchange runs on the data folder, as that has it. Nothing
needs to run, and nothing is changed.
${CONFIGURATION_FOLDER}
The commands plan and apply look at the same.
Exit status: 0 if there is no fault, 1 if there is, 2 if asked wrongly.`,
    )
    .action(async (folder: string | undefined, options: CheckOptions) => {
      const { withSecrets = false } = options;
      const environment = readEnvironment(process.env);
      const { allowAddresses: allow, ...place } = findConfiguration(process.env);
      const configDir = shown(folder === undefined ? place.configDir : resolve(folder));
      const loaded = await readConfiguration(
        { ...place, configDir },
        {
          env: process.env,
          secrets: withSecrets ? readLocalSecrets(fromRoot(environment.dataDir)) : undefined,
          missingSecrets: withSecrets ? 'fault' : 'leave',
        },
      );
      if (loaded.configuration) {
        const warnings = await refusedAddresses(loaded, {
          allow,
          addressesOf: options.lookUp ? lookUp : undefined,
        });
        for (const warning of warnings) console.log(warningLine(warning));
        const found = warnings.length > 0 ? `, ${counted(warnings.length, 'warning')}` : '';
        console.log(`${configDir}: ${countedConfiguration(loaded.configuration)}, no faults${found}.`);
        if (!withSecrets)
          console.log('Whether the secrets are there was not looked at; --with-secrets does.');
        return;
      }
      for (const fault of loaded.faults) console.log(faultLine(fault));
      console.log(`${configDir}: ${counted(loaded.faults.length, 'fault')}.`);
      process.exitCode = 1;
    });
}

const countedConfiguration = (configuration: Configuration): string =>
  KINDS.map((kind) => {
    const { length } = configuration[kind];
    return kind === 'vocab'
      ? counted(length, 'vocabulary', 'vocabularies')
      : counted(length, kind.slice(0, -1));
  }).join(', ');
