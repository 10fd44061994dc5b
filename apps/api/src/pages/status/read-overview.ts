import type { ApiServices } from '../../api-services.js';
import { isOpen, type Overview } from './overview.js';

/** More than any consortium has; the page is not a list to page through. */
const ALL = 1000;
const LATEST = 30;
/** Kills looked through for open ones, and closed ones shown. */
const KILLS = 100;
const CLOSED_KILLS = 3;

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
  const [open, closed] = [kills.filter(isOpen), kills.filter((kill) => !isOpen(kill))];
  return {
    summary,
    feeds,
    destinations,
    latest,
    kills: [...open, ...closed.slice(0, CLOSED_KILLS)],
    doorbell,
  };
}
