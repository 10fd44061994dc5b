import { asDestinationId, asQcode } from '#news/ids.js';
import type { MigratedStore } from '../../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../../test/services/on-small-exchange.js';
import { LaneControl } from '../lane-control.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from '../testing/small-exchange.js';
import { AgreementReads } from './agreements.js';
import { DecisionReads } from './decisions.js';
import {
  type DeliveryPlace,
  type DeliveryRead,
  type DeliveryReadFilter,
  DeliveryReads,
} from './deliveries.js';
import { DestinationReads } from './destinations.js';
import { EventReads } from './events.js';
import { FeedReads } from './feeds.js';
import { ItemReads } from './items.js';
import { PartnerReads } from './partners.js';

describe('what the API reads', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  /** All pages of a list that is read `limit` at a time. */
  async function pages<Row extends { id: number }>(
    read: (limit: number, before?: number) => Promise<Row[]>,
    limit: number,
  ): Promise<Row[]> {
    const all: Row[] = [];
    for (let before: number | undefined; ; ) {
      const page = await read(limit, before);
      all.push(...page);
      if (page.length < limit) return all;
      before = page.at(-1)!.id;
    }
  }

  async function pagesOf(deliveries: DeliveryReads, filter: DeliveryReadFilter, limit: number) {
    const all: DeliveryRead[] = [];
    for (let behind: DeliveryPlace | undefined; ; ) {
      const { items, next } = await deliveries.page(filter, limit, behind);
      all.push(...items);
      if (next === undefined) return all;
      behind = next;
    }
  }

  it('lists the catalogue by id, page by page', async () => {
    const partners = new PartnerReads(store.pool);
    expect((await partners.list(2)).map((row) => row.id)).toEqual(['baku-tv', 'khabar']);
    expect((await partners.list(2, 'khabar')).map((row) => row.id)).toEqual(['report']);
    expect(await partners.find('khabar')).toMatchObject({
      name: 'Khabar Agency',
      sourceFile: 'config/partners/khabar.yaml',
    });
    expect(await partners.find('nobody')).toBeUndefined();
    expect(await new AgreementReads(store.pool).list(10)).toMatchObject([{ id: 'report-gives', version: 1 }]);
  });

  it('shows feeds without their secrets', async () => {
    const feeds = new FeedReads(store.pool);
    const [feed] = await feeds.list(10);
    expect(feed).toMatchObject({
      id: 'report-ru',
      partnerId: 'report',
      name: 'report-ru',
      pollEverySeconds: 60,
    });
    expect(JSON.stringify(feed)).not.toMatch(/sealed|token/i);
  });

  it('shows how a lane stands', async () => {
    const embargoed = new Date(Date.now() + 3_600_000).toISOString();
    await exchange.accept(
      aRecord('urn:a'),
      aRecord('urn:b'),
      aRecord('urn:c'),
      aRecord('urn:d', { embargoed }),
    );
    const [first, second] = await exchange.claim(KHABAR, 2);
    await exchange.deliveries.release([second!]);
    await store.pool.query(`UPDATE delivery SET due_at = now() - interval '1 minute' WHERE id = $1`, [
      second!.id,
    ]);
    const destination = await new DestinationReads(store.pool).find(KHABAR);
    expect(destination).toMatchObject({
      id: KHABAR,
      transport: 'webhook',
      url: 'https://khabar.example/in',
      state: 'open',
      pending: 3,
      inFlight: 1,
      dead: 0,
      delivered: 0,
    });
    const lag = Date.now() - Date.parse(destination!.oldestDueAt!);
    expect(lag).toBeGreaterThan(59_000);
    expect(lag).toBeLessThan(600_000);
    expect(first!.destinationId).toBe(KHABAR);
  });

  it('lags by what failed and is tried again later, as by what is late', async () => {
    const lagOf = async () => (await new DestinationReads(store.pool).find(KHABAR))!.oldestDueAt;
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR, 'unclear');
    await store.pool.query(
      `UPDATE delivery SET tried_at = '2025-11-18T09:00:00Z', due_at = now() + interval '1 hour'`,
    );
    expect(await lagOf()).toBe('2025-11-18T09:00:00Z');
    // When the next try is due, it is owed no shorter.
    await store.pool.query('UPDATE delivery SET due_at = now()');
    expect(await lagOf()).toBe('2025-11-18T09:00:00Z');
    await exchange.send(KHABAR);
    expect(await lagOf()).toBeUndefined();
  });

  it('counts what was delivered and what died, kills apart', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(KHABAR);
    await exchange.accept(aRecord('urn:c'));
    await exchange.send(KHABAR, 'dead');
    await exchange.kill('urn:a');
    await exchange.send(KHABAR);
    const [, khabar] = await new DestinationReads(store.pool).list(10);
    expect(khabar).toMatchObject({
      delivered: 2,
      deliveredLastHour: 2,
      killed: 1,
      dead: 1,
      pending: 0,
      oldestDueAt: undefined,
    });
    expect(khabar!.lastDeliveredAt).toBeDefined();
    expect(khabar!.consecutiveFailures).toBe(0);
  });

  describe('items', () => {
    it('are found by what is asked of them', async () => {
      await exchange.accept(
        aRecord('urn:a', { headline: 'Мост открыт: 100% готов' }),
        aRecord('urn:b', { headline: 'Bridge', language: 'uz-Latn' }),
        aRecord('urn:c', { headline: 'Köpir', language: 'uz', pubStatus: 'withheld' }),
      );
      const items = new ItemReads(store.pool);
      const guids = async (filter: Parameters<ItemReads['list']>[0]) =>
        (await items.list(filter, 10)).map((item) => item.guid);
      expect(await guids({})).toEqual(['urn:c', 'urn:b', 'urn:a']);
      expect(await guids({ language: 'uz' })).toEqual(['urn:c', 'urn:b']);
      expect(await guids({ language: 'uz-Latn' })).toEqual(['urn:b']);
      expect(await guids({ pubStatus: 'withheld' })).toEqual(['urn:c']);
      expect(await guids({ headline: 'мост ОТКРЫТ' })).toEqual(['urn:a']);
      expect(await guids({ headline: '100%' })).toEqual(['urn:a']);
      expect(await guids({ headline: '%' })).toEqual(['urn:a']);
      expect(await guids({ guid: 'urn:b', partnerId: 'report' })).toEqual(['urn:b']);
      expect(await guids({ partnerId: 'khabar' })).toEqual([]);
      expect(await guids({ feedId: "x' OR true --" })).toEqual([]);
      expect(
        (await pages((limit, before) => items.list({}, limit, before), 2)).map((item) => item.guid),
      ).toEqual(['urn:c', 'urn:b', 'urn:a']);
    });

    it('finds a headline in the other script of its language, and with any apostrophe', async () => {
      await exchange.accept(
        aRecord('urn:lat', { headline: 'Oʻqituvchilar kuni', language: 'uz-Latn' }),
        aRecord('urn:cyr', { headline: 'Ўқитувчилар байрами', language: 'uz-Cyrl' }),
        aRecord('urn:kk', { headline: 'Qazaqstan men Europa', language: 'kk-Latn' }),
      );
      const guids = async (headline: string) =>
        (await new ItemReads(store.pool).list({ headline }, 10)).map(({ guid }) => guid).sort();
      expect(await guids("o'qituvchilar")).toEqual(['urn:cyr', 'urn:lat']);
      expect(await guids('ўқитувчилар')).toEqual(['urn:cyr', 'urn:lat']);
      expect(await guids('Қазақстан мен Еуропа')).toEqual(['urn:kk']);
      expect(await guids("o'qituvchilar' kuni")).toEqual([]);
    });

    it("come with the names of their subjects, the provider's or else those of the vocabularies", async () => {
      const concepts = { '15000000': { names: { az: 'idman', en: 'sport' } } };
      const scheme = { alias: 'medtop', uri: 'http://cv.iptc.org/newscodes/mediatopic/' };
      await store.pool.query(
        'INSERT INTO vocabulary (id, settings) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
        ['topics', { id: 'topics', name: 'Topics', scheme, concepts, categories: [] }],
      );
      const qcode = asQcode('medtop:15000000');
      const subjects = [{ qcode }, { qcode, name: 'Futbol' }, { name: 'Sumqayıt' }];
      const [id] = await exchange.accept(aRecord('urn:a', { language: 'az-Latn', subjects }));
      expect((await new ItemReads(store.pool).find(id!))?.subjects).toEqual([
        { name: 'idman', language: 'az', qcode },
        { name: 'Futbol', qcode },
        { name: 'Sumqayıt' },
      ]);
    });

    it('come with all their versions as received', async () => {
      const [id] = await exchange.accept(aRecord('urn:a', { headline: 'one' }));
      await exchange.accept(aRecord('urn:a', { headline: 'two' }));
      const items = new ItemReads(store.pool);
      expect(await items.find(id!)).toMatchObject({ version: 2, headline: 'two', pubStatus: 'usable' });
      const versions = await items.versions(id!);
      expect(
        versions.map(({ version, change, record }) => [version, change, record.version, record.headline]),
      ).toEqual([
        [2, 'update', 2, 'two'],
        [1, 'new', 1, 'one'],
      ]);
    });
  });

  describe('deliveries', () => {
    it('are listed by state, the last settled first, on any number of pages', async () => {
      await exchange.accept(...Array.from({ length: 7 }, (_, n) => aRecord(`urn:${n}`)));
      await exchange.send(BAKU_TV);
      while ((await exchange.send(KHABAR)).length > 0);
      const deliveries = new DeliveryReads(store.pool);
      const all = await pagesOf(deliveries, { state: 'delivered' }, 3);
      expect(all).toHaveLength(14);
      expect(new Set(all.map((row) => row.id)).size).toBe(14);
      const times = all.map((row) => Date.parse(row.settledAt!));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      const khabar = await pagesOf(deliveries, { state: 'delivered', destinationId: KHABAR }, 3);
      expect(khabar.map((row) => row.destinationId)).toEqual(Array(7).fill(KHABAR));
      expect(await deliveries.list({ state: 'dead' }, 10)).toEqual([]);
    });

    it.each([
      ['waits again', 'pending', 'NULL'],
      ['was settled anew', 'delivered', 'clock_timestamp()'],
    ])(
      'are all listed though the last of a page %s before the next is read',
      async (_what, state, settled) => {
        await exchange.accept(...Array.from({ length: 4 }, (_, n) => aRecord(`urn:${n}`)));
        while ((await exchange.send(KHABAR)).length > 0);
        const deliveries = new DeliveryReads(store.pool);
        const filter = { state: 'delivered', destinationId: KHABAR } as const;
        const ids = (await deliveries.list(filter, 10)).map(({ id }) => id);
        const first = await deliveries.page(filter, 2);
        expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
        await store.pool.query(`UPDATE delivery SET state = $2, settled_at = ${settled} WHERE id = $1`, [
          first.next!.id,
          state,
        ]);
        const { items, next } = await deliveries.page(filter, 2, first.next);
        expect([items.map(({ id }) => id), next]).toEqual([ids.slice(2), undefined]);
      },
    );

    it('tell what was sent, why, and how each attempt ended', async () => {
      const [itemId] = await exchange.accept(aRecord('urn:a'));
      const [claim] = await exchange.send(KHABAR, 'unclear');
      const deliveries = new DeliveryReads(store.pool);
      expect(await deliveries.find(claim!.id)).toMatchObject({
        destinationId: KHABAR,
        itemId,
        guid: 'urn:a',
        sourcePartnerId: 'report',
        state: 'pending',
        attempts: 1,
        ambiguous: true,
        agreementId: 'report-gives',
        grantId: 'report-text',
        code: 'delivery.timeout',
      });
      expect(await deliveries.attempts(claim!.id)).toEqual([
        {
          startedAt: expect.any(String),
          milliseconds: 12,
          code: 'delivery.timeout',
          status: undefined,
          settled: true,
          repeat: false,
          requestHeaders: { 'content-type': 'application/json' },
          bodySha256: 'ab'.repeat(32),
          bodyBytes: 2048,
          answer: '',
        },
      ]);
      expect(await deliveries.list({ itemId: itemId! }, 10)).toHaveLength(2);
      expect(
        await deliveries.list({ itemId: itemId!, destinationId: KHABAR, state: 'pending' }, 10),
      ).toHaveLength(1);
    });
  });

  it('shows decisions with their trace', async () => {
    const [itemId] = await exchange.accept(aRecord('urn:a', { language: 'az' }));
    const decisions = await new DecisionReads(store.pool).list(
      { itemId: itemId!, destinationId: KHABAR },
      10,
    );
    expect(decisions).toMatchObject([
      { allow: false, reason: 'language-not-granted', agreementId: 'report-gives' },
    ]);
    expect(decisions[0]!.trace.length).toBeGreaterThan(0);
    expect(await new DecisionReads(store.pool).find(decisions[0]!.id)).toEqual(decisions[0]);
    expect(await new DecisionReads(store.pool).list({ allow: true }, 10)).toEqual([]);
  });

  describe('events', () => {
    it('have numbers without gaps, in the order in which they can be seen', async () => {
      const events = new EventReads(store.pool);
      const before = await events.lastId();
      const lanes = new LaneControl(store.pool);
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => lanes.pause(n % 2 ? KHABAR : BAKU_TV, `try ${n}`)),
      );
      await lanes.pause(asDestinationId('nobody'), 'x');
      const seen = await events.after(before, 100);
      expect(seen.map((event) => event.id)).toEqual(Array.from({ length: 20 }, (_, n) => before + n + 1));
      expect(seen[0]).toMatchObject({
        type: 'destination.paused',
        data: { reason: expect.stringMatching(/^try/) },
      });
      expect(await events.after(before + 18, 1)).toEqual([seen[18]]);
    });

    it('cannot be passed by one that commits first', async () => {
      const events = new EventReads(store.pool);
      const before = await events.lastId();
      const slow = await store.pool.connect();
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO event (type, data) VALUES ('destination.paused', '{"slow":true}')`);
      const quick = new LaneControl(store.pool).pause(KHABAR, 'quick');
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await events.after(before, 10)).toEqual([]);
      await slow.query('COMMIT');
      slow.release();
      await quick;
      expect(
        (await events.after(before, 10)).map((event) => [event.id, event.data['slow'] ?? false]),
      ).toEqual([
        [before + 1, true],
        [before + 2, false],
      ]);
    });
  });
});
