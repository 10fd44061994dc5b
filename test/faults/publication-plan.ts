import { between, oneOf, type Random } from './random.js';

export type Kind = 'item' | 'kill';

/** One version of an item, and when the origin publishes it. */
export interface Publication {
  /** Milliseconds from the start of the plan. */
  atMs: number;
  guid: string;
  version: number;
  kind: Kind;
}

/** What becomes of items: some stay as they are, some grow, some are killed at whatever stage. The sum of the shares is 1. */
const LIVES: readonly (readonly [share: number, kinds: readonly Kind[]])[] = [
  [0.42, ['item']],
  [0.2, ['item', 'item']],
  [0.14, ['item', 'item', 'item']],
  [0.08, ['item', 'kill']],
  [0.1, ['item', 'item', 'kill']],
  [0.06, ['item', 'item', 'item', 'kill']],
];

/** Between two versions, in milliseconds: before anybody has seen the first, while it is sent, while it is sent again, after. */
const PAUSES = [0, 60, 400, 1_200, 3_000, 8_000, 14_000];

/**
 * When which version of which item comes out: items evenly over `spreadMs`, their later versions and kills after pauses
 * of every length, so that all of them meet in every order.
 */
export function publicationPlan(
  random: Random,
  { name, items, spreadMs, pausesUpToMs = 14_000 }: PlanOptions,
): Publication[] {
  const pauses = PAUSES.filter((pause) => pause <= pausesUpToMs);
  const plan: Publication[] = [];
  for (let n = 0; n < items; n++) {
    const guid = `urn:faults:${name}:${n}`;
    let atMs = (spreadMs * n) / items;
    for (const [i, kind] of lifeOf(random).entries()) {
      if (i > 0) atMs += oneOf(random, pauses) * between(random, 0.8, 1);
      plan.push({ atMs, guid, version: i + 1, kind });
    }
  }
  return plan.sort((a, b) => a.atMs - b.atMs || a.version - b.version);
}

export interface PlanOptions {
  /** Part of the guids, so that plans of one run share none. */
  name: string;
  items: number;
  spreadMs: number;
  /** Longer pauses between versions are left out; default 14,000. */
  pausesUpToMs?: number;
}

function lifeOf(random: Random): readonly Kind[] {
  let left = random();
  for (const [share, kinds] of LIVES) {
    left -= share;
    if (left < 0) return kinds;
  }
  return ['item'];
}

/** All at once and one version each: a load to measure a rate by. */
export const burst = (name: string, items: number): Publication[] =>
  Array.from({ length: items }, (_, n) => ({
    atMs: 0,
    guid: `urn:faults:${name}:${n}`,
    version: 1,
    kind: 'item',
  }));
