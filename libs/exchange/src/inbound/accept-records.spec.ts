import { BAKU_TV, KHABAR, REPORT, UZ_24 } from '#exchange/testing/make-board.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { asFeedId } from '#news/ids.js';
import { AcceptRecords } from './accept-records.js';
import { type AcceptRequest, type ItemLedger, UnacceptableRecord } from './inbound-ports.js';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => makeRecord({ guid: `urn:item:${n}`, headline: `Xəbər ${n}` }));

/** A ledger that can never hold some records, and counts what it is asked. */
class FussyLedger implements ItemLedger {
  readonly requests: AcceptRequest[] = [];
  constructor(
    private readonly ledger: ItemLedger,
    private readonly refuses: (guid: string) => boolean,
  ) {}
  async accept(request: AcceptRequest) {
    this.requests.push(request);
    if (request.candidates.some(({ guid }) => this.refuses(guid)))
      throw new UnacceptableRecord('out of range');
    return this.ledger.accept(request);
  }
}

describe('AcceptRecords', () => {
  let exchange: MemoryExchange;
  beforeEach(() => {
    exchange = new MemoryExchange();
  });
  const over = (items: ItemLedger) => {
    const agreements = { board: async () => exchange.board };
    return new AcceptRecords(items, agreements, exchange.bell, exchange.sends, exchange.clock);
  };
  const arrival = { partnerId: REPORT, feedId: asFeedId('report-az'), fetchId: 1, providerVersions: true };
  const never = new AbortController().signal;

  it('writes what is new, plans its deliveries and rings for them', async () => {
    const result = await exchange.accept(makeRecord());
    expect(result).toMatchObject({ accepted: [{ version: 1, change: 'new' }], refused: [], complete: true });
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 pending']);
    expect(exchange.statesOf(UZ_24)).toEqual([]);
    expect(exchange.bell.rung).toEqual([KHABAR, BAKU_TV]);
    expect(exchange.tables.decisions).toHaveLength(3);
  });

  it('does nothing about what it has already', async () => {
    await exchange.accept(makeRecord());
    exchange.bell.rung.length = 0;
    expect(await exchange.accept(makeRecord())).toMatchObject({ accepted: [], unchanged: 1 });
    expect(exchange.bell.rung).toEqual([]);
  });

  it('supersedes a version that nobody has been sent yet', async () => {
    await exchange.accept(makeRecord());
    await exchange.accept(makeRecord({ version: 2, headline: 'Yeni' }));
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 superseded', 'item v2 pending']);
  });

  it('leaves out a record that the rules trip over, and accepts its neighbours', async () => {
    const broken = makeRecord({ guid: 'urn:item:broken' });
    Object.defineProperty(broken, 'hops', { value: [{ at: '2025-11-18T09:00:00Z' }], enumerable: true });
    const [before, after] = numbered(2);
    const result = await exchange.accept(before!, broken, after!);
    expect(result.accepted).toHaveLength(2);
    expect(result.refused).toEqual([
      { guid: 'urn:item:broken', message: expect.stringMatching(/^it could not be judged: /) },
    ]);
  });

  it('goes on when the bell cannot be reached: the ledger has it', async () => {
    exchange.bell.broken = true;
    expect((await exchange.accept(makeRecord())).accepted).toHaveLength(1);
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 pending']);
  });

  it('makes a kill by signal one by status', async () => {
    await exchange.accept(makeRecord());
    await exchange.accept(makeRecord({ version: 2, signals: ['kill'] }));
    expect(exchange.tables.versions.at(-1)).toMatchObject({
      change: 'kill',
      record: { pubStatus: 'canceled' },
    });
    expect(await exchange.accept(makeRecord({ version: 3, headline: 'Qayıtdı' }))).toMatchObject({
      accepted: [],
      stale: [{ detail: expect.stringContaining('killed') }],
    });
  });

  it('cuts short the sends that a kill overtakes', async () => {
    const { accepted } = await exchange.accept(makeRecord());
    let aborted = 0;
    exchange.sends.begin(accepted[0]!.itemId, 1, () => {
      aborted += 1;
    });
    await exchange.accept(makeRecord({ version: 2, headline: 'Yeni' }));
    expect(aborted).toBe(0);
    await exchange.accept(makeRecord({ version: 3, pubStatus: 'canceled' }));
    expect(aborted).toBe(1);
  });

  describe('of a document with two versions of one item', () => {
    const first = makeRecord({ version: 1, headline: 'bir' });
    const second = makeRecord({ version: 2, headline: 'iki' });
    const dated = (versionCreated: string | undefined, headline: string) =>
      makeRecord({ versionCreated, headline });

    it.each([
      ['newest first', [second, first]],
      ['oldest first', [first, second]],
    ])('takes both in the order of their numbers, %s', async (_, records) => {
      expect((await exchange.accept(...records)).accepted.map(({ version }) => version)).toEqual([1, 2]);
      expect(exchange.tables.items).toMatchObject([{ version: 2, record: { headline: 'iki' } }]);
    });

    it('goes by date where they have no numbers', async () => {
      await over(exchange.items).run(
        {
          ...arrival,
          providerVersions: false,
          records: [dated('2025-11-18T08:30:00Z', 'yeni'), dated('2025-11-18T08:00:00Z', 'köhnə')],
        },
        never,
      );
      expect(exchange.tables.items).toMatchObject([{ version: 2, record: { headline: 'yeni' } }]);
    });

    it('takes the upper of two without a date in a feed as the newer, and settles down', async () => {
      const records = [dated(undefined, 'yeni'), dated(undefined, 'köhnə')];
      const run = () => over(exchange.items).run({ ...arrival, providerVersions: false, records }, never);
      expect((await run()).accepted).toHaveLength(2);
      expect(exchange.tables.items).toMatchObject([{ record: { headline: 'yeni' } }]);
      expect(await run()).toMatchObject({ accepted: [], unchanged: 1, stale: [{}] });
    });
  });

  it('takes a kill before the rest of a long document', async () => {
    await exchange.accept(makeRecord({ guid: 'urn:item:399' }));
    const records = numbered(400);
    records[399] = makeRecord({ guid: 'urn:item:399', version: 2, pubStatus: 'canceled' });
    const ledger = new FussyLedger(exchange.items, () => false);
    await over(ledger).run({ ...arrival, records }, never);
    expect(ledger.requests.map(({ candidates }) => candidates.length)).toEqual([200, 200]);
    expect(ledger.requests[0]?.candidates[0]?.guid).toBe('urn:item:399');
  });

  it('loses one record that the ledger can never hold, and none of its neighbours', async () => {
    const ledger = new FussyLedger(
      exchange.items,
      (guid) => guid === 'urn:item:17' || guid === 'urn:item:18',
    );
    const result = await over(ledger).run({ ...arrival, records: numbered(150) }, never);
    expect(result.accepted).toHaveLength(148);
    expect(result.refused).toEqual([
      { guid: 'urn:item:17', message: 'out of range' },
      { guid: 'urn:item:18', message: 'out of range' },
    ]);
    expect(result.complete).toBe(true);
    expect(ledger.requests.length).toBeLessThan(25);
  });

  it('throws when the ledger is out of reach, without trying record by record', async () => {
    let calls = 0;
    const dead: ItemLedger = {
      accept: async () => {
        calls += 1;
        throw new Error('connection refused');
      },
    };
    await expect(over(dead).run({ ...arrival, records: numbered(150) }, never)).rejects.toThrow('refused');
    expect(calls).toBe(1);
  });

  it('stops between two requests when it is told to, and says that it did', async () => {
    const controller = new AbortController();
    const ledger: ItemLedger = {
      accept: (request) => {
        controller.abort();
        return exchange.items.accept(request);
      },
    };
    const result = await over(ledger).run({ ...arrival, records: numbered(450) }, controller.signal);
    expect(result.complete).toBe(false);
    expect(result.accepted).toHaveLength(200);
  });
});
