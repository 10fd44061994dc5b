import type { Instant } from '#news/record.js';
import type { ItemValues } from './item-values.js';

/**
 * Where a format has no field for an embargo, each sender has a name of its own for one (`embargo`, `holdUntil`,
 * `not_before`); all of them mean it.
 */
const NAME =
  /(?:[ea]mbar[gq]o|sperrfrist|эмбарго|hold[\W_]*(?:until|till|for[\W_]*release|date)|not[\W_]*(?:for[\W_]*)?(?:release[\W_]*|publication[\W_]*)?before|(?:release|publish)[\W_]*(?:not[\W_]*before|after))[^\s/:@]*$/iu;
/** When a story may be released, which is an embargo where it is later than the story; not of what a story is about. */
const RELEASE =
  /^(?!(?:im|itunes|video|music|book|movie|film|game)[:.])(?:.*[:.])?(?:x[\W_])?[\W_]*(?:press[\W_]*)?releas(?:e|es|ed)?[\W_]*(?:date(?:[\W_]*time)?|time|at|on)[\W_]*(?:gmt|utc)?$/iu;

/** Nothing, a word that says no in the languages of our partners, or the date of nothing of databases. */
const NONE =
  /^\s*(?:none|no|no\s+embargo|not\s+embargoed|n\/?a|nil|null|off|lifted|released|false|0+|[-–—]|0000-00-00(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?|нет|yox(?:dur)?|жоқ|joq|yo[ʻʼ‘’'`]?q|йўқ|yok)?\s*$/iu;

export const isEmbargoName = (name: string): boolean => NAME.test(name);

/** Whether a field of the sender's own says when the item may be released. */
export const isReleaseName = (name: string): boolean => /releas/i.test(name) && RELEASE.test(name);

/**
 * The embargo of such a field: a time that is later than the item's own. One that cannot be read holds the item.
 *
 * @param issued when the item was issued; undefined where it does not say so
 */
export function ownRelease(
  name: string,
  text: string,
  values: ItemValues,
  issued: Instant | undefined,
): Instant | 'indefinite' | undefined {
  if (saysNoEmbargo(text)) return undefined;
  const release = values.embargo(text, name);
  const isLater =
    issued === undefined || release === 'indefinite' || Date.parse(release!) > Date.parse(issued);
  if (isLater) values.warn('embargo-in-own-field', '', `${name} ${text}`);
  else values.leftOut('', [`${name} ${text}`]);
  return isLater ? release : undefined;
}

/** Whether a field of the sender's own says that there is no embargo, or nothing: whoever made it may leave it empty. */
export const saysNoEmbargo = (text: string): boolean => NONE.test(text);

/** Fields at any depth of a text of JSON, by name and value; of a longer text, which is no time, how it begins. */
const INSIDE = /"([^"\\\s/:@]{1,80})"\s*:\s*("(?:[^"\\]|\\.){0,200}"?|[{[]|[^\s,}\]"{[]{0,200})/gu;
/** What stands in each name of an embargo: asked for first, because nearly no extension has one. */
const MAY_HOLD = /mbar[gq]o|sperrfrist|эмбарго|hold|before|after/iu;

/** The embargoes of fields inside an extension of JSON, whatever their depth. */
export function embargoesInside(json: string, values: ItemValues): (Instant | 'indefinite' | undefined)[] {
  if (!MAY_HOLD.test(json)) return [];
  return [...json.matchAll(INSIDE)]
    .filter(([, name]) => isEmbargoName(name!))
    .map(([, name, value]) => ownEmbargo(name!, value!.replace(/^"|"$/g, ''), values));
}

/** Whether a format's own field says so in words. One that is there and empty holds: it fails closed. */
export const deniesEmbargo = (text: string): boolean => /\S/.test(text) && saysNoEmbargo(text);

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
