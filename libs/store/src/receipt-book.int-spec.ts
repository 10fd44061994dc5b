import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { HeldByReceipt1764870000000 } from './migrations/1764870000000-held-by-receipt.js';
import { DeliveryReads } from './read/deliveries.js';
import { EventReads } from './read/events.js';
import { RecallReports } from './read/recall-report.js';
import { RecallReads } from './read/recalls.js';
import { ReceiptBook } from './receipt-book.js';
import { aRecord, BAKU_TV, KHABAR, type SmallExchange } from './testing/small-exchange.js';

describe('receipts', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });
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
