import type { Receiver, Sender } from '#agreements/agreement.js';
import { isPublicFeed } from '#codecs/feed-entry.js';
import type { DestinationSettings } from './schema/destination-schema.js';
import type { PartnerSettings } from './schema/partner-schema.js';

/** The partner as `decide` sees it when an item comes from one of its feeds. */
export function senderOf(partner: PartnerSettings): Sender {
  return { partnerId: partner.id, providerNames: namesOf(partner), zone: partner.zone };
}

/** The partner as `decide` sees it when an item would go to one of its destinations. */
export function receiverOf(
  destination: Pick<DestinationSettings, 'id' | 'platforms' | 'format'>,
  partner: PartnerSettings,
): Receiver {
  return {
    destinationId: destination.id,
    partnerId: partner.id,
    providerNames: namesOf(partner),
    country: partner.country,
    zone: partner.zone,
    platforms: destination.platforms ?? partner.platforms,
    forReaders: isPublicFeed(destination.format),
  };
}

const namesOf = (partner: PartnerSettings): string[] => [partner.id, partner.name, ...partner.providerNames];
