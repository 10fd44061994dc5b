import { KHABAR } from '#exchange/testing/make-board.js';
import { makeDestination } from '#exchange/testing/make-destination.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { soon, texts } from '#exchange/testing/numbered-texts.js';

describe('DrainLane in a lane with a rate', () => {
  let exchange: MemoryExchange;
  beforeEach(() => {
    exchange = new MemoryExchange();
    exchange.tables.addDestination(makeDestination({ id: KHABAR }), { ratePerSecond: 20, burst: 1 });
    exchange.clock.advance(1);
  });
  afterEach(() => exchange.drainLane.finish(0));
  const accept = async (count: number) => {
    await exchange.accept(...texts(count));
    exchange.bell.rung.length = 0;
  };

  it('rings itself again when the next token comes', async () => {
    await accept(3);
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 1, rungAgain: false });
    expect(exchange.bell.rung).toEqual([]);
    await soon(150);
    expect(exchange.bell.rung).toEqual([KHABAR]);
    exchange.clock.advance(0.05);
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 1 });
  });

  it('does not ring when nothing waits for a token', async () => {
    await accept(1);
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 1 });
    await soon(150);
    expect(exchange.bell.rung).toEqual([]);
  });

  it('rings once, although it was drained once more meanwhile', async () => {
    await accept(2);
    await exchange.drain(KHABAR);
    await exchange.drain(KHABAR);
    await soon(150);
    expect(exchange.bell.rung).toEqual([KHABAR]);
  });

  it('does not ring any more when the process stops', async () => {
    await accept(2);
    await exchange.drain(KHABAR);
    await exchange.drainLane.finish(0);
    await soon(150);
    expect(exchange.bell.rung).toEqual([]);
  });
});
