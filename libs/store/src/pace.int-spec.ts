import { gone, retry } from '#exchange/testing/ledger-under-test.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { openStore, poolOf } from './data-source.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from './testing/small-exchange.js';

/** What the conformance suite cannot see: time that is shifted in the database, events, and what a statement reads. */
describe('the pace of a lane in PostgreSQL', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  const lane = async () =>
    (await store.pool.query('SELECT * FROM lane WHERE destination_id = $1', [KHABAR])).rows[0];
  const breakerEvents = async () =>
    (
      await store.pool.query(`SELECT type, data FROM event WHERE type LIKE 'destination.%' ORDER BY id`)
    ).rows.map(({ type, data }) => [type, data.seconds].filter((part) => part !== undefined).join(' '));
  /** The wait is over: by the database's own clock, which nobody can move. */
  const waitOver = () => store.pool.query(`UPDATE lane SET open_until = now() - interval '1 ms'`);
  const failOnce = async () => {
    const claims = await exchange.claim(KHABAR, 1);
    await exchange.deliveries.settle(claims.map((claim) => retry(claim, new Date(), new Date())));
    return claims.length;
  };

  describe('the breaker', () => {
    beforeEach(() => exchange.accept(...Array.from({ length: 8 }, (_, n) => aRecord(`urn:${n}`))));

    it('lets one probe pass when its wait is over, and waits twice as long when that fails too', async () => {
      for (let n = 0; n < 5; n++) expect(await failOnce()).toBe(1);
      expect(await lane()).toMatchObject({ consecutive_failures: 5, open_seconds: 30 });
      expect(await failOnce()).toBe(0);
      for (const seconds of [60, 120, 240, 300, 300]) {
        await waitOver();
        const probes = await exchange.claim(KHABAR, 4);
        expect(probes).toHaveLength(1);
        expect(await exchange.claim(KHABAR, 4)).toEqual([]);
        await exchange.deliveries.settle(probes.map((probe) => retry(probe, new Date(), new Date())));
        expect((await lane()).open_seconds).toBe(seconds);
      }
      await waitOver();
      expect(await exchange.send(KHABAR)).toHaveLength(1);
      expect(await lane()).toMatchObject({ consecutive_failures: 0, open_until: null, open_seconds: null });
      expect((await exchange.claim(KHABAR)).length).toBe(4);
      expect(await breakerEvents()).toEqual([
        'destination.breaker-opened 30',
        'destination.breaker-opened 60',
        'destination.breaker-opened 120',
        'destination.breaker-opened 240',
        'destination.breaker-opened 300',
        'destination.breaker-opened 300',
        'destination.breaker-closed',
      ]);
    });

    it('opens once when many sends fail together', async () => {
      await store.pool.query('UPDATE lane SET max_in_flight = 8');
      const claims = await exchange.claim(KHABAR);
      expect(claims).toHaveLength(8);
      const failed = claims.map((claim) => retry(claim, new Date(), new Date()));
      await exchange.deliveries.settle(failed.slice(0, 6));
      await exchange.deliveries.settle(failed.slice(6));
      expect(await lane()).toMatchObject({ consecutive_failures: 8, open_seconds: 30 });
      expect(await breakerEvents()).toEqual(['destination.breaker-opened 30']);
    });

    it('tells once that a destination is gone', async () => {
      const claims = await exchange.claim(KHABAR, 2);
      await exchange.deliveries.settle(claims.map((claim) => gone(claim, new Date())));
      expect(await lane()).toMatchObject({
        state: 'disabled',
        reason: 'the destination answered that it is gone',
      });
      expect(await breakerEvents()).toEqual(['destination.disabled']);
    });
  });

  it('keeps every attempt, that of a worker who lost its lease too, and none twice', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [lost] = (await exchange.deliveries.claim(KHABAR, 1, 0.01)).deliveries;
    await new Promise((resolve) => setTimeout(resolve, 30));
    await exchange.deliveries.expireLeases();
    const [taken] = await exchange.claim(KHABAR);
    const at = new Date('2025-11-18T09:00:00Z');
    const late = retry(lost!, at, at);
    const effective = retry(taken!, new Date('2025-11-18T09:00:05Z'), at);
    for (let twice = 0; twice < 2; twice++) await exchange.deliveries.settle([late, effective]);
    const { rows } = await store.pool.query('SELECT fence, settled FROM attempt ORDER BY started_at');
    expect(rows).toEqual([
      { fence: 1, settled: false },
      { fence: 2, settled: true },
    ]);
  });

  it('stores whatever a partner answers', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [claim] = await exchange.claim(KHABAR);
    const settlement = retry(claim!, new Date(), new Date());
    settlement.attempt.answer = 'NUL \0, half a pair \ud83d, quote "\\';
    settlement.attempt.requestHeaders = { 'x-title': 'Көпір \0' };
    expect(await exchange.deliveries.settle([settlement])).toEqual(new Set([claim!.id]));
    const { rows } = await store.pool.query('SELECT answer FROM attempt');
    expect(rows[0].answer).toBe('NUL \ufffd, half a pair \ufffd, quote "\\');
  });

  it('reads no more with a long backlog than with a short one', async () => {
    // One connection, so that its own counters can be read; planned while the tables are empty, as after a start.
    const single = await openStore({ url: store.url, poolSize: 1 });
    const pool = poolOf(single);
    try {
      const busy = await SmallExchange.open(single, pool);
      for (let n = 0; n < 8; n++) {
        await busy.accept(aRecord('urn:warm', { headline: `version ${n}` }));
        await busy.send(KHABAR, n % 2 ? 'unclear' : 'delivered');
        await busy.deliveries.lanesDue(10);
        await busy.deliveries.expireLeases();
      }
      await pool.query(`
        WITH made AS (
          INSERT INTO item (partner_id, guid, kind, item_class, version, fingerprint, pub_status, feed_id)
          SELECT 'report', 'urn:backlog:' || n, 'newsItem', 'text', 1, 'x', 'usable', 'report-ru'
            FROM generate_series(1, 20000) AS n RETURNING id
        )
        INSERT INTO delivery (destination_id, item_id, version, kind, priority, due_at)
        SELECT destination, id, 1, 'item', 3, now() - interval '1 hour'
          FROM made, unnest(ARRAY['${KHABAR}', '${BAKU_TV}']) AS destination`);
      const read = async () => {
        await pool.query('SELECT pg_stat_force_next_flush()');
        const { rows } = await pool.query<{ n: number }>(`
          SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint AS n
            FROM pg_stat_user_tables WHERE relname IN ('delivery', 'item', 'holding')`);
        return rows[0]!.n;
      };
      const rowsRead = async (work: () => Promise<unknown>) => {
        const before = await read();
        await work();
        return (await read()) - before;
      };
      let claims: Awaited<ReturnType<typeof busy.claim>> = [];
      expect(await rowsRead(async () => (claims = await busy.claim(KHABAR, 4)))).toBeLessThan(200);
      expect(claims).toHaveLength(4);
      expect(
        await rowsRead(() =>
          busy.deliveries.settle(claims.map((claim) => retry(claim, new Date(), new Date()))),
        ),
      ).toBeLessThan(200);
      expect(await rowsRead(() => busy.accept(aRecord('urn:warm', { headline: 'the last' })))).toBeLessThan(
        200,
      );
      expect(await rowsRead(() => busy.deliveries.lanesDue(10))).toBeLessThan(20);
      expect(await rowsRead(() => busy.deliveries.expireLeases())).toBeLessThan(20);
    } finally {
      await single.destroy();
    }
  });
});
