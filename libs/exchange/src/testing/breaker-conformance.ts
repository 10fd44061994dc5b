import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { dead, type LedgerConformance, retry } from './ledger-under-test.js';
import { playedLane } from './played-lane.js';

/** When every DeliveryLedger lets a lane rest, and when it wakes it. */
export function breakerConformance(name: string, subject: LedgerConformance): void {
  describe(`the breaker of ${name}`, () => {
    const play = playedLane(subject);
    const { offer, kill, claim, one, later, settle, arrives, ends } = play;

    let items = 0;
    /** Attempts of their own items, one after the other; true = it arrives, a number = it is refused with that status. */
    const attempts = async (...outcomes: (boolean | number)[]) => {
      for (const outcome of outcomes) {
        items += 1;
        await offer(`urn:${items}`, `item ${items}`);
        const claimed = await one();
        if (typeof outcome === 'number') await settle(refusal(claimed, outcome));
        else await (outcome ? arrives(claimed) : ends(claimed, false));
      }
    };
    const refusal = (claimed: ClaimedDelivery, status = 422) => {
      const settlement = dead(claimed, play.ledger.now());
      settlement.attempt.status = status;
      return settlement;
    };
    const refusals = (times: number) => attempts(...new Array<number>(times).fill(422));
    const isOpen = async () => {
      await offer(`urn:probe:${play.ledger.now().getTime()}`, 'probe');
      const claims = await claim();
      await play.ledger.deliveries.release(claims);
      return claims.length === 0;
    };

    it('opens when half of ten attempts failed within a minute', async () => {
      await attempts(false, true, false, true, false, true, false, true, false);
      expect(await isOpen()).toBe(false);
      // The probe waits in the lane from here on, and goes with the next one.
      const [probe] = await claim();
      await ends(probe!, false);
      expect(await isOpen()).toBe(true);
    });

    it('does not open for fewer, nor for failures of long ago', async () => {
      await attempts(false, true, true, false, true, true, false, true, true, false, true, true);
      expect(await isOpen()).toBe(false);
      const [probe] = await claim();
      await arrives(probe!);
      await play.ledger.pass(61_000);
      await attempts(false, true, false, true, false, true, false, true);
      expect(await isOpen()).toBe(false);
    });

    it('closes with what arrives after its rest, and not with what arrives meanwhile', async () => {
      await offer('urn:slow', 'slow');
      const slow = await one();
      await attempts(false, false, false, false, false);
      await arrives(slow);
      expect(await isOpen()).toBe(true);
      await play.ledger.pass(31_000);
      await arrives(await one());
      expect(await isOpen()).toBe(false);
    });

    describe('where items are refused', () => {
      it.each([400, 409, 413, 415, 422, 451])('does not count a %i beside what arrives', async (status) => {
        await attempts(...new Array<number>(9).fill(status), true, ...new Array<number>(9).fill(status));
        expect(await isOpen()).toBe(false);
      });

      it.each([401, 403, 404])('counts a %i', async (status) => {
        await attempts(...new Array<number>(5).fill(status));
        expect(await isOpen()).toBe(true);
      });

      it('opens after ten in a minute in which nothing arrived, and rests longer while they go on', async () => {
        await refusals(10);
        expect(await isOpen()).toBe(true);
        await play.ledger.pass(31_000);
        await settle(refusal(await one()));
        expect(await isOpen()).toBe(true);
        await play.ledger.pass(31_000);
        expect(await claim()).toEqual([]);
        await play.ledger.pass(30_000);
        await arrives(await one());
        await refusals(9);
        expect(await isOpen()).toBe(false);
      });

      it('opens after ten between which none arrived, however slowly they come', async () => {
        for (let n = 0; n < 10; n += 1) {
          expect(await isOpen()).toBe(false);
          await settle(refusal(await one()));
          await play.ledger.pass(3_600_000);
        }
        await refusals(1);
        expect(await isOpen()).toBe(true);
      });

      it('begins to count anew with each item that arrives', async () => {
        for (const outcome of [...new Array<number>(9).fill(422), true, ...new Array<number>(9).fill(422)]) {
          await attempts(outcome);
          await play.ledger.pass(61_000);
        }
        expect(await isOpen()).toBe(false);
        // Ten within a minute in which one arrived as well may be chance where items come fast.
        await arrives(await one());
        await attempts(422, true, ...new Array<number>(10).fill(422));
        await play.ledger.pass(1_000);
        expect(await isOpen()).toBe(false);
        await play.ledger.pass(61_000);
        await settle(refusal(await one()));
        expect(await isOpen()).toBe(true);
      });

      it('rests longer for probes that are refused, whatever kills arrive meanwhile', async () => {
        await offer('urn:held', 'held');
        await arrives(await one());
        await refusals(10);
        await kill('urn:held');
        await arrives(await one());
        await offer('urn:b', 'b');
        await play.ledger.pass(31_000);
        await settle(refusal(await one()));
        await offer('urn:c', 'c');
        await play.ledger.pass(31_000);
        expect(await claim()).toEqual([]);
      });

      it('is not woken by a kill that arrives after the rest', async () => {
        await offer('urn:held', 'held');
        await arrives(await one());
        await refusals(10);
        await kill('urn:held');
        const killing = await one();
        await play.ledger.pass(31_000);
        await arrives(killing);
        await offer('urn:b', 'b');
        await offer('urn:c', 'c');
        await settle(refusal(await one()));
        expect(await claim()).toEqual([]);
        await play.ledger.pass(61_000);
        await arrives(await one());
        expect(await isOpen()).toBe(false);
      });

      it('counts failures beside them as before', async () => {
        await attempts(false, 422, false, 422, false, 422, false);
        expect(await isOpen()).toBe(false);
        await ends(await one(), false);
        expect(await isOpen()).toBe(true);
      });

      it('neither closes nor rests longer for a probe that is refused', async () => {
        await attempts(true, true, false, false, false, false, false);
        await play.ledger.pass(31_000);
        await offer('urn:b', 'b');
        await offer('urn:c', 'c');
        await settle(refusal(await one()));
        await offer('urn:d', 'd');
        await arrives(await one());
        expect(await claim()).toHaveLength(1);
      });
    });

    it('does not count what was cut short here, nor what never left', async () => {
      for (let n = 0; n < 12; n++) {
        await offer(`urn:${n}`, 'x');
        const claimed = await one();
        const ended = retry(claimed, play.ledger.now(), later(3600), true);
        if (n % 2) ended.attempt.code = 'delivery.aborted';
        else ended.attempt.bodyBytes = 0;
        await settle(ended);
      }
      expect(await isOpen()).toBe(false);
    });
  });
}
