import type { Destination } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asPartnerId } from '#news/ids.js';

/** A webhook of Khabar's in ninjs, with what a test cares about put in. */
export const makeDestination = (given: Partial<Destination> = {}): Destination => ({
  id: asDestinationId('khabar-desk'),
  partnerId: asPartnerId('khabar'),
  transport: 'webhook',
  format: 'ninjs',
  url: 'https://khabar.example/in',
  secrets: [],
  headers: {},
  timeoutSeconds: 10,
  retrySeconds: [5, 30, 120],
  maxInFlight: 16,
  ...given,
});
