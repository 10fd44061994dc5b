import { absoluteUrl, nearerBase } from '../html/absolute-url.js';
import { NS } from './namespaces.js';
import { escapeAttribute, escapeText } from './write-xml.js';
import { attribute, type XmlElement } from './xml-node.js';

/**
 * What stands inside an element, as markup without prefixes, such as the XHTML of an Atom content or a NewsML-G2
 * inlineXML. Made to be sanitised: it keeps local names alone, and resolves addresses where an element inside has an
 * `xml:base`, which markup without prefixes has no word for.
 *
 * @param outer the base of the element itself, which its addresses stay relative to
 * @param near that of the innermost element with an `xml:base`
 */
export function innerMarkup(element: Pick<XmlElement, 'children'>, outer?: string, near?: string): string {
  let out = '';
  for (const node of element.children)
    out += node.kind === 'text' ? escapeText(node.text) : outerMarkup(node, outer, near);
  return out;
}

const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'cite', 'data', 'poster']);

function outerMarkup(element: XmlElement, outer?: string, above?: string): string {
  const own = attribute(element, 'base', NS.xml);
  const near = own === undefined ? above : nearerBase(own, above ?? outer);
  let tag = `<${element.local}`;
  for (const { ns, local, value } of element.attributes) {
    if (ns !== '' && (ns !== NS.xml || local !== 'lang')) continue;
    const said = near !== undefined && ADDRESSES.has(local) ? resolved(value, near) : value;
    tag += ` ${local}="${escapeAttribute(said)}"`;
  }
  const inner = innerMarkup(element, outer, near);
  return inner === '' ? `${tag}/>` : `${tag}>${inner}</${element.local}>`;
}

/** What cannot be resolved, or should not be, is left for those who sanitise it. */
const resolved = (reference: string, base: string): string => absoluteUrl(reference, base) ?? reference;

/** Whether an element holds other elements, so that it has markup rather than escaped markup or text. */
export function hasElements(element: XmlElement): boolean {
  return element.children.some((node) => node.kind === 'element');
}
