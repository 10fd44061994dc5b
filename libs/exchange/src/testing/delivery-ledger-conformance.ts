import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import type { AttemptRecord, ClaimedDelivery, Settlement } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import { type Arriving, acceptIntoLedger } from './accept-into-ledger.js';
import type { LedgerHarness } from './ledger-harness.js';

const KHABAR = asDestinationId('khabar-desk');
const BAKU = asDestinationId('baku-tv-desk');

/** What every delivery ledger must do: order, fences, pacing. The adapter in PostgreSQL and the fake both run it. */
export function deliveryLedgerConformance(name: string, open: () => Promise<LedgerHarness>): void {
  describe(`${name} as a DeliveryLedger`, () => {
    let ledger: LedgerHarness;
    beforeEach(async () => {
      ledger = await open();
      await ledger.addDestination(KHABAR, 16);
      await ledger.addDestination(BAKU, 16);
    });
    afterEach(() => ledger.close());

    const accept = (arriving: Arriving = {}) => acceptIntoLedger(ledger, { to: [KHABAR], ...arriving });
    const claim = async (lane = KHABAR, max = 50) =>
      (await ledger.deliveries.claim(lane, max, 60)).deliveries;
    const claimOne = async (lane = KHABAR): Promise<ClaimedDelivery> => {
      const claimed = await claim(lane);
      expect(claimed).toHaveLength(1);
      return claimed[0]!;
    };
    const attempt = (code: string): AttemptRecord => ({
      startedAt: ledger.now().toISOString(),
      milliseconds: 12,
      code,
      requestHeaders: { 'webhook-id': 'msg_1' },
      bodySha256: 'ab'.repeat(32),
      bodyBytes: 3,
      answer: '',
    });
    const settle = async (
      { id, fence }: ClaimedDelivery,
      outcome: Settlement['outcome'],
      more: { retryInSeconds?: number; ambiguous?: boolean } = {},
    ): Promise<boolean> => {
      const { retryInSeconds = 0, ambiguous = false } = more;
      const code = outcome === 'delivered' ? 'delivery.delivered' : 'delivery.http-500';
      const retryAt = new Date(ledger.now().getTime() + retryInSeconds * 1000).toISOString();
      const settlement = { deliveryId: id, fence, attempt: attempt(code), outcome, code, retryAt, ambiguous };
      return (await ledger.deliveries.settle([settlement as Settlement])).has(id);
    };

    describe('claiming', () => {
      it('gives what is due, once, with all that a send needs', async () => {
        const { itemId } = await accept({ guid: 'urn:newsml:report:7' });
        const claimed = await claimOne();
        expect(claimed).toMatchObject({
          destinationId: KHABAR,
          itemId,
          guid: 'urn:newsml:report:7',
          version: 1,
          kind: 'item',
          attempt: 1,
          sourcePartnerId: 'report',
          obligations: [],
          withoutRenditions: [],
          asNew: false,
        });
        // Standard Webhooks recommends the prefix; a full stop would end the id in what is signed.
        expect(claimed.webhookId).toMatch(/^msg_[A-Za-z0-9_-]+$/);
        expect(Date.parse(claimed.leaseUntil)).toBeGreaterThan(ledger.now().getTime());
        expect(await claim()).toEqual([]);
      });

      it('gives nothing before it is due', async () => {
        await accept({ dueInSeconds: 60 });
        expect(await claim()).toEqual([]);
        await ledger.advance(61);
        expect(await claim()).toHaveLength(1);
      });

      it('gives each lane its own', async () => {
        await accept({ to: [KHABAR, BAKU] });
        const khabar = await claimOne(KHABAR);
        const baku = await claimOne(BAKU);
        expect(khabar.webhookId).not.toBe(baku.webhookId);
      });

      it('goes by priority, then by the time it was due', async () => {
        await accept({ guid: 'urn:replay', priority: PRIORITY.replay, dueInSeconds: -400 });
        await accept({ guid: 'urn:later', dueInSeconds: -100 });
        await accept({ guid: 'urn:earlier', dueInSeconds: -200 });
        await accept({ guid: 'urn:urgent', priority: PRIORITY.urgent });
        const guids = (await claim(KHABAR, 3)).map(({ guid }) => guid);
        expect(guids).toEqual(['urn:urgent', 'urn:earlier', 'urn:later']);
        expect((await claimOne()).guid).toBe('urn:replay');
      });

      it('keeps no more in flight than the destination takes, but for kills', async () => {
        const narrow = asDestinationId('narrow-desk');
        await ledger.addDestination(narrow, 2);
        for (const n of [1, 2, 3]) await accept({ guid: `urn:item:${n}`, to: [narrow] });
        const [first, second] = await claim(narrow);
        expect(second).toBeDefined();
        expect(await claim(narrow)).toEqual([]);
        await settle(first!, 'delivered');
        const third = await claimOne(narrow);
        await accept({ guid: 'urn:item:1', change: 'kill' });
        expect(await claimOne(narrow)).toMatchObject({ kind: 'kill', guid: 'urn:item:1' });
        expect(third.guid).toBe('urn:item:3');
      });

      it('knows no lane of another name', async () => {
        const claimed = await ledger.deliveries.claim(asDestinationId('nobody'), 5, 60);
        expect(claimed).toEqual({ deliveries: [] });
      });
    });

    describe('the order of versions', () => {
      it('sends the newest alone of what waits', async () => {
        await accept();
        await accept();
        await accept();
        expect(await claimOne()).toMatchObject({ version: 3 });
        expect(await claim()).toEqual([]);
      });

      it('never has two versions of one item in flight', async () => {
        await accept();
        const first = await claimOne();
        await accept();
        expect(await claim()).toEqual([]);
        await settle(first, 'delivered');
        expect(await claimOne()).toMatchObject({ version: 2 });
      });

      it('does not try again what a newer version has overtaken', async () => {
        await accept();
        const first = await claimOne();
        await accept();
        await settle(first, 'retry', { ambiguous: true });
        const second = await claimOne();
        expect(second.version).toBe(2);
        await settle(second, 'delivered');
        await ledger.advance(3600);
        expect(await claim()).toEqual([]);
      });

      it('keeps what waits for another destination', async () => {
        await accept({ to: [KHABAR, BAKU] });
        await settle(await claimOne(KHABAR), 'delivered');
        await accept({ to: [KHABAR] });
        expect(await claimOne(KHABAR)).toMatchObject({ version: 2 });
        // Refused there by now, or it would have been planned again: version 1 must not go out late.
        expect(await claim(BAKU)).toEqual([]);
      });
    });

    describe('a kill', () => {
      it('overtakes what waits and goes first', async () => {
        await accept({ guid: 'urn:killed' });
        await settle(await claimOne(), 'delivered');
        await accept({ guid: 'urn:other', priority: PRIORITY.urgent, dueInSeconds: -60 });
        await accept({ guid: 'urn:killed' });
        await accept({ guid: 'urn:killed', change: 'kill' });
        const kinds = (await claim()).map(({ guid, kind, version }) => `${guid} ${kind} ${version}`);
        expect(kinds).toEqual(['urn:killed kill 3', 'urn:other item 1']);
      });

      it('waits for the send that is in flight, and follows it however that ends', async () => {
        await accept();
        const first = await claimOne();
        expect((await accept({ change: 'kill' })).holders).toEqual([{ destinationId: KHABAR }]);
        expect(await claim()).toEqual([]);
        await settle(first, 'retry', { ambiguous: true, retryInSeconds: 0 });
        const kill = await claimOne();
        expect(kill).toMatchObject({ kind: 'kill', version: 2 });
        await settle(kill, 'delivered');
        await ledger.advance(3600);
        expect(await claim()).toEqual([]);
      });

      it('stays due when it fails', async () => {
        await accept();
        await settle(await claimOne(), 'delivered');
        await accept({ change: 'kill' });
        await settle(await claimOne(), 'retry', { retryInSeconds: 5 });
        expect(await claim()).toEqual([]);
        await ledger.advance(6);
        expect(await claimOne()).toMatchObject({ kind: 'kill', attempt: 2 });
      });
    });

    describe('settling', () => {
      it('tries again when it is time, under the same id', async () => {
        await accept();
        const first = await claimOne();
        await settle(first, 'retry', { retryInSeconds: 30 });
        expect(await claim()).toEqual([]);
        await ledger.advance(31);
        const second = await claimOne();
        expect(second).toMatchObject({ id: first.id, webhookId: first.webhookId, attempt: 2 });
        expect(second.fence).toBeGreaterThan(first.fence);
      });

      it('is done with what was delivered and with what is dead', async () => {
        await accept({ guid: 'urn:a' });
        await accept({ guid: 'urn:b' });
        const [a, b] = await claim();
        await settle(a!, 'delivered');
        await settle(b!, 'dead');
        await ledger.advance(86_400);
        expect(await claim()).toEqual([]);
        expect(await ledger.deliveries.expireLeases()).toBe(0);
      });

      it('holds everything for a destination that is gone', async () => {
        await accept({ guid: 'urn:a' });
        await accept({ guid: 'urn:b' });
        const [a] = await claim(KHABAR, 1);
        await settle(a!, 'gone');
        expect(await claim()).toEqual([]);
        expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
        await ledger.setLane(KHABAR, 'open');
        await ledger.advance(60);
        expect((await claim()).map(({ guid }) => guid).sort()).toEqual(['urn:a', 'urn:b']);
      });

      it('settles many at once, and says which took effect', async () => {
        await accept({ guid: 'urn:a' });
        await accept({ guid: 'urn:b' });
        const [a, b] = await claim();
        const settlement = (one: ClaimedDelivery, fence: number): Settlement => ({
          deliveryId: one.id,
          fence,
          attempt: attempt('delivery.delivered'),
          outcome: 'delivered',
        });
        const batch = [settlement(a!, a!.fence), settlement(b!, b!.fence - 1)];
        expect(await ledger.deliveries.settle(batch)).toEqual(new Set([a!.id]));
      });

      it('rests a lane that fails again and again, and then tries it with one', async () => {
        for (const n of [1, 2, 3, 4, 5, 6, 7]) await accept({ guid: `urn:item:${n}` });
        const claimed = await claim(KHABAR, 5);
        for (const one of claimed) await settle(one, 'retry', { retryInSeconds: 1 });
        await ledger.advance(2);
        expect(await claim()).toEqual([]);
        expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
        await ledger.advance(60);
        expect(await ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
        const probe = await claimOne();
        await settle(probe, 'delivered');
        expect(await claim()).toHaveLength(6);
      });
    });

    describe('a lost worker', () => {
      it('loses its lease, not the delivery', async () => {
        await accept();
        const lost = await claimOne();
        expect(await ledger.deliveries.expireLeases()).toBe(0);
        await ledger.advance(61);
        expect(await ledger.deliveries.expireLeases()).toBe(1);
        const again = await claimOne();
        expect(again).toMatchObject({ id: lost.id, webhookId: lost.webhookId, attempt: 2 });
        expect(await settle(lost, 'delivered')).toBe(false);
        expect(await settle(again, 'delivered')).toBe(true);
      });

      it('is still heard when nobody else has taken over', async () => {
        await accept();
        const late = await claimOne();
        await ledger.advance(61);
        await ledger.deliveries.expireLeases();
        expect(await settle(late, 'delivered')).toBe(true);
        expect(await claim()).toEqual([]);
      });

      it('may have delivered: its destination counts as a holder', async () => {
        await accept();
        await claimOne();
        await ledger.advance(61);
        await ledger.deliveries.expireLeases();
        expect((await accept({ change: 'kill' })).holders).toEqual([{ destinationId: KHABAR }]);
      });
    });

    it('takes back what was claimed and not sent, as if never claimed', async () => {
      await accept();
      const { id, fence } = await claimOne();
      await ledger.deliveries.release([{ id, fence: fence - 1 }]);
      expect(await claim()).toEqual([]);
      await ledger.deliveries.release([{ id, fence }]);
      expect(await claimOne()).toMatchObject({ id, attempt: 1 });
    });

    it('holds everything while a lane is paused, kills too, and loses none of it', async () => {
      await accept({ guid: 'urn:killed' });
      await settle(await claimOne(), 'delivered');
      await ledger.setLane(KHABAR, 'paused');
      await accept({ guid: 'urn:killed', change: 'kill' });
      await accept({ guid: 'urn:other' });
      expect(await claim()).toEqual([]);
      expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
      await ledger.setLane(KHABAR, 'open');
      expect((await claim()).map(({ kind }) => kind)).toEqual(['kill', 'item']);
    });

    it('names the lanes with due work and no others', async () => {
      expect(await ledger.deliveries.lanesDue(10)).toEqual([]);
      await accept({ guid: 'urn:a', to: [KHABAR] });
      await accept({ guid: 'urn:b', to: [BAKU], dueInSeconds: 60 });
      expect(await ledger.deliveries.lanesDue(10)).toEqual([KHABAR]);
      await ledger.advance(61);
      expect((await ledger.deliveries.lanesDue(10)).sort()).toEqual([BAKU, KHABAR]);
      expect(await ledger.deliveries.lanesDue(1)).toHaveLength(1);
      await claim(KHABAR);
      expect(await ledger.deliveries.lanesDue(10)).toEqual([BAKU]);
    });
  });
}
