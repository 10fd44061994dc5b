import { JudgeWaiting } from '#exchange/inbound/judge-waiting.js';
import { retry } from '#exchange/testing/ledger-under-test.js';
import type { Configuration } from '#settings/configuration.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { SqlAgreementBook } from './agreement-book.js';
import { ExchangeSummaryReads } from './read/exchange-summary.js';
import { Replay } from './replay.js';
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
  const agreements = (change: (all: Agreements) => Agreements) => {
    const configuration = sampleConfiguration();
    return exchange.configuration.apply({
      ...configuration,
      agreements: change(configuration.agreements),
    });
  };
  const withGrants = (change: (grant: Agreements[number]['grants'][number]) => object) =>
    agreements((all) =>
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
    await agreements(() => []);
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
    await agreements((all) => all.map((one) => ({ ...one, validUntil })));
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
    await agreements(() => []);
    await judging.run();
    expect(await khabars('urn:flies')).toEqual({ state: 'in_flight', code: null, withdrawn: true });
    await exchange.deliveries.settle([retry(claim!, now, now)]);
    expect(await khabars('urn:flies')).toMatchObject({ state: 'superseded' });
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
    await agreements(() => []);
    await judging.run();
    expect((await sent()).sort()).toEqual(guids);
  });

  it('may be replayed when it is granted again, and not before', async () => {
    await exchange.accept(aRecord('urn:waits'));
    await agreements(() => []);
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
});
