import type { ApiServices } from '../../api-services.js';
import type { Overview } from './overview.js';

/** More than any consortium has; the page is not a list to page through. */
const ALL = 1000;
const LATEST = 30;
const KILLS = 5;

export type OverviewServices = Pick<
  ApiServices,
  'feeds' | 'destinations' | 'deliveries' | 'exchange' | 'doorbell'
>;

export async function readOverview(services: OverviewServices): Promise<Overview> {
  const [summary, feeds, destinations, latest, kills, doorbell] = await Promise.all([
    services.exchange.summary(),
    services.feeds.list(ALL),
    services.destinations.list(ALL),
    services.deliveries.list({}, LATEST),
    services.exchange.kills(KILLS),
    services.doorbell.check(),
  ]);
  return { summary, feeds, destinations, latest, kills, doorbell };
}
