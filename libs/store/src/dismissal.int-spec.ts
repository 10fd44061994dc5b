import { asDestinationId } from '#news/ids.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { Dismissal, type DismissalSelection } from './dismissal.js';
import { DeliveryReads } from './read/deliveries.js';
import { DestinationReads } from './read/destinations.js';
import { EventReads } from './read/events.js';
import { Replay } from './replay.js';
import { SequenceBook } from './sequence-book.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';

describe('dead letters', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });
  const SAID = { by: 'Aynur', reason: 'Khabar has them by mail' };
  const died = async (...guids: string[]) => {
    await exchange.accept(...guids.map((guid) => aRecord(guid)));
    return exchange.send(KHABAR, 'dead');
  };
  const deadOf = async () => (await new DestinationReads(store.pool).find(KHABAR))?.dead;
  const find = (id: number) => new DeliveryReads(store.pool).find(id);

  it('are dismissed, batch by batch, by somebody for a reason, after they were counted', async () => {
    const all = await died('urn:a', 'urn:b', 'urn:c');
    const dismissal = new Dismissal(store.pool, 2);
    const selection = { destinationId: KHABAR, code: 'delivery.rejected-by-partner' };
    expect(await dismissal.preview({ ...selection, code: 'delivery.other' })).toEqual({
      dismissed: 0,
      stay: {},
    });
    expect(await dismissal.preview(selection)).toEqual({ dismissed: 3, stay: {} });
    expect(await deadOf()).toBe(3);
    expect(await dismissal.run(selection, SAID)).toEqual({ dismissed: 3, stay: {} });
    expect(await deadOf()).toBe(0);
    expect(await find(all[0]!.id)).toMatchObject({
      state: 'superseded',
      code: 'delivery.dismissed',
      dismissed: { ...SAID, at: expect.any(String) },
    });
    const events = await new EventReads(store.pool).after(0, 100);
    expect(events.filter(({ type }) => type === 'delivery.dismissed')).toMatchObject([
      { data: { destinationId: KHABAR, deliveries: 3, ...SAID } },
    ]);
    expect(await dismissal.run(selection, SAID)).toEqual({ dismissed: 0, stay: {} });
    // To the partner they were given up, and stay so.
    const book = new SequenceBook(store.pool);
    expect((await book.between(KHABAR, 1, 3)).map(({ state }) => state)).toEqual(['dead', 'dead', 'dead']);
    expect(await new Replay(store.pool).preview({ deliveryId: all[0]!.id })).toMatchObject({
      toSend: 0,
      skipped: { dismissed: 1 },
    });
  });

  it('are dismissed one by one, and nothing else is', async () => {
    const [one, other] = await died('urn:a', 'urn:b');
    await exchange.accept(aRecord('urn:had'));
    const [had] = await exchange.send(KHABAR);
    const dismissal = new Dismissal(store.pool);
    expect(await dismissal.run({ deliveryId: one!.id }, SAID)).toEqual({ dismissed: 1, stay: {} });
    expect(await find(other!.id)).toMatchObject({ state: 'dead' });
    expect(await dismissal.run({ deliveryId: had!.id }, SAID)).toEqual({
      dismissed: 0,
      stay: { 'not-dead': 1 },
    });
    expect(await find(had!.id)).toMatchObject({ state: 'delivered' });
    await expect(dismissal.run({ deliveryId: 999_999 as never }, SAID)).rejects.toThrow(RangeError);
    expect(await dismissal.run({ destinationId: asDestinationId('none') }, SAID)).toEqual({
      dismissed: 0,
      stay: {},
    });
  });

  it('of which there are none leave no trace', async () => {
    await exchange.accept(aRecord('urn:had'));
    const [had] = await exchange.send(KHABAR);
    const dismissal = new Dismissal(store.pool);
    expect(await dismissal.run({ deliveryId: had!.id }, SAID)).toEqual({
      dismissed: 0,
      stay: { 'not-dead': 1 },
    });
    expect(await dismissal.run({ destinationId: KHABAR }, SAID)).toEqual({ dismissed: 0, stay: {} });
    const { rows } = await store.pool.query('SELECT FROM dismissal');
    expect(rows).toEqual([]);
  });

  it('that are replayed before they can be dismissed are said to stay', async () => {
    const [one] = await died('urn:a');
    const selection = { deliveryId: one!.id };
    class Overtaken extends Dismissal {
      override async preview(counted: DismissalSelection) {
        const result = await super.preview(counted);
        await new Replay(store.pool).run(selection);
        return result;
      }
    }
    expect(await new Overtaken(store.pool).run(selection, SAID)).toEqual({
      dismissed: 0,
      stay: { 'not-dead': 1 },
    });
    expect(await find(one!.id)).toMatchObject({ state: 'pending' });
    const { rows } = await store.pool.query('SELECT FROM dismissal');
    expect(rows).toEqual([]);
  });

  it('that are kills stay until the removal is confirmed', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    await exchange.kill('urn:a');
    await exchange.send(KHABAR, 'dead');
    const dismissal = new Dismissal(store.pool);
    expect(await dismissal.run({ destinationId: KHABAR }, SAID)).toEqual({
      dismissed: 0,
      stay: { 'recall-open': 1 },
    });
    await store.pool.query('UPDATE recall_holder SET confirmed_at = now()');
    expect(await dismissal.run({ destinationId: KHABAR }, SAID)).toEqual({ dismissed: 1, stay: {} });
  });

  describe('dismissed while an older version could go', () => {
    const corrected = () => aRecord('urn:a', { headline: 'Исправлено', signals: ['correction'] });
    const all = { destinationId: KHABAR, since: new Date(0).toISOString() };
    const nothingGoes = { toSend: 0, skipped: { 'newer-dismissed': 1 } };

    it('do not make the partner get back what they corrected', async () => {
      await exchange.accept(aRecord('urn:a'));
      await exchange.send(KHABAR);
      await exchange.accept(corrected());
      await exchange.send(KHABAR, 'dead');
      const replay = new Replay(store.pool);
      expect(await replay.preview(all)).toMatchObject({ toSend: 1, skipped: { 'newer-dead': 1 } });
      await new Dismissal(store.pool).run({ destinationId: KHABAR }, SAID);
      expect(await replay.preview(all)).toMatchObject(nothingGoes);
      expect(await replay.run(all)).toMatchObject(nothingGoes);
      expect(await exchange.send(KHABAR)).toEqual([]);
    });

    it.each([false, true])('leave the older ones as they are; every version goes: %s', async (every) => {
      await store.pool.query('UPDATE lane SET every_version = $1', [every]);
      const [first] = await died('urn:a');
      await exchange.accept(corrected());
      const [second] = await exchange.send(KHABAR, 'dead');
      await new Dismissal(store.pool).run({ deliveryId: second!.id }, SAID);
      const replay = new Replay(store.pool);
      expect(await replay.preview({ deliveryId: first!.id })).toMatchObject(nothingGoes);
      expect(await replay.preview({ destinationId: KHABAR, dead: true })).toMatchObject(nothingGoes);
      // What comes later goes as ever.
      await exchange.accept(aRecord('urn:a', { headline: 'v3', signals: ['correction'] }));
      expect((await exchange.send(KHABAR)).map(({ version }) => version)).toEqual([3]);
    });
  });

  it('are settled by the kill of their item', async () => {
    const [one] = await died('urn:a');
    await exchange.kill('urn:a');
    expect(await deadOf()).toBe(0);
    expect(await find(one!.id)).toMatchObject({ state: 'superseded', code: 'delivery.item-killed' });
    expect(await new SequenceBook(store.pool).between(KHABAR, 1, 1)).toMatchObject([{ state: 'killed' }]);
    expect(await new Replay(store.pool).preview({ deliveryId: one!.id })).toMatchObject({
      skipped: { killed: 1 },
    });
  });
});
