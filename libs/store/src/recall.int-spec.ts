import { recallLedgerConformance } from '#exchange/testing/recall-ledger-conformance.js';
import type { DestinationId } from '#news/ids.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { LaneControl } from './lane-control.js';
import { HeldByReceipt1764870000000 } from './migrations/1764870000000-held-by-receipt.js';
import { DeliveryReads } from './read/deliveries.js';
import { EventReads } from './read/events.js';
import { RecallReports } from './read/recall-report.js';
import { RecallReads } from './read/recalls.js';
import { SqlRecallLedger } from './recall-ledger.js';
import { ReceiptBook } from './receipt-book.js';
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

describe('receipts', () => {
  beforeEach(open);
  const receipts = () => new ReceiptBook(store.pool);

  it('are kept once, for what was sent to that destination', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [sent] = await exchange.send(KHABAR);
    const word = {
      webhookId: sent!.webhookId,
      status: 'published' as const,
      url: 'https://khabar.example/1',
    };
    const taken = await receipts().take(KHABAR, word);
    expect(taken).toMatchObject({ fresh: true, receipt: { deliveryId: sent!.id, url: word.url } });
    expect(await receipts().take(KHABAR, word)).toEqual({ ...taken, fresh: false });
    await receipts().take(KHABAR, { ...word, url: 'https://khabar.example/2' });
    expect(await receipts().of([sent!.id])).toHaveLength(2);
    const told = (await new EventReads(store.pool).after(0, 100)).filter(
      ({ type }) => type === 'delivery.receipt',
    );
    expect(told).toMatchObject([{ data: { deliveryId: sent!.id, status: 'published' } }, {}]);
  });

  const newest = async () => (await new RecallReads(store.pool).list({}, 1))[0]!;
  const url = 'https://khabar.example/1';
  const publish = (webhookId: string) => receipts().take(KHABAR, { webhookId, status: 'published', url });
  const types = async () => (await new EventReads(store.pool).after(0, 100)).map(({ type }) => type);

  it('make a holder of whoever refused what it has; the report says by what word', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [sent] = await exchange.send(KHABAR, 'dead');
    expect(await publish(sent!.webhookId)).toMatchObject({ fresh: true });
    await exchange.kill('urn:a');
    const recall = await newest();
    expect(recall.holders).toMatchObject([{ destinationId: KHABAR, progress: 'waiting' }]);
    expect((await exchange.send(KHABAR)).map(({ kind }) => kind)).toEqual(['kill']);
    const { holdings } = (await new RecallReports(store.pool).find(recall.id))!;
    expect(holdings).toMatchObject([
      { version: 1, state: 'superseded', receipts: [{ status: 'published', url }] },
      { kind: 'kill', state: 'delivered', receipts: [] },
    ]);
    expect(holdings[0]!.from).toBeUndefined();
  });

  it('open the recall again that was over, for a holder who says so late', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [sent] = await exchange.send(KHABAR, 'dead');
    await exchange.kill('urn:a');
    const { id } = await newest();
    expect(await newest()).toMatchObject({ holders: [], closedAt: expect.any(String) });
    const words = await Promise.all([publish(sent!.webhookId), publish(sent!.webhookId)]);
    expect(await newest()).toMatchObject({
      id,
      closedAt: undefined,
      holders: [{ destinationId: KHABAR, progress: 'waiting', agreementId: 'report-gives' }],
    });
    expect((await types()).filter((type) => type === 'recall.joined')).toHaveLength(1);
    expect(await exchange.deliveries.lanesDue(10)).toEqual([KHABAR]);
    const [kill] = await new DeliveryReads(store.pool).list({ kind: 'kill' }, 1);
    expect(words.map((word) => word?.owed).filter((owed) => owed !== undefined)).toEqual([kill!.id]);
    expect((await exchange.send(KHABAR)).map(({ kind, version }) => [kind, version])).toEqual([['kill', 2]]);
    expect((await newest()).holders).toMatchObject([{ progress: 'acknowledged' }]);
  });

  it('reach every holder, whether the word or the kill comes first', async () => {
    await exchange.accept(...Array.from({ length: 4 }, (_, n) => aRecord(`urn:${n}`)));
    const sent = await exchange.send(KHABAR, 'dead');
    const guids = sent.map(({ guid }) => guid).sort();
    await Promise.all([
      ...sent.map(({ webhookId }) => publish(webhookId)),
      ...guids.map((guid) => exchange.kill(guid)),
    ]);
    const kills = await exchange.send(KHABAR);
    expect(kills.map(({ guid }) => guid).sort()).toEqual(guids);
    const { rows } = await store.pool.query('SELECT FROM recall_holder WHERE destination_id = $1', [KHABAR]);
    expect(rows).toHaveLength(guids.length);
  });

  it('are owed a hold too; nothing where a newer version took the place', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    const sent = await exchange.send(KHABAR, 'dead');
    await exchange.accept(
      aRecord('urn:a', { pubStatus: 'withheld' }),
      aRecord('urn:b', { headline: 'Новость лучше' }),
    );
    await exchange.send(KHABAR);
    for (const { webhookId } of sent) await publish(webhookId);
    const owed = await exchange.send(KHABAR);
    expect(owed.map(({ guid, kind, version }) => [guid, kind, version])).toEqual([['urn:a', 'item', 2]]);
  });

  it('make good what earlier versions of Korpu took down alone', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [sent] = await exchange.send(KHABAR, 'dead');
    await store.pool.query(
      `INSERT INTO receipt (delivery_id, destination_id, status, at) VALUES ($1, $2, 'published', now())`,
      [sent!.id, KHABAR],
    );
    await exchange.kill('urn:a');
    const runner = store.dataSource.createQueryRunner();
    await new HeldByReceipt1764870000000().down(runner);
    await new HeldByReceipt1764870000000().up(runner);
    await runner.release();
    expect((await exchange.send(KHABAR)).map(({ kind }) => kind)).toEqual(['kill']);
    expect((await newest()).holders).toMatchObject([{ destinationId: KHABAR, progress: 'acknowledged' }]);
  });

  it('are refused for what is another’s, was never sent, or is no id of ours', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [sent] = await exchange.send(KHABAR);
    const word = { webhookId: sent!.webhookId, status: 'received' as const };
    expect(await receipts().take(BAKU_TV, word)).toBeUndefined();
    const { rows } = await store.pool.query<{ id: number }>(
      'SELECT id FROM delivery WHERE destination_id = $1',
      [BAKU_TV],
    );
    const unsent = sent!.webhookId.replace(/\d+$/, '').slice(0, 12) + rows[0]!.id;
    for (const webhookId of [unsent, 'msg_0000000099', `${sent!.webhookId}x`, ''])
      expect(await receipts().take(BAKU_TV, { ...word, webhookId })).toBeUndefined();
  });
});

