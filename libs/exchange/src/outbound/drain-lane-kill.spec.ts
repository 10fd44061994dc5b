import { BAKU_TV, KHABAR, makeBoard } from '#exchange/testing/make-board.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { killOf, text, texts, until } from '#exchange/testing/numbered-texts.js';
import { DELIVERED, untilAborted } from '#exchange/testing/played-doors.js';

describe('DrainLane', () => {
  let exchange: MemoryExchange;
  beforeEach(() => {
    exchange = new MemoryExchange({ drain: { recheckMilliseconds: 10, patienceMilliseconds: 60_000 } });
  });
  const states = (id = KHABAR) => exchange.statesOf(id);

  describe('with a kill', () => {
    it('takes it before everything else, to every holder and to nobody else', async () => {
      await exchange.accept(text(1));
      await exchange.drain(KHABAR);
      await exchange.accept(...texts(5).slice(1));
      await exchange.accept(killOf(1));
      await exchange.drain(KHABAR);
      expect(exchange.partners.sentTo(KHABAR)[1]).toBe('urn:1 KILL v2');
      await exchange.drain(BAKU_TV);
      expect(exchange.partners.sentTo(BAKU_TV)).toEqual(['urn:2 v1', 'urn:3 v1', 'urn:4 v1', 'urn:5 v1']);
    });

    it('sends it to a holder whose agreement has ended', async () => {
      await exchange.accept(text(1));
      await exchange.drain(KHABAR);
      exchange.board = makeBoard({ validUntil: '2025-11-18' });
      exchange.clock.advance(7 * 86_400);
      await exchange.accept(killOf(1));
      await exchange.drain(KHABAR);
      const kill = exchange.partners.requests.at(-1);
      expect(kill?.delivery.kind).toBe('kill');
      expect(JSON.parse(String(kill?.body.bytes))).toMatchObject({ pubStatus: 'canceled', version: 2 });
    });

    it('cuts short the version in the air, and follows it', async () => {
      exchange.partners.hang(KHABAR);
      await exchange.accept(text(1));
      const draining = exchange.drain(KHABAR);
      await until(() => exchange.partners.requests.length === 1);
      exchange.partners.behave(KHABAR, () => DELIVERED);
      await exchange.accept(killOf(1));
      await draining;
      expect(exchange.partners.sentTo(KHABAR)).toEqual(['urn:1 v1', 'urn:1 KILL v2']);
      expect(states()).toEqual(['item v1 superseded', 'kill v2 delivered']);
      expect(exchange.tables.attempts[0]).toMatchObject({ code: 'delivery.aborted' });
    });

    it('finds a slot although every other one hangs', async () => {
      exchange = new MemoryExchange({
        drain: { recheckMilliseconds: 10, patienceMilliseconds: 60_000 },
        destination: { maxInFlight: 2 },
      });
      await exchange.accept(text(9));
      await exchange.drain(KHABAR);
      exchange.partners.behave(KHABAR, ({ delivery }, signal) =>
        delivery.kind === 'kill' ? DELIVERED : untilAborted(signal),
      );
      await exchange.accept(text(1), text(2), text(3));
      const draining = exchange.drain(KHABAR);
      await until(() => exchange.partners.requests.length === 3);
      await exchange.accept(killOf(9));
      exchange.clock.advance(1);
      await until(() => states().includes('kill v2 delivered'));
      exchange.clock.advance(10);
      expect(await draining).toMatchObject({ leftInAir: 2 });
      await exchange.drainLane.finish(0);
    });
  });
});
