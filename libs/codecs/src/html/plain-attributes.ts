import { escapeAttribute } from '../xml/write-xml.js';
import type { HtmlAttributes } from './lift-media.js';

/** Attributes as a start tag has them, without those that hold addresses, in one order whatever order they were given in. */
export function plainAttributes(attributes: HtmlAttributes): string {
  let out = '';
  // A writer who shuffles attributes has not changed the text.
  const keys = Object.keys(attributes);
  if (keys.length > 1) keys.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  for (const key of keys) {
    if (!ADDRESSES.has(key)) out += ` ${key}="${escapeAttribute(attributes[key]!)}"`;
  }
  return out;
}

/** The order in which attributes are written; those of one value alone need none. */
const ORDER = [
  'title',
  'lang',
  'dir',
  'width',
  'height',
  'type',
  'kind',
  'label',
  'srclang',
  'colspan',
  'rowspan',
];

/** Attributes that are read for what is written in their place. */
const ADDRESSES: ReadonlySet<string> = new Set([
  'href',
  'cite',
  'src',
  'srcset',
  'poster',
  'alt',
  'data',
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-srcset',
]);
