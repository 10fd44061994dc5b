import type { DestinationResource, FeedResource } from '../../rest/catalogue-resources.js';
import type { DeliveryResource, ExchangeSummaryResource, KillResource } from '../../rest/ledger-resources.js';
import { Names } from '../names.js';

/** Everything the status page shows, as of one moment. */
export interface Overview {
  summary: ExchangeSummaryResource;
  feeds: FeedResource[];
  destinations: DestinationResource[];
  /** The newest first. */
  latest: DeliveryResource[];
  /** Kills of late, the newest first. */
  kills: KillResource[];
  /** Whether the queue that rings lanes answers; absent when this process has none. */
  doorbell?: { ok: boolean; detail: string };
}

export const namesOf = ({ summary, destinations }: Overview): Names =>
  new Names({ partners: summary.partners, destinations });

type Holder = KillResource['holders'][number];

/** A kill that a later kill of the item took over is not waited for any more. */
export const isMissing = ({ state }: Holder): boolean => state !== 'delivered' && state !== 'superseded';

/** Whether somebody who holds the item has not confirmed its kill yet. */
export const isOpen = (kill: KillResource): boolean => kill.holders.some(isMissing);
