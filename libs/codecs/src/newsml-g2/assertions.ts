import { textOrNothing } from '../item-values.js';
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
      this.unused.add(assert);
      for (const key of this.keysOf(assert)) if (!this.byKey.has(key)) this.byKey.set(key, assert);
    }
  }

  /** The name of the concept, or what is written over a place that has none. */
  nameOf(concept: XmlElement, language: string | undefined): string | undefined {
    const assert = this.find(concept);
    if (assert === undefined) return undefined;
    const line = first(first(first(assert, 'POIDetails'), 'address'), 'line');
    return nameOf(assert, language) ?? textOrNothing(line && textOf(line));
  }

  /** Where the concept is said to lie. */
  pointOf(concept: XmlElement): [latitude: number, longitude: number] | undefined {
    return pointOf(this.find(concept));
  }

  /** Whether the concept is said to be a place. */
  isPlace(concept: XmlElement): boolean {
    return [concept, this.find(concept)].some(
      (one) => first(one, 'geoAreaDetails') !== undefined || first(one, 'POIDetails') !== undefined,
    );
  }

  /** Whether the element is an assertion of something that the item does not speak of elsewhere. */
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
