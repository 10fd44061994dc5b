import { readXml } from '../xml/read-xml.js';
import { attribute, child, elements, type XmlElement } from '../xml/xml-node.js';

/** What a value must look like: `text` is anything, a list stands for the words it may be. */
export type ValueKind = 'text' | 'uri' | 'code' | 'date' | 'number' | 'name' | 'language' | readonly string[];

export interface SchemaElement {
  name: string;
  attributes: ReadonlyMap<string, ValueKind>;
  /** The kind of its own text, where it may have one. */
  text?: ValueKind;
  /** Whether elements of other vocabularies may stand in it. */
  isOpen: boolean;
  /** Resolved when they are asked for: elements stand in each other. */
  children: () => SchemaElement[];
}

/** The kinds of XML Schema's and IPTC's simple types; all others are text. */
const KINDS: readonly (readonly [RegExp, ValueKind])[] = [
  [/date|time/i, 'date'],
  [/anyURI|^IRI/, 'uri'],
  [/^QCode/, 'code'],
  [/integer|decimal|double|^Int\d/i, 'number'],
  [/^(?:boolean)$/, ['true', 'false']],
  [/^(?:ID|IDREFS?|NMTOKENS?|NCName|QName|ENTITY)$/, 'name'],
  [/^language$/, 'language'],
];

/** The elements that an XML Schema declares, as far as it takes to write documents that use each of them. */
export class XmlSchema {
  private readonly named = new Map<string, XmlElement>();

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      for (const one of elements(readXml(text).root)) {
        this.named.set(`${one.local} ${attribute(one, 'name') ?? ''}`, one);
      }
    }
  }

  element(name: string): SchemaElement {
    return this.elementOf(this.get('element', name));
  }

  private get(kind: string, name: string): XmlElement {
    const found = this.named.get(`${kind} ${withoutPrefix(name)}`);
    if (found === undefined) throw new RangeError(`the schema has no ${kind} ${name}`);
    return found;
  }

  private elementOf(declaration: XmlElement): SchemaElement {
    const ref = attribute(declaration, 'ref');
    if (ref !== undefined) return this.elementOf(this.get('element', ref));
    const found: Found = { attributes: new Map(), children: [], isOpen: false };
    const type = attribute(declaration, 'type');
    const own = child(declaration, 'complexType') ?? child(declaration, 'simpleType');
    if (own) this.gather(own, found);
    else if (type !== undefined) this.gatherType(type, found);
    const { children, ...rest } = found;
    return {
      ...rest,
      name: attribute(declaration, 'name')!,
      children: () => {
        const all = children.map((one) => this.elementOf(one));
        return [...new Map(all.map((one) => [one.name, one])).values()];
      },
    };
  }

  private gatherType(type: string, found: Found): void {
    const complex = this.named.get(`complexType ${withoutPrefix(type)}`);
    if (complex) this.gather(complex, found);
    else found.text = this.kindOf(type);
  }

  private gather(part: XmlElement, found: Found): void {
    if (attribute(part, 'mixed') === 'true') found.text = 'text';
    for (const one of elements(part)) {
      const ref = attribute(one, 'ref');
      if (one.local === 'element') found.children.push(one);
      else if (one.local === 'any') found.isOpen = true;
      else if (one.local === 'attribute') {
        const name = attribute(one, 'name');
        const type = attribute(one, 'type');
        const inline = child(one, 'simpleType');
        if (name !== undefined)
          found.attributes.set(name, inline ? this.simple(inline) : this.kindOf(type ?? 'string'));
      } else if (one.local === 'attributeGroup' || one.local === 'group') {
        this.gather(this.get(one.local, ref!), found);
      } else if (one.local === 'extension' || (one.local === 'restriction' && part.local !== 'simpleType')) {
        this.gatherType(attribute(one, 'base')!, found);
        this.gather(one, found);
      } else if (part.local === 'simpleType') found.text = this.simple(part);
      else if (one.local !== 'annotation' && one.local !== 'anyAttribute') this.gather(one, found);
    }
  }

  private kindOf(type: string): ValueKind {
    const simple = this.named.get(`simpleType ${withoutPrefix(type)}`);
    const kind = KINDS.find(([pattern]) => pattern.test(withoutPrefix(type)))?.[1];
    return kind ?? (simple ? this.simple(simple) : 'text');
  }

  private simple(type: XmlElement): ValueKind {
    const restriction = child(type, 'restriction');
    if (restriction === undefined) {
      const item = attribute(child(type, 'list') ?? type, 'itemType');
      return item === undefined ? 'text' : this.kindOf(item);
    }
    const words = elements(restriction, 'enumeration').map((one) => attribute(one, 'value')!);
    return words.length > 0 ? words : this.kindOf(attribute(restriction, 'base') ?? 'string');
  }
}

interface Found {
  attributes: Map<string, ValueKind>;
  children: XmlElement[];
  isOpen: boolean;
  text?: ValueKind;
}

const withoutPrefix = (name: string): string => name.replace(/^.*:/, '');
