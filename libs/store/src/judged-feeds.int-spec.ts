import { JudgeWaiting } from '#exchange/inbound/judge-waiting.js';
import { delivered } from '#exchange/testing/ledger-under-test.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { SqlAgreementBook } from './agreement-book.js';
import { PullFeedReads } from './read/pull-feed.js';
import { aRecord, BAKU_TV, type SmallExchange } from './testing/small-exchange.js';
import { SqlWaitingLedger } from './waiting-ledger.js';

describe('what lies in a feed that is pulled when its agreement ends', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let now: Date;
  let judging: JudgeWaiting;
  let feed: PullFeedReads;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
    now = new Date();
    judging = newJudging();
    feed = new PullFeedReads(store.pool);
  });

  /** As in a process that has just started. */
  const newJudging = () =>
    new JudgeWaiting(new SqlWaitingLedger(store.pool), new SqlAgreementBook(store.pool, 0), {
      now: () => now,
    });
  const shown = async () =>
    (await feed.page(BAKU_TV, 50)).entries.map(({ guid, version }) => `${guid} ${version}`);
  const read = async () =>
    feed.markPickedUp((await feed.page(BAKU_TV, 50)).entries.map((one) => one.deliveryId));
  const end = async () => {
    await exchange.agree(() => []);
    return judging.run();
  };
  const rounds = async () => {
    for (let round = 0; round < 5; round++) await judging.run();
  };
  const noted = async () =>
    (await store.pool.query('SELECT stamp FROM judged_terms')).rows.map(({ stamp }) => stamp);

  it('is shown no longer, read or not, and is again when it is granted again', async () => {
    await exchange.accept(aRecord('urn:read'));
    await exchange.send(BAKU_TV);
    await read();
    await exchange.accept(aRecord('urn:unread'));
    await exchange.send(BAKU_TV);
    const before = await feed.state(BAKU_TV);
    // Khabar's copies wait, Baku TV's are in its feed.
    expect(await end()).toEqual({ ended: 4, changed: 0 });
    expect(await shown()).toEqual([]);
    const after = await feed.state(BAKU_TV);
    expect(after.basis).not.toBe(before.basis);
    expect(Date.parse(after.lastChangedAt!)).toBeGreaterThan(Date.parse(before.lastChangedAt!));
    expect(await judging.run()).toEqual({ ended: 0, changed: 0 });
    expect((await feed.state(BAKU_TV)).basis).toBe(after.basis);
    // Nothing was taken back.
    expect(await feed.takenBack(BAKU_TV, new Date(0))).toEqual([]);
    await exchange.bringBack();
    expect(await judging.run()).toEqual({ ended: 0, changed: 4 });
    expect(await shown()).toEqual(['urn:unread 1', 'urn:read 1']);
    expect((await feed.state(BAKU_TV)).basis).not.toBe(after.basis);
  });

  it('is shown no longer where it was being put there when its agreement ended', async () => {
    await exchange.accept(aRecord('urn:flies'));
    const [claim] = await exchange.claim(BAKU_TV);
    await end();
    await exchange.deliveries.settle([delivered(claim!, now)]);
    expect(await shown()).toEqual([]);
    await exchange.bringBack();
    await judging.run();
    expect(await shown()).toEqual(['urn:flies 1']);
  });

  it('is taken back by a kill all the same, also where it was shown no longer', async () => {
    await exchange.accept(aRecord('urn:killed'));
    await exchange.send(BAKU_TV);
    await end();
    await exchange.kill('urn:killed');
    expect((await exchange.send(BAKU_TV)).map(({ guid, kind }) => [guid, kind])).toEqual([
      ['urn:killed', 'kill'],
    ]);
    expect(await feed.takenBack(BAKU_TV, new Date(0))).toMatchObject([{ guid: 'urn:killed' }]);
  });

  it('is corrected for whoever has read it, until the correction was read, and for nobody else', async () => {
    const corrected = (guid: string) => aRecord(guid, { headline: 'Исправлено', signals: ['correction'] });
    await exchange.accept(aRecord('urn:read'), aRecord('urn:read-too'));
    await exchange.send(BAKU_TV);
    await read();
    await exchange.accept(corrected('urn:read'), aRecord('urn:unread'), aRecord('urn:unread-too'));
    await exchange.send(BAKU_TV);
    await exchange.accept(corrected('urn:unread'));
    await exchange.send(BAKU_TV);
    await end();
    expect(await shown()).toEqual(['urn:read 2']);
    await exchange.accept(corrected('urn:read-too'), corrected('urn:unread-too'));
    expect((await exchange.send(BAKU_TV)).map(({ guid }) => guid)).toEqual(['urn:read-too']);
    expect((await shown()).sort()).toEqual(['urn:read 2', 'urn:read-too 2']);
    await read();
    // What came after the end came under no agreement, and ends with its reading.
    expect(await shown()).toEqual([]);
    await exchange.bringBack();
    await newJudging().run();
    expect((await shown()).sort()).toEqual([
      'urn:read 2',
      'urn:read-too 2',
      'urn:unread 2',
      'urn:unread-too 1',
    ]);
    await exchange.agree(() => []);
    await newJudging().run();
    expect(await shown()).toEqual([]);
  });

  it('stays when it was read where its correction is granted again by then', async () => {
    await exchange.accept(aRecord('urn:read'));
    await exchange.send(BAKU_TV);
    await read();
    await end();
    await exchange.accept(aRecord('urn:read', { headline: 'Исправлено', signals: ['correction'] }));
    await exchange.send(BAKU_TV);
    await exchange.bringBack();
    await judging.run();
    await read();
    expect(await shown()).toEqual(['urn:read 2']);
    await end();
    expect(await shown()).toEqual([]);
  });

  it('is shown until the correction was read, and no longer', async () => {
    await exchange.accept(aRecord('urn:read'));
    await exchange.send(BAKU_TV);
    await read();
    await exchange.accept(aRecord('urn:read', { headline: 'Исправлено', signals: ['correction'] }));
    await exchange.send(BAKU_TV);
    await exchange.agree(() => []);
    await rounds();
    expect(await shown()).toEqual(['urn:read 2']);
    const before = await feed.state(BAKU_TV);
    await read();
    expect(await shown()).toEqual([]);
    expect((await feed.state(BAKU_TV)).basis).not.toBe(before.basis);
    // Nothing is left to be asked for.
    await judging.run();
    expect(await noted()).toEqual(['']);
  });

  it('does not wait for a correction whose place a newer version took, or that was taken back', async () => {
    const corrected = (guid: string, headline: string) =>
      aRecord(guid, { headline, signals: ['correction'] });
    await exchange.accept(aRecord('urn:newer'), aRecord('urn:killed'));
    await exchange.send(BAKU_TV);
    await read();
    await exchange.accept(corrected('urn:newer', 'v2'), corrected('urn:killed', 'v2'));
    await exchange.send(BAKU_TV);
    await exchange.accept(corrected('urn:newer', 'v3'));
    await exchange.kill('urn:killed');
    await exchange.send(BAKU_TV);
    await exchange.agree(() => []);
    await rounds();
    await read();
    await rounds();
    expect(await shown()).toEqual([]);
    expect(await noted()).toEqual(['']);
  });
});
