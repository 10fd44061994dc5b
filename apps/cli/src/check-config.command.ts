import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Configuration, KINDS } from '#settings/configuration.js';
import { faultLine } from '#settings/configuration-fault.js';
import { readEnvironment } from '#settings/environment.js';
import { readLocalSecrets } from '#settings/local-secrets.js';
import { readConfiguration } from '#settings/read-configuration.js';
import { counted } from './counted.js';
import { fromRoot, shown } from './project-root.js';

export function checkConfigCommand(command: Command): void {
  command
    .argument('[folder]', 'the configuration (default: KORPU_CONFIG_DIR, or config)')
    .option('--with-secrets', 'a secret whose variable or file is not there is a fault too')
    .addHelpText(
      'after',
      `
Prints every fault: file:line, the key, and what is wrong with it. Nothing needs
to run, and nothing is changed.
Exit status: 0 if there is no fault, 1 if there is, 2 for bad usage.`,
    )
    .action(async (folder: string | undefined, { withSecrets = false }: { withSecrets?: boolean }) => {
      const environment = readEnvironment(process.env);
      const configDir = shown(folder === undefined ? fromRoot(environment.configDir) : resolve(folder));
      const { configuration, faults } = await readConfiguration(
        { configDir, sandboxUrl: environment.sandboxUrl },
        {
          env: process.env,
          secrets: withSecrets ? readLocalSecrets(fromRoot(environment.dataDir)) : undefined,
          missingSecrets: withSecrets ? 'fault' : 'leave',
        },
      );
      if (configuration) {
        console.log(`${configDir}: ${countedConfiguration(configuration)}, no faults.`);
        if (!withSecrets)
          console.log('Whether the secrets are there was not looked at; --with-secrets does.');
        return;
      }
      for (const fault of faults) console.log(faultLine(fault));
      console.log(`${configDir}: ${counted(faults.length, 'fault')}.`);
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
