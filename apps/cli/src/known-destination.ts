import { asDestinationId, type DestinationId } from '#news/ids.js';
import { didYouMean } from '#settings/near-matches.js';
import { type DestinationRead, DestinationReads } from '#store/read/destinations.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { CommandFault } from './command-fault.js';

const ALL = 1000;

/** @throws CommandFault that names those which may have been meant */
export async function knownDestination(
  { pool }: Pick<Ledger, 'pool'>,
  id: DestinationId,
): Promise<DestinationRead> {
  const reads = new DestinationReads(pool);
  const found = await reads.find(id);
  if (found) return found;
  const known = (await reads.list(ALL)).map((one) => asDestinationId(one.id));
  throw new CommandFault(`there is no destination ${id}.${didYouMean(id, known)}`);
}
