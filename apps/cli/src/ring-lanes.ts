import type { DestinationId } from '#news/ids.js';
import { openBells } from '#wiring/open-bells.js';
import type { OpenedLedger } from './with-ledger.js';

/** A bell that is not heard delays by a sweep and loses nothing: what is due is in the ledger. */
export async function ringLanes(
  { at, logger }: OpenedLedger,
  lanes: readonly DestinationId[],
): Promise<void> {
  if (lanes.length === 0) return;
  const bells = await openBells(at, logger);
  try {
    await bells.lanes.ring(lanes);
  } catch {
    console.error('korpu: the queue could not be rung; the next sweep finds what is due, within seconds.');
  } finally {
    await bells.close();
  }
}
