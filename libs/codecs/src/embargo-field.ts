import type { Instant } from '#news/record.js';
import type { ItemValues } from './item-values.js';

/** Where a format has no field for an embargo, each sender has a name of its own for one; all of them mean it. */
const NAME = /(?:embar[gq]o|sperrfrist|эмбарго)[^\s/:@]*$/iu;
const NONE = /^\s*(?:none|no|lifted|false|0)?\s*$/i;

export const isEmbargoName = (name: string): boolean => NAME.test(name);

/** Whether such a field says that there is no embargo. */
export const saysNoEmbargo = (text: string): boolean => NONE.test(text);

/** The embargo of a field of the sender's own, which is told; one that cannot be read holds the item. */
export function ownEmbargo(
  name: string,
  text: string,
  values: ItemValues,
): Instant | 'indefinite' | undefined {
  if (saysNoEmbargo(text)) return undefined;
  values.warn('embargo-in-own-field', '', `${name} ${text}`);
  return values.embargo(text, name);
}
