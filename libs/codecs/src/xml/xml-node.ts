/**
 * A namespaced XML tree in document order. Names are matched by namespace and local name, never by prefix.
 * Mixed content keeps its order; text is decoded once (references, CDATA).
 */
export interface XmlElement {
  kind: 'element';
  /** The namespace URI, `''` for none. */
  ns: string;
  local: string;
  /** As written, for serialising inline content again; `''` for none. */
  prefix: string;
  /** In document order, without namespace declarations. */
  attributes: readonly XmlAttribute[];
  children: readonly XmlNode[];
  /** Offset of the start tag in the text that was parsed; -1 where the parser could not tell. */
  at: number;
}

export interface XmlAttribute {
  ns: string;
  local: string;
  value: string;
}

export interface XmlText {
  kind: 'text';
  text: string;
}

export type XmlNode = XmlElement | XmlText;

// Lists are gone over by index here: the iterator of `for … of` takes as long as all else that is done for a node.

/** The value of an attribute, by default one without a namespace; undefined where it is not there. */
export function attribute(element: XmlElement, local: string, ns = ''): string | undefined {
  const { attributes } = element;
  for (let i = 0; i < attributes.length; i++) {
    const a = attributes[i]!;
    if (a.local === local && a.ns === ns) return a.value;
  }
  return undefined;
}

/** As `attribute`, for writers who put an attribute into the namespace of its element, `<link a:href>`. */
export const ownAttribute = (element: XmlElement, local: string): string | undefined =>
  attribute(element, local) ?? (element.ns === '' ? undefined : attribute(element, local, element.ns));

/** As `attribute`, for formats whose writers do not mind upper and lower case. */
export function attributeInAnyCase(element: XmlElement, lower: string): string | undefined {
  for (const a of element.attributes) {
    if (a.local.length === lower.length && a.ns === '' && a.local.toLowerCase() === lower) return a.value;
  }
  return undefined;
}

/** A list and no generator, which costs several times as much: an item is asked for a hundred of them. */
export function elements(parent: XmlElement, local?: string, ns?: string): XmlElement[] {
  const found: XmlElement[] = [];
  const { children } = parent;
  for (let i = 0; i < children.length; i++) {
    const node = children[i]!;
    if (node.kind !== 'element') continue;
    if (local !== undefined && node.local !== local) continue;
    if (ns !== undefined && node.ns !== ns) continue;
    found.push(node);
  }
  return found;
}

/** The first child element of that name, in any namespace unless one is given. */
export function child(parent: XmlElement, local: string, ns?: string): XmlElement | undefined {
  const { children } = parent;
  for (let i = 0; i < children.length; i++) {
    const node = children[i]!;
    if (node.kind === 'element' && node.local === local && (ns === undefined || node.ns === ns)) return node;
  }
  return undefined;
}

/** The outermost elements of that name at any depth: a missing end tag puts an element deeper than its sender meant. */
export function below(parent: XmlElement | undefined, local: string): XmlElement[] {
  const found: XmlElement[] = [];
  const gather = (element: XmlElement): void => {
    for (const node of element.children) {
      if (node.kind !== 'element') continue;
      if (node.local === local) found.push(node);
      else gather(node);
    }
  };
  if (parent !== undefined) gather(parent);
  return found;
}

export function firstBelow(parent: XmlElement | undefined, local: string): XmlElement | undefined {
  for (const node of parent?.children ?? []) {
    if (node.kind !== 'element') continue;
    const found = node.local === local ? node : firstBelow(node, local);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All text below the element, in order, as it stands. */
export function textOf(node: XmlNode): string {
  if (node.kind === 'text') return node.text;
  const { children } = node;
  let text = '';
  for (let i = 0; i < children.length; i++) text += textOf(children[i]!);
  return text;
}

/** The text of an element without that of the elements in it. */
export function ownTextOf({ children }: XmlElement): string {
  let text = '';
  for (const node of children) if (node.kind === 'text') text += node.text;
  return text;
}
