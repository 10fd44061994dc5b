import { ownCopy } from '../own-copy.js';
import type { XmlElement } from './xml-node.js';

const LOWER = new Map<string, string>();
/** Formats have few names; a hostile document may have any number. */
const MAX_NAMES = 1000;

/** The local name of an element in lower case: writers of RSS spell `pubDate` in every way there is. */
export function lowerName({ local }: XmlElement): string {
  let name = LOWER.get(local);
  if (name === undefined) {
    const own = ownCopy(local);
    name = own.toLowerCase();
    if (LOWER.size < MAX_NAMES) LOWER.set(own, name);
  }
  return name;
}
