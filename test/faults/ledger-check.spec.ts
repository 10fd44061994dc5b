import type { Arrival } from './arrival.js';
import { type Books, checkLedgers, type Decided } from './ledger-check.js';

const GUID = 'urn:faults:test:1';
const SECOND = 1_000;

/** One item, one destination, all well: published, decided, sent, taken. Times are seconds. */
const wellKept = (): Books => ({
  published: [version(1)],
  decided: [decision(1)],
  arrivals: [arrival(1, 10)],
  destinations: [{ id: 'khabar', every: false }],
  workersKilledAt: [],
  databaseDown: [],
});
const version = (n: number, kind: 'item' | 'kill' = 'item') => ({ atMs: 0, guid: GUID, version: n, kind });
const decision = (n: number, more: Partial<Decided> = {}): Decided => ({
  destination: 'khabar',
  guid: GUID,
  version: n,
  kind: 'item',
  state: 'delivered',
  repeated: false,
  unclear: 0,
  unsettled: 0,
  ...more,
});
const arrival = (n: number, seconds: number, more: Partial<Arrival> = {}): Arrival => ({
  place: seconds,
  sentAt: seconds * SECOND,
  at: seconds * SECOND,
  destination: 'khabar',
  webhookId: `msg_${n}`,
  guid: GUID,
  version: n,
  kind: 'item',
  status: 204,
  fate: 'none',
  answered: true,
  ...more,
});
const kill = (n: number, seconds: number, more: Partial<Arrival> = {}) =>
  arrival(n, seconds, { kind: 'kill', webhookId: `msg_kill_${n}`, ...more });
const faultsOf = (changes: Partial<Books>) => {
  const { deliveries, kills, unbelievable, ...found } = checkLedgers({ ...wellKept(), ...changes });
  return found;
};
const NOTHING = {
  lost: [],
  orderViolations: [],
  killsMissed: [],
  duplicatesExplained: 0,
  duplicatesUnexplained: [],
};

