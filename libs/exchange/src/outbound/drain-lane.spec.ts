import { checkedEncoder } from '#codecs/checked-encoder.js';
import { BAKU_TV, KHABAR, UZ_24 } from '#exchange/testing/make-board.js';
import { MemoryExchange, plainJson } from '#exchange/testing/memory-exchange.js';
import { soon, text, texts, until } from '#exchange/testing/numbered-texts.js';
import { DELIVERED } from '#exchange/testing/played-doors.js';
import { asDestinationId } from '#news/ids.js';
import type { PushOutcome } from './outbound-ports.js';

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

    it('and does not wait for the encoding of all', async () => {
      let encoded = 0;
      exchange = new MemoryExchange({
        destination: { maxInFlight: 200 },
        encode: (format, records, context) => {
          encoded += 1;
          return plainJson(format, records, context);
        },
      });
      let encodedBefore = 0;
      exchange.partners.behave(KHABAR, ({ delivery }) => {
        if (delivery.guid === 'urn:1') encodedBefore = encoded;
        return DELIVERED;
      });
      await exchange.accept(...texts(200));
      expect(await exchange.drain(KHABAR)).toMatchObject({ delivered: 200, leftInAir: 0 });
      expect({ encodedBefore, encoded }).toEqual({ encodedBefore: 64, encoded: 200 });
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
