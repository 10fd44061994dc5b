import type { ApiServices } from '../../api-services.js';
import { isOpen, type Overview } from './overview.js';

/** More than any consortium has; the page is not a list to page through. */
const ALL = 1000;
const LATEST = 30;
const OPEN_KILLS = 50;
const CLOSED_KILLS = 3;

export type OverviewServices = Pick<
  ApiServices,
  'feeds' | 'destinations' | 'deliveries' | 'exchange' | 'kills' | 'doorbell'
>;

export async function readOverview(services: OverviewServices): Promise<Overview> {
  const [summary, feeds, destinations, latest, open, newest, doorbell] = await Promise.all([
    services.exchange.summary(),
    services.feeds.list(ALL),
    services.destinations.list(ALL),
    services.deliveries.list({}, LATEST),
    services.kills.open(OPEN_KILLS),
    services.kills.latest(CLOSED_KILLS),
    services.doorbell.check(),
  ]);
  const closed = newest.filter((kill) => !isOpen(kill));
  return {
    summary,
    feeds,
    destinations,
    latest,
    kills: [...open.filter(isOpen), ...closed],
    doorbell,
  };
}
