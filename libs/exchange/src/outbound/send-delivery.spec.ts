import type { Clock } from '#exchange/clock.js';
import { makeClaimed } from '#exchange/testing/make-claimed.js';
import { makeDestination } from '#exchange/testing/make-destination.js';
import { failedWith, PlayedPartners } from '#exchange/testing/played-doors.js';
import { InFlightSends } from './in-flight-sends.js';
import { SendDelivery } from './send-delivery.js';

const body = { sha256: '0'.repeat(64), contentType: 'application/json', bytes: Buffer.from('{}') };

/** A clock that is set to the next of these each time it is looked at. */
const setTo = (...instants: string[]): Clock => ({ now: () => new Date(instants.shift()!) });

describe('SendDelivery gives up', () => {
  const partners = new PlayedPartners();
  const destination = makeDestination({ retrySeconds: [60, 60, 60], giveUpAfterSeconds: 90 });
  partners.behave(destination.id, () => failedWith('delivery.http-503', 'later'));
  const outcomeOf = async (clock: Clock, triedSeconds: number) => {
    const send = new SendDelivery(partners, new InFlightSends(), { clock, random: () => 0.5 });
    const delivery = makeClaimed({ attempt: 2, triedSeconds });
    return send.run({ destination, delivery, body, deadlineMs: 10_000 });
  };

  it.each([
    [55, 'retry'],
    [65, 'dead'],
  ])(
    'by the ledger’s clock, whatever its own says: %d s after the first attempt it is %s',
    async (seconds, outcome) => {
      const clock = setTo('1999-01-01T00:00:00Z', '1999-01-01T00:00:00Z');
      expect(await outcomeOf(clock, seconds)).toMatchObject({ outcome });
    },
  );

  it.each([
    ['ahead', '2026-03-10T11:00:00Z', 10_000],
    ['back', '2026-03-10T09:00:00Z', 0],
  ])('no sooner because its clock was set %s meanwhile', async (_where, ended, milliseconds) => {
    const settlement = await outcomeOf(setTo('2026-03-10T10:00:00Z', ended), 40);
    expect(settlement).toMatchObject({ outcome: 'retry', attempt: { milliseconds } });
  });
});
