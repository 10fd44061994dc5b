import { delivered } from '#exchange/testing/ledger-under-test.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { OwedToAbsentHolders1764720000000 } from './migrations/1764720000000-owed-to-absent-holders.js';
import { KillReads } from './read/kills.js';
import { RecallReports } from './read/recall-report.js';
import { RecallReads } from './read/recalls.js';
import { aRecord, BAKU_TV, KHABAR, type SmallExchange } from './testing/small-exchange.js';

/** A destination out of the configuration is owed what takes back what it holds, and gets it when it is back. */
describe('a holder that is out of the configuration', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  const recall = async () => (await new RecallReads(store.pool).list({}, 1))[0]!;
  const khabar = async () => (await recall()).holders.find((holder) => holder.destinationId === KHABAR)!;
  const sent = async () => (await exchange.send(KHABAR)).map(({ kind, version }) => `${kind} v${version}`);
  const states = async () =>
    (
      await store.pool.query<{ said: string }>(
        `SELECT kind || ' v' || version || ' ' || state AS said FROM delivery WHERE destination_id = $1
          ORDER BY version`,
        [KHABAR],
      )
    ).rows.map(({ said }) => said);

  it('gets the kill when it is back, and before anything else', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    await exchange.accept(aRecord('urn:a', { headline: 'Новость лучше' }), aRecord('urn:b'));
    await exchange.removeDestination(KHABAR);
    await exchange.kill('urn:a');
    expect(await khabar()).toMatchObject({ laneState: 'removed', progress: 'cannot-be-sent' });
    expect((await new KillReads(store.pool).open(10))[0]!.holders).toMatchObject([
      { destinationId: KHABAR, laneState: 'disabled', state: 'pending' },
    ]);
    expect(await sent()).toEqual([]);

    await exchange.bringBack();
    expect(await khabar()).toMatchObject({
      laneState: 'open',
      progress: 'waiting',
      deliveryId: expect.any(Number),
    });
    expect(await exchange.deliveries.lanesDue(10)).toContain(KHABAR);
    expect(await sent()).toEqual(['kill v3', 'item v1']);
    expect(await khabar()).toMatchObject({ progress: 'acknowledged', attempts: 1 });
    expect(await states()).toEqual([
      'item v1 delivered',
      'item v1 delivered',
      'item v2 superseded',
      'kill v3 delivered',
    ]);
    const report = (await new RecallReports(store.pool).find((await recall()).id))!;
    expect(report.holdings.map(({ destinationId, kind, state }) => [destinationId, kind, state])).toEqual([
      [KHABAR, 'item', 'delivered'],
      [KHABAR, 'kill', 'delivered'],
    ]);
  });

  it.each(['before', 'after'] as const)(
    'gets it when an item was in the air to it, which lands %s the kill',
    async (when) => {
      await exchange.accept(aRecord('urn:a'));
      const [claim] = await exchange.claim(KHABAR);
      const land = () => exchange.deliveries.settle([delivered(claim!, new Date())]);
      await exchange.removeDestination(KHABAR);
      if (when === 'before') await land();
      await exchange.kill('urn:a');
      if (when === 'after') await land();
      expect(await sent()).toEqual([]);
      await exchange.bringBack();
      expect(await sent()).toEqual(['kill v2']);
      expect(await khabar()).toMatchObject({ progress: 'acknowledged' });
    },
  );

  it('gets it when what was in the air ended unclear, or was given back unsent', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    const [first, second] = await exchange.claim(KHABAR);
    await exchange.removeDestination(KHABAR);
    await store.pool.query(`UPDATE delivery SET lease_until = now() - interval '1 s' WHERE id = $1`, [
      first!.id,
    ]);
    await exchange.deliveries.expireLeases();
    await exchange.kill('urn:a');
    await exchange.kill('urn:b');
    await exchange.deliveries.release([{ id: second!.id, fence: second!.fence }]);
    await exchange.bringBack();
    expect(await sent()).toEqual(['kill v2', 'kill v2']);
    expect(await sent()).toEqual([]);
  });

  it('gets a hold and a correction too, and no news', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'), aRecord('urn:c'));
    await exchange.send(KHABAR);
    await exchange.removeDestination(KHABAR);
    await exchange.accept(
      aRecord('urn:a', { pubStatus: 'withheld' }),
      aRecord('urn:b', { headline: 'Верно', signals: ['correction'] }),
      aRecord('urn:c', { headline: 'Новость лучше' }),
      aRecord('urn:d'),
    );
    await exchange.bringBack();
    expect((await exchange.send(KHABAR)).map(({ guid, version }) => `${guid} v${version}`).sort()).toEqual([
      'urn:a v2',
      'urn:b v2',
    ]);
  });

  it('is made good what earlier versions of Korpu left it without', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'), aRecord('urn:c'));
    await exchange.send(KHABAR);
    await exchange.send(BAKU_TV);
    await exchange.removeDestination(KHABAR);
    await exchange.kill('urn:a');
    await exchange.accept(aRecord('urn:b', { pubStatus: 'withheld' }));
    // As it was: nothing was made for who is out of the configuration.
    await store.pool.query(`UPDATE recall_holder SET delivery_id = NULL WHERE destination_id = $1`, [KHABAR]);
    await store.pool.query('DELETE FROM delivery WHERE destination_id = $1 AND version = 2', [KHABAR]);
    await exchange.bringBack();
    expect(await sent()).toEqual([]);
    expect(await khabar()).toMatchObject({ laneState: 'open', progress: 'cannot-be-sent' });

    const runner = store.dataSource.createQueryRunner();
    await new OwedToAbsentHolders1764720000000().up(runner);
    await new OwedToAbsentHolders1764720000000().up(runner);
    await runner.release();
    expect(await khabar()).toMatchObject({ progress: 'waiting' });
    expect(await sent()).toEqual(['kill v2', 'item v2']);
    expect(await khabar()).toMatchObject({ progress: 'acknowledged' });
    expect((await exchange.send(BAKU_TV)).map(({ kind }) => kind)).toEqual(['kill', 'item']);
  });
});
