import { type ItemValues, textOrNothing } from '../item-values.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Catalog } from './catalog.js';
import { first, itemElements, value } from './nar.js';
import { OWN_SCHEMES } from './scheme-catalog.js';

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
  rightsInfo: words('copyrightHolder copyrightNotice usageTerms link'),
  group: words('itemRef groupRef'),
  planning: words('g2contentType itemClass assignedTo scheduled headline edNote planningExtProperty'),
};

/** Reports, in one warning an item, what it says and a record has no field for. */
export function notCarried(
  item: XmlElement,
  itemMeta: XmlElement | undefined,
  contentMeta: XmlElement | undefined,
  catalog: Catalog,
  values: ItemValues,
): void {
  const dropped = [
    ...others(item, KEPT.item),
    ...others(itemMeta, KEPT.itemMeta),
    ...others(contentMeta, KEPT.contentMeta),
    ...[...itemElements(contentMeta, 'contentMetaExtProperty')].filter((one) => !isOwn(one, catalog)),
    ...[...itemElements(item, 'rightsInfo')].flatMap((one) => others(one, KEPT.rightsInfo)),
    ...[...itemElements(first(item, 'groupSet'), 'group')].flatMap((one) => others(one, KEPT.group)),
    ...[...itemElements(first(item, 'newsCoverageSet'), 'newsCoverage')]
      .flatMap((one) => [...itemElements(one, 'planning')])
      .flatMap((one) => others(one, KEPT.planning)),
  ].map(labelOf);
  if (dropped.length > 0) values.warn('fields-not-carried', '', [...new Set(dropped)].join(', '));
}

/** Extension properties of ours are read; those of others only they understand. */
const isOwn = (property: XmlElement, catalog: Catalog): boolean =>
  catalog.resolve(value(property, 'rel') ?? '')?.scheme === OWN_SCHEMES.korpu;

const others = (parent: XmlElement | undefined, kept: ReadonlySet<string>): XmlElement[] =>
  [...itemElements(parent)].filter(({ local }) => !kept.has(local));

function labelOf(element: XmlElement): string {
  const what = value(element, 'qcode') ?? value(element, 'uri') ?? textOrNothing(textOf(element));
  return what === undefined ? element.local : `${element.local} ${what.slice(0, 60)}`;
}
