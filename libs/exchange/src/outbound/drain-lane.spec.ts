import { checkedEncoder } from '#codecs/checked-encoder.js';
import { BAKU_TV, KHABAR, makeBoard, UZ_24 } from '#exchange/testing/make-board.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { MemoryExchange, plainJson } from '#exchange/testing/memory-exchange.js';
import { DELIVERED, failedWith, untilAborted } from '#exchange/testing/played-doors.js';
import { asDestinationId } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import type { PushOutcome } from './outbound-ports.js';

const text = (n: number, given: Partial<NewsItem> = {}) =>
  makeRecord({ ...given, guid: `urn:${n}`, headline: given.headline ?? `Xəbər ${n}` });
const texts = (count: number) => Array.from({ length: count }, (_, n) => text(n + 1));
const killOf = (n: number, version = 2) => text(n, { version, pubStatus: 'canceled', headline: 'Silinib' });
const soon = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const until = async (condition: () => boolean): Promise<void> => {
  for (let n = 0; n < 400 && !condition(); n += 1) await soon();
  expect(condition()).toBe(true);
};

describe('DrainLane', () => {
  let exchange: MemoryExchange;
  beforeEach(() => {
    exchange = new MemoryExchange({ drain: { recheckMilliseconds: 10, patienceMilliseconds: 60_000 } });
  });
  const states = (id = KHABAR) => exchange.statesOf(id);

  it('delivers what is due, and settles it with exactly what was sent', async () => {
    await exchange.accept(text(1), text(2));
    expect(await exchange.drain(KHABAR)).toEqual({
      destinationId: KHABAR,
      delivered: 2,
      retried: 0,
      dead: 0,
      tooLate: 0,
      released: 0,
      leftInAir: 0,
      rungAgain: false,
    });
    expect(exchange.partners.sentTo(KHABAR)).toEqual(['urn:1 v1', 'urn:2 v1']);
    expect(states()).toEqual(['item v1 delivered', 'item v1 delivered']);
    const [request] = exchange.partners.requests;
    expect(exchange.tables.attempts[0]).toMatchObject({
      code: 'delivery.delivered',
      status: 200,
      answer: 'ok',
      bodySha256: request?.body.sha256,
      bodyBytes: request?.body.bytes.length,
    });
    expect(exchange.bodies.kept).toHaveLength(2);
  });

  it('has nothing to do in an idle lane, nor in one that does not exist', async () => {
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 0, rungAgain: false });
    expect(await exchange.drain(asDestinationId('nobody'))).toMatchObject({ delivered: 0, rungAgain: false });
  });

  it('sends an update alone when it overtakes what waits', async () => {
    await exchange.accept(text(1));
    await exchange.accept(text(1, { version: 2, headline: 'Yeni' }));
    await exchange.drain(KHABAR);
    expect(exchange.partners.sentTo(KHABAR)).toEqual(['urn:1 v2']);
  });

  it('holds an embargoed item until it is due', async () => {
    await exchange.accept(text(1, { embargoed: '2025-11-18T10:00:00Z' }));
    await exchange.drain(KHABAR);
    expect(exchange.partners.requests).toEqual([]);
    exchange.clock.advance(3600);
    await exchange.drain(KHABAR);
    expect(exchange.partners.sentTo(KHABAR)).toEqual(['urn:1 v1']);
  });

  it('sends nothing while the lane is paused, and all of it afterwards', async () => {
    exchange.tables.setLane(KHABAR, 'paused');
    await exchange.accept(text(1), text(2));
    await exchange.drain(KHABAR);
    expect(exchange.partners.requests).toEqual([]);
    exchange.tables.setLane(KHABAR, 'open');
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 2 });
  });

  describe('keeps a window in the air', () => {
    it('of no more than the destination takes', async () => {
      exchange = new MemoryExchange({ destination: { maxInFlight: 3 } });
      let inAir = 0;
      let most = 0;
      exchange.partners.behave(KHABAR, async () => {
        inAir += 1;
        most = Math.max(most, inAir);
        await soon(2);
        inAir -= 1;
        return DELIVERED;
      });
      await exchange.accept(...texts(20));
      expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 20 });
      expect(most).toBe(3);
    });

    it('and does not wait for the slowest', async () => {
      exchange = new MemoryExchange({ destination: { maxInFlight: 3 } });
      let answerSlow: (outcome: PushOutcome) => void = () => {};
      exchange.partners.behave(KHABAR, ({ delivery }) =>
        delivery.guid === 'urn:1'
          ? new Promise<PushOutcome>((resolve) => {
              answerSlow = resolve;
            })
          : DELIVERED,
      );
      await exchange.accept(...texts(20));
      const draining = exchange.drain(KHABAR);
      await until(() => states().filter((state) => state === 'item v1 delivered').length === 19);
      answerSlow(DELIVERED);
      expect(await draining).toMatchObject({ delivered: 20, leftInAir: 0 });
    });

    it('never with two versions of one item', async () => {
      const answers: ((outcome: PushOutcome) => void)[] = [];
      exchange.partners.behave(KHABAR, () => new Promise((resolve) => answers.push(resolve)));
      await exchange.accept(text(1));
      const draining = exchange.drain(KHABAR);
      await until(() => answers.length === 1);
      await exchange.accept(text(1, { version: 2, headline: 'Yeni' }));
      exchange.clock.advance(1);
      await soon(40);
      expect(answers).toHaveLength(1);
      answers[0]?.(DELIVERED);
      await until(() => answers.length === 2);
      answers[1]?.(DELIVERED);
      await draining;
      expect(states()).toEqual(['item v1 delivered', 'item v2 delivered']);
    });
  });

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

  it('buries what cannot be encoded with its reason, and sends its neighbours', async () => {
    exchange = new MemoryExchange({
      encode: (format, records, context) => {
        if (records[0]?.guid === 'urn:2') throw new RangeError('the body is not well-formed');
        return plainJson(format, records, context);
      },
    });
    await exchange.accept(...texts(3));
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 2, dead: 1 });
    expect(exchange.tables.attempts).toContainEqual(
      expect.objectContaining({ code: 'delivery.encoding-failed', answer: 'the body is not well-formed' }),
    );
  });

  it('sends nothing that has a fault, buries it with what is wrong, and sends its neighbours', async () => {
    exchange = new MemoryExchange({ encode: checkedEncoder(), destination: { format: 'newsml-g2' } });
    const [first, second, third] = texts(3);
    await exchange.accept(first!, { ...second!, versionCreated: 'yesterday' }, third!);
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 2, dead: 1 });
    expect(exchange.partners.sentTo(KHABAR)).toHaveLength(2);
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 delivered', 'item v1 dead', 'item v1 delivered']);
    expect(exchange.tables.attempts).toContainEqual(
      expect.objectContaining({
        code: 'delivery.invalid-output',
        answer: expect.stringContaining('/newsMessage/itemSet/newsItem/itemMeta/versionCreated: "yesterday"'),
        bodyBytes: 0,
      }),
    );
  });

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

  describe('with a partner that hangs', () => {
    it('gives up at the destination’s deadline, and counts it as unclear', async () => {
      exchange = new MemoryExchange({ destination: { timeoutSeconds: 0.03 } });
      exchange.partners.hang(KHABAR);
      await exchange.accept(text(1));
      expect(await exchange.drain(KHABAR)).toMatchObject({ retried: 1 });
      expect(exchange.tables.deliveries[0]).toMatchObject({ ambiguous: true, code: 'delivery.timeout' });
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

  it('is bounded in number, and then rings again', async () => {
    exchange = new MemoryExchange({ drain: { maxDeliveries: 4, batch: 3 } });
    await exchange.accept(...texts(10));
    exchange.bell.rung.length = 0;
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 4, rungAgain: true });
    expect(exchange.bell.rung).toEqual([KHABAR]);
    exchange.bell.broken = true;
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 4, rungAgain: false });
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 2 });
  });

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

  it('tells of every attempt, and is not disturbed by who listens', async () => {
    const told: string[] = [];
    exchange = new MemoryExchange({
      drain: {
        attempted: ({ guid, destinationId }, { outcome }) => {
          told.push(`${guid} ${destinationId} ${outcome}`);
          throw new Error('the log is full');
        },
      },
    });
    await exchange.accept(text(1));
    expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 1 });
    expect(told).toEqual(['urn:1 khabar-desk delivered']);
  });

  it('never sends anything where there is no agreement', async () => {
    await exchange.accept(...texts(3));
    for (const id of [KHABAR, BAKU_TV, UZ_24]) await exchange.drain(id);
    expect(exchange.partners.sentTo(UZ_24)).toEqual([]);
    expect(exchange.partners.requests).toHaveLength(6);
  });
});
