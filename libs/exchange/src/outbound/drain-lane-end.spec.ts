import { KHABAR } from '#exchange/testing/make-board.js';
import { MemoryExchange, plainJson } from '#exchange/testing/memory-exchange.js';
import { text, texts, until } from '#exchange/testing/numbered-texts.js';
import { DELIVERED } from '#exchange/testing/played-doors.js';
import type { PushOutcome } from './outbound-ports.js';

describe('DrainLane', () => {
  let exchange: MemoryExchange;
  beforeEach(() => {
    exchange = new MemoryExchange({ drain: { recheckMilliseconds: 10, patienceMilliseconds: 60_000 } });
  });
  const states = (id = KHABAR) => exchange.statesOf(id);

  describe('when the process stops', () => {
    it('claims nothing more, lets what is in the air land, and loses nothing', async () => {
      const controller = new AbortController();
      const answers: ((outcome: PushOutcome) => void)[] = [];
      exchange.partners.behave(KHABAR, () => new Promise((resolve) => answers.push(resolve)));
      await exchange.accept(text(1));
      const draining = exchange.drain(KHABAR, controller.signal);
      await until(() => answers.length === 1);
      controller.abort();
      await exchange.accept(text(2));
      expect(await draining).toMatchObject({ leftInAir: 1, rungAgain: false });
      setTimeout(() => answers[0]?.(DELIVERED), 5);
      await exchange.drainLane.finish(1000);
      expect(states()).toEqual(['item v1 delivered', 'item v1 pending']);
    });

    it('cuts off after its grace what has not landed, to be sent again', async () => {
      const controller = new AbortController();
      exchange.partners.hang(KHABAR);
      await exchange.accept(text(1));
      const draining = exchange.drain(KHABAR, controller.signal);
      await until(() => exchange.partners.requests.length === 1);
      controller.abort();
      await draining;
      await exchange.drainLane.finish(10);
      expect(exchange.tables.deliveries[0]).toMatchObject({ state: 'pending', ambiguous: true });
      exchange.partners.behave(KHABAR, () => DELIVERED);
      expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 1 });
    });

    it('gives back what it had claimed and not begun to send', async () => {
      const controller = new AbortController();
      exchange = new MemoryExchange({
        encode: (format, records, context) => {
          controller.abort();
          return plainJson(format, records, context);
        },
      });
      await exchange.accept(text(1), text(2));
      expect(await exchange.drain(KHABAR, controller.signal)).toMatchObject({ released: 2, delivered: 0 });
      expect(exchange.partners.requests).toEqual([]);
      expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 2 });
      expect(exchange.partners.requests[0]?.delivery.attempt).toBe(1);
    });
  });

  describe('with more than is encoded in one go', () => {
    it('encodes nothing more when the process stops, and gives all of it back', async () => {
      const controller = new AbortController();
      let encoded = 0;
      exchange = new MemoryExchange({
        destination: { maxInFlight: 150 },
        encode: (format, records, context) => {
          encoded += 1;
          controller.abort();
          return plainJson(format, records, context);
        },
      });
      await exchange.accept(...texts(150));
      expect(await exchange.drain(KHABAR, controller.signal)).toMatchObject({ released: 150, delivered: 0 });
      expect(encoded).toBe(64);
      expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 150 });
    });

    it('gives all of it back when it cannot be put by', async () => {
      exchange = new MemoryExchange({ destination: { maxInFlight: 150 } });
      await exchange.accept(...texts(150));
      exchange.bodies.broken = true;
      await expect(exchange.drain(KHABAR)).rejects.toThrow('archive');
      expect(new Set(states())).toEqual(new Set(['item v1 pending']));
      exchange.bodies.broken = false;
      expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 150 });
    });
  });

  describe('when the ledger is out of reach', () => {
    it('gives back what it could not prepare', async () => {
      await exchange.accept(text(1));
      exchange.bodies.broken = true;
      await expect(exchange.drain(KHABAR)).rejects.toThrow('archive');
      expect(states()).toEqual(['item v1 pending']);
      exchange.bodies.broken = false;
      expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 1 });
    });

    it('settles later what it has sent, and sends none of it again', async () => {
      await exchange.accept(text(1));
      const settle = exchange.ledger.settle.bind(exchange.ledger);
      let failures = 1;
      exchange.ledger.settle = async (settlements) => {
        if (failures-- > 0) throw new Error('connection lost');
        return settle(settlements);
      };
      await expect(exchange.drain(KHABAR)).rejects.toThrow('connection lost');
      await exchange.drainLane.finish(5000);
      expect(states()).toEqual(['item v1 delivered']);
      expect(exchange.partners.requests).toHaveLength(1);
    });
  });

  it('gives back what was prepared so late that no fair time is left for the partner', async () => {
    let slow = true;
    exchange = new MemoryExchange({
      encode: (format, records, context) => {
        if (slow) exchange.clock.advance(60);
        slow = false;
        return plainJson(format, records, context);
      },
    });
    await exchange.accept(text(1));
    expect(await exchange.drain(KHABAR)).toMatchObject({ released: 1, rungAgain: true });
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 1 });
    expect(exchange.partners.requests).toHaveLength(1);
  });

  it('says so when its lease had gone to another worker', async () => {
    exchange.partners.behave(KHABAR, async () => {
      exchange.clock.advance(120);
      await exchange.ledger.expireLeases();
      await exchange.ledger.claim(KHABAR, 10, 60);
      return DELIVERED;
    });
    await exchange.accept(text(1));
    expect(await exchange.drain(KHABAR)).toMatchObject({ tooLate: 1, delivered: 0 });
    expect(exchange.tables.attempts).toMatchObject([{ settled: false }]);
  });

  it('takes a lease that fits the time-out of the destination, from its first claim on', async () => {
    const seconds: number[] = [];
    exchange = new MemoryExchange({
      destination: { timeoutSeconds: 2 },
      drain: {
        attempted: ({ leaseUntil }) => {
          seconds.push((Date.parse(leaseUntil) - exchange.clock.now().getTime()) / 1000);
        },
      },
    });
    await exchange.accept(text(1));
    await exchange.drain(KHABAR);
    expect(seconds).toEqual([12]);
  });
});
