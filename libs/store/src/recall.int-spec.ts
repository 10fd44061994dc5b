import { recallLedgerConformance } from '#exchange/testing/recall-ledger-conformance.js';
import type { DestinationId } from '#news/ids.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { LaneControl } from './lane-control.js';
import { DeliveryReads } from './read/deliveries.js';
import { EventReads } from './read/events.js';
import { RecallReports } from './read/recall-report.js';
import { RecallReads } from './read/recalls.js';
import { SqlRecallLedger } from './recall-ledger.js';
import { Replay } from './replay.js';
import { SequenceBook } from './sequence-book.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from './testing/small-exchange.js';

let store: MigratedStore;
let exchange: SmallExchange;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

async function open(): Promise<void> {
  await store.clear();
  exchange = await SmallExchange.open(store.dataSource, store.pool);
}

/** Both hold the item, and both were sent its kill. */
async function recalled(): Promise<void> {
  await exchange.accept(aRecord('urn:a'));
  await exchange.send(KHABAR);
  await exchange.send(BAKU_TV);
  await exchange.kill('urn:a');
  await exchange.send(KHABAR);
  await exchange.send(BAKU_TV);
}

recallLedgerConformance('the SQL ledger', async () => {
  await open();
  await recalled();
  return { recalls: new SqlRecallLedger(store.pool), now: () => new Date() };
});

