import type { ApiServices } from '../api-services.js';
import type { DestinationResource, FeedResource } from '../rest/catalogue-resources.js';

type Named = { id: string; name: string };
type Receiver = Named & { partnerId?: string };

/** What partners and destinations are called. What is no longer configured is called by its id. */
export class Names {
  private readonly partners: ReadonlyMap<string, string>;
  private readonly destinations: ReadonlyMap<string, Receiver>;

  constructor(of: { partners: readonly Named[]; destinations: readonly Receiver[] }) {
    this.partners = new Map(of.partners.map(({ id, name }) => [id, name]));
    this.destinations = new Map(of.destinations.map((one) => [one.id, one]));
  }

  partner(id: string): string {
    return this.partners.get(id) ?? id;
  }

  destination(id: string): string {
    return this.destinations.get(id)?.name ?? id;
  }

  /** The partner whose destination it is. */
  receiver(destinationId: string): string {
    const partnerId = this.destinations.get(destinationId)?.partnerId;
    return partnerId === undefined ? this.destination(destinationId) : this.partner(partnerId);
  }
}

/** The id, where the name does not say it: commands and the API know things by it. */
export const idOf = ({
  id,
  name,
}: Pick<DestinationResource | FeedResource, 'id' | 'name'>): string | undefined =>
  name === id ? undefined : id;

export type NamingServices = Pick<ApiServices, 'partners' | 'destinations'>;

/** More than any consortium has. */
const ALL = 1000;

export async function readNames(services: NamingServices): Promise<Names> {
  return (await readNamesAndLanes(services)).names;
}

/** What holds the deliveries of a destination, if anything does. */
export type Lane = Pick<DestinationResource, 'state' | 'restsUntil' | 'quietUntil'>;

/** Those of all destinations that are configured, by id. */
export type Lanes = ReadonlyMap<string, Lane>;

export const lanesOf = (destinations: readonly (Lane & { id: string })[]): Lanes =>
  new Map(destinations.map((one) => [one.id, one]));

export async function readNamesAndLanes({
  partners,
  destinations,
}: NamingServices): Promise<{ names: Names; lanes: Lanes }> {
  const [partnerList, destinationList] = await Promise.all([partners.list(ALL), destinations.list(ALL)]);
  return {
    names: new Names({ partners: partnerList, destinations: destinationList }),
    lanes: lanesOf(destinationList),
  };
}
