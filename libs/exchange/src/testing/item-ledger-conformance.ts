import type { Decision } from '#agreements/agreement.js';
import type { AcceptedItem, CurrentItem } from '#exchange/inbound/inbound-ports.js';
import type { ClaimWish } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asGuid, asPartnerId, type DestinationId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import {
  anAcceptance,
  aPermission,
  aRefusal,
  delivered,
  type LedgerConformance,
  type LedgerUnderTest,
  nextVersion,
  sampleRecord,
} from './ledger-under-test.js';

const KHABAR = asDestinationId('khabar-webhook');
const BAKU_TV = asDestinationId('baku-tv-webhook');
const UZ24 = asDestinationId('uzbekistan-24-webhook');

/** What every ItemLedger must do. */
export function itemLedgerConformance(name: string, subject: LedgerConformance): void {
  describe(`${name} as an ItemLedger`, () => {
    let ledger: LedgerUnderTest;
    beforeEach(async () => {
      ledger = await subject.open();
      for (const id of [KHABAR, BAKU_TV, UZ24]) await ledger.addDestination({ id, maxInFlight: 16 });
    });
    afterEach(() => ledger.close());

    const accept = (candidates: NewsRecord[], more = {}, to = [KHABAR]) =>
      ledger.items.accept({ ...anAcceptance(ledger, candidates, to), ...more });
    const claim = async (id = KHABAR, leaseSeconds = 30) =>
      (await ledger.deliveries.claim(id, 20, leaseSeconds)).deliveries;
    const killOf = (guid: string) => sampleRecord(guid, { headline: 'killed', pubStatus: 'canceled' });
    it('accepts what is new and answers whom to ring', async () => {
      const result = await accept([sampleRecord('urn:a'), sampleRecord('urn:b')], {}, [KHABAR, BAKU_TV]);
      expect(result).toEqual({
        accepted: [
          { itemId: expect.any(Number), guid: 'urn:a', version: 1, change: 'new' },
          { itemId: expect.any(Number), guid: 'urn:b', version: 1, change: 'new' },
        ],
        unchanged: 0,
        stale: [],
        destinations: expect.arrayContaining([KHABAR, BAKU_TV]),
        claims: [],
      });
      expect(result.destinations).toHaveLength(2);
      expect(await claim()).toHaveLength(2);
      expect(await claim(BAKU_TV)).toHaveLength(2);
      expect(await claim(UZ24)).toHaveLength(0);
    });

    describe('claims with what it accepts', () => {
      const wish = (destinationId: DestinationId, most = 20) => ({
        destinationId,
        most,
        leaseSeconds: 30,
        leaseEnds: 0,
      });
      const wishing =
        (...wishes: ClaimWish[]) =>
        (destinations: readonly DestinationId[]) =>
          wishes.filter((one) => destinations.includes(one.destinationId));

      it('what is due in the lanes that are wished for, older work first', async () => {
        await accept([sampleRecord('urn:a')]);
        const { claims } = await accept(
          [sampleRecord('urn:b'), sampleRecord('urn:c')],
          { wishes: wishing(wish(KHABAR, 2), wish(UZ24)) },
          [KHABAR, BAKU_TV],
        );
        expect(claims).toHaveLength(1);
        const [{ deliveries } = { deliveries: [] }] = claims;
        expect(deliveries.map(({ guid, sequence, attempt }) => [guid, sequence, attempt])).toEqual([
          ['urn:a', 1, 1],
          ['urn:b', 2, 1],
        ]);
        expect((await claim()).map(({ guid }) => guid)).toEqual(['urn:c']);
        expect(await claim(BAKU_TV)).toHaveLength(2);
        await ledger.deliveries.settle(deliveries.map((one) => delivered(one, ledger.now())));
        expect(await claim()).toEqual([]);
      });

      it('nothing where the lane is shut, and it is written all the same', async () => {
        await ledger.pause(KHABAR);
        const { claims } = await accept([sampleRecord('urn:a')], { wishes: wishing(wish(KHABAR)) });
        expect(claims.flatMap(({ deliveries }) => deliveries)).toEqual([]);
        await ledger.resume(KHABAR);
        expect(await claim()).toHaveLength(1);
      });

      it('nothing with a version of what is there, nor with a kill', async () => {
        await accept([sampleRecord('urn:a')]);
        const wishes = wishing(wish(KHABAR));
        const updated = await accept(
          [sampleRecord('urn:a', { headline: 'changed' }), sampleRecord('urn:b')],
          {
            wishes,
          },
        );
        expect(updated.claims).toEqual([]);
        expect((await accept([killOf('urn:a')], { wishes })).claims).toEqual([]);
        expect((await accept([killOf('urn:new')], { wishes })).claims).toEqual([]);
      });

      it('nothing when the plan cannot be written', async () => {
        const plan = () => {
          throw new Error('no plan');
        };
        const wishes = wishing(wish(KHABAR));
        await expect(accept([sampleRecord('urn:a')], { plan, wishes })).rejects.toThrow('no plan');
        expect(await claim()).toEqual([]);
      });
    });

    it('tells which items a destination may not have', async () => {
      const now = ledger.now().toISOString();
      const decide = async (guid: string, decision: Decision, record: Partial<NewsRecord> = {}) => {
        const plan = (accepted: AcceptedItem[]) =>
          accepted.map(({ itemId }) => ({
            itemId,
            decisions: [{ destinationId: KHABAR, decision }],
            deliveries: [],
          }));
        await accept([sampleRecord(guid, record)], { plan });
      };
      await decide('urn:granted', aPermission(now));
      await decide('urn:later', aPermission('2099-01-01T00:00:00Z'));
      await decide('urn:refused', aRefusal);
      await decide('urn:granted-then-refused', aPermission(now));
      await decide('urn:granted-then-refused', aRefusal, { headline: 'two' });
      await decide('urn:killed', aPermission(now), { pubStatus: 'canceled' });
      const names = ['granted', 'later', 'refused', 'granted-then-refused', 'killed', 'unknown'];
      const guids = names.map((name) => asGuid(`urn:${name}`));
      const refused = await ledger.versions.refused(KHABAR, guids);
      expect([...refused].sort()).toEqual([
        'urn:granted-then-refused',
        'urn:killed',
        'urn:later',
        'urn:refused',
      ]);
      // Nobody ever decided about it for this one.
      expect([...(await ledger.versions.refused(UZ24, [asGuid('urn:granted')]))]).toEqual(['urn:granted']);
      expect([...(await ledger.versions.refused(UZ24, []))]).toEqual([]);
    });

    it('tells unchanged from stale from accepted, each with its number', async () => {
      await accept([sampleRecord('urn:a', { headline: 'one' }), sampleRecord('urn:b', { headline: 'one' })]);
      await accept([sampleRecord('urn:b', { headline: 'two' })]);
      const result = await accept([
        sampleRecord('urn:a', { headline: 'one' }),
        sampleRecord('urn:b', { headline: 'one' }),
        sampleRecord('urn:c', { headline: 'one' }),
      ]);
      expect(result.unchanged).toBe(1);
      expect(result.stale).toEqual([{ guid: 'urn:b', detail: 'an earlier version served again' }]);
      expect(result.accepted).toMatchObject([{ guid: 'urn:c', version: 1 }]);
    });

    it('tells classify what it holds', async () => {
      await accept([sampleRecord('urn:a', { headline: 'one', versionCreated: '2025-11-18T09:00:00Z' })], {
        classify: () => ({ outcome: 'accepted', change: 'new', version: 7, providerVersion: 7 }),
      });
      await accept([sampleRecord('urn:a', { headline: 'two' })]);
      const seen: (CurrentItem | undefined)[] = [];
      await accept([sampleRecord('urn:a', { headline: 'three' })], {
        classify: (candidate: NewsRecord, current: CurrentItem | undefined) => {
          seen.push(current);
          return nextVersion(candidate, current);
        },
      });
      expect(seen.at(-1)).toMatchObject({
        guid: 'urn:a',
        version: 8,
        fingerprint: sampleRecord('urn:a', { headline: 'two' }).fingerprint,
        earlierFingerprints: [sampleRecord('urn:a', { headline: 'one' }).fingerprint],
        pubStatus: 'usable',
      });
    });

    it('does not plan, nor ring, when nothing is accepted', async () => {
      await accept([sampleRecord('urn:a')]);
      const result = await accept([sampleRecord('urn:a')], {
        plan: () => {
          throw new Error('nothing to plan');
        },
      });
      expect(result).toMatchObject({ accepted: [], unchanged: 1, destinations: [] });
    });

    it('writes nothing when the plan fails', async () => {
      const broken = accept([sampleRecord('urn:a')], {
        plan: () => {
          throw new Error('no board');
        },
      });
      await expect(broken).rejects.toThrow('no board');
      expect((await accept([sampleRecord('urn:a')])).accepted).toHaveLength(1);
    });

    it('keeps the items of two partners apart, whatever their guids', async () => {
      await accept([sampleRecord('urn:a', { headline: 'one' })]);
      const other = await accept([sampleRecord('urn:a', { headline: 'two' })], { partnerId: 'khabar' });
      expect(other.accepted).toMatchObject([{ version: 1, change: 'new' }]);
    });

    it('tells of the items of one guid that other partners brought before, and where those went', async () => {
      const namesakesOf = async (partnerId: string, more: Partial<NewsRecord> = {}) => {
        const told: AcceptedItem[] = [];
        const request = anAcceptance(ledger, [sampleRecord('urn:a', more)], [KHABAR]);
        const plan = (accepted: AcceptedItem[]) => {
          told.push(...accepted);
          return request.plan(accepted);
        };
        await ledger.items.accept({ ...request, partnerId: asPartnerId(partnerId), plan });
        return told[0]?.namesakes;
      };
      expect(await namesakesOf('report')).toEqual([]);
      expect(await namesakesOf('khabar')).toEqual([{ partnerId: 'report', destinationIds: [KHABAR] }]);
      expect(await namesakesOf('report', { headline: 'two' })).toEqual([]);
      await ledger.deliveries.settle((await claim()).map((d) => delivered(d, ledger.now())));
      expect(await namesakesOf('report', { headline: 'killed', pubStatus: 'canceled' })).toEqual([]);
      expect(await namesakesOf('khabar', { headline: 'three' })).toEqual([
        { partnerId: 'report', destinationIds: [KHABAR] },
      ]);
    });

    it('accepts one version when many workers bring it at once', async () => {
      const guids = Array.from({ length: 20 }, (_, n) => `urn:${n}`);
      const batches = [guids, guids.toReversed(), guids, guids.toReversed()];
      const results = await Promise.all(
        batches.map((batch) => accept(batch.map((guid) => sampleRecord(guid)))),
      );
      expect(results.flatMap((result) => result.accepted)).toHaveLength(20);
      expect(results.reduce((sum, result) => sum + result.unchanged, 0)).toBe(60);
      const first = await claim();
      await ledger.deliveries.settle(first.map((d) => delivered(d, ledger.now())));
      expect([...first, ...(await claim())].map((d) => d.guid).toSorted()).toEqual(guids.toSorted());
    });

    it('numbers versions without a gap when they race', async () => {
      await accept([sampleRecord('urn:a', { headline: 'v0' })]);
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, n) => accept([sampleRecord('urn:a', { headline: `v${n + 1}` })])),
      );
      const versions = results.flatMap((result) => result.accepted).map((item) => item.version);
      expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(await claim()).toMatchObject([{ version: 11 }]);
    });

    it('supersedes what waits, whoever the newer version goes to', async () => {
      await accept([sampleRecord('urn:a', { headline: 'one' })], {}, [KHABAR, BAKU_TV]);
      await accept([sampleRecord('urn:a', { headline: 'two' })], {}, [BAKU_TV]);
      expect(await claim()).toEqual([]);
      expect(await claim(BAKU_TV)).toMatchObject([{ version: 2 }]);
    });

    it('lets a kill reach everyone it must, whatever is under way when it comes', async () => {
      const guids = Array.from({ length: 30 }, (_, n) => `urn:${n}`);
      await accept(
        guids.map((guid) => sampleRecord(guid)),
        {},
        [KHABAR, BAKU_TV, UZ24],
      );
      const sent = new Set<string>();
      const killed = new Set<string>();
      const work = async (id: typeof KHABAR) => {
        for (let idle = 0; idle < 3; ) {
          const claims = await claim(id);
          idle = claims.length === 0 ? idle + 1 : 0;
          for (const taken of claims) {
            const key = `${id} ${taken.guid}`;
            if (taken.kind === 'item') {
              expect(killed.has(key)).toBe(false);
              sent.add(key);
            } else killed.add(key);
          }
          await ledger.deliveries.settle(claims.map((d) => delivered(d, ledger.now())));
        }
      };
      const killer = async () => {
        for (const guid of guids) await accept([killOf(guid)]);
      };
      await Promise.all([work(KHABAR), work(BAKU_TV), work(UZ24), killer()]);
      for (const id of [KHABAR, BAKU_TV, UZ24]) await work(id);
      expect([...killed].toSorted()).toEqual([...sent].toSorted());
    });
  });
}
