import type { MigratedStore } from '../../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../../test/services/on-small-exchange.js';
import { LaneControl } from '../lane-control.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from '../testing/small-exchange.js';
import { ExchangeSummaryReads } from './exchange-summary.js';
import { KillReads } from './kills.js';
import { TrafficReader } from './traffic-reader.js';

describe('what the API reads of the exchange as a whole', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  it('sums up every pair, those where nothing may flow too', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'), aRecord('urn:az', { language: 'az' }));
    await exchange.send(KHABAR);
    await exchange.send(BAKU_TV, 'dead');
    await exchange.kill('urn:a');
    await exchange.send(KHABAR);
    await exchange.accept(aRecord('urn:c'));
    const { pairs, partners } = await new ExchangeSummaryReads(store.pool).summary();
    expect(partners).toEqual([
      { id: 'baku-tv', name: 'Baku TV' },
      { id: 'khabar', name: 'Khabar Agency' },
      { id: 'report', name: 'Report' },
    ]);
    expect(pairs).toHaveLength(6);
    expect(pairs.find((pair) => pair.from === 'report' && pair.to === 'khabar')).toEqual({
      from: 'report',
      to: 'khabar',
      permitted: true,
      offered: 5,
      granted: 4,
      refused: { 'language-not-granted': 1 },
      delivered: 2,
      formats: { 'newsml-g2': 2 },
      pending: 1,
      dead: 0,
      killed: 1,
    });
    expect(pairs.find((pair) => pair.from === 'report' && pair.to === 'baku-tv')).toMatchObject({
      delivered: 0,
      formats: {},
      // The other one was of an item that was killed.
      dead: 1,
      killed: 0,
    });
    expect(pairs.find((pair) => pair.from === 'khabar' && pair.to === 'report')).toEqual({
      from: 'khabar',
      to: 'report',
      permitted: false,
      offered: 0,
      granted: 0,
      refused: {},
      delivered: 0,
      formats: {},
      pending: 0,
      dead: 0,
      killed: 0,
    });
  });

  it('sums up what was decided in a period, with its moments, and what became of that', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(KHABAR);
    for (const [table, column] of [
      ['decision', 'decided_at'],
      ['delivery', 'created_at'],
    ])
      await store.pool.query(`UPDATE ${table} SET ${column} = '2026-03-01T12:00:00Z'
        WHERE item_id = (SELECT id FROM item WHERE guid = 'urn:a')`);
    const reads = new ExchangeSummaryReads(store.pool);
    const counts = async (since?: string, until?: string) => {
      const { pairs } = await reads.ofPeriod({ since, until });
      const { offered, granted, delivered } = pairs.find(
        ({ from, to }) => from === 'report' && to === 'khabar',
      )!;
      return [offered, granted, delivered];
    };
    expect(await counts('2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z')).toEqual([1, 1, 1]);
    expect(await counts('2026-03-01T15:00:01+03:00')).toEqual([1, 1, 1]);
    expect(await counts('2026-03-01T12:00:00Z')).toEqual([2, 2, 2]);
    expect(await counts(undefined, '2026-03-01T11:59:59Z')).toEqual([0, 0, 0]);
  });

  it('finds what was decided and what was to be sent in a period without reading all there ever was', async () => {
    const client = await store.pool.connect();
    const plan = async (table: string, column: string) => {
      const { rows } = await client.query(`EXPLAIN SELECT FROM ${table} WHERE ${column} >= now()`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    await client.query('SET enable_seqscan = off');
    expect(await plan('decision', 'decided_at')).toContain('decision_by_time');
    expect(await plan('delivery', 'created_at')).toContain('delivery_by_time');
    await client.query('RESET enable_seqscan');
    client.release();
  });

  it('sums up again when the figures are old, but seldom where that takes long', async () => {
    const quick = new ExchangeSummaryReads(store.pool, 1000);
    const first = await quick.summary();
    expect(await quick.summary()).toBe(first);
    await exchange.accept(aRecord('urn:a'));
    const offered = async () => (await quick.summary()).pairs.reduce((sum, pair) => sum + pair.offered, 0);
    while ((await offered()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));

    const slow = new ExchangeSummaryReads(store.pool, 50);
    const lock = await store.pool.connect();
    await lock.query('BEGIN; LOCK TABLE decision');
    const counted = slow.summary();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await lock.query('COMMIT');
    lock.release();
    const kept = await counted;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await slow.summary()).toBe(kept);
  });

  it('follows a kill from its holders to their acknowledgements', async () => {
    const kills = new KillReads(store.pool);
    await exchange.accept(aRecord('urn:a', { headline: 'Неверно' }), aRecord('urn:b'));
    await exchange.send(KHABAR);
    await exchange.send(BAKU_TV);
    await new LaneControl(store.pool).pause(BAKU_TV, 'maintenance');
    await exchange.kill('urn:a');
    expect(await kills.open(10)).toMatchObject([
      {
        guid: 'urn:a',
        version: 2,
        sourcePartnerId: 'report',
        holders: [
          { destinationId: BAKU_TV, laneState: 'paused', state: 'pending' },
          { destinationId: KHABAR, laneState: 'open', state: 'pending' },
        ],
      },
    ]);
    await exchange.send(KHABAR);
    expect((await kills.open(10))[0]!.holders).toMatchObject([{ state: 'pending' }, { state: 'delivered' }]);
    await new LaneControl(store.pool).resume(BAKU_TV);
    await exchange.send(BAKU_TV);
    expect(await kills.open(10)).toEqual([]);
    const [kill] = await kills.latest(10);
    expect(kill!.holders.map((holder) => holder.deliveredAt)).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
  });

  it('names holders that can be sent nothing any more, so that somebody calls them', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    const { destinations, ...rest } = await exchange.configuration.read();
    await exchange.configuration.apply({
      ...rest,
      destinations: destinations.filter((d) => d.id !== KHABAR),
    });
    await exchange.kill('urn:a');
    expect((await new KillReads(store.pool).latest(1))[0]!.holders).toEqual([
      { destinationId: KHABAR, laneState: 'disabled', state: 'pending', deliveredAt: undefined },
    ]);
  });

  it('counts what was settled and fetched in a stretch of time', async () => {
    const traffic = new TrafficReader(store.pool);
    const from = new Date(Date.now() - 60_000);
    const to = new Date(Date.now() + 60_000);
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(KHABAR);
    await exchange.send(BAKU_TV, 'dead');
    await exchange.kill('urn:a');
    await exchange.send(KHABAR);
    const settled = await traffic.settled(from, to);
    expect(settled).toHaveLength(4);
    expect(settled).toEqual(
      expect.arrayContaining([
        { destinationId: KHABAR, kind: 'item', outcome: 'delivered', n: 2 },
        { destinationId: KHABAR, kind: 'kill', outcome: 'delivered', n: 1 },
        { destinationId: BAKU_TV, kind: 'item', outcome: 'dead', n: 1 },
        { destinationId: BAKU_TV, kind: 'item', outcome: 'superseded', n: 1 },
      ]),
    );
    const [kill] = await traffic.killSeconds(from, to);
    expect(kill?.destinationId).toBe(KHABAR);
    expect(kill!.seconds).toBeGreaterThan(0);
    expect(kill!.seconds).toBeLessThan(30);
    expect(await traffic.settled(to, new Date(to.getTime() + 60_000))).toEqual([]);
    expect(await traffic.lastFetchId()).toBe(0);
    expect(await traffic.fetched(0, from, to)).toEqual([]);
  });
});
