import { BAKU_TV, KHABAR } from '#exchange/testing/make-board.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { killOf, soon, text, texts, until } from '#exchange/testing/numbered-texts.js';
import { DELIVERED, failedWith } from '#exchange/testing/played-doors.js';
import type { PushOutcome } from './outbound-ports.js';

describe('DrainLane with partners that do not take what they are sent', () => {
  let exchange: MemoryExchange;
  beforeEach(() => {
    exchange = new MemoryExchange({ drain: { recheckMilliseconds: 10, patienceMilliseconds: 60_000 } });
  });
  const states = (id = KHABAR) => exchange.statesOf(id);

  describe('with a partner that fails', () => {
    it('tries again by its schedule, with the same id', async () => {
      exchange.partners.behave(KHABAR, () => failedWith('delivery.http-500', 'later'));
      await exchange.accept(text(1));
      expect(await exchange.drain(KHABAR)).toMatchObject({ retried: 1, delivered: 0 });
      // Half of the first wait of five seconds, as chance says.
      exchange.clock.advance(2.4);
      await exchange.drain(KHABAR);
      expect(exchange.partners.requests).toHaveLength(1);
      exchange.clock.advance(0.2);
      exchange.partners.behave(KHABAR, () => DELIVERED);
      await exchange.drain(KHABAR);
      const [first, second] = exchange.partners.requests;
      expect(second?.delivery).toMatchObject({ webhookId: first?.delivery.webhookId, attempt: 2 });
      expect(exchange.tables.attempts.map(({ code }) => code)).toEqual([
        'delivery.http-500',
        'delivery.delivered',
      ]);
    });

    it('waits as long as the partner asks', async () => {
      exchange.partners.behave(KHABAR, () => failedWith('delivery.http-429', { afterSeconds: 600 }));
      await exchange.accept(text(1));
      await exchange.drain(KHABAR);
      exchange.clock.advance(599);
      await exchange.drain(KHABAR);
      expect(exchange.partners.requests).toHaveLength(1);
      exchange.clock.advance(60);
      await exchange.drain(KHABAR);
      expect(exchange.partners.requests).toHaveLength(2);
    });

    it('gives up when the schedule is spent', async () => {
      exchange.partners.behave(KHABAR, () => failedWith('delivery.timeout', 'later', true));
      await exchange.accept(text(1));
      for (let n = 0; n < 6; n += 1) {
        await exchange.drain(KHABAR);
        exchange.clock.advance(300);
      }
      expect(exchange.partners.requests).toHaveLength(4);
      expect(states()).toEqual(['item v1 dead']);
    });

    it('buries at once what the partner will never take', async () => {
      exchange.partners.behave(KHABAR, () => failedWith('delivery.rejected-by-partner', 'never'));
      await exchange.accept(text(1));
      expect(await exchange.drain(KHABAR)).toMatchObject({ dead: 1 });
      expect(exchange.tables.attempts).toMatchObject([{ answer: 'delivery.rejected-by-partner happened' }]);
    });

    it('holds everything for a destination that is gone', async () => {
      exchange.partners.behave(KHABAR, () => failedWith('delivery.gone', 'gone'));
      await exchange.accept(text(1));
      await exchange.drain(KHABAR);
      await exchange.accept(text(2));
      await exchange.drain(KHABAR);
      expect(exchange.partners.requests).toHaveLength(1);
      expect(states()).toEqual(['item v1 pending', 'item v1 pending']);
    });

    it('survives a door that throws', async () => {
      exchange.partners.behave(KHABAR, () => {
        throw new TypeError('no such header');
      });
      await exchange.accept(text(1));
      expect(await exchange.drain(KHABAR)).toMatchObject({ retried: 1 });
      expect(exchange.tables.attempts).toMatchObject([{ code: 'delivery.failed', answer: 'no such header' }]);
    });

    it('keeps 4 KiB of a long answer', async () => {
      exchange.partners.behave(KHABAR, () => ({ ...DELIVERED, answer: 'x'.repeat(100_000) }));
      await exchange.accept(text(1));
      await exchange.drain(KHABAR);
      expect(exchange.tables.attempts[0]?.answer).toHaveLength(4096);
    });
  });

  describe('with a partner that hangs', () => {
    it('gives up at the destination’s deadline, and counts it as unclear', async () => {
      exchange = new MemoryExchange({ destination: { timeoutSeconds: 0.03 } });
      exchange.partners.hang(KHABAR);
      await exchange.accept(text(1));
      expect(await exchange.drain(KHABAR)).toMatchObject({ retried: 1 });
      expect(exchange.tables.deliveries[0]).toMatchObject({ ambiguous: true, code: 'delivery.timeout' });
      expect(exchange.tables.attempts[0]?.answer).toMatch(
        /^khabar\.example did not answer within 0(\.\d)? s\.$/,
      );
    });

    it('holds no worker: the run ends, and what is in the air is settled when it lands', async () => {
      const answers: ((outcome: PushOutcome) => void)[] = [];
      exchange.partners.behave(KHABAR, () => new Promise((resolve) => answers.push(resolve)));
      await exchange.accept(text(1), text(2));
      const draining = exchange.drain(KHABAR);
      await until(() => answers.length === 2);
      exchange.bell.rung.length = 0;
      exchange.clock.advance(6);
      expect(await draining).toMatchObject({ leftInAir: 2, rungAgain: true });
      expect(states()).toEqual(['item v1 in_flight', 'item v1 in_flight']);
      answers[0]?.(DELIVERED);
      await until(() => states()[0] === 'item v1 delivered');
      // Its slot is free, so the lane is rung for what may wait for it.
      expect(exchange.bell.rung).toEqual([KHABAR, KHABAR]);
      answers[1]?.(DELIVERED);
      await exchange.drainLane.finish(1000);
      expect(states()).toEqual(['item v1 delivered', 'item v1 delivered']);
    });

    it('does not stop other lanes', async () => {
      exchange.partners.hang(KHABAR);
      await exchange.accept(...texts(3));
      const hanging = exchange.drain(KHABAR);
      expect(await exchange.drain(BAKU_TV)).toMatchObject({ delivered: 3 });
      exchange.sends.abortAll();
      exchange.clock.advance(10);
      await hanging;
      await exchange.drainLane.finish(0);
    });
  });

  describe('with a partner that is slow', () => {
    beforeEach(() => {
      exchange = new MemoryExchange({ drain: { recheckMilliseconds: 10 }, destination: { maxInFlight: 2 } });
    });
    const answers: ((outcome: PushOutcome) => void)[] = [];
    const slow = () => {
      answers.length = 0;
      exchange.partners.behave(KHABAR, () => new Promise((resolve) => answers.push(resolve)));
    };

    it('ends when it is kept waiting, and the next run does not wait at all', async () => {
      slow();
      await exchange.accept(...texts(4));
      const draining = exchange.drain(KHABAR);
      await until(() => answers.length === 2);
      exchange.clock.advance(0.2);
      expect(await draining).toMatchObject({ leftInAir: 2, rungAgain: false });
      exchange.bell.rung.length = 0;
      answers[0]?.(DELIVERED);
      // A landing rings for what waits behind it.
      await until(() => exchange.bell.rung.length === 1);
      expect(await exchange.drain(KHABAR)).toMatchObject({ leftInAir: 1, rungAgain: false });
      expect(answers).toHaveLength(3);
      exchange.partners.behave(KHABAR, () => DELIVERED);
      for (const answer of answers) answer(DELIVERED);
      await exchange.drainLane.finish(1000);
      await exchange.drain(KHABAR);
      expect(states()).toEqual(Array(4).fill('item v1 delivered'));
    });

    it('waits again for one that has become quick', async () => {
      slow();
      await exchange.accept(...texts(2));
      const draining = exchange.drain(KHABAR);
      await until(() => answers.length === 2);
      exchange.clock.advance(0.2);
      await draining;
      for (const answer of answers) answer(DELIVERED);
      await exchange.drainLane.finish(1000);
      exchange.partners.behave(KHABAR, async () => {
        await soon(2);
        return DELIVERED;
      });
      await exchange.accept(text(3));
      expect(await exchange.drain(KHABAR)).toMatchObject({ leftInAir: 1 });
      await exchange.drainLane.finish(1000);
      await exchange.accept(text(4));
      expect(await exchange.drain(KHABAR)).toMatchObject({ leftInAir: 0, delivered: 1 });
    });
  });

  describe('gives up', () => {
    it('in time, however long the schedule is', async () => {
      exchange = new MemoryExchange({
        destination: { retrySeconds: [60, 60, 60, 60], giveUpAfterSeconds: 90 },
      });
      exchange.partners.behave(KHABAR, () => failedWith('delivery.http-503', 'later'));
      await exchange.accept(text(1));
      // A pause before the first attempt costs nothing.
      exchange.clock.advance(3600);
      for (let n = 0; n < 5; n += 1) {
        await exchange.drain(KHABAR);
        exchange.clock.advance(31);
      }
      expect(exchange.partners.requests).toHaveLength(3);
      expect(states()).toEqual(['item v1 dead']);
    });

    it('but not on a kill', async () => {
      exchange = new MemoryExchange({ destination: { retrySeconds: [60, 60], giveUpAfterSeconds: 1 } });
      await exchange.accept(text(1));
      await exchange.drain(KHABAR);
      await exchange.accept(killOf(1));
      exchange.partners.behave(KHABAR, () => failedWith('delivery.http-503', 'later'));
      await exchange.drain(KHABAR);
      expect(states()).toEqual(['item v1 delivered', 'kill v2 pending']);
    });
  });
});