describe('checkLedgers', () => {
  it('finds nothing where everything published was decided, sent and taken once', () => {
    expect(checkLedgers(wellKept())).toEqual({ ...NOTHING, deliveries: 1, kills: 0, unbelievable: [] });
  });

  describe('a delivery is lost', () => {
    const lost = { ...NOTHING, lost: ['khabar: item 1 of urn:faults:test:1'] };

    it.each([
      ['the exchange says delivered, and nothing came', { arrivals: [] }],
      ['the receiver answered 500', { arrivals: [arrival(1, 10, { status: 500 })] }],
      [
        'the receiver would not believe it',
        { arrivals: [arrival(1, 10, { status: 401, fault: 'no signature' })] },
      ],
      ['it still waits', { arrivals: [], decided: [decision(1, { state: 'pending' as const })] }],
      ['it was given up', { arrivals: [], decided: [decision(1, { state: 'dead' as const })] }],
      [
        'it was superseded by nothing',
        { arrivals: [], decided: [decision(1, { state: 'superseded' as const })] },
      ],
      ['the exchange never read it', { arrivals: [], decided: [] }],
    ])('when %s', (_, changes) => {
      expect(faultsOf(changes)).toEqual(lost);
    });

    it('when a newer version took its place and is not delivered either', () => {
      const decided = [decision(1, { state: 'superseded' }), decision(2, { state: 'pending' })];
      const found = faultsOf({ published: [version(1), version(2)], decided, arrivals: [] });
      expect(found.lost).toEqual([
        'khabar: item 2 of urn:faults:test:1',
        'khabar: item 1 of urn:faults:test:1',
      ]);
    });

    it('and none is that a newer version has replaced, unless the destination takes every version', () => {
      const books = {
        published: [version(1), version(2)],
        decided: [decision(1, { state: 'superseded' }), decision(2)],
        arrivals: [arrival(2, 10)],
      };
      expect(faultsOf(books)).toEqual(NOTHING);
      expect(faultsOf({ ...books, destinations: [{ id: 'khabar', every: true }] })).toEqual(lost);
    });

    it('and none is that was killed before it left', () => {
      const decided = [decision(1, { state: 'superseded' })];
      expect(faultsOf({ published: [version(1), version(2, 'kill')], decided, arrivals: [] })).toEqual(
        NOTHING,
      );
    });
  });

  describe('the order is broken', () => {
    const published = [version(1), version(2)];
    const decided = [decision(1), decision(2)];
    const broken = ['khabar: item 1 of urn:faults:test:1 after khabar: item 2 of urn:faults:test:1'];

    it('when a lower version is taken after a higher one, also after one that the receiver failed with', () => {
      expect(
        faultsOf({ published, decided, arrivals: [arrival(2, 10), arrival(1, 11)] }).orderViolations,
      ).toEqual(broken);
      const failed = [arrival(2, 10, { status: 500 }), arrival(1, 11), arrival(2, 12)];
      expect(faultsOf({ published, decided, arrivals: failed }).orderViolations).toEqual(broken);
    });

    it('when a lower version is repeated after a higher one, whatever became of its first sending', () => {
      const arrivals = [arrival(1, 10, { answered: false }), arrival(2, 11), arrival(1, 12)];
      expect(faultsOf({ published, decided, arrivals }).orderViolations).toEqual(broken);
    });

    it('when a version comes in behind the kill, unless the kill is sent once more', () => {
      const killed = {
        published: [version(1), version(2, 'kill')],
        decided: [decision(1), decision(2, { kind: 'kill' as const, repeated: true })],
      };
      const behind = [kill(2, 10), arrival(1, 11, { fate: 'late', answered: false })];
      expect(faultsOf({ ...killed, arrivals: behind }).orderViolations).toEqual([
        'khabar: item 1 of urn:faults:test:1 after khabar: kill 2 of urn:faults:test:1',
      ]);
      expect(faultsOf({ ...killed, arrivals: [...behind, kill(2, 20)] })).toEqual({
        ...NOTHING,
        duplicatesExplained: 1,
      });
    });
  });

  describe('a kill is missed', () => {
    const published = [version(1), version(2, 'kill')];
    const missed = ['khabar: kill 2 of urn:faults:test:1'];

    it.each([
      ['took a version', arrival(1, 10)],
      ['failed with one that it may have stored', arrival(1, 10, { status: 500 })],
      ['got one whose answer did not come back', arrival(1, 10, { fate: 'withhold', answered: false })],
    ])('when whoever %s was never told', (_, held) => {
      expect(faultsOf({ published, arrivals: [held] }).killsMissed).toEqual(missed);
    });

    it('when the receiver never acknowledged it', () => {
      const arrivals = [arrival(1, 10), kill(2, 11, { status: 500 })];
      expect(faultsOf({ published, arrivals }).killsMissed).toEqual(missed);
    });

    it('by nobody who never had the item, or would not take it', () => {
      const decided = [decision(1, { state: 'superseded' })];
      expect(faultsOf({ published, decided, arrivals: [arrival(1, 10, { status: 503 })] })).toEqual(NOTHING);
    });
  });

  describe('a duplicate', () => {
    const explained = { ...NOTHING, duplicatesExplained: 1 };

    it.each([
      ['the answer did not come back', { arrivals: [arrival(1, 10, { answered: false }), arrival(1, 12)] }],
      ['the receiver failed', { arrivals: [arrival(1, 10, { status: 500 }), arrival(1, 12)] }],
      ['a worker was killed before it could settle', { workersKilledAt: [11 * SECOND] }],
      ['the database was away', { databaseDown: [{ from: 9 * SECOND, to: 11 * SECOND }] }],
      ['the exchange gave up waiting for the first', { decided: [decision(1, { unclear: 1 })] }],
      [
        'a worker was killed long after, and had not settled it',
        {
          arrivals: [arrival(1, 10), arrival(1, 40)],
          decided: [decision(1, { unsettled: 1 })],
          workersKilledAt: [20 * SECOND],
        },
      ],
      [
        'the first sending arrived behind the second',
        { arrivals: [arrival(1, 12), arrival(1, 15, { sentAt: 9 * SECOND, fate: 'late', answered: false })] },
      ],
    ])('is explained when %s', (_, changes) => {
      expect(faultsOf({ arrivals: [arrival(1, 10), arrival(1, 12)], ...changes })).toEqual(explained);
    });

    it.each([
      ['nothing happened', {}],
      [
        'it has another webhook-id',
        { arrivals: [arrival(1, 10, { answered: false }), arrival(1, 12, { webhookId: 'msg_other' })] },
      ],
      [
        'the worker was killed long after',
        { arrivals: [arrival(1, 10), arrival(1, 40)], workersKilledAt: [30 * SECOND] },
      ],
      ['nobody settled it, and no worker was killed', { decided: [decision(1, { unsettled: 1 })] }],
      ['the worker was killed after the second', { workersKilledAt: [12.5 * SECOND] }],
      ['the database was away before', { databaseDown: [{ from: 5 * SECOND, to: 9 * SECOND }] }],
    ])('is not when %s', (_, changes) => {
      const found = faultsOf({ arrivals: [arrival(1, 10), arrival(1, 12)], ...changes });
      expect(found.duplicatesExplained).toBe(0);
      expect(found.duplicatesUnexplained).toHaveLength(1);
    });

    it('is not when there are more than attempts that ended unclear', () => {
      const arrivals = [arrival(1, 10), arrival(1, 12), arrival(1, 14)];
      const found = faultsOf({ arrivals, decided: [decision(1, { unclear: 1 })] });
      expect(found).toMatchObject({ duplicatesExplained: 1 });
      expect(found.duplicatesUnexplained).toHaveLength(1);
    });

    it('is nothing that was refused the first time', () => {
      const arrivals = [arrival(1, 10, { status: 429 }), arrival(1, 12)];
      expect(faultsOf({ arrivals })).toEqual(NOTHING);
    });
  });

  it('names what no receiver should have been sent', () => {
    const arrivals = [arrival(1, 9, { status: 401, fault: 'No matching signature found' }), arrival(1, 10)];
    expect(checkLedgers({ ...wellKept(), arrivals }).unbelievable).toEqual([
      'khabar: item 1 of urn:faults:test:1: No matching signature found',
    ]);
  });
});
