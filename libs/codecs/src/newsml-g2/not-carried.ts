import { type ItemValues, textOrNothing } from '../item-values.js';
import { elements, textOf, type XmlAttribute, type XmlElement } from '../xml/xml-node.js';
import type { Assertions } from './assertions.js';
import type { Catalog } from './catalog.js';
import { isCoverageStatus } from './decode-parts.js';
import { inLanguage, isNar, languageOf, value } from './nar.js';
import { OWN_SCHEMES } from './scheme-catalog.js';
import { ITEM, type Shape } from './shape-of-item.js';

/** Names inside the document, the direction of text, and the order that things stand in anyway. */
const TECHNICAL = new Set(['id', 'dir', 'rank']);

/** Languages are read where they matter; the rest is nothing that a reader would miss. */
const isTechnical = ({ ns, local, value: text }: XmlAttribute): boolean =>
  text === '' || (ns === '' ? TECHNICAL.has(local) : ns.startsWith('http://www.w3.org/'));

/** Reports what an item says and a record has no field for: a warning for each place, with what stands there. */
export function notCarried(
  item: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
  assertions: Assertions,
): void {
  const dropped = new Map<string, Set<string>>();
  const add = (path: string, detail: string): void => {
    const known = dropped.get(path);
    if (known) known.add(detail);
    else dropped.set(path, new Set([detail]));
  };
  const walk = (
    element: XmlElement,
    { attributes, children }: Shape,
    path: string,
    parent: XmlElement | undefined,
  ): void => {
    for (const one of element.attributes) {
      if (attributes === 'all' || (one.ns === '' && attributes.has(one.local)) || isTechnical(one)) continue;
      add(`${path}@${one.local}`, one.value.trim());
    }
    if (children === 'all') return;
    let names = 0;
    for (const node of element.children) {
      if (node.kind !== 'element') continue;
      if (node.local === 'name') names += 1;
      const inner = isNar(node) ? children.get(node.local) : undefined;
      if (
        inner === undefined ||
        isForeignExtension(node, catalog) ||
        assertions.isUnused(node) ||
        (node.local === 'position' && isIdentified(parent))
      )
        add(path + node.local, labelOf(node));
      else walk(node, inner, `${path}${node.local}/`, element);
    }
    if (names > 1) for (const name of otherNames(element, language)) add(`${path}name`, name);
  };
  walk(item, ITEM, '', undefined);
  for (const [path, details] of dropped) values.warn('fields-not-carried', path, [...details].join(', '));
}

/** Where a place lies is kept where nothing else says which it is. */
const isIdentified = (place: XmlElement | undefined): boolean =>
  (value(place, 'qcode') ?? value(place, 'uri')) !== undefined;

/** Extension properties of ours are read; those of others only they understand. */
const isForeignExtension = (property: XmlElement, catalog: Catalog): boolean =>
  property.local.endsWith('ExtProperty') &&
  catalog.resolve(value(property, 'rel') ?? '')?.scheme !== OWN_SCHEMES.korpu &&
  !isCoverageStatus(property, catalog);

function otherNames(element: XmlElement, language: string | undefined): string[] {
  const names = element.children.filter(
    (node): node is XmlElement => node.kind === 'element' && node.local === 'name',
  );
  const read = inLanguage(names, language);
  return names
    .filter((name) => name !== read)
    .map((name) => `${languageOf(name) ?? ''} ${textOrNothing(textOf(name)) ?? ''}`.trim());
}

function labelOf(element: XmlElement): string {
  const code =
    value(element, 'qcode') ?? value(element, 'uri') ?? value(element, 'literal') ?? value(element, 'value');
  const text = textOrNothing(textOf(element));
  const label = [code, text?.slice(0, 60)].filter((part) => part !== undefined).join(' ');
  return label || saidInAttributes(element);
}

/** Where a place lies, for example, is said by an element inside the one that is reported. */
const saidInAttributes = (element: XmlElement): string =>
  [
    ...element.attributes.map(({ local, value: text }) => `${local}=${text}`),
    ...[...elements(element)].map(saidInAttributes),
  ]
    .filter(Boolean)
    .join(' ');
