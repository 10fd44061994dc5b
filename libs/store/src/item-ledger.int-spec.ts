import pg from 'pg';
import { UnacceptableRecord } from '#exchange/inbound/inbound-ports.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { ItemReads } from './read/items.js';
import { KillReads } from './read/kills.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';

/** What the conformance suite cannot see: what the database refuses, and what it is left with. */
describe('SqlItemLedger', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  it('keeps whatever text a partner sends', async () => {
    const [id] = await exchange.accept(
      aRecord('urn:\0a', { headline: 'NUL \0 and half \ud83d', body: '<p>\0 🌉</p>' }),
    );
    await exchange.accept(aRecord('urn:\0a', { headline: 'NUL \0 and half \ud83d', body: '<p>\0 🌉</p>' }));
    const items = new ItemReads(store.pool);
    expect(await items.find(id!)).toMatchObject({
      guid: 'urn:\ufffda',
      headline: 'NUL \ufffd and half \ufffd',
      version: 1,
    });
    expect((await items.versions(id!))[0]?.record.body).toBe('<p>\ufffd 🌉</p>');
    await exchange.send(KHABAR);
    await exchange.kill('urn:\0a');
    expect(await new KillReads(store.pool).latest(1)).toMatchObject([
      { headline: 'NUL \ufffd and half \ufffd' },
    ]);
  });

  it.each([
    [
      'a guid longer than an index can hold',
      { guid: `urn:${Array.from({ length: 9000 }, (_, n) => n).join(':')}` },
    ],
    ['a date out of range', { versionCreated: '+275760-09-13T00:00:00Z' }],
  ])('says that %s can never be stored, and stores nothing of the batch', async (_, more) => {
    const bad = { ...aRecord('urn:bad'), ...more } as ReturnType<typeof aRecord>;
    await expect(exchange.accept(aRecord('urn:good'), bad)).rejects.toThrow(UnacceptableRecord);
    expect(await new ItemReads(store.pool).list({}, 10)).toEqual([]);
    expect(await exchange.accept(aRecord('urn:good'))).toHaveLength(1);
  });

  it('refuses two candidates of one item, which nobody could put in order', async () => {
    await expect(exchange.accept(aRecord('urn:a'), aRecord('urn:a', { headline: 'x' }))).rejects.toThrow(
      'two candidates of one item',
    );
  });

  it('tells of a kill, and whom it must reach', async () => {
    await exchange.accept(aRecord('urn:a', { headline: 'Неверно' }));
    await exchange.send(KHABAR);
    await exchange.kill('urn:a');
    await exchange.send(KHABAR);
    const { rows } = await store.pool.query(
      `SELECT type, data FROM event WHERE type LIKE 'kill.%' ORDER BY id`,
    );
    expect(rows).toMatchObject([
      { type: 'kill.opened', data: { guid: 'urn:a', version: 2, partnerId: 'report', holders: 1 } },
      { type: 'kill.acknowledged', data: { destinationId: KHABAR, version: 2, kind: 'kill' } },
    ]);
  });

  it('accepts each item once though the server cuts every connection, again and again', async () => {
    const admin = new pg.Client(store.url);
    await admin.connect();
    const cut = () =>
      admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`);
    const records = Array.from({ length: 400 }, (_, n) => aRecord(`urn:${n}`));
    let done = false;
    const cutting = (async () => {
      for (let n = 0; n < 8 && !done; n++) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        await cut();
      }
    })();
    try {
      for (let from = 0; from < 400; from += 50) await exchange.accept(...records.slice(from, from + 50));
    } finally {
      done = true;
      await cutting;
      await admin.end();
    }
    const { rows } = await store.pool.query(`
      SELECT (SELECT count(*) FROM item) AS items, (SELECT count(*) FROM item_version) AS versions,
             (SELECT count(*) FROM delivery) AS deliveries, (SELECT count(*) FROM decision) AS decisions`);
    expect(rows).toEqual([{ items: 400, versions: 400, deliveries: 800, decisions: 800 }]);
  });
});
