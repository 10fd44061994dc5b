import { doorbellConformance } from '#exchange/testing/doorbell-conformance.js';
import type { DestinationId } from '#news/ids.js';
import { asDestinationId } from '#news/ids.js';
import { NearDoorbell } from './near-doorbell.js';

const signal = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));
const lanes = (...ids: string[]) => ids.map(asDestinationId);
const NO_CLAIMS = { wish: () => undefined, giveBack: async () => {} };

doorbellConformance('NearDoorbell', {
  wayMs: 15,
  start: async (drain) => {
    // What is more than this process drains at once comes back to it, as from a queue that nobody else listens to.
    let waiting: DestinationId[] = [];
    const far = { ring: async (ids: readonly DestinationId[]) => void waiting.push(...ids) };
    const run = (id: DestinationId) => drain(id).then(() => ({ rungAgain: false }));
    const doorbell = new NearDoorbell(far, { ...NO_CLAIMS, run }, { most: 8 });
    doorbell.listen();
    const timer = setInterval(() => {
      const rung = waiting;
      waiting = [];
      for (const id of rung) void doorbell.run(id, signal);
    }, 5);
    return {
      doorbell,
      stop: async () => {
        clearInterval(timer);
        await doorbell.finish();
      },
    };
  },
});

describe('NearDoorbell', () => {
  let far: string[];
  let running: Map<string, { end: (error?: Error) => void; endByBounds: () => void; signal: AbortSignal }>;
  let begun: string[];
  let failures: string[];
  let bell: NearDoorbell;
  beforeEach(() => {
    far = [];
    running = new Map();
    begun = [];
    failures = [];
    const drain = (id: string, stop: AbortSignal) =>
      new Promise<{ rungAgain: boolean }>((resolve, reject) => {
        begun.push(id);
        running.set(id, {
          end: (error) => (error ? reject(error) : resolve({ rungAgain: false })),
          // A drain rings for what it leaves before it ends.
          endByBounds: () => void bell.ring(lanes(id)).then(() => resolve({ rungAgain: true })),
          signal: stop,
        });
      });
    const failed = (id: string, error: unknown) => void failures.push(`${id}: ${String(error)}`);
    const farBell = { ring: async (ids: readonly DestinationId[]) => void far.push(...ids) };
    bell = new NearDoorbell(farBell, { ...NO_CLAIMS, run: drain }, { most: 2, failed });
  });

  it('leaves every ring to the queue until this process delivers', async () => {
    await bell.ring(lanes('a', 'b'));
    expect(far).toEqual(['a', 'b']);
    expect(begun).toEqual([]);
    bell.listen();
    await bell.ring(lanes('a'));
    expect(begun).toEqual(['a']);
    expect(far).toEqual(['a', 'b']);
  });

  it('leaves to the queue what it has no room for', async () => {
    bell.listen();
    await bell.ring(lanes('a', 'b', 'c', 'a'));
    expect(begun).toEqual(['a', 'b']);
    expect(far).toEqual(['c']);
  });

  it('drains for a job of the queue, however many others are', async () => {
    const jobs = lanes('a', 'b', 'c').map((id) => bell.run(id, signal));
    expect(begun).toEqual(['a', 'b', 'c']);
    for (const id of begun) running.get(id)?.end();
    await Promise.all(jobs);
  });

  it('keeps no job of the queue waiting for a drain that runs, and runs once more for it', async () => {
    bell.listen();
    await bell.ring(lanes('a'));
    await bell.run(asDestinationId('a'), signal);
    expect(begun).toEqual(['a']);
    running.get('a')?.end();
    await settled();
    expect(begun).toEqual(['a', 'a']);
  });

  it('hands a lane that has had its turn to the queue, and takes the next', async () => {
    bell.listen();
    await bell.ring(lanes('a', 'b', 'c'));
    expect(far).toEqual(['c']);
    await bell.ring(lanes('a'));
    running.get('a')?.endByBounds();
    await settled();
    expect(begun).toEqual(['a', 'b']);
    expect(far).toEqual(['c', 'a']);
    await bell.ring(lanes('d'));
    expect(begun).toEqual(['a', 'b', 'd']);
  });

  it('does not go on for ever for rings that keep coming', async () => {
    bell.listen();
    await bell.ring(lanes('a'));
    for (let ended = 0; far.length === 0 && ended < 100; ended += 1) {
      await bell.ring(lanes('a'));
      running.get('a')?.end();
      await settled();
    }
    expect(far).toEqual(['a']);
    expect(begun).toHaveLength(5);
  });

  it('finds room for a kill where there is none', async () => {
    bell.listen();
    await bell.ring(lanes('a', 'b'));
    await bell.ring(lanes('c', 'd'), true);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    expect(far).toEqual([]);
  });

  it('drives lanes when the queue is away, though it does not listen, and says how many', () => {
    expect(bell.drive(lanes('a', 'b', 'c'))).toBe(2);
    expect(begun).toEqual(['a', 'b']);
  });

  it('tells what failed, and can be rung again', async () => {
    bell.listen();
    await bell.ring(lanes('a'));
    running.get('a')?.end(new Error('no ledger'));
    await settled();
    expect(failures).toEqual(['a: Error: no ledger']);
    await bell.ring(lanes('a'));
    expect(begun).toEqual(['a', 'a']);
  });

  it('stops: tells what runs, waits for it, and leaves further rings to the queue', async () => {
    bell.listen();
    await bell.ring(lanes('a'));
    let finished = false;
    const finishing = bell.finish().then(() => {
      finished = true;
    });
    expect(running.get('a')?.signal.aborted).toBe(true);
    await bell.ring(lanes('a', 'b'));
    expect(far).toEqual(['a', 'b']);
    expect(bell.drive(lanes('b'))).toBe(0);
    await settled();
    expect(finished).toBe(false);
    running.get('a')?.end();
    await finishing;
    expect(begun).toEqual(['a']);
  });
});
