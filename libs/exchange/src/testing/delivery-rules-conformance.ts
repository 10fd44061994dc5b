import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import { dead, type LedgerConformance } from './ledger-under-test.js';
import { KHABAR, playedLane } from './played-lane.js';

const YOUNG = asDestinationId('khabar-alerts');
const QUIET = asDestinationId('khabar-night');

/** What every DeliveryLedger must do when it is unclear what arrived, and by the rules that a destination has of its own. */
export function deliveryRulesConformance(name: string, subject: LedgerConformance): void {
  describe(`${name} by the rules of delivery`, () => {
    const play = playedLane(subject);
    const { offer, kill, claim, names, one, settle, arrives, ends, leaseOver } = play;

    describe('after its worker was lost', () => {
      it('frees the slots of the lane at once', async () => {
        for (let n = 0; n < 20; n += 1) await offer(`urn:${n}`, 'one');
        expect(await names()).toHaveLength(16);
        expect(await names()).toEqual([]);
        await play.ledger.loseWorker();
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
        expect(await names()).toHaveLength(16);
      });

      it('tries the same version again under its id, and lets no other leave before the lease would have ended', async () => {
        await offer('urn:a', 'one');
        const lost = await one();
        await play.ledger.loseWorker();
        const again = await one();
        expect(again).toMatchObject({ id: lost.id, webhookId: lost.webhookId, version: 1, attempt: 2 });
        await arrives(again);
        await offer('urn:a', 'two');
        expect(await names()).toEqual([]);
        await play.ledger.pass(31_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('lets a newer version replace it, and wait', async () => {
        await offer('urn:a', 'one');
        await one();
        await offer('urn:a', 'two');
        await play.ledger.loseWorker();
        expect(await names()).toEqual([]);
        await play.ledger.pass(31_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('believes its late word, until the delivery is taken again', async () => {
        await offer('urn:a', 'one');
        await offer('urn:b', 'one');
        const [a, b] = await claim();
        await play.ledger.loseWorker();
        expect(await arrives(a!)).toEqual(new Set([a!.id]));
        const again = await one();
        expect(again.id).toBe(b!.id);
        expect(await arrives(b!)).toEqual(new Set());
        expect(await arrives(again)).toEqual(new Set([b!.id]));
      });

      it('sends a kill at once to whoever may hold it, and once more after the lease', async () => {
        await offer('urn:a', 'one');
        await one();
        await play.ledger.loseWorker();
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
        await play.ledger.loseWorker();
        const [again] = await claim();
        await play.ledger.deliveries.expireLeases();
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
        await play.ledger.pass(20_000);
        expect(await names()).toEqual([]);
        await play.ledger.pass(11_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('tries the same version again meanwhile, and remembers even when that arrives', async () => {
        await offer('urn:a', 'one');
        await ends(await one(), true, -1);
        const again = await one();
        expect(again).toMatchObject({ version: 1, attempt: 2 });
        await play.ledger.pass(10_000);
        await arrives(again);
        await offer('urn:a', 'two');
        expect(await names()).toEqual([]);
        await play.ledger.pass(21_000);
        expect(await names()).toEqual(['item v2']);
      });

      it('keeps a replay waiting as well', async () => {
        await offer('urn:a', 'one');
        const first = await one();
        await settle(dead(first, play.ledger.now(), true));
        expect(await play.ledger.replay(first.id)).toBe(true);
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
        await play.ledger.deliveries.expireLeases();
        expect(await names()).toEqual([]);
        await leaseOver();
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
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
        await play.ledger.pass(31_000);
        // The time is over, and the kill still comes first.
        expect(await names()).toEqual([]);
        await play.ledger.deliveries.expireLeases();
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
        await settle(dead(again, play.ledger.now()));
        await leaseOver();
        expect(await names()).toEqual([]);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
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
        await play.ledger.pass(1_100);
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
        await play.ledger.pass(2_000);
        expect(await names()).toEqual([]);
        await arrives(first);
        expect(await names()).toEqual(['kill v3']);
      });
    });

    describe('a destination with a greatest age', () => {
      beforeEach(() => play.ledger.addDestination({ id: YOUNG, maxInFlight: 16, maxAgeSeconds: 60 }));

      it('gets nothing older, but what a holder is owed, replays and kills', async () => {
        await offer('urn:held', 'one', {}, [YOUNG]);
        await arrives(await one(YOUNG));
        await offer('urn:old', 'one', {}, [YOUNG]);
        await offer('urn:correction', 'one', { priority: PRIORITY.correction }, [YOUNG]);
        await offer('urn:replay', 'one', { priority: PRIORITY.replay }, [YOUNG]);
        await kill('urn:held');
        await play.ledger.pass(61_000);
        await offer('urn:new', 'one', {}, [YOUNG]);
        expect((await claim(YOUNG)).map(({ guid }) => guid)).toEqual([
          'urn:held',
          'urn:correction',
          'urn:new',
          'urn:replay',
        ]);
        expect(await names(YOUNG)).toEqual([]);
        expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
      });

      it('counts from when it was decided, whatever was tried since', async () => {
        await offer('urn:a', 'one', {}, [YOUNG]);
        await ends(await one(YOUNG), false, 45);
        await play.ledger.pass(50_000);
        await ends(await one(YOUNG), false, 5);
        await play.ledger.pass(11_000);
        expect(await names(YOUNG)).toEqual([]);
      });

      it('sends what was too old when a person asks for it', async () => {
        await offer('urn:a', 'one', {}, [YOUNG]);
        const first = await one(YOUNG);
        await ends(first, false, 0);
        await play.ledger.pass(61_000);
        expect(await names(YOUNG)).toEqual([]);
        expect(await play.ledger.replay(first.id)).toBe(true);
        expect(await names(YOUNG)).toEqual(['item v1']);
      });
    });

    it('lets only kills, corrections and urgent items leave in quiet hours', async () => {
      await play.ledger.addDestination({ id: QUIET, maxInFlight: 16, quiet: true });
      await offer('urn:normal', 'one', {}, [QUIET]);
      await offer('urn:replay', 'one', { priority: PRIORITY.replay }, [QUIET]);
      expect(await names(QUIET)).toEqual([]);
      expect(await play.ledger.deliveries.lanesDue(10)).toEqual([]);
      await offer('urn:correction', 'one', { priority: PRIORITY.correction }, [QUIET]);
      await offer('urn:urgent', 'one', { priority: PRIORITY.urgent }, [QUIET]);
      expect(await play.ledger.deliveries.lanesDue(10)).toEqual([QUIET]);
      const passed = await claim(QUIET);
      expect(passed.map(({ guid }) => guid)).toEqual(['urn:correction', 'urn:urgent']);
      for (const claimed of passed) await arrives(claimed);
      await kill('urn:urgent');
      expect(await names(QUIET)).toEqual(['kill v2']);
    });
  });
}
