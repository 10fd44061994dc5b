import type { ItemValues } from '../item-values.js';
import { textOrNothing } from '../present.js';
import { textOf, type XmlAttribute, type XmlElement } from '../xml/xml-node.js';
import type { Assertions } from './assertions.js';
import type { Catalog } from './catalog.js';
import { isOwn, isPlace } from './decode-content-meta.js';
import { isCoverageStatus } from './decode-parts.js';
import { isTechnical, labelsOf } from './labels-of.js';
import { inLanguage, isNar, languageOf, value } from './nar.js';
import { OWN_SCHEMES } from './scheme-catalog.js';
import { CONTENT, ITEM, type Shape } from './shape-of-item.js';

/** Reports what an item says and a record has no field for: a warning for each place, with what stands there. */
export function notCarried(
  item: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
  assertions: Assertions,
): void {
  const dropped = new Map<string, string[]>();
  const add = (path: string, ...details: string[]): void => {
    const known = dropped.get(path);
    if (known) known.push(...details);
    else dropped.set(path, details);
  };
  /** Those of the elements around what is looked at: a path is put together where there is something to tell. */
  const names: string[] = [];
  const path = (): string => names.map((name) => `${name}/`).join('');
  /** Markup in a line or note leaves its words; where a link leads, or what a word stands for, is lost. */
  const addMarkup = (element: XmlElement): void => {
    for (const inner of element.children) {
      if (inner.kind !== 'element') continue;
      for (const one of inner.attributes)
        if (!isTechnical(one) && !STYLE.has(one.local))
          add(`${path()}${inner.local}@${one.local}`, one.value.trim());
      addMarkup(inner);
    }
  };
  const walk = (
    element: XmlElement,
    { attributes, children }: Shape,
    parent: XmlElement | undefined,
  ): void => {
    let role: string | undefined;
    for (let i = 0; i < element.attributes.length; i++) {
      const one = element.attributes[i]!;
      if (one.local === 'role' && one.ns === '') role ??= one.value.trim();
      if (attributes === 'all' || isTechnical(one)) continue;
      if (one.ns === '' && attributes.has(one.local) && !isUnheard(one, element, item, catalog)) continue;
      add(`${path()}@${one.local}`, one.value.trim());
    }
    if (children === 'all' || isOwn(role, 'body', catalog)) return;
    if (children === 'text') {
      addMarkup(element);
      return;
    }
    let named = 0;
    let titled = 0;
    for (let i = 0; i < element.children.length; i++) {
      const node = element.children[i]!;
      if (node.kind === 'text') {
        const words =
          /\S/.test(node.text) && FRAMES.has(element.local) ? textOrNothing(node.text) : undefined;
        if (words !== undefined) add(names.join('/'), words);
        continue;
      }
      if (node.local === 'name') named += 1;
      else if (node.local === 'title') titled += 1;
      const inner = isNar(node) ? children.get(node.local) : undefined;
      if (
        inner === undefined ||
        (inner.children === 'all' && isForeignExtension(node, catalog)) ||
        (node.local === 'facet' && !isGeographic(node)) ||
        (assertions.isAny && assertions.isUnused(node)) ||
        (node.local === 'position' && isIdentified(parent))
      )
        add(path() + node.local, ...labelsOf(node));
      else if (inner !== CONTENT || isMore(node)) {
        names.push(node.local);
        walk(node, inner, element);
        names.pop();
      }
    }
    // What stands there once for each language is read in one.
    if (named > 1) add(`${path()}name`, ...othersThanRead(element, 'name', language));
    if (titled > 1) add(`${path()}title`, ...othersThanRead(element, 'title', language));
  };
  walk(item, ITEM, undefined);
  for (const [path, details] of dropped) values.leftOut(path, details);
}

/** What has nothing but elements in it; the words of others may be a name. */
const FRAMES: ReadonlySet<string> = new Set(
  'newsItem packageItem planningItem itemMeta contentMeta contentSet groupSet group newsCoverageSet newsCoverage planning rightsInfo'.split(
    ' ',
  ),
);

/** Whether an element is more than a text. */
const isMore = ({ attributes, children }: XmlElement): boolean =>
  attributes.length > 0 || children.length > 1 || children[0]?.kind === 'element';

/** What says no more of a thing than the list does that a record has it in (scheme cpnat). */
const NATURES = new Set(['abstract', 'geoArea', 'poi']);
/** Roles by which it is told which line is the headline, the subheadline, the description, the body. */
const ROLES =
  /(?:^|[:/#])(?:(?:main|sub)?(?:head|headline|title)?|deck|summary|teaser|caption|abstract|standfirst|body|script|shot-?list)$/i;

/** Whether an attribute is looked at, and says what changes nothing: which nature a thing has, or a role nobody knows. */
function isUnheard(one: XmlAttribute, element: XmlElement, item: XmlElement, catalog: Catalog): boolean {
  if (one.local === 'type' || one.local === 'typeuri') {
    const type = value(element, 'type');
    const nature = catalog.codeIn('cpnat', type, value(element, 'typeuri'));
    if (nature === 'event' && item.local === 'planningItem') return false;
    return (
      !isOwn(type, 'genre', catalog) &&
      !(nature === undefined ? isPlace(element, nature) : NATURES.has(nature))
    );
  }
  if (one.local !== 'role' && one.local !== 'roleuri') return false;
  return (element.local === 'headline' || element.local === 'description') && !ROLES.test(one.value.trim());
}

/** Reuters says with such a facet that a concept is a place. */
const isGeographic = (facet: XmlElement): boolean => value(facet, 'qcode')?.startsWith('geoProp:') === true;

/** Where a place lies is kept where nothing else says which it is. */
const isIdentified = (place: XmlElement | undefined): boolean =>
  (value(place, 'qcode') ?? value(place, 'uri')) !== undefined;

/** Extension properties of ours are read; those of others only they understand. */
const isForeignExtension = (property: XmlElement, catalog: Catalog): boolean =>
  property.local.endsWith('ExtProperty') &&
  catalog.resolve(value(property, 'rel') ?? '')?.scheme !== OWN_SCHEMES.korpu &&
  !isCoverageStatus(property, catalog);

function othersThanRead(element: XmlElement, local: string, language: string | undefined): string[] {
  const names = element.children.filter(
    (node): node is XmlElement => node.kind === 'element' && node.local === local,
  );
  const read = inLanguage(names, language);
  return names
    .filter((name) => name !== read)
    .map((name) => `${languageOf(name) ?? ''} ${textOrNothing(textOf(name)) ?? ''}`.trim());
}

/** How markup is to look. */
const STYLE = new Set(['class', 'style']);
