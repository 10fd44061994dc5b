import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import { BAKU_TV, KHABAR, REPORT } from '#exchange/testing/make-board.js';
import { makeDestination } from '#exchange/testing/make-destination.js';
import { MemoryExchange, type MemoryExchangeOptions } from '#exchange/testing/memory-exchange.js';
import { text, texts, until } from '#exchange/testing/numbered-texts.js';
import { DELIVERED, PlayedBell } from '#exchange/testing/played-doors.js';
import { asFeedId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import { NearDoorbell } from './near-doorbell.js';

describe('what is claimed in the transaction that accepts', () => {
  let exchange: MemoryExchange;
  let far: PlayedBell;
  let lanes: NearDoorbell;
  let acceptRecords: AcceptRecords;
  /** Claims that runs made, each with how many requests had left by then. */
  let claims: number[];
  let running: number;
  const open = (options: MemoryExchangeOptions = {}) => {
    exchange = new MemoryExchange({
      drain: { recheckMilliseconds: 60_000, patienceMilliseconds: 60_000 },
      ...options,
    });
    far = new PlayedBell();
    lanes = new NearDoorbell(far, exchange.drainLane);
    lanes.listen();
    const agreements = { board: async () => exchange.board };
    acceptRecords = new AcceptRecords(exchange.items, agreements, lanes, exchange.sends, exchange.clock);
    running = 0;
    const run = exchange.drainLane.run.bind(exchange.drainLane);
    exchange.drainLane.run = (...drained) => {
      running += 1;
      return run(...drained).finally(() => {
        running -= 1;
      });
    };
    claims = [];
    const claim = exchange.ledger.claim.bind(exchange.ledger);
    exchange.ledger.claim = (...request) => {
      claims.push(exchange.partners.requests.length);
      return claim(...request);
    };
  };
  beforeEach(() => open());
  const accept = (...records: NewsRecord[]) => {
    const arrival = { partnerId: REPORT, feedId: asFeedId('report-az'), fetchId: 1, providerVersions: true };
    return acceptRecords.run({ ...arrival, records }, new AbortController().signal);
  };
  const states = (id = KHABAR) => exchange.statesOf(id);
  const delivered = (count: number) => () =>
    states().filter((state) => state.endsWith('delivered')).length === count &&
    states(BAKU_TV).filter((state) => state.endsWith('delivered')).length === count;
  /** A lane is claimed for by whoever accepts once it was claimed from. */
  const meetBoth = async () => {
    await accept(text(1));
    await until(delivered(1));
    await lanesIdle();
    claims.length = 0;
  };
  const lanesIdle = () => until(() => running === 0);

  it('leaves without another claim', async () => {
    await meetBoth();
    await accept(text(2));
    await until(delivered(2));
    expect(exchange.partners.sentTo(KHABAR)).toEqual(['urn:1 v1', 'urn:2 v1']);
    // What is asked is whether there is more, when both had left.
    expect(claims.every((sent) => sent === 4)).toBe(true);
  });

  it('leaves beside what is in the air already', async () => {
    await meetBoth();
    const answers: (() => void)[] = [];
    exchange.partners.behave(KHABAR, () => new Promise((resolve) => answers.push(() => resolve(DELIVERED))));
    await accept(text(2));
    await until(() => answers.length === 1);
    await accept(text(3));
    await until(() => answers.length === 2);
    for (const answer of answers) answer();
    await until(delivered(3));
  });

  it('is followed by a claim where there may be more', async () => {
    open({ drain: { batch: 2, recheckMilliseconds: 60_000, patienceMilliseconds: 60_000 } });
    await meetBoth();
    await accept(...texts(9).slice(1));
    await until(delivered(9));
  });

  it('fills its lane and no more, and what lands makes room for the rest', async () => {
    open({ destination: { maxInFlight: 4 } });
    await meetBoth();
    let answerFirst = () => {};
    exchange.partners.behave(KHABAR, ({ delivery }) =>
      delivery.guid === 'urn:2'
        ? new Promise((resolve) => (answerFirst = () => resolve(DELIVERED)))
        : DELIVERED,
    );
    await accept(...texts(21).slice(1));
    await until(() => states().filter((state) => state.endsWith('delivered')).length === 20);
    answerFirst();
    await until(delivered(21));
  });

  it('is given back by a process that stops meanwhile, and the queue is rung', async () => {
    await meetBoth();
    const [wish] = lanes.wishes([KHABAR]);
    const { drainLane } = exchange;
    await exchange.accept(text(2));
    const { deliveries } = await exchange.ledger.claim(KHABAR, wish!.most, wish!.leaseSeconds);
    expect(states()).toEqual(['item v1 delivered', 'item v1 in_flight']);
    await lanes.finish();
    lanes.carry([{ wish: wish!, deliveries }]);
    await until(() => states()[1] === 'item v1 pending');
    await drainLane.finish(100);
    expect(exchange.partners.sentTo(KHABAR)).toEqual(['urn:1 v1']);
    expect(exchange.bell.rung).toContain(KHABAR);
    expect(lanes.wishes([KHABAR])).toEqual([]);
  });

  it('is not wished for in a lane that has a rate, that is full or that is not drained here', async () => {
    await meetBoth();
    expect(lanes.wishes([KHABAR, BAKU_TV])).toHaveLength(2);
    expect(new NearDoorbell(far, exchange.drainLane).wishes([KHABAR])).toEqual([]);
    open();
    const paced = makeDestination({ id: KHABAR });
    exchange.tables.addDestination(paced, { ratePerSecond: 100, burst: 100 });
    exchange.clock.advance(1);
    await meetBoth();
    expect(lanes.wishes([KHABAR])).toEqual([]);
    open({ destination: { maxInFlight: 1 } });
    await meetBoth();
    let answer = () => {};
    exchange.partners.behave(KHABAR, () => new Promise((resolve) => (answer = () => resolve(DELIVERED))));
    await exchange.accept(text(2), text(3));
    void lanes.run(KHABAR, new AbortController().signal);
    await until(() => states()[1] === 'item v1 in_flight');
    expect(lanes.wishes([KHABAR])).toEqual([]);
    exchange.partners.behave(KHABAR, () => DELIVERED);
    answer();
    await until(() => states()[2] === 'item v1 delivered');
  });
});
