import type { ItemValues } from '../item-values.js';
import { child, elements, type XmlElement } from '../xml/xml-node.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** The elements that are read, in the header and before the text. */
const KEPT = {
  nitf: words('head body'),
  head: words('title meta tobject iim docdata'),
  docdata: words(
    'correction evloc doc-id urgency date.issue date.release ed-msg du-key doc.copyright doc.rights key-list ' +
      'identified-content',
  ),
  'body.head': words('hedline note rights byline distributor dateline abstract'),
};

/** Reports, in one warning a document, what it says and a record has no field for (NITF 3.6). */
export function notCarried(document: XmlElement, values: ItemValues): void {
  const head = child(document, 'head');
  const body = child(document, 'body');
  const dropped = [
    ...others(document, 'nitf'),
    ...others(head, 'head').filter((one) => !isRead(one)),
    ...others(head && child(head, 'docdata'), 'docdata'),
    ...others(body && child(body, 'body.head'), 'body.head'),
  ].map(labelOf);
  if (dropped.length > 0) values.warn('fields-not-carried', '', [...new Set(dropped)].join(', '));
}

const others = (parent: XmlElement | undefined, name: keyof typeof KEPT): XmlElement[] =>
  parent === undefined ? [] : elements(parent).filter(({ local }) => !KEPT[name].has(local));

/** A revision by a writer is an author, and the address in `pubdata` is the item's page; the rest of them is not kept. */
const isRead = ({ local, attributes }: XmlElement): boolean =>
  (local === 'revision-history' &&
    attributes.some(({ local: name, value }) => name === 'function' && value === 'writer-author')) ||
  (local === 'pubdata' && attributes.every(({ local: name }) => name === 'ex-ref' || name === 'type'));

function labelOf(element: XmlElement): string {
  const values = element.attributes.filter(({ local }) => local !== 'id').map(({ value }) => value.trim());
  return [element.local, ...values].join(' ').trim().slice(0, 80);
}
