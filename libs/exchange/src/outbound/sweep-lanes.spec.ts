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

  it('rings for work whose own ring was lost', async () => {
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

  it('drives the lanes itself when the doorbell cannot be reached', async () => {
    exchange.bell.broken = true;
    expect(await sweep.run()).toEqual({ expired: 0, due: 2, rung: 0, driven: 2 });
    expect(driven).toEqual([KHABAR, BAKU_TV]);
  });
});
