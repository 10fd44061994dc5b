import { KHABAR } from '#exchange/testing/make-board.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { texts, until } from '#exchange/testing/numbered-texts.js';
import { DELIVERED } from '#exchange/testing/played-doors.js';
import type { PushOutcome } from './outbound-ports.js';

describe('DrainLane, while it settles', () => {
  const MAX_IN_FLIGHT = 4;
  let exchange: MemoryExchange;
  let answers: ((outcome: PushOutcome) => void)[];
  let settled: number[];
  let goOn: () => void;
  beforeEach(() => {
    exchange = new MemoryExchange({
      destination: { maxInFlight: MAX_IN_FLIGHT },
      drain: { recheckMilliseconds: 60_000, patienceMilliseconds: 60_000 },
    });
    answers = [];
    settled = [];
    exchange.partners.behave(KHABAR, () => new Promise((resolve) => answers.push(resolve)));
    const settle = exchange.ledger.settle.bind(exchange.ledger);
    exchange.ledger.settle = async (settlements) => {
      settled.push(settlements.length);
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return settle(settlements);
    };
  });
  const answer = (from: number, to: number) => {
    for (const one of answers.slice(from, to)) one(DELIVERED);
  };

  it('sends into the room of what has landed, but has no more in the air than may be', async () => {
    await exchange.accept(...texts(12));
    const draining = exchange.drain(KHABAR);
    await until(() => answers.length === MAX_IN_FLIGHT);
    answer(0, 2);
    await until(() => settled.length === 1 && answers.length === 6);
    expect(exchange.statesOf(KHABAR).filter((state) => state.endsWith('delivered'))).toEqual([]);

    // One claim for a settlement: what lands now waits for the end of the first.
    answer(2, 6);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([settled, answers.length]).toEqual([[2], 6]);

    for (let done = 6; done < 12; ) {
      goOn();
      await until(() => answers.length > done);
      const { length } = answers;
      answer(done, length);
      done = length;
    }
    const ending = setInterval(() => goOn(), 5);
    expect(await draining).toMatchObject({ delivered: 12, leftInAir: 0 });
    clearInterval(ending);
  });
});
