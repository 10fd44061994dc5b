import type { DestinationResource, FeedResource } from '../../rest/catalogue-resources.js';
import type { DeliveryResource, ExchangeSummaryResource } from '../../rest/ledger-resources.js';
import type { RecallResource } from '../../rest/recall-resources.js';
import { Names } from '../names.js';

/** Everything the status page shows, as of one moment. */
export interface Overview {
  summary: ExchangeSummaryResource;
  feeds: FeedResource[];
  destinations: DestinationResource[];
  /** The newest first. */
  latest: DeliveryResource[];
  /** Those that are open, and some that were closed of late; the newest first. */
  recalls: RecallResource[];
  /** Whether the queue that rings lanes answers; absent when this process has none. */
  doorbell?: { ok: boolean; detail: string };
}

export const namesOf = ({ summary, destinations }: Overview): Names =>
  new Names({ partners: summary.partners, destinations });
