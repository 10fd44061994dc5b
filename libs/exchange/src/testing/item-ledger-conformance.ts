import type {
  AcceptedItem,
  AcceptRequest,
  Classified,
  CurrentItem,
} from '#exchange/inbound/inbound-ports.js';
import { versionKey } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asFeedId, asPartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import { acceptIntoLedger } from './accept-into-ledger.js';
import type { LedgerHarness } from './ledger-harness.js';
import { makeRecord } from './make-record.js';

const KHABAR = asDestinationId('khabar-desk');
const BAKU = asDestinationId('baku-tv-desk');

/** What every item ledger must do: one row per item, versions for ever, all or nothing. Adapter and fake both run it. */
export function itemLedgerConformance(name: string, open: () => Promise<LedgerHarness>): void {
  describe(`${name} as an ItemLedger`, () => {
    let ledger: LedgerHarness;
    beforeEach(async () => {
      ledger = await open();
      await ledger.addDestination(KHABAR, 16);
      await ledger.addDestination(BAKU, 16);
    });
    afterEach(() => ledger.close());

    /** The plainest rules there are: other content is the next version. */
    const byFingerprint = (candidate: NewsRecord, current: CurrentItem | undefined): Classified => {
      if (current?.fingerprint === candidate.fingerprint) return { outcome: 'unchanged', detail: 'the same' };
      return {
        outcome: 'accepted',
        change: current ? 'update' : 'new',
        version: (current?.version ?? 0) + 1,
      };
    };
    const request = (candidates: NewsRecord[], more: Partial<AcceptRequest> = {}): AcceptRequest => ({
      partnerId: asPartnerId('report'),
      feedId: asFeedId('report-az'),
      fetchId: 1,
      at: ledger.now().toISOString(),
      candidates,
      classify: byFingerprint,
      plan: (accepted) => accepted.map(({ itemId }) => ({ itemId, decisions: [], deliveries: [] })),
      ...more,
    });
    const accept = (candidates: NewsRecord[], more: Partial<AcceptRequest> = {}) =>
      ledger.items.accept(request(candidates, more));
    /** What the ledger says is current, as the rules are told it. */
    const currentOf = async (guid: string, partner = 'report'): Promise<CurrentItem | undefined> => {
      let seen: CurrentItem | undefined;
      await accept([makeRecord({ guid, headline: 'only asking' })], {
        partnerId: asPartnerId(partner),
        classify: (_candidate, current) => {
          seen = current;
          return { outcome: 'stale', detail: 'only asking' };
        },
      });
      return seen;
    };
    const deliver = async (lane = KHABAR): Promise<void> => {
      const { deliveries } = await ledger.deliveries.claim(lane, 50, 60);
      const startedAt = ledger.now().toISOString();
      const attempt = { startedAt, milliseconds: 1, code: 'delivery.delivered', requestHeaders: {} };
      const body = { bodySha256: 'ab'.repeat(32), bodyBytes: 3, answer: '' };
      await ledger.deliveries.settle(
        deliveries.map(({ id, fence }) => ({
          deliveryId: id,
          fence,
          attempt: { ...attempt, ...body },
          outcome: 'delivered',
        })),
      );
    };

    it('keeps every version under its own number', async () => {
      const first = makeRecord({ headline: 'Birinci', version: 9 });
      const { accepted } = await accept([first]);
      const second = makeRecord({ headline: 'İkinci — «ə, ў, қ» \u{1F30D}' });
      await accept([second]);
      const { itemId } = accepted[0]!;
      const records = await ledger.versions.records([
        { itemId, version: 1 },
        { itemId, version: 2 },
        { itemId, version: 3 },
      ]);
      expect(records.size).toBe(2);
      expect(records.get(versionKey(itemId, 1))).toEqual({ ...first, version: 1 });
      expect(records.get(versionKey(itemId, 2))).toEqual({ ...second, version: 2 });
    });

    it('tells the rules what it holds of an item', async () => {
      expect(await currentOf('urn:a')).toBeUndefined();
      const first = makeRecord({ guid: 'urn:a', headline: 'Birinci' });
      await accept([first]);
      const second = makeRecord({
        guid: 'urn:a',
        headline: 'İkinci',
        pubStatus: 'withheld',
        versionCreated: '2025-11-18T08:30:00Z',
      });
      await accept([second], {
        classify: () => ({ outcome: 'accepted', change: 'withhold', version: 7, providerVersion: 3 }),
      });
      expect(await currentOf('urn:a')).toMatchObject({
        guid: 'urn:a',
        version: 7,
        providerVersion: 3,
        fingerprint: second.fingerprint,
        pubStatus: 'withheld',
        versionCreated: '2025-11-18T08:30:00Z',
        earlierFingerprints: [first.fingerprint],
      });
    });

    it('counts what is unchanged, and says what is stale and why', async () => {
      const [a, b] = [makeRecord({ guid: 'urn:a' }), makeRecord({ guid: 'urn:b' })];
      expect((await accept([a, b])).accepted).toHaveLength(2);
      const b2 = makeRecord({ guid: 'urn:b', headline: 'köhnə' });
      const result = await accept([a, b2], {
        classify: (candidate, current) =>
          candidate === b2 ? { outcome: 'stale', detail: 'too old' } : byFingerprint(candidate, current),
      });
      expect(result).toMatchObject({
        accepted: [],
        unchanged: 1,
        stale: [{ guid: 'urn:b', detail: 'too old' }],
      });
      expect((await currentOf('urn:b'))?.fingerprint).toBe(b.fingerprint);
    });

    it('takes the same guid from two partners as two items', async () => {
      const record = makeRecord({ guid: 'https://example.org/story' });
      const one = await accept([record]);
      const other = await accept([record], { partnerId: asPartnerId('khabar') });
      expect(other.accepted[0]).toMatchObject({ version: 1, change: 'new' });
      expect(other.accepted[0]!.itemId).not.toBe(one.accepted[0]!.itemId);
    });

    it('makes one item of two that arrive at the same moment', async () => {
      const copies = ['a', 'b', 'c', 'd'].map((headline) => makeRecord({ guid: 'urn:race', headline }));
      const results = await Promise.all(copies.map((copy) => accept([copy])));
      const accepted = results.flatMap((result) => result.accepted);
      expect(new Set(accepted.map(({ itemId }) => itemId)).size).toBe(1);
      expect(accepted.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
      expect(accepted.filter(({ change }) => change === 'new')).toHaveLength(1);
    });

    it('does not deadlock on batches that share items in different order', async () => {
      const guids = Array.from({ length: 20 }, (_, n) => `urn:item:${n}`);
      const batch = (headline: string, order: string[]) =>
        accept(order.map((guid) => makeRecord({ guid, headline })));
      await Promise.all([batch('a', guids), batch('b', [...guids].reverse()), batch('c', guids)]);
      const versions = await Promise.all(guids.map((guid) => currentOf(guid)));
      expect(versions.map((current) => current?.version)).toEqual(guids.map(() => 3));
    });

    it('writes nothing when the plan fails', async () => {
      const record = makeRecord({ guid: 'urn:a' });
      const failing = accept([record], {
        plan: () => {
          throw new Error('no plan');
        },
      });
      await expect(failing).rejects.toThrow('no plan');
      expect(await currentOf('urn:a')).toBeUndefined();
    });

    it('rings for what is due, and not for what is held', async () => {
      const now = await acceptIntoLedger(ledger, { guid: 'urn:a', to: [KHABAR, BAKU] });
      expect([...now.destinations].sort()).toEqual([BAKU, KHABAR]);
      const held = await acceptIntoLedger(ledger, { guid: 'urn:b', to: [KHABAR], dueInSeconds: 3600 });
      expect(held.destinations).toEqual([]);
    });

    it('takes a delivery along with everything it must know when it is sent', async () => {
      const plan = (accepted: AcceptedItem[]) =>
        accepted.map(({ itemId }) => ({
          itemId,
          decisions: [
            {
              destinationId: KHABAR,
              decision: {
                allow: true as const,
                dueAt: ledger.now().toISOString(),
                obligations: [],
                trace: [{ clause: 'ledger/holder', outcome: 'passed' as const, detail: 'holds version 1' }],
              },
            },
          ],
          deliveries: [
            {
              destinationId: KHABAR,
              kind: 'item' as const,
              priority: 1 as const,
              dueAt: ledger.now().toISOString(),
              obligations: [{ type: 'credit' as const, line: 'Report', required: true }],
              withoutRenditions: ['https://cdn.example/a.jpg'],
              asNew: true,
            },
          ],
        }));
      await accept([makeRecord()], { plan });
      const { deliveries } = await ledger.deliveries.claim(KHABAR, 5, 60);
      expect(deliveries).toMatchObject([
        {
          obligations: [{ type: 'credit', line: 'Report', required: true }],
          withoutRenditions: ['https://cdn.example/a.jpg'],
          asNew: true,
        },
      ]);
    });

    describe('the holders of an item', () => {
      const arrive = (more: Parameters<typeof acceptIntoLedger>[1] = {}) => acceptIntoLedger(ledger, more);

      it('are none before anything was sent', async () => {
        await arrive({ to: [KHABAR, BAKU] });
        expect((await arrive({ to: [KHABAR, BAKU] })).holders).toEqual([]);
      });

      it('are those it was delivered to, with the version they hold', async () => {
        await arrive({ to: [KHABAR, BAKU] });
        await deliver(KHABAR);
        await arrive({ to: [KHABAR] });
        await deliver(KHABAR);
        const { holders } = await arrive();
        expect(holders).toEqual([{ destinationId: KHABAR, version: 2 }]);
      });

      it('are those it is on its way to, too', async () => {
        await arrive({ to: [KHABAR] });
        await ledger.deliveries.claim(KHABAR, 5, 60);
        expect((await arrive()).holders).toEqual([{ destinationId: KHABAR }]);
      });

      it('are no more those that have confirmed a kill, but hear of another one', async () => {
        await arrive({ to: [KHABAR] });
        await deliver(KHABAR);
        expect((await arrive({ change: 'kill' })).holders).toEqual([{ destinationId: KHABAR, version: 1 }]);
        await deliver(KHABAR);
        expect((await arrive({ change: 'correction' })).holders).toEqual([]);
        expect((await arrive({ change: 'kill' })).holders).toEqual([{ destinationId: KHABAR, version: 2 }]);
      });
    });
  });
}
