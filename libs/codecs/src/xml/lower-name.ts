import { interned } from '../interned.js';
import { elements, type XmlElement } from './xml-node.js';

const LOWER = new Map<string, string>();
/** Formats have few and short names; a hostile document may have any number, of any length. */
const MAX_NAMES = 1000;
const LONGEST_NAME = 50;

/** A name that a format has, in lower case. */
export function inLowerCase(written: string): string {
  let name = LOWER.get(written);
  if (name === undefined) {
    if (written.length > LONGEST_NAME || LOWER.size >= MAX_NAMES) return written.toLowerCase();
    name = interned(written.toLowerCase());
    LOWER.set(interned(written), name);
  }
  return name;
}

/** The local name of an element in lower case: writers of RSS spell `pubDate` in every way there is. */
export const lowerName = ({ local }: XmlElement): string => inLowerCase(local);

/** Puts the names of a tree, of elements and of attributes without a namespace, into lower case. */
export function lowerNames(element: XmlElement): void {
  Object.assign(element, {
    local: lowerName(element),
    attributes: element.attributes.map((one) =>
      one.ns === '' ? { ...one, local: one.local.toLowerCase() } : one,
    ),
  } satisfies Partial<XmlElement>);
  for (const inner of elements(element)) lowerNames(inner);
}
