import type { Decision, Obligation } from '#agreements/agreement.js';
import { nearMatches } from '#settings/near-matches.js';
import { AgreementReads } from '#store/read/agreements.js';
import type { AttemptRead } from '#store/read/attempts.js';
import { type DecisionRead, DecisionReads } from '#store/read/decisions.js';
import { type DeliveryRead, DeliveryReads } from '#store/read/deliveries.js';
import { type DestinationRead, DestinationReads } from '#store/read/destinations.js';
import { type ItemRead, ItemReads } from '#store/read/items.js';
import { PartnerReads } from '#store/read/partners.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { UsageFault } from './command-fault.js';
import { unknownDestination } from './known-destination.js';

export interface ExplainedDelivery extends DeliveryRead {
  obligations: Obligation[];
  /** Those that retention has kept, the first first. */
  tries: AttemptRead[];
}

/** All that was decided about one item for one destination, and what became of it. */
export interface Explanation {
  item: ItemRead;
  /** Names of the partners. */
  sender: string;
  receiver: string;
  /** The newest first. */
  decisions: DecisionRead[];
  /** The newest first. */
  deliveries: ExplainedDelivery[];
  /** Titles by id. */
  agreements: ReadonlyMap<string, string>;
}

/** Where an item would go. One that is no longer configured is known by what was once decided for it. */
export type ExplainedDestination = Pick<DestinationRead, 'id'> & Partial<DestinationRead>;

export interface Explanations {
  destination: ExplainedDestination;
  /** One for each partner that sent an item of this guid. */
  items: Explanation[];
}

/** More than one item ever has. */
const ALL = 500;
/** Newest items whose guids are compared with one that is not known. */
const LOOKED_AT = 5000;

/**
 * @param partnerId narrows it to what this partner sent
 * @throws UsageFault for a guid or a destination that is not known, or for both, with what may have been meant
 */
export async function explain(
  { pool }: Pick<Ledger, 'pool'>,
  guid: string,
  destinationId: string,
  partnerId?: string,
): Promise<Explanations> {
  const items = new ItemReads(pool);
  const found = await items.list({ guid, partnerId }, ALL);
  const destinations = new DestinationReads(pool);
  const destination = await destinations.find(destinationId);
  if (found.length === 0) {
    const unknown = await unknownItem(items, guid, partnerId);
    const wasDecided = async () => (await new DecisionReads(pool).list({ destinationId }, 1)).length > 0;
    if (destination || (await wasDecided())) throw new UsageFault(unknown);
    throw new UsageFault(`${unknown}\nAnd ${await unknownDestination(destinations, destinationId)}`);
  }
  const read = await Promise.all(
    found.map((item) => explanationOf({ pool }, item, destinationId, destination)),
  );
  if (!destination && read.every(({ decisions }) => decisions.length === 0))
    throw new UsageFault(await unknownDestination(destinations, destinationId));
  return { destination: destination ?? { id: destinationId }, items: read };
}

async function explanationOf(
  { pool }: Pick<Ledger, 'pool'>,
  item: ItemRead,
  destinationId: string,
  destination: DestinationRead | undefined,
): Promise<Explanation> {
  const about = { itemId: item.id, destinationId };
  const reads = new DeliveryReads(pool);
  const [decisions, deliveries, agreements, partners] = await Promise.all([
    new DecisionReads(pool).list(about, ALL),
    reads.list(about, ALL),
    new AgreementReads(pool).list(ALL),
    new PartnerReads(pool).list(ALL),
  ]);
  const nameOf = (id: string | undefined) => partners.find((partner) => partner.id === id)?.name ?? id;
  return {
    item,
    sender: nameOf(item.partnerId)!,
    receiver: nameOf(destination?.partnerId) ?? destinationId,
    decisions,
    deliveries: await Promise.all(
      deliveries.map(async (delivery) => ({
        ...delivery,
        obligations: await reads.obligations(delivery.id),
        tries: await reads.attempts(delivery.id),
      })),
    ),
    agreements: new Map(agreements.map(({ id, title }) => [id, title])),
  };
}

const NO_GUID_OF_ITS_OWN = `
An item that came without a guid has one that Korpu made. The page of an item tells
its guid, and so does GET /v1/items?headline=…, by words of the headline.`;

/** That a guid is not known, with what may have been meant, and how items are found. */
export async function unknownItem(
  items: ItemReads,
  guid: string,
  partnerId: string | undefined,
): Promise<string> {
  const newest = await items.list({ partnerId }, LOOKED_AT);
  const from = partnerId === undefined ? '' : ` from ${partnerId}`;
  const near = nearMatches(
    guid,
    newest.map((item) => item.guid),
  ).map((one) => {
    const { headline } = newest.find((item) => item.guid === one)!;
    return `\n  ${one}${headline ? `  “${headline}”` : ''}`;
  });
  return `no item${from} has the guid ${guid}.${near.length > 0 ? ` Did you mean:${near.join('')}` : NO_GUID_OF_ITS_OWN}`;
}

/** A decision as it was made: the ledger keeps what the receiver must do with the delivery. */
export function decisionOf(read: DecisionRead, deliveries: readonly ExplainedDelivery[]): Decision {
  const { agreementId, agreementVersion, grantId, trace } = read as DecisionRead & Decision;
  if (!read.allow) {
    const { reason = 'no-agreement', clause = '', detail = '' } = read;
    return { allow: false, reason, clause, detail, agreementId, agreementVersion, grantId, trace };
  }
  const delivery = deliveries.find(({ version }) => version === read.version);
  return {
    allow: true,
    agreementId,
    agreementVersion,
    grantId,
    dueAt: read.dueAt ?? read.decidedAt,
    obligations: delivery?.obligations ?? [],
    withoutRenditions: delivery?.withoutRenditions,
    trace,
  };
}
