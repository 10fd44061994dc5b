import { asGuid } from '#news/ids.js';
import type { MigratedStore } from '../../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../../test/services/on-small-exchange.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from '../testing/small-exchange.js';
import { DeliveryReads } from './deliveries.js';
import { PullFeedReads } from './pull-feed.js';

describe('PullFeedReads', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let feed: PullFeedReads;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
    feed = new PullFeedReads(store.pool);
  });
  const guids = async (limit = 50, cursor?: string) =>
    (await feed.page(BAKU_TV, limit, cursor)).entries.map((entry) => entry.guid);

  it('shows what was delivered, the last first, with all that writing it needs', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(BAKU_TV);
    await exchange.accept(aRecord('urn:b'));
    await exchange.send(BAKU_TV);
    await exchange.accept(aRecord('urn:waiting'));
    const page = await feed.page(BAKU_TV, 50);
    expect(page.nextCursor).toBeUndefined();
    expect(page.entries).toEqual([
      {
        deliveryId: expect.any(Number),
        itemId: expect.any(Number),
        guid: 'urn:b',
        version: 1,
        record: aRecord('urn:b'),
        deliveredAt: expect.any(String),
        obligations: expect.any(Array),
        withoutRenditions: [],
        withoutItems: [],
        asNew: true,
        sourcePartnerId: 'report',
      },
      expect.objectContaining({ guid: 'urn:a' }),
    ]);
    expect(await feed.page(KHABAR, 50)).toEqual({ entries: [] });
  });

  it('tells which of the items that a record names the destination may not have', async () => {
    const links = ['urn:killed', 'urn:had', 'urn:of-another-wire'].map((guid) => ({
      rel: 'seeAlso',
      guid: asGuid(guid),
    }));
    await exchange.accept(aRecord('urn:killed'), aRecord('urn:had'));
    await exchange.kill('urn:killed');
    await exchange.accept(aRecord('urn:a', { links }));
    await exchange.send(BAKU_TV);
    const { entries } = await feed.page(BAKU_TV, 50);
    expect(entries.find(({ guid }) => guid === 'urn:a')).toMatchObject({ withoutItems: ['urn:killed'] });
  });

  it('shows an item once, in its last version, moved to the top', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(BAKU_TV);
    await exchange.accept(aRecord('urn:a', { headline: 'updated' }));
    expect(await guids()).toHaveLength(2);
    await exchange.send(BAKU_TV);
    const { entries } = await feed.page(BAKU_TV, 50);
    expect(entries.map((entry) => [entry.guid, entry.version])).toEqual([
      ['urn:a', 2],
      ['urn:b', 1],
    ]);
  });

  it('pages without skipping or repeating, though one statement delivered all and more come in on top', async () => {
    const all = Array.from({ length: 25 }, (_, n) => aRecord(`urn:${n}`));
    await exchange.accept(...all);
    await exchange.send(BAKU_TV);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await feed.page(BAKU_TV, 10, cursor);
      seen.push(...page.entries.map((entry) => entry.guid));
      cursor = page.nextCursor;
      await exchange.accept(aRecord(`urn:late-${seen.length}`));
      await exchange.send(BAKU_TV);
    } while (cursor);
    expect(seen.toSorted()).toEqual(all.map((record) => String(record.guid)).toSorted());
  });

  it.each(['', 'x', '1-2-3', "1-1'; DROP TABLE item; --"])('refuses the cursor %j', async (cursor) => {
    await expect(feed.page(BAKU_TV, 10, cursor)).rejects.toThrow(RangeError);
  });

  it('drops a killed item with the transaction that accepted the kill', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(BAKU_TV);
    await exchange.kill('urn:a');
    expect(await guids()).toEqual(['urn:b']);
    expect(await feed.takenBack(BAKU_TV, new Date(Date.now() - 60_000))).toEqual([
      { itemId: expect.any(Number), guid: 'urn:a', at: expect.any(String) },
    ]);
    await exchange.send(BAKU_TV);
    expect(await guids()).toEqual(['urn:b']);
    expect(await feed.takenBack(BAKU_TV, new Date(Date.now() - 60_000))).toHaveLength(1);
    expect(await feed.takenBack(BAKU_TV, new Date(Date.now() + 60_000))).toEqual([]);
    // Never held it, so has nothing to take back.
    expect(await feed.takenBack(KHABAR, new Date(0))).toEqual([]);
  });

  it('changes its state with every change that a reader would see, and only then', async () => {
    const states = new Set<string>();
    const note = async () => states.add((await feed.state(BAKU_TV)).basis);
    expect((await feed.state(BAKU_TV)).lastChangedAt).toBeUndefined();
    await note();
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await note();
    expect(states.size).toBe(1);
    await exchange.send(BAKU_TV);
    await note();
    await note();
    expect(states.size).toBe(2);
    await exchange.kill('urn:a');
    await note();
    expect(states.size).toBe(3);
    expect(Date.now() - Date.parse((await feed.state(BAKU_TV)).lastChangedAt!)).toBeLessThan(60_000);
  });

  it('notes the first reading of a delivery', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [sent] = await exchange.send(BAKU_TV);
    await feed.markPickedUp([sent!.id]);
    const first = (await new DeliveryReads(store.pool).find(sent!.id))?.pickedUpAt;
    expect(first).toBeDefined();
    await feed.markPickedUp([sent!.id]);
    expect((await new DeliveryReads(store.pool).find(sent!.id))?.pickedUpAt).toBe(first);
  });
});
