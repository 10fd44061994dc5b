import { type ItemValues, textOrNothing } from '../item-values.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import { itemElements, value } from './nar.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** The elements that a record keeps, and those that only describe how the document was made. */
const KEPT = {
  item: words(
    'catalogRef catalog hopHistory rightsInfo itemMeta contentMeta partMeta contentSet groupSet newsCoverageSet',
  ),
  itemMeta: words(
    'itemClass provider versionCreated firstCreated embargoed pubStatus title edNote signal altRep link deliverableOf ' +
      'generator profile',
  ),
  contentMeta: words(
    'icon urgency contentCreated contentModified located infoSource creator language genre keyword subject slugline ' +
      'headline dateline by creditline description contentMetaExtProperty',
  ),
};

/** Reports, in one warning an item, what it says and a record has no field for. */
export function notCarried(
  item: XmlElement,
  itemMeta: XmlElement | undefined,
  contentMeta: XmlElement | undefined,
  values: ItemValues,
): void {
  const dropped = [
    ...others(item, KEPT.item),
    ...others(itemMeta, KEPT.itemMeta),
    ...others(contentMeta, KEPT.contentMeta),
  ].map(labelOf);
  if (dropped.length > 0) values.warn('fields-not-carried', '', [...new Set(dropped)].join(', '));
}

const others = (parent: XmlElement | undefined, kept: ReadonlySet<string>): XmlElement[] =>
  [...itemElements(parent)].filter(({ local }) => !kept.has(local));

function labelOf(element: XmlElement): string {
  const what = value(element, 'qcode') ?? value(element, 'uri') ?? textOrNothing(textOf(element));
  return what === undefined ? element.local : `${element.local} ${what.slice(0, 60)}`;
}
