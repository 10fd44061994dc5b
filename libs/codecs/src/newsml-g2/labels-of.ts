import { MAX_DETAIL } from '../item-values.js';
import { textOrNothing } from '../present.js';
import { textOf, type XmlAttribute, type XmlElement } from '../xml/xml-node.js';
import { value } from './nar.js';

/** Names inside the document, the direction of text, and the order that things stand in anyway. */
const isOfDocument = (name: string): boolean => name === 'id' || name === 'dir' || name === 'rank';

/** Languages are read where they matter; the rest is nothing that a reader would miss. */
export const isTechnical = ({ ns, local, value: text }: XmlAttribute): boolean =>
  text === '' || (ns === '' ? isOfDocument(local) : ns.startsWith('http://www.w3.org/'));

/** Names of a thing, of which the first that is there says which one it is. */
const CODES = ['qcode', 'uri', 'literal', 'value'];

/** All that an element says: its code and its words, then its other attributes and those of what stands in it. */
export function labelsOf(element: XmlElement): string[] {
  const parts: string[] = [];
  const code = CODES.find((name) => value(element, name) !== undefined);
  if (code !== undefined) parts.push(value(element, code)!);
  const text = textOrNothing(textOf(element));
  if (text !== undefined) parts.push(text);
  addAttributes(element, code, parts);
  const label = parts.length === 1 ? parts[0]! : parts.join(' ');
  return label.length <= MAX_DETAIL ? [label] : parts;
}

function addAttributes(element: XmlElement, except: string | undefined, parts: string[]): void {
  for (const one of element.attributes)
    if (one.local !== except && !isTechnical(one)) parts.push(`${one.local}=${one.value.trim()}`);
  for (const inner of element.children) if (inner.kind === 'element') addAttributes(inner, undefined, parts);
}
