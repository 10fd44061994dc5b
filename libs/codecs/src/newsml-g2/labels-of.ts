import { MAX_DETAIL, textOrNothing } from '../item-values.js';
import { elements, textOf, type XmlAttribute, type XmlElement } from '../xml/xml-node.js';
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
  const code = CODES.find((name) => value(element, name) !== undefined);
  const said = [code && value(element, code), textOrNothing(textOf(element)), ...attributesOf(element, code)];
  const parts = said.filter((part) => part !== undefined && part !== '') as string[];
  const label = parts.join(' ');
  return label.length <= MAX_DETAIL ? [label] : parts;
}

const attributesOf = (element: XmlElement, except?: string): string[] => [
  ...element.attributes
    .filter((one) => one.local !== except && !isTechnical(one))
    .map(({ local, value: text }) => `${local}=${text.trim()}`),
  ...elements(element).flatMap((inner) => attributesOf(inner)),
];
