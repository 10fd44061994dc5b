import { jest } from '@jest/globals';
import { JudgeWaiting } from '#exchange/inbound/judge-waiting.js';
import { retry } from '#exchange/testing/ledger-under-test.js';
import type { Configuration } from '#settings/configuration.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { SqlAgreementBook } from './agreement-book.js';
import { ExchangeSummaryReads } from './read/exchange-summary.js';
import { PullFeedReads } from './read/pull-feed.js';
import { Replay, type ReplaySelection } from './replay.js';
import { sampleConfiguration } from './testing/sample-configuration.js';
import { aRecord, BAKU_TV, KHABAR, type SmallExchange } from './testing/small-exchange.js';
import { SqlWaitingLedger } from './waiting-ledger.js';

type Agreements = Configuration['agreements'];

describe('what was granted and has not left', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let now: Date;
  let judging: JudgeWaiting;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
    now = new Date();
    judging = newJudging();
  });

  /** As in a process that has just started. */
  const newJudging = () =>
    new JudgeWaiting(new SqlWaitingLedger(store.pool), new SqlAgreementBook(store.pool, 0), {
      now: () => now,
    });
  const withGrants = (change: (grant: Agreements[number]['grants'][number]) => object) =>
    exchange.agree((all) =>
      all.map((one) => ({ ...one, grants: one.grants.map((grant) => ({ ...grant, ...change(grant) })) })),
    );
  const khabars = async (guid: string) => {
    const { rows } = await store.pool.query(
      `SELECT d.state, d.code, d.withdrawn FROM delivery d JOIN item i ON i.id = d.item_id
        WHERE d.destination_id = $1 AND i.guid = $2 ORDER BY d.id DESC LIMIT 1`,
      [KHABAR, guid],
    );
    return rows[0];
  };
  const decided = async () => {
    const { rows } = await store.pool.query(
      `SELECT allow, reason, agreement_version AS version, grant_id AS grant FROM decision
        WHERE destination_id = $1 ORDER BY id`,
      [KHABAR],
    );
    return rows;
  };
  const sent = async () => (await exchange.send(KHABAR)).map(({ guid }) => guid);
  const ENDED = { state: 'dead', code: 'delivery.no-longer-granted', withdrawn: false };

  it('does not leave when the agreement was removed, and says why', async () => {
    await exchange.accept(aRecord('urn:waits'));
    await exchange.agree(() => []);
    expect(await judging.run()).toEqual({ ended: 2, changed: 0 });
    expect(await khabars('urn:waits')).toEqual(ENDED);
    expect(await sent()).toEqual([]);
    expect((await decided()).map(({ allow, reason }) => [allow, reason])).toEqual([
      [true, null],
      [false, 'no-agreement'],
    ]);
    const { pairs } = await new ExchangeSummaryReads(store.pool).summary();
    expect(pairs.find(({ from, to }) => from === 'report' && to === 'khabar')).toMatchObject({
      offered: 1,
      granted: 0,
      refused: { 'no-agreement': 1 },
      dead: 1,
    });
  });

  it('does not leave when the agreement has ended in the receiver’s zone while a partner was away', async () => {
    const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
    // Today in no zone, for there it would be tomorrow already.
    const validUntil = inDays(1).toISOString().slice(0, 10);
    await exchange.agree((all) => all.map((one) => ({ ...one, validUntil })));
    await exchange.accept(aRecord('urn:waits'));
    expect(await judging.run()).toEqual({ ended: 0, changed: 0 });
    now = inDays(3);
    // The process that looked before, and one that has just started.
    const [again, started] = [await judging.run(), await newJudging().run()];
    expect([again, started]).toEqual([
      { ended: 2, changed: 0 },
      { ended: 0, changed: 0 },
    ]);
    expect(await khabars('urn:waits')).toEqual(ENDED);
    expect((await decided()).at(-1)).toMatchObject({ allow: false, reason: 'expired' });
  });

  it('leaves on the terms of the new version, where that grants it', async () => {
    await exchange.accept(aRecord('urn:waits'));
    await withGrants(({ use }) => ({
      id: 'renamed',
      use: { ...use, territories: ['KZ'] },
      credit: { line: 'Report, Baku', required: true },
    }));
    // Baku TV's copy ends.
    expect(await judging.run()).toEqual({ ended: 1, changed: 1 });
    expect(await exchange.send(BAKU_TV)).toEqual([]);
    const [delivery, ...others] = await exchange.send(KHABAR);
    expect([delivery?.guid, others]).toEqual(['urn:waits', []]);
    expect(delivery?.obligations).toContainEqual({ type: 'credit', line: 'Report, Baku', required: true });
    expect((await decided()).slice(-2)).toContainEqual({
      allow: true,
      reason: null,
      version: 2,
      grant: 'renamed',
    });
  });

  it('waits for the end of an embargo as it did', async () => {
    await exchange.accept(
      aRecord('urn:waits', { embargoed: new Date(Date.now() + 86_400_000).toISOString() }),
    );
    await withGrants(() => ({ id: 'renamed' }));
    expect(await judging.run()).toEqual({ ended: 0, changed: 2 });
    expect(await sent()).toEqual([]);
    expect(await khabars('urn:waits')).toMatchObject({ state: 'pending' });
  });

  it('is not tried again where it is in the air', async () => {
    await exchange.accept(aRecord('urn:flies'));
    const [claim] = await exchange.claim(KHABAR);
    await exchange.agree(() => []);
    await judging.run();
    expect(await khabars('urn:flies')).toEqual({ state: 'in_flight', code: null, withdrawn: true });
    await exchange.deliveries.settle([retry(claim!, now, now)]);
    expect(await khabars('urn:flies')).toMatchObject({ state: 'superseded' });
  });

  describe('at a destination that is away while its agreement ends', () => {
    /** Removed with the agreement, and back without it, after more rounds than look at a change. */
    const awayAndBack = async (id: string) => {
      const { agreements: _, destinations, ...rest } = sampleConfiguration();
      const ended = { ...rest, agreements: [] };
      await exchange.configuration.apply({
        ...ended,
        destinations: destinations.filter((one) => one.id !== id),
      });
      for (let round = 0; round < 4; round++) await judging.run();
      await exchange.configuration.apply({ ...ended, destinations });
    };

    it('does not leave when it is back', async () => {
      await exchange.accept(aRecord('urn:waits'));
      await awayAndBack(KHABAR);
      expect(await sent()).toEqual([]);
      expect(await khabars('urn:waits')).toEqual(ENDED);
    });

    it('is not shown when it is back', async () => {
      await exchange.accept(aRecord('urn:waits'));
      await exchange.send(BAKU_TV);
      await awayAndBack(BAKU_TV);
      expect((await new PullFeedReads(store.pool).page(BAKU_TV, 50)).entries).toEqual([]);
    });

    it('waits as it did where the agreement holds', async () => {
      await exchange.accept(aRecord('urn:waits'));
      await withGrants(() => ({ id: 'renamed' }));
      await exchange.removeDestination(KHABAR);
      await judging.run();
      await exchange.bringBack();
      await judging.run();
      expect(await sent()).toEqual(['urn:waits']);
    });
  });

  it('goes in spite of it to whoever holds the item: its correction, its hold, its kill', async () => {
    const guids = ['urn:corrected', 'urn:held', 'urn:killed'];
    await exchange.accept(...guids.map((guid) => aRecord(guid)));
    expect(await sent()).toEqual(guids);
    await exchange.accept(
      aRecord('urn:corrected', { headline: 'Исправлено', signals: ['correction'] }),
      aRecord('urn:held', { pubStatus: 'withheld' }),
    );
    await exchange.kill('urn:killed');
    await exchange.agree(() => []);
    await judging.run();
    expect((await sent()).sort()).toEqual(guids);
  });

  it('may be replayed when it is granted again, and not before', async () => {
    await exchange.accept(aRecord('urn:waits'));
    await exchange.agree(() => []);
    await judging.run();
    const selection = { destinationId: KHABAR, dead: true, code: 'delivery.no-longer-granted' } as const;
    const replay = new Replay(store.pool);
    expect(await replay.preview(selection)).toMatchObject({ toSend: 0, skipped: { 'no-longer-granted': 1 } });
    await exchange.bringBack();
    expect(await judging.run()).toEqual({ ended: 0, changed: 2 });
    expect(await sent()).toEqual([]);
    expect(await replay.run(selection)).toMatchObject({ toSend: 1 });
    expect(await sent()).toEqual(['urn:waits']);
  });

  it('is judged again after it died only where what is agreed since is between its sender and its receiver', async () => {
    await exchange.accept(aRecord('urn:waits'));
    await exchange.agree(() => []);
    await judging.run();
    const looked = jest.spyOn(SqlWaitingLedger.prototype, 'judge');
    const askedFor = async () => {
      const asked = looked.mock.calls.flatMap(([ids]) => ids).length;
      looked.mockClear();
      return asked;
    };
    await withGrants(() => ({ from: ['khabar'], to: ['report', 'baku-tv'] }));
    expect(await judging.run()).toEqual({ ended: 0, changed: 0 });
    expect(await askedFor()).toBe(0);
    await withGrants(() => ({ to: ['khabar'] }));
    expect(await judging.run()).toEqual({ ended: 0, changed: 1 });
    expect(await askedFor()).toBe(1);
    // It is granted again, and ends with that.
    await exchange.agree(() => []);
    expect(await judging.run()).toEqual({ ended: 0, changed: 1 });
    looked.mockRestore();
  });

  it('does not die again when it is granted and refused once more', async () => {
    await exchange.accept(aRecord('urn:waits'));
    const diedAt = async () => {
      const { rows } = await store.pool.query('SELECT settled_at::text FROM delivery ORDER BY id');
      return rows;
    };
    await exchange.agree(() => []);
    await judging.run();
    const died = await diedAt();
    await exchange.bringBack();
    await judging.run();
    await exchange.agree(() => []);
    expect(await judging.run()).toEqual({ ended: 0, changed: 2 });
    expect(await diedAt()).toEqual(died);
    expect((await decided()).map(({ allow }) => allow)).toEqual([true, false, true, false]);
  });

  describe('that was delivered or died', () => {
    const replay = () => new Replay(store.pool, 2);
    const all: ReplaySelection = { destinationId: KHABAR, since: new Date(0).toISOString() };
    const both = async (selection: ReplaySelection) => {
      const preview = await replay().preview(selection);
      const { id } = await replay().run(selection);
      for (;;) {
        const { selected, id: _, ...step } = await replay().goOn(id);
        if (!selected) continue;
        expect(step).toEqual(preview);
        return step;
      }
    };

    it('is not sent once more, and it is said how many and of which agreement', async () => {
      await exchange.accept(...['urn:a', 'urn:b', 'urn:c'].map((guid) => aRecord(guid)));
      await exchange.send(KHABAR);
      await exchange.accept(aRecord('urn:died'));
      await exchange.send(KHABAR, 'dead');
      await exchange.agree(() => []);
      expect(await both(all)).toEqual({
        toSend: 0,
        skipped: { 'no-longer-granted': 4 },
        formerAgreements: { 'report-gives': 4 },
        destinations: [],
      });
      // Neither what it died of nor that it was delivered is forgotten.
      expect(await khabars('urn:a')).toMatchObject({ state: 'delivered' });
      expect(await khabars('urn:died')).toMatchObject({
        state: 'dead',
        code: 'delivery.rejected-by-partner',
      });
      expect((await decided()).filter(({ allow }) => !allow)).toHaveLength(4);
      expect(await both(all)).toMatchObject({ toSend: 0, formerAgreements: { 'report-gives': 4 } });
      await exchange.bringBack();
      expect(await both(all)).toMatchObject({ toSend: 4, skipped: {}, formerAgreements: {} });
    });

    it('is sent once more on the terms of today', async () => {
      await exchange.accept(aRecord('urn:a'));
      await exchange.send(KHABAR);
      await withGrants(() => ({ id: 'renamed', credit: { line: 'Report, Baku', required: true } }));
      expect(await both(all)).toMatchObject({ toSend: 1, skipped: {} });
      const [again] = await exchange.send(KHABAR);
      expect(again?.obligations).toContainEqual({ type: 'credit', line: 'Report, Baku', required: true });
    });

    it('is sent once more where it corrects what the partner has', async () => {
      await exchange.accept(aRecord('urn:a'));
      await exchange.send(KHABAR);
      await exchange.accept(aRecord('urn:a', { headline: 'Исправлено', signals: ['correction'] }));
      await exchange.send(KHABAR);
      await exchange.agree(() => []);
      expect(await both(all)).toMatchObject({ toSend: 1, skipped: { 'newer-held': 1 } });
      expect((await exchange.send(KHABAR)).map(({ version }) => version)).toEqual([2]);
    });
  });
});
