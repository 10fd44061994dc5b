import { ClusterStories, mergeStories } from '#exchange/inbound/cluster-stories.js';
import { asPartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { StoryReads } from './read/stories.js';
import { applyRetention } from './retention.js';
import { SqlStoryIndex } from './story-index.js';
import { aRecord, KHABAR as KHABAR_WEBHOOK, SmallExchange } from './testing/small-exchange.js';

const [BAKU_TV, KHABAR] = [asPartnerId('baku-tv'), asPartnerId('khabar')];
const NEVER = 36_500;

/** A text of its own for each seed: 60 words, of which `changed` at the end are others. */
const textOf = (seed: string, changed = 0): string =>
  Array.from(
    { length: 60 },
    (_, n) =>
      `${seed}${'abcdefghij'[n % 10]}${n < 60 - changed ? 'klmnop'[Math.floor(n / 10)] : `z${'qrstuv'[Math.floor(n / 10)]}`}`,
  ).join(' ');

const told = (guid: string, seed: string, more: Partial<NewsRecord> = {}, changed = 0): NewsRecord =>
  aRecord(guid, { body: `<p>${textOf(seed, changed)}</p>`, headline: `Всё о ${seed}`, ...more });

describe('SqlStoryIndex', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let stories: ClusterStories;
  let reads: StoryReads;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
    stories = new ClusterStories(new SqlStoryIndex(store.pool), { now: () => new Date() });
    reads = new StoryReads(store.pool);
  });

  const count = async (table: string): Promise<number> =>
    (await store.pool.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]!.n;
  const idsBeside = async (id: number | undefined): Promise<number[]> =>
    (await reads.of(id!)).items.map((item) => item.itemId).sort((a, b) => a - b);

  it('groups what two partners tell, in one batch or in two, and nothing else', async () => {
    const [a, alone] = await exchange.accept(told('urn:a', 'x'), told('urn:alone', 'y'));
    const [b] = await exchange.acceptFrom(BAKU_TV, told('urn:b', 'x', {}, 10));
    expect(await stories.run()).toBe(3);
    const [c] = await exchange.acceptFrom(KHABAR, told('urn:c', 'x'));
    expect(await reads.of(c!)).toEqual({ items: [] });
    expect(await stories.run()).toBe(1);

    expect(await reads.of(a!)).toEqual({
      storyId: expect.any(Number),
      items: [
        {
          itemId: c,
          partnerId: 'khabar',
          guid: 'urn:c',
          version: 1,
          pubStatus: 'usable',
          language: 'ru',
          headline: 'Всё о x',
          updatedAt: expect.any(String),
          similarity: 1,
        },
        expect.objectContaining({ itemId: b, partnerId: 'baku-tv' }),
      ],
    });
    const [, ofB] = (await reads.of(a!)).items;
    expect(ofB?.similarity).toBeGreaterThan(0.55);
    expect(ofB?.similarity).toBeLessThan(0.9);
    expect([await idsBeside(b), await idsBeside(c), await idsBeside(alone)]).toEqual([[a, c], [a, b], []]);
    expect((await reads.of(b!)).storyId).toBe((await reads.of(c!)).storyId);
    expect([await stories.run(), await count('story_waiting')]).toEqual([0, 0]);
  });

  it('joins two stories over an item that is like both', async () => {
    const words = `${textOf('p')} ${textOf('q')}`.split(' ');
    const part = (guid: string, from: number) =>
      aRecord(guid, { headline: guid, body: `<p>${words.slice(from, from + 80).join(' ')}</p>` });
    const [a] = await exchange.accept(part('urn:one', 0));
    const [c] = await exchange.acceptFrom(KHABAR, part('urn:three', 40));
    await stories.run();
    expect(await idsBeside(a)).toEqual([]);
    const [b] = await exchange.acceptFrom(BAKU_TV, part('urn:two', 20));
    await stories.run();
    expect([await idsBeside(a), await idsBeside(b), await idsBeside(c)]).toEqual([
      [c, b],
      [a, c],
      [a, b],
    ]);
  });

  it('keeps a revised item in its story, and takes one out that tells something else', async () => {
    const [a] = await exchange.accept(told('urn:a', 'x'));
    const [b] = await exchange.acceptFrom(BAKU_TV, told('urn:b', 'x'));
    await stories.run();
    const { storyId } = await reads.of(a!);
    await exchange.accept(told('urn:a', 'x', { headline: 'Всё о x, 18 марта' }, 12));
    await stories.run();
    expect(await reads.of(b!)).toMatchObject({ storyId, items: [{ itemId: a, version: 2 }] });
    await exchange.accept(told('urn:a', 'another'));
    await stories.run();
    expect([await idsBeside(a), await idsBeside(b)]).toEqual([[], []]);
    const [c] = await exchange.acceptFrom(KHABAR, told('urn:c', 'another'));
    await stories.run();
    expect(await idsBeside(c)).toEqual([a]);
  });

  it('marks a killed item and keeps it listed', async () => {
    const [a] = await exchange.accept(told('urn:a', 'x'));
    const [b] = await exchange.acceptFrom(BAKU_TV, told('urn:b', 'x'));
    await stories.run();
    await exchange.send(KHABAR_WEBHOOK);
    await exchange.kill('urn:a');
    await stories.run();
    expect((await reads.of(b!)).items).toMatchObject([{ itemId: a, pubStatus: 'canceled' }]);
    expect(await count('story_waiting')).toBe(0);
  });

  it('finds the scripts of a language together, and headlines of an item without a text', async () => {
    const [latin] = await exchange.accept(
      aRecord('urn:l', {
        language: 'uz-Latn',
        headline: 'Fargʻonada yangi oʻquv markazi ochildi',
        body: '<p>Fargʻona shahrida zamonaviy oʻquv markazi ochildi, unda yoshlar chet tillarini oʻrganadi.</p>',
      }),
    );
    const [cyrillic] = await exchange.acceptFrom(
      KHABAR,
      aRecord('urn:c', {
        language: 'uz-Cyrl',
        headline: 'Фарғонада янги ўқув маркази очилди',
        body: '<p>Фарғона шаҳрида замонавий ўқув маркази очилди, унда ёшлар чет тилларини ўрганади.</p>',
      }),
    );
    const [video] = await exchange.acceptFrom(
      BAKU_TV,
      aRecord('urn:v', {
        language: 'uz-Latn',
        headline: "Farg'onada yangi o'quv markazi ochildi",
        itemClass: 'video',
      }),
    );
    await stories.run();
    expect(await idsBeside(latin)).toEqual([cyrillic, video]);
  });

  it('sees an item whose transaction commits late', async () => {
    const client = await store.pool.connect();
    try {
      const [late] = await exchange.accept(told('urn:late', 'x'));
      await store.pool.query('DELETE FROM story_waiting');
      await client.query('BEGIN');
      await client.query('INSERT INTO story_waiting VALUES ($1)', [late]);
      const [early] = await exchange.acceptFrom(BAKU_TV, told('urn:early', 'x'));
      expect(await stories.run()).toBe(1);
      await client.query('COMMIT');
      expect(await stories.run()).toBe(1);
      expect(await idsBeside(early)).toEqual([late]);
    } finally {
      client.release();
    }
  });

  it('loses nothing when a round is cut off, and does nothing twice when two run at once', async () => {
    const guids = Array.from({ length: 60 }, (_, n) => `s${n}`);
    await exchange.accept(...guids.map((guid) => told(`urn:${guid}`, `${guid}w`)));
    await exchange.acceptFrom(BAKU_TV, ...guids.map((guid) => told(`urn:b:${guid}`, `${guid}w`)));
    const index = new SqlStoryIndex(store.pool);
    const cutOff = index.sign(50, () => {
      throw new Error('power cut');
    });
    await expect(cutOff).rejects.toThrow('power cut');
    expect([await count('story_waiting'), await count('item_signature')]).toEqual([120, 0]);
    const signed = await Promise.all([stories.run(), stories.run()]);
    expect(signed[0]! + signed[1]!).toBe(120);
    const { rows } = await store.pool.query('SELECT count(*) AS n FROM item_signature GROUP BY story_id');
    expect(rows).toEqual(guids.map(() => ({ n: 2 })));
  });

  it('looks at the newest of what a stock phrase gives to all', async () => {
    const stock = (n: number) =>
      aRecord(`urn:${n}`, {
        headline: `Тема ${'абвгдежзик'[n % 10]}${'лмнопрстуф'[Math.floor(n / 10)]}`,
        body: `<p>${textOf('s', 0)}</p>`,
      });
    await exchange.accept(...Array.from({ length: 100 }, (_, n) => stock(n)));
    const seen: number[] = [];
    const index = new SqlStoryIndex(store.pool);
    const merge: typeof mergeStories = (pairs) => {
      seen.push(pairs.length);
      return mergeStories(pairs);
    };
    while ((await index.sign(50, merge)) > 0);
    expect(seen).toEqual([50 * 20, 50 * 20]);
    expect((await store.pool.query('SELECT DISTINCT story_id FROM item_signature')).rows).toHaveLength(100);
  });

  it('drops old keys and keeps who shares a story', async () => {
    const [a] = await exchange.accept(told('urn:a', 'x'));
    const [b] = await exchange.acceptFrom(BAKU_TV, told('urn:b', 'x'));
    await stories.run();
    const keys = await count('story_key');
    expect(keys).toBeGreaterThan(60);
    const keep = {
      attempts: NEVER,
      bodies: NEVER,
      documents: NEVER,
      quarantine: NEVER,
      events: NEVER,
      storyKeys: 8,
      quotaItems: 400,
    };
    expect((await applyRetention(store.pool, keep, new Date())).storyKeys).toBe(0);
    await store.pool.query(
      `UPDATE item_signature SET signed_at = now() - interval '9 days' WHERE item_id = $1`,
      [a],
    );
    expect((await applyRetention(store.pool, keep, new Date())).storyKeys).toBe(1);
    expect([await count('story_key'), await idsBeside(b)]).toEqual([keys / 2, [a]]);
    expect((await applyRetention(store.pool, keep, new Date())).storyKeys).toBe(0);
  });

  it('asks one question while nothing waits', async () => {
    const asked: string[] = [];
    const watching = new Proxy(store.pool, {
      get: (pool, name) =>
        name === 'query'
          ? (statement: { text: string }) => {
              asked.push(statement.text);
              return pool.query(statement);
            }
          : Reflect.get(pool, name),
    });
    expect(await new SqlStoryIndex(watching).sign(50, () => [])).toBe(0);
    expect(asked).toEqual([expect.stringContaining('story_waiting')]);
  });
});
