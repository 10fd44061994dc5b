import { BAKU_TV, KHABAR } from '#exchange/testing/make-board.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import type { DestinationId } from '#news/ids.js';
import { SweepLanes } from './sweep-lanes.js';

describe('SweepLanes', () => {
  let exchange: MemoryExchange;
  let driven: DestinationId[];
  let sweep: SweepLanes;
  beforeEach(async () => {
    exchange = new MemoryExchange();
    driven = [];
    sweep = new SweepLanes(exchange.ledger, exchange.bell, { drive: (ids) => driven.push(...ids) });
    exchange.bell.broken = true;
    await exchange.accept(makeRecord());
    exchange.bell.broken = false;
  });

  /** Once before, when nothing was due. */
  const swept = async () => {
    const { lanesDue } = exchange.ledger;
    exchange.ledger.lanesDue = async () => [];
    await sweep.run();
    exchange.ledger.lanesDue = lanesDue;
  };

  it('rings for work whose own ring was lost', async () => {
    await swept();
    expect(await sweep.run()).toEqual({ expired: 0, due: 2, rung: 2, driven: 0 });
    expect(exchange.bell.rung).toEqual([KHABAR, BAKU_TV]);
    for (const id of [KHABAR, BAKU_TV]) await exchange.drain(id);
    expect(await sweep.run()).toEqual({ expired: 0, due: 0, rung: 0, driven: 0 });
  });

  it('puts back what a lost worker held', async () => {
    await exchange.ledger.claim(KHABAR, 10, 30);
    await exchange.drain(BAKU_TV);
    expect(await sweep.run()).toMatchObject({ expired: 0, due: 0 });
    exchange.clock.advance(31);
    expect(await sweep.run()).toMatchObject({ expired: 1, due: 1, rung: 1 });
  });

  describe('drives lanes in which nothing moves, as a lost drain leaves them,', () => {
    it('at once when it begins', async () => {
      expect(await sweep.run()).toEqual({ expired: 0, due: 2, rung: 2, driven: 2 });
      expect(driven).toEqual([KHABAR, BAKU_TV]);
    });

    it('and later when they stay so', async () => {
      await swept();
      await exchange.drain(BAKU_TV);
      for (const times of [0, 0, 1])
        expect(await sweep.run()).toMatchObject({ due: 1, rung: 1, driven: times });
      expect(driven).toEqual([KHABAR]);
    });

    it('but none from which somebody takes', async () => {
      await swept();
      for (let n = 0; n < 5; n++) {
        await exchange.accept(makeRecord({ guid: `urn:${n}` }));
        await exchange.ledger.claim(KHABAR, 1, 30);
        await exchange.drain(BAKU_TV);
        expect(await sweep.run()).toMatchObject({ due: 1, driven: 0 });
      }
    });
  });

  it('drives the lanes itself when the doorbell cannot be reached', async () => {
    exchange.bell.broken = true;
    expect(await sweep.run()).toEqual({ expired: 0, due: 2, rung: 0, driven: 2 });
    expect(driven).toEqual([KHABAR, BAKU_TV]);
  });
});
