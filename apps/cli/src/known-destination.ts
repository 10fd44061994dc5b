import type { DestinationId } from '#news/ids.js';
import { didYouMean } from '#settings/near-matches.js';
import { type DestinationRead, DestinationReads } from '#store/read/destinations.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { UsageFault } from './command-fault.js';

const ALL = 1000;

/** @throws UsageFault that names those which may have been meant */
export async function knownDestination(
  { pool }: Pick<Ledger, 'pool'>,
  id: DestinationId,
): Promise<DestinationRead> {
  const reads = new DestinationReads(pool);
  const found = await reads.find(id);
  if (found) return found;
  throw new UsageFault(await unknownDestination(reads, id));
}

/** That there is no such destination, and those which may have been meant. */
export async function unknownDestination(reads: DestinationReads, id: string): Promise<string> {
  const known = (await reads.list(ALL)).map((one) => one.id);
  return `there is no destination ${id}.${didYouMean(id, known)}`;
}
