import type { Instant } from '#news/record.js';
import type { StatusMeaning } from './profile/feed-profile.js';

/** What a status may mean, from what lets most happen to what lets least. */
const BY_STRICTNESS: readonly StatusMeaning[] = ['usable', 'embargoed', 'withheld', 'canceled', 'recalled'];

/** Of several that an item says the one that lets least happen; usable where it says none. */
export const strictestOf = (meanings: readonly StatusMeaning[]): StatusMeaning =>
  meanings.reduce<StatusMeaning>(
    (strictest, one) => (BY_STRICTNESS.indexOf(one) > BY_STRICTNESS.indexOf(strictest) ? one : strictest),
    'usable',
  );

type Embargo = Instant | 'indefinite';

/** The embargo that ends last binds the whole: an item cannot be published in parts. */
export function lastOf(embargoes: readonly (Embargo | undefined)[]): Embargo | undefined {
  const [first, ...others] = embargoes.filter((one) => one !== undefined);
  return others.reduce(
    (last, one) =>
      last === 'indefinite' || (one !== 'indefinite' && Date.parse(one) <= Date.parse(last!)) ? last : one,
    first,
  );
}
