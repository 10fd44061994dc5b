import { asFeedId, type FeedId } from '#news/ids.js';
import { NearFeeds } from './near-feeds.js';

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map(asFeedId) as [FeedId, FeedId, FeedId, FeedId];

describe('NearFeeds', () => {
  let running: Map<FeedId, { end: (error?: Error) => void; signal: AbortSignal }>;
  let begun: FeedId[];
  let failures: string[];
  let feeds: NearFeeds;
  beforeEach(() => {
    running = new Map();
    begun = [];
    failures = [];
    const poll = (id: FeedId, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        begun.push(id);
        running.set(id, { end: (error) => (error ? reject(error) : resolve()), signal });
      });
    feeds = new NearFeeds(poll, 2, (id, error) => failures.push(`${id}: ${String(error)}`));
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('leaves every ring to the queue where this process does not pull', () => {
    expect(feeds.take([A, B])).toEqual([A, B]);
    expect(begun).toEqual([]);
  });

  it('begins what it has room for, and leaves the rest to the queue', async () => {
    feeds.listen();
    expect(feeds.take([A, B, C])).toEqual([C]);
    expect(begun).toEqual([A, B]);
    running.get(A)?.end();
    await settled();
    expect(feeds.take([C, D])).toEqual([D]);
    expect(begun).toEqual([A, B, C]);
  });

  it('neither begins nor leaves what is polled already, by a job of the queue or otherwise', async () => {
    feeds.listen();
    void feeds.run(A, new AbortController().signal);
    expect(feeds.take([A, B])).toEqual([]);
    expect(feeds.drive([A, B])).toBe(0);
    await feeds.run(B, new AbortController().signal);
    expect(begun).toEqual([A, B]);
  });

  it('runs a job of the queue however many are polled, with the signal of the job', () => {
    feeds.listen();
    feeds.take([A, B]);
    const job = new AbortController();
    void feeds.run(C, job.signal);
    expect(running.get(C)?.signal).toBe(job.signal);
  });

  it('lets the job of the queue hear what a poll throws', async () => {
    const job = feeds.run(A, new AbortController().signal);
    running.get(A)?.end(new Error('no ledger'));
    await expect(job).rejects.toThrow('no ledger');
    expect(failures).toEqual([]);
  });

  it('drives whatever the roles when nobody can be rung, only so many at once', () => {
    expect(feeds.drive([A, A, B, C])).toBe(2);
    expect(feeds.drive([A, B, C])).toBe(0);
    expect(begun).toEqual([A, B]);
  });

  it('reports what fails, and polls it again when asked', async () => {
    feeds.drive([A]);
    running.get(A)?.end(new Error('no ledger'));
    await settled();
    expect(failures).toEqual(['a: Error: no ledger']);
    expect(feeds.drive([A])).toBe(1);
  });

  it('stops: tells what runs, waits for it, and begins nothing more', async () => {
    feeds.listen();
    feeds.take([A]);
    let finished = false;
    const finishing = feeds.finish().then(() => {
      finished = true;
    });
    expect(running.get(A)?.signal.aborted).toBe(true);
    expect(feeds.take([B])).toEqual([B]);
    expect(feeds.drive([B])).toBe(0);
    await settled();
    expect(finished).toBe(false);
    running.get(A)?.end();
    await finishing;
  });
});
