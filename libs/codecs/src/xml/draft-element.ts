import type { XmlAttribute, XmlElement, XmlNode } from './xml-node.js';

/** An element that is being read. */
export interface DraftElement extends XmlElement {
  attributes: readonly XmlAttribute[];
  children: XmlNode[];
}

/** The list of every element to which nothing was appended. */
export const NO_CHILDREN: XmlNode[] = [];

/** A list that grows from nothing takes room for 17; most elements hold one text. */
export function append(parent: DraftElement, node: XmlNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [node];
  else parent.children.push(node);
}

/** HTML's void elements, which authors of unescaped HTML leave open. */
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr']);

/** Gives what an unclosed void element seems to hold back to the element around it, where it belongs. */
export function emptyVoid(element: DraftElement, parent: DraftElement): void {
  if (!VOID.has(element.local.toLowerCase()) || element.children.length === 0) return;
  const at = parent.children.indexOf(element);
  parent.children.splice(at + 1, 0, ...element.children.splice(0));
}
