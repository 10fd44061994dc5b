import type { ApiServices } from '../../api-services.js';
import { isOpen } from '../recall/recall-words.js';
import type { Overview } from './overview.js';

/** More than any consortium has; the page is not a list to page through. */
const ALL = 1000;
const LATEST = 30;
const OPEN_RECALLS = 50;
const CLOSED_RECALLS = 3;

export type OverviewServices = Pick<
  ApiServices,
  'feeds' | 'destinations' | 'deliveries' | 'exchange' | 'recalls' | 'doorbell'
>;

export async function readOverview(services: OverviewServices): Promise<Overview> {
  const [summary, feeds, destinations, latest, open, closed, doorbell] = await Promise.all([
    services.exchange.summary(),
    services.feeds.list(ALL),
    services.destinations.list(ALL),
    services.deliveries.list({}, LATEST),
    services.recalls.list({ open: true }, OPEN_RECALLS),
    services.recalls.list({ open: false }, CLOSED_RECALLS),
    services.doorbell.check(),
  ]);
  return {
    summary,
    feeds,
    destinations,
    latest,
    recalls: [...open.filter(isOpen), ...closed.filter(({ takenOver }) => !takenOver)],
    doorbell,
  };
}
