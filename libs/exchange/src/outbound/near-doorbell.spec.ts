import { doorbellConformance } from '#exchange/testing/doorbell-conformance.js';
import type { DestinationId } from '#news/ids.js';
import { asDestinationId } from '#news/ids.js';
import { NearDoorbell } from './near-doorbell.js';

const signal = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));
const lanes = (...ids: string[]) => ids.map(asDestinationId);

doorbellConformance('NearDoorbell', {
  start: async (drain) => {
    // What is more than this process drains at once comes back to it, as from a queue that nobody else listens to.
    let waiting: DestinationId[] = [];
    const far = { ring: async (ids: readonly DestinationId[]) => void waiting.push(...ids) };
    const doorbell = new NearDoorbell(far, drain, { most: 8 });
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
  let running: Map<string, { end: (error?: Error) => void; signal: AbortSignal }>;
  let begun: string[];
  let failures: string[];
  let bell: NearDoorbell;
  beforeEach(() => {
    far = [];
    running = new Map();
    begun = [];
    failures = [];
    const drain = (id: string, stop: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        begun.push(id);
        running.set(id, { end: (error) => (error ? reject(error) : resolve()), signal: stop });
      });
    const failed = (id: string, error: unknown) => void failures.push(`${id}: ${String(error)}`);
    bell = new NearDoorbell({ ring: async (ids) => void far.push(...ids) }, drain, { most: 2, failed });
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

  it('drains for a job of the queue, or waits for the drain that runs and one after it', async () => {
    bell.listen();
    await bell.ring(lanes('a'));
    let ended = false;
    const job = bell.run(asDestinationId('a'), signal).then(() => {
      ended = true;
    });
    running.get('a')?.end();
    await settled();
    expect(begun).toEqual(['a', 'a']);
    expect(ended).toBe(false);
    running.get('a')?.end();
    await job;
    void bell.run(asDestinationId('a'), signal);
    void bell.run(asDestinationId('b'), signal);
    void bell.run(asDestinationId('c'), signal);
    expect(begun).toEqual(['a', 'a', 'a', 'b', 'c']);
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
