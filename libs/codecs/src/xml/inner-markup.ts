import { NS } from './namespaces.js';
import { escapeAttribute, escapeText } from './write-xml.js';
import type { XmlElement } from './xml-node.js';

/**
 * What stands inside an element, as markup without prefixes, such as the XHTML of an Atom content or a NewsML-G2
 * inlineXML. Made to be sanitised: it keeps local names alone.
 */
export function innerMarkup(element: Pick<XmlElement, 'children'>): string {
  let out = '';
  for (const node of element.children)
    out += node.kind === 'text' ? escapeText(node.text) : outerMarkup(node);
  return out;
}

function outerMarkup(element: XmlElement): string {
  let tag = `<${element.local}`;
  for (const { ns, local, value } of element.attributes) {
    if (ns === '' || (ns === NS.xml && local === 'lang')) tag += ` ${local}="${escapeAttribute(value)}"`;
  }
  const inner = innerMarkup(element);
  return inner === '' ? `${tag}/>` : `${tag}>${inner}</${element.local}>`;
}

/** Whether an element holds other elements, so that it has markup rather than escaped markup or text. */
export function hasElements(element: XmlElement): boolean {
  return element.children.some((node) => node.kind === 'element');
}
