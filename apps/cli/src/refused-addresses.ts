import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Configuration } from '#settings/configuration.js';
import { type ConfigurationFault, faultLine } from '#settings/configuration-fault.js';
import type { FaultAt } from '#settings/load-configuration.js';
import { AddressGuard } from '#transports/net/address-guard.js';

export interface Judging {
  /** Private addresses that may be dialled all the same (KORPU_ALLOW_ADDRESSES). */
  allow: readonly string[];
  /** All addresses of a name; absent where names are not to be looked up. */
  addressesOf?: (host: string) => Promise<string[]>;
}

/** By the system's resolver, as the exchange does. */
export const lookUp = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

export const warningLine = (warning: ConfigurationFault): string => `warning: ${faultLine(warning)}`;

/** Feeds and destinations whose every request would be refused by the dialler: for their addresses are not public. */
export async function refusedAddresses(
  { configuration, faultAt }: { configuration: Configuration; faultAt: FaultAt },
  { allow, addressesOf }: Judging,
): Promise<ConfigurationFault[]> {
  const guard = new AddressGuard(allow);
  const answers = new Map<string, Promise<string | undefined>>();
  const judge = (url: string): Promise<string | undefined> => {
    const { origin } = new URL(url);
    const answer = answers.get(origin) ?? judged(new URL(origin), guard, addressesOf);
    answers.set(origin, answer);
    return answer;
  };
  const warnings: ConfigurationFault[] = [];
  for (const kind of ['destinations', 'feeds'] as const) {
    for (const one of configuration[kind]) {
      if (!('url' in one)) continue;
      const message = await judge(one.url);
      if (message) warnings.push(faultAt(kind, one.id, ['url'], message));
    }
  }
  return warnings;
}

async function judged(
  { hostname, port: given, protocol }: URL,
  guard: AddressGuard,
  addressesOf: Judging['addressesOf'],
): Promise<string | undefined> {
  const port = Number(given) || (protocol === 'https:' ? 443 : 80);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const refused = (is: string): string =>
    `is not dialled, for ${host} is ${is}. If it is meant, the exchange needs ${hostname}:${port} in KORPU_ALLOW_ADDRESSES, and a restart`;
  const known = guard.refusalOfHost(host, port);
  if (known) return refused(known);
  if (!addressesOf || isIP(host)) return undefined;
  const addresses = await addressesOf(host).catch(
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  if (typeof addresses === 'string') return `leads nowhere: ${host} was not found (${addresses})`;
  if (guard.allowsTarget(host, port)) return undefined;
  const refusals = addresses.map((address) => guard.refusal(address, port));
  return refusals[0] && refusals.every(Boolean) ? refused(`${addresses[0]}, ${refusals[0]}`) : undefined;
}
