import type { Instant } from '#news/record.js';
import type { ItemValues } from './item-values.js';

/** Where a format has no field for an embargo, each sender has a name of its own for one; all of them mean it. */
const NAME = /(?:embar[gq]o|sperrfrist|эмбарго)[^\s/:@]*$/iu;
/** Nothing, a word that says no in the languages of our partners, or the date of nothing of databases. */
const NONE =
  /^\s*(?:none|no|no\s+embargo|not\s+embargoed|n\/?a|nil|null|off|lifted|released|false|0+|[-–—]|0000-00-00(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?|нет|yox(?:dur)?|жоқ|joq|yo[ʻʼ‘’'`]?q|йўқ|yok)?\s*$/iu;

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
