import type { Agreement, Grant, Receiver } from '#agreements/agreement.js';
import type { Usage } from '#agreements/case.js';
import { localDate } from '#agreements/local-date.js';
import type { PartnerId } from '#news/ids.js';

/** What is counted together: the items that go to one partner under one grant on one day of the partner's zone. */
export interface QuotaKey {
  agreementId: Agreement['id'];
  grantId: Grant['id'];
  partnerId: PartnerId;
  /** `2025-11-18` */
  day: string;
}

/** … and what went up to now. */
export interface QuotaCount extends QuotaKey {
  /** Items that were counted on that day. */
  items: number;
  /** Those of the items in question that were counted, on whatever day. */
  counted: readonly number[];
}

/** The quotas that something from this partner may come under now; most boards have none. */
export function quotaKeys(
  { agreements, receivers }: { agreements: readonly Agreement[]; receivers: readonly Receiver[] },
  senderId: PartnerId,
  now: Date,
): QuotaKey[] {
  return agreements.flatMap(({ id: agreementId, grants }) =>
    grants
      .filter(({ quota, from }) => quota !== undefined && from.includes(senderId))
      .flatMap(({ id: grantId, to }) =>
        [...new Set(to)].flatMap((partnerId) => {
          const zone = receivers.find((receiver) => receiver.partnerId === partnerId)?.zone;
          const day = zone === undefined ? undefined : localDate(now.getTime(), zone);
          return day === undefined ? [] : [{ agreementId, grantId, partnerId, day }];
        }),
      ),
  );
}

/**
 * The counts of one transaction while its deliveries are planned. An item counts once, when it is first let go under the
 * grant: later versions are the same item, and all destinations of a partner are one receiver.
 */
export class QuotaUse {
  /** What must be written: counted by this plan. */
  readonly fresh: (QuotaKey & { itemId: number })[] = [];
  private readonly counts = new Map<string, { key: QuotaKey; items: number; counted: Set<number> }>();

  constructor(counts: readonly QuotaCount[]) {
    for (const { items, counted, ...key } of counts)
      this.counts.set(nameOf(key), { key, items, counted: new Set(counted) });
  }

  /** The count as one item's decision for one receiver must see it. */
  usage({ partnerId }: Receiver, itemId: number): Usage {
    return {
      deliveredToday: (agreementId, grantId) => {
        const count = this.counts.get(nameOf({ agreementId, grantId, partnerId }));
        return count?.counted.has(itemId) ? 'counted' : count?.items;
      },
    };
  }

  /** Notes that the item goes to the partner under the grant; a grant without a quota is not counted. */
  count(agreementId: Agreement['id'], grantId: Grant['id'], partnerId: PartnerId, itemId: number): void {
    const count = this.counts.get(nameOf({ agreementId, grantId, partnerId }));
    if (!count || count.counted.has(itemId)) return;
    count.counted.add(itemId);
    count.items++;
    this.fresh.push({ ...count.key, itemId });
  }
}

const nameOf = ({ agreementId, grantId, partnerId }: Omit<QuotaKey, 'day'>): string =>
  `${agreementId}/${grantId}/${partnerId}`;
