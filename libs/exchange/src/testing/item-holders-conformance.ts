import type { AcceptedItem } from '#exchange/inbound/inbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
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
const BAKU_TV = asDestinationId('baku-tv-webhook');

/** Whom every ItemLedger must take for a holder of an item. */
export function itemHoldersConformance(name: string, subject: LedgerConformance): void {
  describe(`holders of an item in ${name}`, () => {
    let ledger: LedgerUnderTest;
    beforeEach(async () => {
      ledger = await subject.open();
      for (const id of [KHABAR, BAKU_TV]) await ledger.addDestination({ id, maxInFlight: 16 });
    });
    afterEach(() => ledger.close());

    const accept = (candidates: NewsRecord[], more = {}, to = [KHABAR]) =>
      ledger.items.accept({ ...anAcceptance(ledger, candidates, to), ...more });
    const claim = async (id = KHABAR, leaseSeconds = 30) =>
      (await ledger.deliveries.claim(id, 20, leaseSeconds)).deliveries;
    const killOf = (guid: string) => sampleRecord(guid, { headline: 'killed', pubStatus: 'canceled' });
    /** Accepts, and answers what `plan` was told. */
    const planned = async (candidate: NewsRecord, to = [KHABAR]): Promise<AcceptedItem> => {
      const request = anAcceptance(ledger, [candidate], to);
      let told: AcceptedItem[] = [];
      await ledger.items.accept({
        ...request,
        plan: (accepted) => {
          told = accepted;
          return request.plan(accepted);
        },
      });
      expect(told).toHaveLength(1);
      return told[0]!;
    };

    it('are none of an item that only waits', async () => {
      await accept([sampleRecord('urn:a')]);
      expect((await planned(sampleRecord('urn:a', { headline: 'two' }))).holders).toEqual([]);
    });

    it('are those it was delivered to, with the version they have', async () => {
      await accept([sampleRecord('urn:a')], {}, [KHABAR, BAKU_TV]);
      const claims = await claim();
      await ledger.deliveries.settle(claims.map((d) => delivered(d, ledger.now())));
      const { holders } = await planned(sampleRecord('urn:a', { headline: 'two' }));
      expect(holders).toEqual([{ destinationId: KHABAR, version: 1 }]);
    });

    it('are those it is on its way to', async () => {
      await accept([sampleRecord('urn:a')]);
      await claim();
      expect((await planned(killOf('urn:a'))).holders).toEqual([{ destinationId: KHABAR }]);
    });

    it('are those where an attempt ended unclear', async () => {
      await accept([sampleRecord('urn:a')]);
      const [unclear] = await claim();
      const later = new Date(ledger.now().getTime() + 3_600_000);
      await ledger.deliveries.settle([retry(unclear!, ledger.now(), later, true)]);
      expect((await planned(killOf('urn:a'))).holders).toEqual([{ destinationId: KHABAR }]);
    });

    it('are those whose worker was lost', async () => {
      await accept([sampleRecord('urn:a')]);
      await claim(KHABAR, 0.05);
      await ledger.pass(100);
      await ledger.deliveries.expireLeases();
      expect((await planned(killOf('urn:a'))).holders).toEqual([{ destinationId: KHABAR }]);
    });

    it('are not those that certainly got nothing', async () => {
      await accept([sampleRecord('urn:a')]);
      const [clear] = await claim();
      await ledger.deliveries.settle([retry(clear!, ledger.now(), ledger.now())]);
      expect((await planned(killOf('urn:a'))).holders).toEqual([]);
    });

    /** As a partner does that answers with a refusal what it has already. */
    const refused = async () => {
      await accept([sampleRecord('urn:a')]);
      const [claimed] = await claim();
      await ledger.deliveries.settle([dead(claimed!, ledger.now())]);
      return claimed!;
    };

    it.each(['received', 'published'] as const)(
      'are those that say of what they refused that it is %s',
      async (status) => {
        await ledger.receipt(await refused(), status);
        const { holders } = await planned(killOf('urn:a'));
        expect(holders).toEqual([{ destinationId: KHABAR, version: 1 }]);
        expect(await claim()).toMatchObject([{ kind: 'kill', version: 2 }]);
      },
    );

    it('are not those that say that they rejected it', async () => {
      await ledger.receipt(await refused(), 'rejected');
      expect((await planned(killOf('urn:a'))).holders).toEqual([]);
    });

    it('get the kill, once, when they say so after it', async () => {
      const claimed = await refused();
      await accept([killOf('urn:a')]);
      await ledger.receipt(claimed, 'rejected');
      expect(await claim()).toEqual([]);
      await ledger.receipt(claimed, 'published');
      await ledger.receipt(claimed, 'received');
      const kills = await claim();
      expect(kills).toMatchObject([{ kind: 'kill', version: 2 }]);
      await ledger.deliveries.settle(kills.map((kill) => delivered(kill, ledger.now())));
      await ledger.receipt(claimed, 'published');
      expect(await claim()).toEqual([]);
      expect((await planned(sampleRecord('urn:a', { headline: 'revived' }))).holders).toEqual([]);
    });

    it('hear of every further kill, and of a revived item as of a new one', async () => {
      await accept([sampleRecord('urn:a')]);
      await ledger.deliveries.settle((await claim()).map((d) => delivered(d, ledger.now())));
      await accept([killOf('urn:a')]);
      await ledger.deliveries.settle((await claim()).map((d) => delivered(d, ledger.now())));
      const again = await planned(sampleRecord('urn:a', { headline: 'killed again', pubStatus: 'canceled' }));
      expect(again.holders).toEqual([{ destinationId: KHABAR, version: 2 }]);
      await ledger.deliveries.settle((await claim()).map((d) => delivered(d, ledger.now())));
      expect((await planned(sampleRecord('urn:a', { headline: 'revived' }))).holders).toEqual([]);
    });
  });
}
