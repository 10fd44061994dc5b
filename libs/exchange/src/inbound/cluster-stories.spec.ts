import { storySignature } from '#codecs/story/story-signature.js';
import { FakeClock } from '../testing/fake-clock.js';
import { makeRecord } from '../testing/make-record.js';
import { ClusterStories, mergeStories, type StoryIndex, type StoryMember } from './cluster-stories.js';

const TEXT = Array.from(
  { length: 100 },
  (_, n) => `${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10)]}`,
);

/** An item whose text begins `from` words into the common one. */
function member(itemId: number, from: number, storyId = itemId): StoryMember {
  const text = TEXT.slice(from, from + 60).join(' ');
  const signature = storySignature(makeRecord({ body: `<p>${text}</p>` }));
  if (!signature) throw new Error('nothing to sign');
  return { ...signature, itemId, storyId, partnerId: `partner-${itemId}`, at: 0 };
}

describe('mergeStories', () => {
  const [a, b, c, d] = [member(1, 0), member(2, 15), member(3, 30), member(4, 40, 1)];

  it('joins what is alike into the story that was first', () => {
    expect(mergeStories([{ item: b!, other: a! }])).toEqual([{ from: 2, into: 1 }]);
  });

  it('joins over a third, in whatever order they are compared', () => {
    const pairs = [
      { item: c!, other: b! },
      { item: a!, other: b! },
      { item: a!, other: c! },
    ];
    const expected = [
      { from: 2, into: 1 },
      { from: 3, into: 1 },
    ];
    const sorted = (merges: { from: number; into: number }[]) => merges.sort((x, y) => x.from - y.from);
    expect(sorted(mergeStories(pairs))).toEqual(expected);
    expect(sorted(mergeStories(pairs.toReversed()))).toEqual(expected);
  });

  it('leaves apart what shares a key alone, and has nothing to do within a story', () => {
    expect(mergeStories([{ item: a!, other: c! }])).toEqual([]);
    expect(mergeStories([{ item: a!, other: d! }])).toEqual([]);
  });
});

describe('ClusterStories', () => {
  /** Takes half a second for each batch. */
  const waiting = (count: number, clock: FakeClock): StoryIndex => {
    let left = count;
    return {
      sign: async (limit) => {
        const signed = Math.min(limit, left);
        left -= signed;
        clock.advance(0.5);
        return signed;
      },
    };
  };

  it('goes on until nothing waits, and stops for breath', async () => {
    const clock = new FakeClock();
    expect(await new ClusterStories(waiting(10, clock), clock).run()).toBe(10);
    const stories = new ClusterStories(waiting(100, clock), clock);
    expect([await stories.run(), await stories.run(), await stories.run(), await stories.run()]).toEqual([
      40, 40, 20, 0,
    ]);
  });

  it('stops when the process does', async () => {
    const clock = new FakeClock();
    expect(await new ClusterStories(waiting(250, clock), clock).run(AbortSignal.abort())).toBe(20);
  });
});
