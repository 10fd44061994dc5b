import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import { dead, delivered, gone, type LedgerConformance, retry } from './ledger-under-test.js';
import { KHABAR, playedLane } from './played-lane.js';

const BAKU_TV = asDestinationId('baku-tv-webhook');

/** What every DeliveryLedger must do: the promises of delivery that do not depend on where it is kept. */
export function deliveryLedgerConformance(name: string, subject: LedgerConformance): void {
  describe(`${name} as a DeliveryLedger`, () => {
    const play = playedLane(subject);
    const { kill, later, offer, one, settle } = play;
    const claim = async (max = 20, leaseSeconds = 30) =>
      (await play.ledger.deliveries.claim(KHABAR, max, leaseSeconds)).deliveries;

    describe('claim', () => {
      it('answers the destination, and all that sending needs', async () => {
        await offer('urn:a', 'first', {
          obligations: [{ type: 'credit', line: 'Report', required: true }],
          withoutRenditions: ['https://x/1.jpg'],
        });
        const { destination, deliveries } = await play.ledger.deliveries.claim(KHABAR, 10, 30);
        expect(destination).toMatchObject({ id: KHABAR, transport: 'webhook', maxInFlight: 16 });
        expect(deliveries).toEqual([
          {
            id: expect.any(Number),
            destinationId: KHABAR,
            itemId: expect.any(Number),
            guid: 'urn:a',
            version: 1,
            kind: 'item',
            webhookId: expect.stringMatching(/^msg_\w+$/),
            attempt: 1,
            triedSeconds: 0,
            repeat: false,
            fence: 1,
            leaseUntil: expect.any(String),
            obligations: [{ type: 'credit', line: 'Report', required: true }],
            withoutRenditions: ['https://x/1.jpg'],
            asNew: true,
            sequence: 1,
            sourcePartnerId: 'report',
          },
        ]);
        const lease = Date.parse(deliveries[0]!.leaseUntil) - play.ledger.now().getTime();
        expect(lease).toBeGreaterThan(20_000);
        expect(lease).toBeLessThan(40_000);
      });

      it('says how long ago the first attempt began', async () => {
        await offer('urn:a', 'one');
        for (const attempt of [1, 2]) {
          const taken = await one();
          expect(taken).toMatchObject({ attempt, triedSeconds: expect.closeTo(3 * (attempt - 1), 0) });
          await settle(retry(taken, play.ledger.now(), later(1)));
          await play.ledger.pass(3000);
        }
      });

      it('numbers what is taken, without gaps, and what is taken again keeps its number', async () => {
        await play.ledger.addDestination({ id: BAKU_TV, maxInFlight: 16 });
        await offer('urn:a', 'one', {}, [KHABAR, BAKU_TV]);
        await offer('urn:b', 'two', {}, [KHABAR, BAKU_TV]);
        await offer('urn:c', 'three', {}, [KHABAR]);
        const [first] = await claim(1);
        const rest = await claim();
        expect([first!, ...rest].map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
        const elsewhere = await play.ledger.deliveries.claim(BAKU_TV, 10, 30);
        expect(elsewhere.deliveries.map(({ sequence }) => sequence)).toEqual([1, 2]);
        await settle(
          delivered(first!, play.ledger.now()),
          retry(rest[0]!, play.ledger.now(), play.ledger.now()),
        );
        await play.ledger.deliveries.release([{ id: rest[1]!.id, fence: rest[1]!.fence }]);
        await offer('urn:d', 'four');
        await play.ledger.pass(20);
        const again = await claim();
        expect(again.map(({ guid, sequence }) => [guid, sequence]).sort()).toEqual([
          ['urn:b', 2],
          ['urn:c', 3],
          ['urn:d', 4],
        ]);
      });

      it('answers nothing for a destination that does not exist', async () => {
        const unknown = await play.ledger.deliveries.claim(asDestinationId('nobody'), 10, 30);
        expect(unknown).toEqual({ destination: undefined, deliveries: [] });
      });

      it('takes each delivery once', async () => {
        await offer('urn:a', 'first');
        expect(await claim()).toHaveLength(1);
        expect(await claim()).toEqual([]);
      });

      it('takes what is due, in the order of priority and then of time', async () => {
        await offer('urn:normal', 'n', { dueAt: later(-1).toISOString() });
        await offer('urn:older', 'o', { dueAt: later(-5).toISOString() });
        await offer('urn:urgent', 'u', { priority: PRIORITY.urgent });
        await offer('urn:embargoed', 'e', { dueAt: later(3600).toISOString() });
        expect((await claim()).map((d) => d.guid)).toEqual(['urn:urgent', 'urn:older', 'urn:normal']);
      });

      it('takes no more than asked for, and no more than may be in flight', async () => {
        await play.ledger.addDestination({ id: BAKU_TV, maxInFlight: 3 });
        for (const n of [1, 2, 3, 4, 5]) await offer(`urn:${n}`, 'h', {}, [BAKU_TV]);
        const first = (await play.ledger.deliveries.claim(BAKU_TV, 2, 30)).deliveries;
        const second = (await play.ledger.deliveries.claim(BAKU_TV, 20, 30)).deliveries;
        const third = (await play.ledger.deliveries.claim(BAKU_TV, 20, 30)).deliveries;
        expect([first.length, second.length, third.length]).toEqual([2, 1, 0]);
        await settle(...first.map((d) => delivered(d, play.ledger.now())));
        expect((await play.ledger.deliveries.claim(BAKU_TV, 20, 30)).deliveries).toHaveLength(2);
      });

      it('gives the room of what has landed, but no other version of it, before it is settled', async () => {
        await play.ledger.addDestination({ id: BAKU_TV, maxInFlight: 2 });
        for (const n of [1, 2, 3, 4]) await offer(`urn:${n}`, 'h', {}, [BAKU_TV]);
        const claimBeside = async (...landed: ClaimedDelivery[]) =>
          (
            await play.ledger.deliveries.claim(
              BAKU_TV,
              20,
              30,
              landed.map(({ id }) => id),
            )
          ).deliveries;
        const [first, second] = await claimBeside();
        await offer('urn:1', 'changed', {}, [BAKU_TV]);
        const [third, ...more] = await claimBeside(first!);
        expect([third?.guid, more.length]).toEqual(['urn:3', 0]);
        await settle(delivered(first!, play.ledger.now()));
        // It was settled after all: whose room it was is not given twice.
        expect(await claimBeside(first!)).toEqual([]);
        await settle(delivered(second!, play.ledger.now()), delivered(third!, play.ledger.now()));
        const last = await claimBeside(second!, third!);
        expect(last.map(({ guid, version }) => [guid, version])).toEqual([
          ['urn:4', 1],
          ['urn:1', 2],
        ]);
      });

      it('gives a kill a slot when all of them are taken', async () => {
        await play.ledger.addDestination({ id: BAKU_TV, maxInFlight: 1 });
        await offer('urn:a', 'a', {}, [BAKU_TV]);
        await settle(
          delivered((await play.ledger.deliveries.claim(BAKU_TV, 1, 30)).deliveries[0]!, play.ledger.now()),
        );
        await offer('urn:b', 'b', {}, [BAKU_TV]);
        expect((await play.ledger.deliveries.claim(BAKU_TV, 1, 30)).deliveries).toHaveLength(1);
        await kill('urn:a');
        const taken = (await play.ledger.deliveries.claim(BAKU_TV, 1, 30)).deliveries;
        expect(taken.map((d) => [d.guid, d.kind])).toEqual([['urn:a', 'kill']]);
      });

      it('holds everything back while the lane is paused, and loses nothing', async () => {
        await offer('urn:a', 'first');
        await play.ledger.pause(KHABAR);
        expect(await claim()).toEqual([]);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
        await play.ledger.resume(KHABAR);
        expect(await claim()).toHaveLength(1);
      });

      it('keeps to the rate, but not for kills', async () => {
        await play.ledger.addDestination({ id: BAKU_TV, maxInFlight: 50, ratePerSecond: 10, burst: 2 });
        await play.ledger.pass(250);
        for (const n of [1, 2, 3, 4]) await offer(`urn:${n}`, 'h', {}, [BAKU_TV]);
        const { deliveries: first, againInMs } = await play.ledger.deliveries.claim(BAKU_TV, 20, 30);
        expect(first).toHaveLength(2);
        // One token comes in 100 ms.
        expect(againInMs).toBeGreaterThan(0);
        expect(againInMs).toBeLessThanOrEqual(100);
        await settle(...first.map((d) => delivered(d, play.ledger.now())));
        await kill('urn:1');
        const kinds = (await play.ledger.deliveries.claim(BAKU_TV, 1, 30)).deliveries.map((d) => d.kind);
        expect(kinds).toEqual(['kill']);
        await play.ledger.pass(250);
        const last = await play.ledger.deliveries.claim(BAKU_TV, 20, 30);
        expect(last.deliveries).toHaveLength(2);
        // Nothing more is due.
        expect(last.againInMs).toBeUndefined();
      });
    });

    describe('the order of versions', () => {
      it('sends the newest version alone', async () => {
        await offer('urn:a', 'one');
        await offer('urn:a', 'two');
        expect(await claim()).toMatchObject([{ version: 2 }]);
      });

      it('never has two versions of one item in flight', async () => {
        await offer('urn:a', 'one');
        const first = await one();
        await offer('urn:a', 'two');
        expect(await claim()).toEqual([]);
        await settle(delivered(first, play.ledger.now()));
        expect(await claim()).toMatchObject([{ version: 2 }]);
      });

      it('does not retry a version that a newer one has overtaken meanwhile', async () => {
        await offer('urn:a', 'one');
        const first = await one();
        await offer('urn:a', 'two');
        await settle(retry(first, play.ledger.now(), later(-1)));
        expect(await claim()).toMatchObject([{ version: 2 }]);
      });

      it('lets nothing overtake a kill', async () => {
        await offer('urn:a', 'one');
        await settle(delivered(await one(), play.ledger.now()));
        await kill('urn:a');
        await offer('urn:a', 'revived');
        const killing = await one();
        expect(killing).toMatchObject({ kind: 'kill', version: 2 });
        expect(await claim()).toEqual([]);
        await settle(delivered(killing, play.ledger.now()));
        expect(await claim()).toMatchObject([{ kind: 'item', version: 3 }]);
      });
    });

    describe('settle', () => {
      it('answers the ids that took effect', async () => {
        await offer('urn:a', 'first');
        await offer('urn:b', 'second');
        const claims = await claim();
        const settled = await settle(...claims.map((d) => delivered(d, play.ledger.now())));
        expect(settled).toEqual(new Set(claims.map((d) => d.id)));
        expect(await claim()).toEqual([]);
      });

      it('tries again when it is time, with the same webhook id and a higher fence', async () => {
        await offer('urn:a', 'first');
        const first = await one();
        await settle(retry(first, play.ledger.now(), later(0.2)));
        expect(await claim()).toEqual([]);
        await play.ledger.pass(250);
        const second = await one();
        expect(second).toMatchObject({ id: first.id, webhookId: first.webhookId, attempt: 2 });
        expect(second.fence).toBeGreaterThan(first.fence);
      });

      it('buries what the partner refused for good', async () => {
        await offer('urn:a', 'first');
        await settle(dead(await one(), play.ledger.now()));
        expect(await claim()).toEqual([]);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
      });

      it('holds everything when the destination says it is gone', async () => {
        await offer('urn:a', 'first');
        await offer('urn:b', 'second');
        const [first] = await claim(1);
        await settle(gone(first!, play.ledger.now()));
        expect(await claim()).toEqual([]);
        await play.ledger.resume(KHABAR);
        expect(await claim()).toHaveLength(2);
      });

      it('changes nothing for a worker that lost its lease to another', async () => {
        await offer('urn:a', 'first');
        const [lost] = await claim(1, 0.05);
        await play.ledger.pass(100);
        expect(await play.ledger.deliveries.expireLeases()).toBe(1);
        const taken = await one();
        expect(await settle(dead(lost!, play.ledger.now()))).toEqual(new Set());
        expect(await settle(delivered(taken, play.ledger.now()))).toEqual(new Set([taken.id]));
      });

      it('believes a late word as long as nobody else took the delivery', async () => {
        await offer('urn:a', 'first');
        const [late] = await claim(1, 0.05);
        await play.ledger.pass(100);
        await play.ledger.deliveries.expireLeases();
        expect(await settle(delivered(late!, play.ledger.now()))).toEqual(new Set([late!.id]));
        expect(await claim()).toEqual([]);
      });

      it('settles one time only', async () => {
        await offer('urn:a', 'first');
        const first = await one();
        await settle(retry(first, play.ledger.now(), later(3600)));
        expect(await settle(delivered(first, play.ledger.now()))).toEqual(new Set());
      });
    });

    describe('the breaker', () => {
      const fail = async (times: number) => {
        for (let n = 0; n < times; n++) await settle(retry(await one(), play.ledger.now(), later(-1)));
      };

      it('opens after five failures on end, but not for kills', async () => {
        await offer('urn:held', 'held');
        await settle(delivered(await one(), play.ledger.now()));
        await offer('urn:a', 'first');
        await fail(4);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
        await fail(1);
        expect(await claim()).toEqual([]);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
        await kill('urn:held');
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
        expect(await claim()).toMatchObject([{ kind: 'kill' }]);
      });

      it('counts from the last success', async () => {
        await offer('urn:a', 'first');
        await fail(4);
        await offer('urn:b', 'second', { priority: PRIORITY.urgent });
        const [b, a] = await claim();
        await settle(delivered(b!, play.ledger.now()), retry(a!, play.ledger.now(), later(-1)));
        await fail(3);
        expect(await claim()).toHaveLength(1);
      });
    });

    describe('release', () => {
      it('gives back what was not sent, as if it had never been claimed', async () => {
        await offer('urn:a', 'first');
        const first = await one();
        await play.ledger.deliveries.release([first]);
        const again = await one();
        expect(again).toMatchObject({ id: first.id, attempt: 1 });
        expect(await settle(delivered(first, play.ledger.now()))).toEqual(new Set());
      });
    });

    it('says which number each lane gave last', async () => {
      await play.ledger.addDestination({ id: BAKU_TV, maxInFlight: 16 });
      await offer('urn:a', 'one');
      await offer('urn:b', 'two');
      await claim(1);
      const lanes = [KHABAR, BAKU_TV];
      expect(await play.ledger.deliveries.lastSequences(lanes)).toEqual(
        new Map([
          [KHABAR, 1],
          [BAKU_TV, 0],
        ]),
      );
      await claim(1);
      expect(await play.ledger.deliveries.lastSequences([KHABAR])).toEqual(new Map([[KHABAR, 2]]));
    });

    describe('lanesDue', () => {
      it('names the lanes where something may leave now', async () => {
        await play.ledger.addDestination({ id: BAKU_TV, maxInFlight: 1 });
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
        await offer('urn:later', 'l', { dueAt: later(3600).toISOString() }, [BAKU_TV]);
        await offer('urn:now', 'n', {}, [KHABAR]);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
        await offer('urn:now2', 'n', { priority: PRIORITY.replay }, [BAKU_TV]);
        expect(new Set(await play.ledger.deliveries.lanesDue(10))).toEqual(new Set([KHABAR, BAKU_TV]));
        expect(await play.ledger.deliveries.lanesDue(1)).toHaveLength(1);
      });
    });

    it('has many claimers and never two sends of one item', async () => {
      for (let n = 0; n < 12; n++) await offer(`urn:${n}`, 'v1');
      const flying = new Map<string, number>();
      const arrived = new Map<string, number>();
      const work = async () => {
        for (let turn = 0; turn < 12; turn++) {
          for (const taken of await claim(3)) {
            expect(flying.has(taken.guid)).toBe(false);
            flying.set(taken.guid, taken.version);
            await new Promise(setImmediate);
            expect(taken.version).toBeGreaterThan(arrived.get(taken.guid) ?? 0);
            arrived.set(taken.guid, taken.version);
            flying.delete(taken.guid);
            await settle(delivered(taken, play.ledger.now()));
          }
        }
      };
      const publish = async () => {
        for (let version = 2; version <= 4; version++) {
          for (let n = 0; n < 12; n++) await offer(`urn:${n}`, `v${version}`);
        }
      };
      await Promise.all([work(), work(), work(), work(), publish()]);
      await work();
      expect([...arrived.values()]).toEqual(Array(12).fill(4));
    });
  });
}
