import { faultLine } from '#settings/configuration-fault.js';
import { loadConfiguration } from '#settings/load-configuration.js';
import type { ConfigurationSource } from '#settings/yaml-source.js';
import type { Ledger } from '#wiring/open-ledger.js';

/** Every process of a bench opens what another has sealed. */
export const SECRET_KEYS = [Buffer.alloc(32, 1)];

/** Applies a bench's configuration; each reference in it is resolved to `secret`. */
export async function applySources(
  store: Ledger['configuration'],
  sources: ConfigurationSource[],
  secret: string,
): Promise<void> {
  const loaded = loadConfiguration(sources, { env: () => secret, readFile: () => '' });
  if (!loaded.configuration) throw new Error(loaded.faults.map(faultLine).join('\n'));
  await store.apply(loaded.configuration);
}
