import { inOrder } from './in-order.js';

describe('inOrder', () => {
  const settled: (() => void)[] = [];
  const all = async <T>(results: AsyncIterable<T>): Promise<T[]> => {
    const taken: T[] = [];
    for await (const result of results) taken.push(result);
    return taken;
  };

  it('gives results in the order of the items, whichever is done first', async () => {
    const begin = (n: number) =>
      new Promise<number>((resolve) => {
        settled.push(() => resolve(n));
        if (settled.length === 3) for (const settle of settled.reverse()) settle();
      });
    expect(await all(inOrder([1, 2, 3], begin, { most: 3 }))).toEqual([1, 2, 3]);
  });

  it.each([
    ['number', { most: 2 }, 2],
    ['size', { most: 9, sizeOf: (n: number) => n, mostSize: 3 }, 2],
    ['size, but begins one that is larger than all may be', { most: 9, sizeOf: () => 7, mostSize: 3 }, 1],
  ])('begins no more than it may by %s', async (_, ahead, expected) => {
    let running = 0;
    let most = 0;
    const begin = async (n: number) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return n;
    };
    expect(await all(inOrder([1, 2, 1, 2, 1, 2], begin, ahead))).toEqual([1, 2, 1, 2, 1, 2]);
    expect(most).toBe(expected);
  });

  it('says what failed when its turn has come, not before', async () => {
    const begin = (n: number) => (n === 2 ? Promise.reject(new Error('two')) : Promise.resolve(n));
    const results = inOrder([1, 2, 3], begin, { most: 3 });
    expect((await results.next()).value).toBe(1);
    await expect(results.next()).rejects.toThrow('two');
  });
});
