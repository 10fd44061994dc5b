import { tooLarge } from '../limits.js';
import type { XmlAttribute, XmlElement, XmlNode } from './xml-node.js';

/** An element that is being read. */
export interface DraftElement extends XmlElement {
  attributes: readonly XmlAttribute[];
  children: XmlNode[];
}

/** The list of every element to which nothing was appended. */
export const NO_CHILDREN: XmlNode[] = [];

/** Elements and texts right inside one element: ten times what a feed with all its items has. */
const MOST_CHILDREN = 200_000;

/**
 * A list that grows from nothing takes room for 17; most elements hold one text.
 *
 * @throws UndecodableDocument `decode.too-large`: what an item says so often costs more to read than to hold
 */
export function append(parent: DraftElement, node: XmlNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [node];
  else if (parent.children.push(node) > MOST_CHILDREN)
    throw tooLarge(`an element holds more than ${MOST_CHILDREN} others`);
}

/** HTML's void elements, which authors of unescaped HTML leave open. */
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr']);

/** Gives what an unclosed void element seems to hold back to the element around it, where it belongs. */
export function emptyVoid(element: DraftElement, parent: DraftElement): void {
  if (!VOID.has(element.local.toLowerCase()) || element.children.length === 0) return;
  const at = parent.children.indexOf(element);
  parent.children.splice(at + 1, 0, ...element.children.splice(0));
}
