import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import {
  anAcceptance,
  dead,
  delivered,
  type LedgerConformance,
  type LedgerUnderTest,
  retry,
  sampleRecord,
} from './ledger-under-test.js';

const KHABAR = asDestinationId('khabar-webhook');
const EVERY = asDestinationId('khabar-archive');
const YOUNG = asDestinationId('khabar-alerts');
const QUIET = asDestinationId('khabar-night');

const LEASE_SECONDS = 30;

/** What every DeliveryLedger must do when it is unclear what arrived, and by the rules that a destination has of its own. */
export function deliveryRulesConformance(name: string, subject: LedgerConformance): void {
  describe(`${name} by the rules of delivery`, () => {
    let ledger: LedgerUnderTest;
    beforeEach(async () => {
      ledger = await subject.open();
      await ledger.addDestination({ id: KHABAR, maxInFlight: 16 });
    });
    afterEach(() => ledger.close());

    const offer = (guid: string, headline: string, more = {}, to: DestinationId[] = [KHABAR]) =>
      ledger.items.accept(anAcceptance(ledger, [sampleRecord(guid, { headline })], to, more));
    const kill = (guid: string, headline = 'killed') =>
      ledger.items.accept(
        anAcceptance(ledger, [sampleRecord(guid, { headline, pubStatus: 'canceled' })], []),
      );
    const claim = async (id = KHABAR) => (await ledger.deliveries.claim(id, 20, LEASE_SECONDS)).deliveries;
    const names = async (id = KHABAR) => (await claim(id)).map(({ kind, version }) => `${kind} v${version}`);
    const one = async (id = KHABAR) => {
      const [only, ...more] = await claim(id);
      expect(more).toEqual([]);
      if (!only) throw new Error('nothing to claim');
      return only;
    };
    const later = (seconds: number) => new Date(ledger.now().getTime() + seconds * 1000);
    const settle = (...settlements: Parameters<LedgerUnderTest['deliveries']['settle']>[0]) =>
      ledger.deliveries.settle(settlements);
    const arrives = (claimed: ClaimedDelivery) => settle(delivered(claimed, ledger.now()));
    /** Nobody knows whether it arrived; it is due again in an hour. */
    const ends = (claimed: ClaimedDelivery, ambiguous: boolean, retrySeconds = 3600) =>
      settle(retry(claimed, ledger.now(), later(retrySeconds), ambiguous));
    const leaseOver = async () => {
      await ledger.pass(LEASE_SECONDS * 1000 + 1000);
      await ledger.deliveries.expireLeases();
    };

    describe('after its worker was lost', () => {
      it('frees the slots of the lane at once', async () => {
        for (let n = 0; n < 20; n += 1) await offer(`urn:${n}`, 'one');
        expect(await names()).toHaveLength(16);
        expect(await names()).toEqual([]);
        await ledger.loseWorker();
        expect(await ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
        expect(await names()).toHaveLength(16);
      });

      it('tries the same version again under its id, and lets no other leave before the lease would have ended', async () => {
        await offer('urn:a', 'one');
        const lost = await one();
        await ledger.loseWorker();
        const again = await one();
        expect(again).toMatchObject({ id: lost.id, webhookId: lost.webhookId, version: 1, attempt: 2 });
        await arrives(again);
        await offer('urn:a', 'two');
        expect(await names()).toEqual([]);
        await ledger.pass(31_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('lets a newer version replace it, and wait', async () => {
        await offer('urn:a', 'one');
        await one();
        await offer('urn:a', 'two');
        await ledger.loseWorker();
        expect(await names()).toEqual([]);
        await ledger.pass(31_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('believes its late word, until the delivery is taken again', async () => {
        await offer('urn:a', 'one');
        await offer('urn:b', 'one');
        const [a, b] = await claim();
        await ledger.loseWorker();
        expect(await arrives(a!)).toEqual(new Set([a!.id]));
        const again = await one();
        expect(again.id).toBe(b!.id);
        expect(await arrives(b!)).toEqual(new Set());
        expect(await arrives(again)).toEqual(new Set([b!.id]));
      });

      it('sends a kill at once to whoever may hold it, and once more after the lease', async () => {
        await offer('urn:a', 'one');
        await one();
        await ledger.loseWorker();
        await kill('urn:a');
        const killing = await one();
        expect(killing).toMatchObject({ kind: 'kill', repeat: false });
        await arrives(killing);
        await leaseOver();
        expect(await one()).toMatchObject({ id: killing.id, repeat: true });
      });

      it('leaves alone what another worker has in the air', async () => {
        await offer('urn:a', 'one');
        await one();
        await ledger.loseWorker();
        const [again] = await claim();
        await ledger.deliveries.expireLeases();
        expect(await claim()).toEqual([]);
        expect(await arrives(again!)).toEqual(new Set([again!.id]));
      });
    });

    describe('after an attempt that ended unclear', () => {
      it('lets no later version leave before the attempt’s lease is over', async () => {
        await offer('urn:a', 'one');
        await ends(await one(), true);
        await offer('urn:a', 'two');
        expect(await names()).toEqual([]);
        await ledger.pass(20_000);
        expect(await names()).toEqual([]);
        await ledger.pass(11_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('tries the same version again meanwhile, and remembers even when that arrives', async () => {
        await offer('urn:a', 'one');
        await ends(await one(), true, -1);
        const again = await one();
        expect(again).toMatchObject({ version: 1, attempt: 2 });
        await ledger.pass(10_000);
        await arrives(again);
        await offer('urn:a', 'two');
        expect(await names()).toEqual([]);
        await ledger.pass(21_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('keeps a replay waiting as well', async () => {
        await offer('urn:a', 'one');
        const first = await one();
        await settle(dead(first, ledger.now(), true));
        expect(await ledger.replay(first.id)).toBe(true);
        expect(await names()).toEqual([]);
        await leaseOver();
        expect(await names()).toEqual(['item v1']);
      });

      it('does not wait where it is clear that nothing arrived, nor for other items', async () => {
        await offer('urn:a', 'one');
        await ends(await one(), false);
        await offer('urn:a', 'two');
        expect(await names()).toEqual(['item v2']);
        await offer('urn:b', 'one');
        await ends(await one(), true);
        await offer('urn:c', 'one');
        expect(await names()).toEqual(['item v1']);
      });

      it('sends a kill at once, and once more when nothing can arrive behind it any more', async () => {
        await offer('urn:a', 'one');
        await ends(await one(), true);
        await kill('urn:a');
        const killing = await one();
        expect(killing).toMatchObject({ kind: 'kill', repeat: false, attempt: 1 });
        await arrives(killing);
        await ledger.deliveries.expireLeases();
        expect(await names()).toEqual([]);
        await leaseOver();
        expect(await ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
        const repeat = await one();
        expect(repeat).toMatchObject({
          id: killing.id,
          webhookId: killing.webhookId,
          repeat: true,
          attempt: 2,
        });
        await arrives(repeat);
        await leaseOver();
        expect(await names()).toEqual([]);
      });

      it('sends what follows a kill after the kill was repeated', async () => {
        await offer('urn:a', 'one');
        await ends(await one(), true);
        await kill('urn:a');
        await arrives(await one());
        await offer('urn:a', 'revived');
        expect(await names()).toEqual([]);
        await ledger.pass(31_000);
        // The time is over, and the kill still comes first.
        expect(await names()).toEqual([]);
        await ledger.deliveries.expireLeases();
        const repeat = await one();
        expect(repeat).toMatchObject({ kind: 'kill', repeat: true });
        expect(await names()).toEqual([]);
        await arrives(repeat);
        expect(await names()).toEqual(['item v3']);
      });

      it('tries a repeated kill again, and takes a refusal for what it is: the kill was acknowledged', async () => {
        await offer('urn:a', 'one');
        await ends(await one(), true);
        await kill('urn:a');
        await arrives(await one());
        await leaseOver();
        await ends(await one(), false, -1);
        const again = await one();
        expect(again).toMatchObject({ kind: 'kill', repeat: true, attempt: 3 });
        await settle(dead(again, ledger.now()));
        await leaseOver();
        expect(await names()).toEqual([]);
        expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
      });

      it('does not repeat a kill that nothing can follow', async () => {
        await offer('urn:a', 'one');
        await arrives(await one());
        await kill('urn:a');
        await arrives(await one());
        await leaseOver();
        expect(await names()).toEqual([]);
      });
    });

    describe('a kill and a send in the air', () => {
      it('waits one second for it, and then overtakes it', async () => {
        await offer('urn:a', 'one');
        const deaf = await one();
        await kill('urn:a');
        expect(await names()).toEqual([]);
        await ledger.pass(1_100);
        const killing = await one();
        expect(killing).toMatchObject({ kind: 'kill', version: 2 });
        // The late word still counts, and changes nothing about the kill.
        expect(await arrives(deaf)).toEqual(new Set([deaf.id]));
        await arrives(killing);
        await leaseOver();
        const repeat = await one();
        expect(repeat).toMatchObject({ kind: 'kill', repeat: true });
        await arrives(repeat);
        await leaseOver();
        expect(await names()).toEqual([]);
      });

      it('does not overtake another kill', async () => {
        await offer('urn:a', 'one');
        await arrives(await one());
        await kill('urn:a');
        const first = await one();
        await kill('urn:a', 'killed again');
        await ledger.pass(2_000);
        expect(await names()).toEqual([]);
        await arrives(first);
        expect(await names()).toEqual(['kill v3']);
      });
    });

    describe('a destination that takes every version', () => {
      beforeEach(() => ledger.addDestination({ id: EVERY, maxInFlight: 16, everyVersion: true }));
      const versions = async (guid: string, count: number) => {
        for (let n = 1; n <= count; n++) await offer(guid, `version ${n}`, {}, [EVERY]);
      };

      it('gets them strictly one after the other', async () => {
        await versions('urn:a', 3);
        for (const version of [1, 2, 3]) {
          const next = await one(EVERY);
          expect(next).toMatchObject({ version });
          expect(await names(EVERY)).toEqual([]);
          await ends(next, false, -1);
          await arrives(await one(EVERY));
        }
        expect(await names(EVERY)).toEqual([]);
      });

      it('gets the next one when the partner will never take one', async () => {
        await versions('urn:a', 2);
        await settle(dead(await one(EVERY), ledger.now()));
        expect(await names(EVERY)).toEqual(['item v2']);
      });

      it('keeps them all when a worker is lost', async () => {
        await versions('urn:a', 2);
        await one(EVERY);
        await leaseOver();
        await arrives(await one(EVERY));
        expect(await names(EVERY)).toEqual(['item v2']);
      });

      it('gets them no sooner because another one came, nor later', async () => {
        await versions('urn:a', 1);
        await ends(await one(EVERY), false, 60);
        await offer('urn:a', 'two', {}, [EVERY]);
        expect(await names(EVERY)).toEqual([]);
        await ledger.pass(61_000);
        await versions('urn:b', 1);
        await offer('urn:a', 'three', {}, [EVERY]);
        const due = await claim(EVERY);
        expect(due.map(({ guid, version }) => `${guid} v${version}`)).toEqual(['urn:a v1', 'urn:b v1']);
      });

      it('gets a kill in place of all that wait', async () => {
        await versions('urn:a', 1);
        await arrives(await one(EVERY));
        await versions('urn:b', 1);
        await offer('urn:a', 'two', {}, [EVERY]);
        await offer('urn:a', 'three', {}, [EVERY]);
        await kill('urn:a');
        expect(await names(EVERY)).toEqual(['kill v4', 'item v1']);
      });
    });

    describe.each([
      { takes: 'the newest version', id: KHABAR },
      { takes: 'every version', id: EVERY },
    ])('a destination that takes $takes, and a newer one that may not leave, or not yet', ({ id }) => {
      beforeEach(async () => {
        if (id === EVERY) await ledger.addDestination({ id: EVERY, maxInFlight: 16, everyVersion: true });
      });
      const first = (more = {}) => offer('urn:a', 'one', more, [id]);
      const second = (more = {}) => offer('urn:a', 'two', more, [id]);
      const refused = () => offer('urn:a', 'refused', {}, []);
      const hold = () =>
        offer('urn:a', 'held', { priority: PRIORITY.correction, withdrawsOlder: true }, [id]);
      /** What leaves from now on, each after the one before arrived. */
      const leave = async () => {
        const left: string[] = [];
        for (let claims = await claim(id); claims.length > 0; claims = await claim(id)) {
          left.push(...claims.map(({ kind, version }) => `${kind} v${version}`));
          for (const claimed of claims) await arrives(claimed);
        }
        return left;
      };
      const both = id === EVERY ? ['item v1', 'item v2'] : ['item v2'];

      it('gets nothing that waited when the newer one is refused there, and the next that is not', async () => {
        await first();
        await ledger.pause(id);
        await refused();
        await ledger.resume(id);
        expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
        expect(await leave()).toEqual([]);
        await offer('urn:a', 'three', {}, [id]);
        expect(await leave()).toEqual(['item v3']);
      });

      it('gets a hold of what it has, in place of all that waited', async () => {
        await first();
        expect(await leave()).toEqual(['item v1']);
        await second();
        await hold();
        expect(await leave()).toEqual(['item v3']);
      });

      it('gets the correction of what it has, whatever is refused there since, and not behind a newer version', async () => {
        await first();
        expect(await leave()).toEqual(['item v1']);
        await second({ priority: PRIORITY.correction });
        await refused();
        expect(await leave()).toEqual(['item v2']);
        await offer('urn:b', 'one', {}, [id]);
        await leave();
        await offer('urn:b', 'two', { priority: PRIORITY.correction }, [id]);
        await offer('urn:b', 'three', {}, [id]);
        expect(await leave()).toEqual(id === EVERY ? ['item v2', 'item v3'] : ['item v3']);
      });

      it('gets no correction of what did not arrive when a newer version is refused', async () => {
        await first();
        const failed = await one(id);
        await second({ priority: PRIORITY.correction });
        await settle(dead(failed, ledger.now()));
        await refused();
        expect(await leave()).toEqual([]);
      });

      it('gets no further attempt at what was refused, or held, while it was in the air', async () => {
        await first();
        const failed = await one(id);
        await refused();
        await ends(failed, false, -1);
        expect(await leave()).toEqual([]);
        await offer('urn:b', 'one', {}, [id]);
        const released = await one(id);
        await offer('urn:b', 'refused', {}, []);
        await ledger.deliveries.release([released]);
        expect(await leave()).toEqual([]);
        await offer('urn:c', 'one', {}, [id]);
        await one(id);
        await offer('urn:c', 'refused', {}, []);
        await ledger.loseWorker();
        expect(await leave()).toEqual([]);
      });

      it('gets the hold alone when the attempt failed that was in the air', async () => {
        await first();
        const failed = await one(id);
        await hold();
        expect(await names(id)).toEqual([]);
        await ends(failed, false, -1);
        expect(await leave()).toEqual(['item v2']);
      });

      it('keeps a send that arrived after all', async () => {
        await first();
        const late = await one(id);
        await hold();
        expect(await arrives(late)).toEqual(new Set([late.id]));
        expect(await leave()).toEqual(['item v2']);
      });

      it('gets nothing before an embargo that was moved', async () => {
        await first({ dueAt: later(5).toISOString() });
        await second({ dueAt: later(60).toISOString() });
        await ledger.pass(6_000);
        expect(await leave()).toEqual([]);
        await ledger.pass(55_000);
        expect(await leave()).toEqual(both);
      });

      it('gets nothing before an embargo that came while it waited, nor while it was tried', async () => {
        await first();
        await second({ dueAt: later(60).toISOString() });
        expect(await leave()).toEqual([]);
        await offer('urn:b', 'one', {}, [id]);
        const failed = await one(id);
        await offer('urn:b', 'two', { dueAt: later(60).toISOString() }, [id]);
        await ends(failed, false, -1);
        expect(await leave()).toEqual([]);
        await ledger.pass(61_000);
        expect((await leave()).toSorted()).toEqual([...both, ...both].toSorted());
      });

      it('gets all at once when an embargo is lifted', async () => {
        await first({ dueAt: later(600).toISOString() });
        await second();
        expect(await ledger.deliveries.lanesDue(10)).toEqual([id]);
        expect(await leave()).toEqual(both);
      });

      it('gets all at the new time when an embargo ends sooner', async () => {
        await first({ dueAt: later(600).toISOString() });
        await second({ dueAt: later(60).toISOString() });
        expect(await leave()).toEqual([]);
        await ledger.pass(61_000);
        expect(await leave()).toEqual(both);
      });
    });

    describe('a destination that takes every version, where a grant lets them leave in advance of an embargo', () => {
      beforeEach(() => ledger.addDestination({ id: EVERY, maxInFlight: 16, everyVersion: true }));
      const until = (seconds: number) => ({
        obligations: [{ type: 'embargo', until: later(seconds).toISOString() }],
      });

      it('gets those at once that say so', async () => {
        await offer('urn:a', 'one', until(60), [EVERY]);
        await offer('urn:a', 'two', until(120), [EVERY]);
        expect(await names(EVERY)).toEqual(['item v1']);
      });

      it('gets those that do not when the embargo is over', async () => {
        await offer('urn:a', 'one', { dueAt: later(60).toISOString() }, [EVERY]);
        await offer('urn:a', 'two', until(120), [EVERY]);
        expect(await names(EVERY)).toEqual([]);
        await ledger.pass(61_000);
        expect(await names(EVERY)).toEqual([]);
        await ledger.pass(60_000);
        expect(await names(EVERY)).toEqual(['item v1']);
      });
    });

    describe('a destination with a greatest age', () => {
      beforeEach(() => ledger.addDestination({ id: YOUNG, maxInFlight: 16, maxAgeSeconds: 60 }));

      it('gets nothing older, but what a holder is owed, replays and kills', async () => {
        await offer('urn:held', 'one', {}, [YOUNG]);
        await arrives(await one(YOUNG));
        await offer('urn:old', 'one', {}, [YOUNG]);
        await offer('urn:correction', 'one', { priority: PRIORITY.correction }, [YOUNG]);
        await offer('urn:replay', 'one', { priority: PRIORITY.replay }, [YOUNG]);
        await kill('urn:held');
        await ledger.pass(61_000);
        await offer('urn:new', 'one', {}, [YOUNG]);
        expect((await claim(YOUNG)).map(({ guid }) => guid)).toEqual([
          'urn:held',
          'urn:correction',
          'urn:new',
          'urn:replay',
        ]);
        expect(await names(YOUNG)).toEqual([]);
        expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
      });

      it('counts from when it was decided, whatever was tried since', async () => {
        await offer('urn:a', 'one', {}, [YOUNG]);
        await ends(await one(YOUNG), false, 45);
        await ledger.pass(50_000);
        await ends(await one(YOUNG), false, 5);
        await ledger.pass(11_000);
        expect(await names(YOUNG)).toEqual([]);
      });

      it('sends what was too old when a person asks for it', async () => {
        await offer('urn:a', 'one', {}, [YOUNG]);
        const first = await one(YOUNG);
        await ends(first, false, 0);
        await ledger.pass(61_000);
        expect(await names(YOUNG)).toEqual([]);
        expect(await ledger.replay(first.id)).toBe(true);
        expect(await names(YOUNG)).toEqual(['item v1']);
      });
    });

    it('lets only kills, corrections and urgent items leave in quiet hours', async () => {
      await ledger.addDestination({ id: QUIET, maxInFlight: 16, quiet: true });
      await offer('urn:normal', 'one', {}, [QUIET]);
      await offer('urn:replay', 'one', { priority: PRIORITY.replay }, [QUIET]);
      expect(await names(QUIET)).toEqual([]);
      expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
      await offer('urn:correction', 'one', { priority: PRIORITY.correction }, [QUIET]);
      await offer('urn:urgent', 'one', { priority: PRIORITY.urgent }, [QUIET]);
      expect(await ledger.deliveries.lanesDue(10)).toEqual([QUIET]);
      const passed = await claim(QUIET);
      expect(passed.map(({ guid }) => guid)).toEqual(['urn:correction', 'urn:urgent']);
      for (const claimed of passed) await arrives(claimed);
      await kill('urn:urgent');
      expect(await names(QUIET)).toEqual(['kill v2']);
    });

    describe('the breaker', () => {
      /** Attempts of their own items, one after the other; true = it arrives. */
      const attempts = async (...outcomes: boolean[]) => {
        for (const [n, arrived] of outcomes.entries()) {
          await offer(`urn:${n}:${ledger.now().getTime()}`, `item ${n}`);
          const claimed = await one();
          await (arrived ? arrives(claimed) : ends(claimed, false));
        }
      };
      const isOpen = async () => {
        await offer(`urn:probe:${ledger.now().getTime()}`, 'probe');
        const claims = await claim();
        await ledger.deliveries.release(claims);
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
        await ledger.pass(61_000);
        await attempts(false, true, false, true, false, true, false, true);
        expect(await isOpen()).toBe(false);
      });

      it('closes with what arrives after its rest, and not with what arrives meanwhile', async () => {
        await offer('urn:slow', 'slow');
        const slow = await one();
        await attempts(false, false, false, false, false);
        await arrives(slow);
        expect(await isOpen()).toBe(true);
        await ledger.pass(31_000);
        await arrives(await one());
        expect(await isOpen()).toBe(false);
      });

      it('does not count what was cut short here, nor what never left', async () => {
        for (let n = 0; n < 12; n++) {
          await offer(`urn:${n}`, 'x');
          const claimed = await one();
          const ended = retry(claimed, ledger.now(), later(3600), true);
          if (n % 2) ended.attempt.code = 'delivery.aborted';
          else ended.attempt.bodyBytes = 0;
          await settle(ended);
        }
        expect(await isOpen()).toBe(false);
      });
    });
  });
}
