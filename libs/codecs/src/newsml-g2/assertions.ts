import { textOrNothing } from '../present.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Catalog } from './catalog.js';
import { first, itemElements, nameOf, pointOf, value } from './nar.js';

/** What an item says elsewhere of the concepts that it uses (NewsML-G2 `assert`), found by QCode, URI or literal. */
export class Assertions {
  private readonly byKey = new Map<string, XmlElement>();
  private readonly unused = new Set<XmlElement>();

  constructor(
    item: XmlElement,
    private readonly catalog: Catalog,
  ) {
    for (const assert of itemElements(item, 'assert')) {
      for (const one of [assert, ...addressOf(assert)]) this.unused.add(one);
      for (const key of this.keysOf(assert)) if (!this.byKey.has(key)) this.byKey.set(key, assert);
    }
  }

  /** Whether the item asserts anything. */
  get isAny(): boolean {
    return this.byKey.size > 0 || this.unused.size > 0;
  }

  /** The name of the concept; of a place that has none, what its address begins with, or its town. */
  nameOf(concept: XmlElement, language: string | undefined): string | undefined {
    const assert = this.find(concept);
    if (assert === undefined) return undefined;
    const name = nameOf(assert, language);
    if (name !== undefined) return name;
    const [called] = addressOf(assert);
    if (called === undefined) return undefined;
    this.unused.delete(called);
    return nameOf(called, language) ?? textOrNothing(textOf(called));
  }

  /** Where the concept is said to lie. */
  pointOf(concept: XmlElement): [latitude: number, longitude: number] | undefined {
    return pointOf(this.find(concept));
  }

  /** Whether the item says anything more of the concept elsewhere. */
  has(concept: XmlElement): boolean {
    return this.find(concept) !== undefined;
  }

  /** Whether the concept is said to be a place. */
  isPlace(concept: XmlElement): boolean {
    const asserted = this.find(concept);
    return hasDetailsOfPlace(concept) || (asserted !== undefined && hasDetailsOfPlace(asserted));
  }

  /** Whether the element is an assertion, or a part of one, that says nothing of what the item speaks of elsewhere. */
  isUnused(element: XmlElement): boolean {
    return this.unused.has(element);
  }

  private find(concept: XmlElement): XmlElement | undefined {
    if (this.byKey.size === 0) return undefined;
    for (const key of this.keysOf(concept)) {
      const found = this.byKey.get(key);
      if (found) {
        this.unused.delete(found);
        return found;
      }
    }
    return undefined;
  }

  private keysOf(element: XmlElement): string[] {
    const qcode = value(element, 'qcode');
    const uri = value(element, 'uri') ?? (qcode === undefined ? undefined : this.catalog.resolve(qcode)?.uri);
    const literal = value(element, 'literal');
    return [qcode, uri, literal && `literal ${literal}`].filter((key) => key !== undefined);
  }
}

const hasDetailsOfPlace = (element: XmlElement): boolean =>
  first(element, 'geoAreaDetails') !== undefined || first(element, 'POIDetails') !== undefined;

/** The parts of a place's address that can name it, best first. */
function addressOf(assert: XmlElement): XmlElement[] {
  const address = first(first(assert, 'POIDetails'), 'address');
  return [...itemElements(address, 'line'), ...itemElements(address, 'locality')];
}
