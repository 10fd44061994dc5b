import { decodeDocument } from '../decode.js';
import {
  documentWith,
  elementOfAll,
  isMarked,
  MARK,
  nameOf,
  type Place,
  pathsIn,
  placesIn,
} from './places.js';
import type { SchemaElement } from './xsd-places.js';

/** How documents of a format are written for the search. */
export interface Search {
  root: SchemaElement;
  /** So many elements in each other are looked at. */
  depth: number;
  /** What the root element has in any case. */
  attributes: string;
  /** What stands first in the element at that place of the path to a thing, so that the item is one. */
  before: (path: readonly SchemaElement[], i: number) => string;
  /** Names of places that say nothing a newsroom would miss. */
  silent: readonly RegExp[];
}

/** Each place of which a document can say something that is neither in a record nor in a warning. */
export function lostPlaces(search: Search): string[] {
  const { root, depth, attributes, before, silent } = search;
  const isLost = (place: Place): boolean => {
    const read = (isSaid: boolean): string => said(documentWith(place, isSaid, attributes, before));
    return isMarked(place.kind) ? !read(true).includes(MARK) : read(true) === read(false);
  };
  const lost = [];
  for (const place of placesIn([root], depth)) {
    const name = nameOf(place);
    if (!silent.some((pattern) => pattern.test(name)) && isLost(place)) lost.push(name);
  }
  return lost;
}

/** Those that are lost where their element says all at once that it can. */
export function lostTogether({ root, depth, attributes, before, silent }: Search): string[] {
  const lost = [];
  for (const path of pathsIn([root], depth)) {
    const { xml, words } = elementOfAll(path, before);
    const read = said(xml.replace(`<${root.name}>`, `<${root.name} ${attributes}>`));
    for (const [word, name] of words)
      if (!silent.some((pattern) => pattern.test(name)) && !read.includes(word)) lost.push(name);
  }
  return lost;
}

/** All that is read and reported of a document, with letters in addresses as they were. */
function said(xml: string): string {
  const { records, warnings } = decodeDocument(Buffer.from(xml));
  const without = records.map(({ fingerprint: _, ...record }) => record);
  return JSON.stringify([without, warnings]).replaceAll('%C3%B6', 'ö');
}