describe('recalls', () => {
  beforeEach(open);
  const reads = () => new RecallReads(store.pool);
  const ledger = () => new SqlRecallLedger(store.pool);
  const newest = async () => (await reads().list({}, 1))[0]!;
  const progress = async () =>
    Object.fromEntries((await newest()).holders.map((holder) => [holder.destinationId, holder.progress]));
  const events = async (type: string) =>
    (await new EventReads(store.pool).after(0, 1000)).filter((event) => event.type === type);
  const confirm = async (destinationId: DestinationId) =>
    ledger().confirm((await newest()).id, { destinationId, way: 'api', by: destinationId });

  it('are opened with the kill, for everyone who holds or may hold a version', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    await exchange.send(BAKU_TV, 'unclear');
    await exchange.kill('urn:a');
    expect(await newest()).toMatchObject({
      guid: 'urn:a',
      version: 2,
      headline: 'Новость urn:a',
      sourcePartnerId: 'report',
      takenOver: false,
      holders: [
        { destinationId: BAKU_TV, progress: 'waiting', agreementId: 'report-gives' },
        { destinationId: KHABAR, progress: 'waiting', escalateTo: [], reminders: 0 },
      ],
    });
    expect(await events('recall.opened')).toMatchObject([{ data: { guid: 'urn:a', holders: 2 } }]);
  });

  it('show how far each holder is; a pull feed acknowledges by being read', async () => {
    await recalled();
    expect(await progress()).toEqual({ [KHABAR]: 'acknowledged', [BAKU_TV]: 'in-feed' });
    await store.pool.query(`UPDATE delivery SET picked_up_at = now() WHERE kind = 'kill'`);
    expect(await progress()).toEqual({ [KHABAR]: 'acknowledged', [BAKU_TV]: 'acknowledged' });
    await confirm(KHABAR);
    expect(await progress()).toEqual({ [KHABAR]: 'confirmed', [BAKU_TV]: 'acknowledged' });
    expect((await newest()).closedAt).toBeUndefined();
    await confirm(BAKU_TV);
    expect((await newest()).closedAt).toBeDefined();
    expect(await events('recall.closed')).toHaveLength(1);
    expect(await events('recall.confirmed')).toHaveLength(2);
  });

  it('say who must be called: the paused, the given up, the removed', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    await exchange.send(BAKU_TV);
    await exchange.removeDestination(BAKU_TV);
    await new LaneControl(store.pool).pause(KHABAR, 'moving');
    await exchange.kill('urn:a');
    expect(await progress()).toEqual({ [KHABAR]: 'held', [BAKU_TV]: 'cannot-be-sent' });
    await new LaneControl(store.pool).resume(KHABAR);
    await exchange.send(KHABAR, 'dead');
    expect(await progress()).toMatchObject({ [KHABAR]: 'not-delivered' });
  });

  it('are over at once where nobody had the item', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.kill('urn:a');
    expect(await newest()).toMatchObject({ holders: [], closedAt: expect.any(String) });
    expect(await reads().list({ open: true }, 10)).toEqual([]);
  });

  it('are taken over by a later kill; a confirmation of the first counts for it', async () => {
    await recalled();
    const first = await newest();
    await exchange.accept(aRecord('urn:a', { pubStatus: 'canceled', edNote: 'again' }));
    const second = await newest();
    expect(second.id).not.toBe(first.id);
    expect(await reads().find(first.id)).toMatchObject({ takenOver: true, closedAt: expect.any(String) });
    const word = { destinationId: KHABAR, way: 'api' as const, by: KHABAR };
    expect(await ledger().confirm(first.id, word)).toMatchObject({
      outcome: 'confirmed',
      recallId: second.id,
    });
  });

  it('show a destination itself alone', async () => {
    await recalled();
    const [own] = await reads().list({ destinationId: KHABAR }, 10);
    expect(own!.holders.map(({ destinationId }) => destinationId)).toEqual([KHABAR]);
    const delivery = (await newest()).holders.find(({ destinationId }) => destinationId === KHABAR)!
      .deliveryId!;
    expect(await reads().ofDelivery(delivery)).toEqual({ recallId: own!.id, destinationId: KHABAR });
    expect(await reads().ofDelivery(1)).toBeUndefined();
  });

  it('are reported whole, also after attempts are dropped', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    await exchange.accept(aRecord('urn:a', { headline: 'Новость лучше' }));
    await exchange.send(KHABAR);
    await exchange.kill('urn:a');
    await exchange.send(KHABAR);
    await ledger().keepEvidence();
    await store.pool.query('TRUNCATE attempt');
    const report = (await new RecallReports(store.pool).find((await newest()).id))!;
    expect(report.versions.map(({ version, change }) => [version, change])).toEqual([
      [1, 'new'],
      [2, 'update'],
      [3, 'kill'],
    ]);
    const khabar = report.holdings.filter(({ destinationId }) => destinationId === KHABAR);
    expect(khabar.map(({ version, kind, state, sequence }) => [version, kind, state, sequence])).toEqual([
      [1, 'item', 'delivered', 1],
      [2, 'item', 'delivered', 2],
      [3, 'kill', 'delivered', 3],
    ]);
    expect(khabar[0]!.until).toBe(khabar[1]!.from);
    expect(khabar[1]!.until).toBe(khabar[2]!.from);
    expect(khabar[2]!.until).toBeUndefined();
    expect(khabar.map(({ tried }) => tried)).toEqual([true, true, true]);
    expect(khabar[2]!.webhookId).toMatch(/^msg_[0-9a-f]{8}\d+$/);
    expect(khabar[2]!.attempts).toMatchObject([
      { status: 200, bodySha256: 'ab'.repeat(32), bodyBytes: 2048 },
    ]);
    expect(await new RecallReports(store.pool).find(99)).toBeUndefined();
  });

  const held = async () => {
    const { holdings } = (await new RecallReports(store.pool).find((await newest()).id))!;
    const ofKhabar = holdings.filter(({ destinationId }) => destinationId === KHABAR);
    return ofKhabar.map(({ kind, from, until }) => ({ kind, from, until }));
  };
  const again = (kind: 'item' | 'kill') =>
    store.pool
      .query<{ id: number }>('SELECT id FROM delivery WHERE destination_id = $1 AND kind = $2', [
        KHABAR,
        kind,
      ])
      .then(({ rows }) => new Replay(store.pool).run({ destinationId: KHABAR, deliveryIds: [rows[0]!.id] }));

  it('report when a version and its kill were first delivered, whatever was sent again since', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    const first = (await new SequenceBook(store.pool).between(KHABAR, 1, 1))[0]!.settledAt!;
    await again('item');
    await exchange.send(KHABAR);
    await exchange.kill('urn:a');
    await exchange.send(KHABAR);
    const acknowledged = (await newest()).holders.find(({ destinationId }) => destinationId === KHABAR)!;
    const before = await held();
    expect(before).toEqual([
      { kind: 'item', from: first, until: acknowledged.acknowledgedAt },
      { kind: 'kill', from: acknowledged.acknowledgedAt, until: undefined },
    ]);
    await again('kill');
    expect(await progress()).toMatchObject({ [KHABAR]: 'acknowledged' });
    expect(await held()).toEqual(before);
    await exchange.send(KHABAR);
    expect(await held()).toEqual(before);
    const { holders } = await newest();
    expect(holders).toContainEqual(expect.objectContaining(acknowledged));
  });

  it('report a version as held that was to be sent again when its kill came', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    const [was] = await new SequenceBook(store.pool).between(KHABAR, 1, 1);
    await new LaneControl(store.pool).pause(KHABAR, 'moving');
    await again('item');
    await exchange.kill('urn:a');
    expect(await held()).toMatchObject([{ kind: 'item', from: was!.settledAt }, { kind: 'kill' }]);
    const { holdings } = (await new RecallReports(store.pool).find((await newest()).id))!;
    expect(
      holdings.find(({ kind, destinationId }) => kind === 'kill' && destinationId === KHABAR),
    ).toMatchObject({
      tried: false,
      attempts: [],
    });
    expect(await new SequenceBook(store.pool).between(KHABAR, 1, 1)).toEqual([{ ...was, supersededBy: 2 }]);
    const [delivery] = await new DeliveryReads(store.pool).list({ destinationId: KHABAR, kind: 'item' }, 1);
    expect(delivery).toMatchObject({ state: 'superseded', deliveredAt: was!.settledAt });
  });
});