describe('sequence numbers', () => {
  beforeEach(open);
  const book = () => new SequenceBook(store.pool);

  it('say what became of each', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'), aRecord('urn:c'), aRecord('urn:d'));
    const claims = await exchange.claim(KHABAR);
    expect(claims.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    await exchange.deliveries.release(claims.map(({ id, fence }) => ({ id, fence })));
    await exchange.accept(aRecord('urn:b', { headline: 'лучше' }));
    await exchange.send(KHABAR, 'dead');
    await exchange.accept(aRecord('urn:d', { headline: 'лучше' }));
    expect(await book().last(KHABAR)).toBe(5);
    const all = await book().between(KHABAR, 1, 100);
    const told = all.map(({ guid, version, state, supersededBy }) => [guid, version, state, supersededBy]);
    expect(told.sort()).toEqual([
      ['urn:a', 1, 'dead', undefined],
      ['urn:b', 1, 'superseded', 2],
      ['urn:b', 2, 'dead', undefined],
      ['urn:c', 1, 'dead', undefined],
      ['urn:d', 1, 'dead', undefined],
    ]);
    expect(await book().between(KHABAR, 2, 3)).toHaveLength(2);
    expect(await book().last(BAKU_TV)).toBe(0);
  });

  it('tell a kill that took the place', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [claim] = await exchange.claim(KHABAR);
    await exchange.kill('urn:a');
    await exchange.deliveries.settle([
      {
        deliveryId: claim!.id,
        fence: claim!.fence,
        outcome: 'retry',
        retryAfterSeconds: 0,
        code: 'delivery.timeout',
        ambiguous: true,
        attempt: {
          startedAt: new Date().toISOString(),
          milliseconds: 1,
          code: 'delivery.timeout',
          requestHeaders: {},
          bodySha256: '',
          bodyBytes: 0,
          answer: '',
        },
      },
    ]);
    expect(await book().between(KHABAR, 1, 1)).toMatchObject([{ state: 'killed', supersededBy: 2 }]);
  });

  it('have no gap, however many claim at once', async () => {
    await exchange.accept(...Array.from({ length: 60 }, (_, n) => aRecord(`urn:${n}`)));
    await store.pool.query('UPDATE lane SET max_in_flight = 256, rate_per_second = NULL');
    await Promise.all(Array.from({ length: 8 }, () => exchange.claim(KHABAR, 7)));
    const given = (await book().between(KHABAR, 1, 1000)).map(({ sequence }) => sequence);
    expect(given).toEqual(Array.from({ length: 56 }, (_, n) => n + 1));
  });

  it('can be asked for again, within the rules of replay', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(KHABAR);
    await exchange.kill('urn:b');
    await exchange.send(KHABAR);
    const deliveries = await book().deliveries(KHABAR, [1, 2, 3, 99]);
    expect([...deliveries.keys()].sort()).toEqual([1, 2, 3]);
    const selection = { destinationId: KHABAR, deliveryIds: [...deliveries.values()] };
    const result = await new Replay(store.pool).run(selection);
    expect(result).toMatchObject({ toSend: 2, skipped: { killed: 1 }, destinations: [KHABAR] });
    const again = await exchange.claim(KHABAR);
    expect(again.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['kill', 3],
      ['item', 1],
    ]);
    const strange = await new Replay(store.pool).preview({ ...selection, destinationId: BAKU_TV });
    expect(strange).toMatchObject({ toSend: 0, skipped: {} });
  });
});
