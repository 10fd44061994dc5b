import {
  type AcceptedItem,
  type AcceptResult,
  type Change,
  type CurrentItem,
  type Holder,
  PRIORITY,
  type Priority,
} from '#exchange/inbound/inbound-ports.js';
import { asFeedId, asPartnerId, type DestinationId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { LedgerHarness } from './ledger-harness.js';
import { makeRecord } from './make-record.js';

export interface Arriving {
  guid?: string;
  partner?: string;
  headline?: string;
  change?: Change;
  /** Default: the next version. */
  version?: number;
  /** Who gets a delivery of it; a kill goes to the holders and to nobody else. */
  to?: DestinationId[];
  priority?: Priority;
  dueInSeconds?: number;
}

export interface Arrived extends AcceptResult {
  itemId: number;
  version: number;
  holders: Holder[];
}

/**
 * Puts one version of an item into the ledger with deliveries as told, with no other rule of classifying or planning:
 * what the ledger itself guarantees must hold under any rules.
 */
export async function acceptIntoLedger(harness: LedgerHarness, arriving: Arriving = {}): Promise<Arrived> {
  const { guid = 'urn:newsml:report:1', partner = 'report', change, to = [], dueInSeconds = 0 } = arriving;
  const now = harness.now();
  const killed = change === 'kill';
  const record = makeRecord({
    guid,
    headline: arriving.headline ?? `${change ?? 'text'} of ${now.getTime()} ${arriving.version ?? ''}`,
    pubStatus: killed ? 'canceled' : 'usable',
  });
  let seen: AcceptedItem | undefined;
  const result = await harness.items.accept({
    partnerId: asPartnerId(partner),
    feedId: asFeedId(`${partner}-feed`),
    fetchId: 1,
    at: now.toISOString(),
    candidates: [record],
    classify: (_candidate: NewsRecord, current: CurrentItem | undefined) => ({
      outcome: 'accepted',
      change: change ?? (current ? 'update' : 'new'),
      version: arriving.version ?? (current?.version ?? 0) + 1,
    }),
    plan: (accepted) =>
      accepted.map((item) => {
        seen = item;
        const destinations = killed ? item.holders.map(({ destinationId }) => destinationId) : to;
        return {
          itemId: item.itemId,
          decisions: [],
          deliveries: destinations.map((destinationId) => ({
            destinationId,
            kind: killed ? 'kill' : 'item',
            priority: arriving.priority ?? (killed ? PRIORITY.kill : PRIORITY.normal),
            dueAt: new Date(now.getTime() + dueInSeconds * 1000).toISOString(),
            obligations: [],
            withoutRenditions: [],
            asNew: false,
          })),
        };
      }),
  });
  if (seen === undefined) throw new Error('the ledger did not ask for a plan');
  return { ...result, itemId: seen.itemId, version: seen.version, holders: seen.holders };
}
