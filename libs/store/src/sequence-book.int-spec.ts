import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { Replay } from './replay.js';
import { SequenceBook } from './sequence-book.js';
import { aRecord, BAKU_TV, KHABAR, type SmallExchange } from './testing/small-exchange.js';

describe('sequence numbers', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });
  const book = () => new SequenceBook(store.pool);

  it('say what became of each', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'), aRecord('urn:c'), aRecord('urn:d'));
    const claims = await exchange.claim(KHABAR);
    expect(claims.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    await exchange.deliveries.release(claims.map(({ id, fence }) => ({ id, fence })));
    await exchange.accept(aRecord('urn:b', { headline: 'лучше' }));
    await exchange.send(KHABAR, 'dead');
    await exchange.accept(aRecord('urn:d', { headline: 'лучше' }));
    expect(await book().last(KHABAR)).toBe(5);
    const all = await book().between(KHABAR, 1, 100);
    const told = all.map(({ guid, version, state, supersededBy }) => [guid, version, state, supersededBy]);
    expect(told.sort()).toEqual([
      ['urn:a', 1, 'dead', undefined],
      ['urn:b', 1, 'superseded', 2],
      ['urn:b', 2, 'dead', undefined],
      ['urn:c', 1, 'dead', undefined],
      ['urn:d', 1, 'dead', undefined],
    ]);
    expect(await book().between(KHABAR, 2, 3)).toHaveLength(2);
    expect(await book().last(BAKU_TV)).toBe(0);
  });

  it('tell a kill that took the place', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [claim] = await exchange.claim(KHABAR);
    await exchange.kill('urn:a');
    await exchange.deliveries.settle([
      {
        deliveryId: claim!.id,
        fence: claim!.fence,
        outcome: 'retry',
        retryAfterSeconds: 0,
        code: 'delivery.timeout',
        ambiguous: true,
        attempt: {
          startedAt: new Date().toISOString(),
          milliseconds: 1,
          code: 'delivery.timeout',
          requestHeaders: {},
          bodySha256: '',
          bodyBytes: 0,
          answer: '',
        },
      },
    ]);
    expect(await book().between(KHABAR, 1, 1)).toMatchObject([{ state: 'killed', supersededBy: 2 }]);
  });

  it('have no gap, however many claim at once', async () => {
    await exchange.accept(...Array.from({ length: 60 }, (_, n) => aRecord(`urn:${n}`)));
    await store.pool.query('UPDATE lane SET max_in_flight = 256, rate_per_second = NULL');
    await Promise.all(Array.from({ length: 8 }, () => exchange.claim(KHABAR, 7)));
    const given = (await book().between(KHABAR, 1, 1000)).map(({ sequence }) => sequence);
    expect(given).toEqual(Array.from({ length: 56 }, (_, n) => n + 1));
  });

  it('can be asked for again, within the rules of replay', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(KHABAR);
    await exchange.kill('urn:b');
    await exchange.send(KHABAR);
    const deliveries = await book().deliveries(KHABAR, [1, 2, 3, 99]);
    expect([...deliveries.keys()].sort()).toEqual([1, 2, 3]);
    const selection = { destinationId: KHABAR, deliveryIds: [...deliveries.values()] };
    const result = await new Replay(store.pool).run(selection);
    expect(result).toMatchObject({ toSend: 2, skipped: { killed: 1 }, destinations: [KHABAR] });
    const again = await exchange.claim(KHABAR);
    expect(again.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['kill', 3],
      ['item', 1],
    ]);
    const strange = await new Replay(store.pool).preview({ ...selection, destinationId: BAKU_TV });
    expect(strange).toMatchObject({ toSend: 0, skipped: {} });
  });
});
