import { KHABAR } from '#exchange/testing/make-board.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { text, until } from '#exchange/testing/numbered-texts.js';
import { DELIVERED } from '#exchange/testing/played-doors.js';
import { LaneRings } from './lane-rings.js';
import type { PushOutcome } from './outbound-ports.js';

/** Nothing but a ring or a landing makes a run look again. */
const ONLY_RINGS = { recheckMilliseconds: 60_000, patienceMilliseconds: 60_000 };

describe('DrainLane, rung for while it runs', () => {
  let exchange: MemoryExchange;
  let rings: LaneRings;
  let answers: ((outcome: PushOutcome) => void)[];
  beforeEach(() => {
    exchange = new MemoryExchange({ drain: ONLY_RINGS });
    rings = new LaneRings();
    answers = [];
    exchange.partners.behave(KHABAR, () => new Promise((resolve) => answers.push(resolve)));
  });
  const drain = () => exchange.drainLane.run(KHABAR, new AbortController().signal, rings);

  it('launches at once what it was rung for, beside what is in the air', async () => {
    await exchange.accept(text(1));
    const draining = drain();
    await until(() => answers.length === 1);
    await exchange.accept(text(2));
    rings.ring();
    await until(() => answers.length === 2);
    for (const answer of answers) answer(DELIVERED);
    expect(await draining).toMatchObject({ delivered: 2, leftInAir: 0 });
    expect(rings.take()).toBe(false);
  });

  it('hears what rings while it claims', async () => {
    await exchange.accept(text(1));
    const claim = exchange.ledger.claim.bind(exchange.ledger);
    exchange.ledger.claim = async (...request) => {
      exchange.ledger.claim = claim;
      const claimed = await claim(...request);
      await exchange.accept(text(2));
      rings.ring();
      return claimed;
    };
    const draining = drain();
    await until(() => answers.length === 2);
    for (const answer of answers) answer(DELIVERED);
    expect(await draining).toMatchObject({ delivered: 2 });
  });

  it('settles what lands however often it is rung for', async () => {
    // The first keeps the run going.
    exchange.partners.behave(KHABAR, ({ delivery }) =>
      delivery.guid === 'urn:1' ? new Promise((resolve) => answers.push(resolve)) : DELIVERED,
    );
    const settle = exchange.ledger.settle.bind(exchange.ledger);
    exchange.ledger.settle = async (settlements) => {
      rings.ring();
      const settled = await settle(settlements);
      rings.ring();
      return settled;
    };
    await exchange.accept(text(1));
    const draining = drain();
    await until(() => answers.length === 1);
    for (let n = 2; n <= 6; n += 1) {
      await exchange.accept(text(n));
      rings.ring();
      await until(() => exchange.statesOf(KHABAR)[n - 1] === 'item v1 delivered');
    }
    answers[0]?.(DELIVERED);
    expect(await draining).toMatchObject({ delivered: 6, leftInAir: 0 });
  });

  it('does not wait for a settlement with that', async () => {
    const settle = exchange.ledger.settle.bind(exchange.ledger);
    let goOn: () => void = () => {};
    let settling = false;
    exchange.ledger.settle = async (settlements) => {
      settling = true;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return settle(settlements);
    };
    await exchange.accept(text(1));
    const draining = drain();
    await until(() => answers.length === 1);
    answers[0]?.(DELIVERED);
    await until(() => settling);
    await exchange.accept(text(2));
    rings.ring();
    await until(() => answers.length === 2);
    settling = false;
    goOn();
    answers[1]?.(DELIVERED);
    await until(() => settling);
    goOn();
    expect(await draining).toMatchObject({ delivered: 2, leftInAir: 0 });
  });

  it('settles in the background what could not be settled while it launched', async () => {
    const settle = exchange.ledger.settle.bind(exchange.ledger);
    let failures = 1;
    let goOn: () => void = () => {};
    exchange.ledger.settle = async (settlements) => {
      if (failures-- <= 0) return settle(settlements);
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      throw new Error('connection lost');
    };
    await exchange.accept(text(1));
    const draining = drain();
    await until(() => answers.length === 1);
    answers[0]?.(DELIVERED);
    await until(() => failures === 0);
    await exchange.accept(text(2));
    rings.ring();
    await until(() => answers.length === 2);
    goOn();
    await expect(draining).rejects.toThrow('connection lost');
    answers[1]?.(DELIVERED);
    await exchange.drainLane.finish(5000);
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 delivered', 'item v1 delivered']);
  });
});
