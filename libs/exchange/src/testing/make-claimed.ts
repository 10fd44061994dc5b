import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asGuid, asPartnerId } from '#news/ids.js';

/** The first attempt of an item of Report's, just claimed, with what a test cares about put in. */
export const makeClaimed = (given: Partial<ClaimedDelivery> = {}): ClaimedDelivery => ({
  id: 1,
  destinationId: asDestinationId('khabar-desk'),
  itemId: 1,
  guid: asGuid('urn:newsml:report:1'),
  version: 1,
  kind: 'item',
  webhookId: 'msg_1',
  attempt: 1,
  triedSeconds: 0,
  repeat: false,
  fence: 1,
  leaseUntil: '2026-03-10T10:01:00Z',
  obligations: [],
  withoutRenditions: [],
  asNew: false,
  sequence: 7,
  sourcePartnerId: asPartnerId('report'),
  ...given,
});
