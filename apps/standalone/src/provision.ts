import type { Configuration } from '#settings/configuration.js';
import { faultList } from '#settings/configuration-fault.js';
import type { SourceOf } from '#settings/load-configuration.js';
import type { LocalSecrets } from '#settings/local-secrets.js';
import type { Change } from '#settings/plan.js';
import { type ConfigurationPlace, readConfiguration } from '#settings/read-configuration.js';
import { ConfigurationUnreadable } from '#settings/read-configuration-files.js';
import { sourceFiles } from '#settings/source-file.js';
import type { ConfigurationStore } from '#store/configuration-store.js';
import { StartFault } from './start-fault.js';

/** @throws StartFault with every fault, a line each */
export async function configurationToStartWith(
  place: ConfigurationPlace,
  secrets: LocalSecrets,
): Promise<{ desired: Configuration; sourceOf: SourceOf }> {
  const loaded = await readConfiguration(place, { env: process.env, secrets }).catch((cause: unknown) => {
    if (cause instanceof ConfigurationUnreadable)
      throw new StartFault(cause.message, 'The shipped one is config.', { cause });
    throw cause;
  });
  if (loaded.configuration) {
    const here = process.cwd();
    return {
      desired: loaded.configuration,
      sourceOf: sourceFiles(loaded.sourceOf, { root: here, from: here }),
    };
  }
  throw new StartFault(
    `The configuration in ${place.configDir} has ${faultList(loaded.faults, '    ')}`,
    'Correct it; npm run -s korpu -- check-config checks it without starting anything.',
  );
}

/**
 * Applies the configuration at the first start, and what concerns the folder of documents at every start, for that
 * comes and goes with a variable. Other differences are left to `korpu plan` and `korpu apply`; answers them.
 */
export async function provision(
  store: ConfigurationStore,
  desired: Configuration,
  sourceOf: SourceOf,
): Promise<{ applied: Change[]; left: Change[] }> {
  const changes = await store.plan(desired);
  const firstStart =
    changes.every(({ action }) => action === 'create') && (await store.read()).partners.length === 0;
  const archiveAlone = changes.every(
    ({ id }) => id.startsWith('sandbox-archive') || id.startsWith('archive-'),
  );
  if (changes.length === 0) return { applied: [], left: [] };
  if (firstStart || archiveAlone) return { applied: await store.apply(desired, sourceOf), left: [] };
  return { applied: [], left: changes };
}
