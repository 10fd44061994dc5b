import type { Qcode } from '#news/ids.js';
import { foldConceptName, type Vocabulary } from '#news/vocabulary.js';

/** So many figures of a code may be wrong. */
const MOST_WRONG = 2;

/** The concept that may have been meant by a code that is none: the one of that name, else the one of the likest code. */
export function nearestConcept({ scheme, concepts }: Vocabulary, code: string): Qcode | undefined {
  if (scheme === undefined) return undefined;
  const name = foldConceptName(code);
  const named = Object.entries(concepts).find(([, { names = {} }]) =>
    Object.values(names).some((one) => foldConceptName(one) === name),
  );
  const nearest = named?.[0] ?? likest(code, Object.keys(concepts));
  return nearest === undefined ? undefined : (`${scheme.alias}:${nearest}` as Qcode);
}

function likest(code: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = MOST_WRONG + 1;
  for (const one of known) {
    const wrong = differences(code, one);
    if (wrong < least) [best, least] = [one, wrong];
  }
  return best;
}

/** Signs that stand elsewhere or differ; one that is missing or too many at the end counts as one. */
function differences(a: string, b: string): number {
  let count = Math.abs(a.length - b.length);
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) count++;
  return count;
}
