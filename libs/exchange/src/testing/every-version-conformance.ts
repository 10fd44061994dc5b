import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import { dead, type LedgerConformance } from './ledger-under-test.js';
import { KHABAR, playedLane } from './played-lane.js';

const EVERY = asDestinationId('khabar-archive');

/** What every DeliveryLedger must do for a destination that takes every version. */
export function everyVersionConformance(name: string, subject: LedgerConformance): void {
  describe(name, () => {
    const play = playedLane(subject);
    const { offer, kill, claim, names, one, later, settle, arrives, ends, leaseOver } = play;

    describe('a destination that takes every version', () => {
      beforeEach(() => play.ledger.addDestination({ id: EVERY, maxInFlight: 16, everyVersion: true }));
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
        await settle(dead(await one(EVERY), play.ledger.now()));
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
        await play.ledger.pass(61_000);
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
        if (id === EVERY)
          await play.ledger.addDestination({ id: EVERY, maxInFlight: 16, everyVersion: true });
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
        await play.ledger.pause(id);
        await refused();
        await play.ledger.resume(id);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
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
        await settle(dead(failed, play.ledger.now()));
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
        await play.ledger.deliveries.release([released]);
        expect(await leave()).toEqual([]);
        await offer('urn:c', 'one', {}, [id]);
        await one(id);
        await offer('urn:c', 'refused', {}, []);
        await play.ledger.loseWorker();
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
        await play.ledger.pass(6_000);
        expect(await leave()).toEqual([]);
        await play.ledger.pass(55_000);
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
        await play.ledger.pass(61_000);
        expect((await leave()).toSorted()).toEqual([...both, ...both].toSorted());
      });

      it('gets all at once when an embargo is lifted', async () => {
        await first({ dueAt: later(600).toISOString() });
        await second();
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([id]);
        expect(await leave()).toEqual(both);
      });

      it('gets all at the new time when an embargo ends sooner', async () => {
        await first({ dueAt: later(600).toISOString() });
        await second({ dueAt: later(60).toISOString() });
        expect(await leave()).toEqual([]);
        await play.ledger.pass(61_000);
        expect(await leave()).toEqual(both);
      });
    });

    describe('a destination that takes every version, where a grant lets them leave in advance of an embargo', () => {
      beforeEach(() => play.ledger.addDestination({ id: EVERY, maxInFlight: 16, everyVersion: true }));
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
        await play.ledger.pass(61_000);
        expect(await names(EVERY)).toEqual([]);
        await play.ledger.pass(60_000);
        expect(await names(EVERY)).toEqual(['item v1']);
      });
    });
  });
}
