import { type SignedStory, sameStory } from '#codecs/story/same-story.js';
import type { Clock } from '../clock.js';

/** An item with what is known of its story. */
export interface StoryMember extends SignedStory {
  itemId: number;
  storyId: number;
}

/** Two items that share a key, so that they may tell the same story. */
export interface StoryPair {
  item: StoryMember;
  other: StoryMember;
}

/** Every item of the story `from` belongs to `into`. */
export interface StoryMerge {
  from: number;
  into: number;
}

/** Which items tell the same story. Items wait in it from the moment they are accepted; nothing else is done then. */
export interface StoryIndex {
  /**
   * Signs up to `limit` of the items that wait, as they are now, and merges stories as `merge` says, all or nothing. An
   * item begins as a story of its own, and again with a version that is another text altogether.
   *
   * @returns how many items waited no longer; 0 when none was waiting
   */
  sign(limit: number, merge: (pairs: StoryPair[]) => StoryMerge[]): Promise<number>;
}

/** Few enough not to hold up whatever else the process does. */
const BATCH = 20;
/** After so long the round is over: deliveries need the processor and the database more. The rest comes in the next. */
const ROUND_MS = 1_000;

/** Groups items that tell the same story. Nothing is merged or dropped: a story is a number that items share. */
export class ClusterStories {
  constructor(
    private readonly index: StoryIndex,
    private readonly clock: Clock,
  ) {}

  /** Answers how many items were signed. Several at once, or one that was cut off, do no harm. */
  async run(signal?: AbortSignal): Promise<number> {
    const end = this.clock.now().getTime() + ROUND_MS;
    for (let total = 0; ; ) {
      const signed = await this.index.sign(BATCH, mergeStories);
      total += signed;
      if (signed === 0 || signal?.aborted || this.clock.now().getTime() >= end) return total;
    }
  }
}

/**
 * Stories whose items tell the same: the one that was first stays. If A is like B and B like C, all three are one story, in
 * whatever order they came.
 */
export function mergeStories(pairs: readonly StoryPair[]): StoryMerge[] {
  const parents = new Map<number, number>();
  const first = (story: number): number => {
    let root = story;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  for (const { item, other } of pairs) {
    const [a, b] = [first(item.storyId), first(other.storyId)];
    if (a !== b && sameStory(item, other)) parents.set(Math.max(a, b), Math.min(a, b));
  }
  return [...parents.keys()].map((from) => ({ from, into: first(from) }));
}
