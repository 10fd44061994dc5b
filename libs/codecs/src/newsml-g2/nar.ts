import { foldSpace } from '../html/plain-text.js';
import { mainLanguage } from '../language/language-tag.js';
import { textOrNothing } from '../present.js';
import { NS } from '../xml/namespaces.js';
import { attribute, textOf, type XmlElement, type XmlNode } from '../xml/xml-node.js';

/** An element of the News Architecture. Senders that forget the namespace are understood. */
export const isNar = (element: XmlElement): boolean => element.ns === NS.newsmlG2 || element.ns === '';

/** A list and no generator, which costs several times as much: an item is asked for a hundred of them. */
export function itemElements(parent: XmlElement | undefined, local?: string): XmlElement[] {
  const found: XmlElement[] = [];
  if (parent === undefined) return found;
  const { children } = parent;
  for (let i = 0; i < children.length; i++) {
    const node = children[i]!;
    if (node.kind === 'element' && (local === undefined || node.local === local) && isNar(node))
      found.push(node);
  }
  return found;
}

export function first(parent: XmlElement | undefined, local: string): XmlElement | undefined {
  if (parent === undefined) return undefined;
  const { children } = parent;
  for (let i = 0; i < children.length; i++) {
    const node = children[i]!;
    if (node.kind === 'element' && node.local === local && isNar(node)) return node;
  }
  return undefined;
}

/** Other items that an item speaks of may have a status and an embargo of their own. */
const OTHERS = new Set(['link', 'itemRef', 'deliverableOf', 'contentSet']);

/** The first element of that name at any depth, for documents whose tags do not match. */
export function anywhere(parent: XmlElement, local: string): XmlElement | undefined {
  for (const child of itemElements(parent)) {
    if (child.local === local) return child;
    const found = OTHERS.has(child.local) ? undefined : anywhere(child, local);
    if (found) return found;
  }
  return undefined;
}

/** An attribute's value without the space around it; an empty one counts as absent. */
export const value = (element: XmlElement | undefined, local: string): string | undefined =>
  (element && attribute(element, local)?.trim()) || undefined;

export const languageOf = (element: XmlElement): string | undefined =>
  attribute(element, 'lang', NS.xml)?.trim() || undefined;

const BLOCKS =
  /^(?:p|div|br|li|ul|ol|dl|dt|dd|tr|table|section|article|header|footer|h[1-6]|blockquote|hl[12]|block|body|bq)$/;

/** The text of an element with a blank where markup parts lines, so that words never run together. */
export function spacedText(node: XmlNode): string {
  if (node.kind === 'text') return node.text;
  let text = '';
  for (const inner of node.children) text += spacedText(inner);
  return BLOCKS.test(node.local) ? ` ${text} ` : text;
}

/** Whether two tags are of one language, whatever its script and region. */
export const isSameLanguage = (one: string, other: string): boolean =>
  mainLanguage(one.toLowerCase()) === mainLanguage(other.toLowerCase());

/** Of several language variants the one in `language`, else one without a language, else the first. */
export function inLanguage(
  variants: readonly XmlElement[],
  language: string | undefined,
): XmlElement | undefined {
  if (variants.length < 2) return variants[0];
  const main = (tag: string | undefined): string | undefined => tag && mainLanguage(tag.toLowerCase());
  const wanted = main(language);
  return (
    variants.find((one) => main(languageOf(one)) === wanted) ??
    variants.find((one) => languageOf(one) === undefined) ??
    variants[0]
  );
}

/** Where a place lies, as latitude and longitude in degrees. */
export function pointOf(place: XmlElement | undefined): [latitude: number, longitude: number] | undefined {
  const position = first(first(place, 'geoAreaDetails') ?? first(place, 'POIDetails'), 'position');
  const [latitude, longitude] = [value(position, 'latitude'), value(position, 'longitude')];
  if (latitude === undefined || longitude === undefined) return undefined;
  return [Number(latitude), Number(longitude)];
}

/** The name of a concept in the item's language. */
export function nameOf(element: XmlElement | undefined, language: string | undefined): string | undefined {
  if (element === undefined) return undefined;
  const name = inLanguage(itemElements(element, 'name'), language);
  return name && textOrNothing(textOf(name));
}

/**
 * Text of several lines as paragraphs would be typed: `br` ends a line, a blank line and a block part paragraphs, and
 * other line breaks are the layout of the document.
 */
export function linedText(node: XmlNode): string {
  const lines = (inner: XmlNode): string => {
    if (inner.kind === 'text')
      return inner.text.replace(/\s*\n[ \t]*\r?\n\s*/g, '\u2029').replace(/\s+/g, ' ');
    const text = inner.children.map(lines).join('');
    if (inner.local === 'br') return `\u2028${text}`;
    return BLOCKS.test(inner.local) ? `\u2029${text}\u2029` : text;
  };
  return lines(node)
    .split(/\s*\u2029[\s\u2029]*/)
    .map((paragraph) => paragraph.split('\u2028').map(foldSpace).filter(Boolean).join('\n'))
    .filter(Boolean)
    .join('\n\n');
}
