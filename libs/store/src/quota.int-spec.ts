import { localDate } from '#agreements/local-date.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { applyRetention } from './retention.js';
import { sampleConfiguration } from './testing/sample-configuration.js';
import { aRecord, BAKU_TV, KHABAR, type SmallExchange } from './testing/small-exchange.js';

describe('quotas', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });
  const perDay = async (items: number) => {
    const { agreements, ...rest } = sampleConfiguration();
    const limited = agreements.map(({ grants, ...agreement }) => ({
      ...agreement,
      grants: grants.map((grant) => ({ ...grant, quota: { perDay: items } })),
    }));
    await exchange.configuration.apply({ ...rest, agreements: limited });
    await store.pool.query('UPDATE lane SET max_in_flight = 256, rate_per_second = NULL');
  };
  const gone = async (destination = KHABAR) => (await exchange.claim(destination)).map(({ guid }) => guid);
  const refusals = async () => {
    const { rows } = await store.pool.query<{ destination_id: string; detail: string }>(
      `SELECT destination_id, detail FROM decision WHERE reason = 'quota-spent' ORDER BY id`,
    );
    return rows.map((row) => `${row.destination_id}: ${row.detail}`);
  };

  it('let so many items go a day to each partner, in one request or in several', async () => {
    await perDay(2);
    await exchange.accept(aRecord('urn:a'));
    await exchange.accept(aRecord('urn:b'), aRecord('urn:c'));
    expect((await gone()).sort()).toEqual(['urn:a', 'urn:b']);
    expect(await gone(BAKU_TV)).toHaveLength(2);
    expect((await refusals()).sort()).toEqual([
      `${BAKU_TV}: all 2 of today have gone`,
      `${KHABAR}: all 2 of today have gone`,
    ]);
  });

  it('count an item once, and its later versions not', async () => {
    await perDay(1);
    await exchange.accept(aRecord('urn:a'));
    await exchange.accept(aRecord('urn:a', { headline: 'two' }));
    await exchange.send(KHABAR);
    await exchange.accept(aRecord('urn:a', { headline: 'three' }));
    expect((await exchange.send(KHABAR)).map(({ version }) => version)).toEqual([3]);
    expect(await refusals()).toEqual([]);
    await exchange.kill('urn:a');
    await exchange.accept(aRecord('urn:b'));
    expect((await exchange.send(KHABAR)).map(({ kind }) => kind)).toEqual(['kill']);
  });

  it('begin anew with the day of the receiver', async () => {
    await perDay(1);
    await exchange.accept(aRecord('urn:a'));
    const { rows } = await store.pool.query<{ partner_id: string; day: string }>(
      'SELECT partner_id, day::text FROM quota_item ORDER BY partner_id',
    );
    const zoneOf = new Map<string, string>(sampleConfiguration().partners.map(({ id, zone }) => [id, zone]));
    expect(rows.map(({ partner_id }) => partner_id)).toEqual(['baku-tv', 'khabar']);
    for (const { partner_id, day } of rows) expect(day).toBe(localDate(Date.now(), zoneOf.get(partner_id)!));
    await store.pool.query('UPDATE quota_item SET day = day - 1');
    await exchange.accept(aRecord('urn:b'));
    expect((await gone()).sort()).toEqual(['urn:a', 'urn:b']);
  });

  it('are kept however many requests come at once', async () => {
    await perDay(5);
    const all = Array.from({ length: 12 }, (_, n) => exchange.accept(aRecord(`urn:${n}`)));
    await Promise.all(all);
    expect(await gone()).toHaveLength(5);
  });

  it('cost nothing where no grant has one', async () => {
    await exchange.accept(aRecord('urn:a'));
    const { rows } = await store.pool.query('SELECT FROM quota_item');
    expect(rows).toEqual([]);
  });

  it('are forgotten after their time, the newest not', async () => {
    await perDay(2);
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await store.pool.query(`UPDATE quota_item SET day = day - 410 WHERE partner_id = 'khabar'`);
    const year = 365;
    const days = {
      attempts: year,
      bodies: year,
      documents: year,
      quarantine: year,
      events: year,
      storyKeys: year,
    };
    const { quotaItems } = await applyRetention(store.pool, { ...days, quotaItems: 400 }, new Date());
    const { rows } = await store.pool.query('SELECT DISTINCT partner_id FROM quota_item');
    expect([quotaItems, rows]).toEqual([2, [{ partner_id: 'baku-tv' }]]);
  });
});
