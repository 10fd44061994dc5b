/** Chance that repeats itself: the same seed gives the same run. */
export interface SeededRandom {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
}

/** mulberry32: 32 bits of state are plenty for choosing copy, and the generator fits on a page. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  return {
    below(below) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    },
  };
}
