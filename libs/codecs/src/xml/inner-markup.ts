import { absoluteUrl, nearerBase } from '../html/absolute-url.js';
import { KNOWN } from '../html/allow-list.js';
import { FOREIGN } from '../html/foreign-content.js';
import { lowerName } from './lower-name.js';
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
 * @param isForeign whether it stands in a drawing or formula, whose elements HTML does not know
 */
export function innerMarkup(
  element: Pick<XmlElement, 'children'>,
  outer?: string,
  near?: string,
  isForeign = false,
): string {
  let out = '';
  for (const node of element.children)
    out += node.kind === 'text' ? escapeText(node.text) : outerMarkup(node, isForeign, outer, near);
  return out;
}

const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'cite', 'data', 'poster']);

/** Of an element that HTML does not know what it holds is left: as HTML it could be words in angle brackets. */
function outerMarkup(element: XmlElement, isForeign: boolean, outer?: string, above?: string): string {
  const own = attribute(element, 'base', NS.xml);
  const near = own === undefined ? above : nearerBase(own, above ?? outer);
  const name = lowerName(element);
  // What has other signs in its name, `<ann@example.org>`, is no element.
  if (!isForeign && !KNOWN.has(name) && /^[a-z]\w*$/.test(name)) return innerMarkup(element, outer, near);
  let tag = `<${element.local}`;
  for (const { ns, local, value } of element.attributes) {
    if (ns !== '' && (ns !== NS.xml || local !== 'lang')) continue;
    const said = near !== undefined && ADDRESSES.has(local) ? resolved(value, near) : value;
    tag += ` ${local}="${escapeAttribute(said)}"`;
  }
  const inner = innerMarkup(element, outer, near, isForeign || FOREIGN.has(name));
  return inner === '' ? `${tag}/>` : `${tag}>${inner}</${element.local}>`;
}

/** What cannot be resolved, or should not be, is left for those who sanitise it. */
const resolved = (reference: string, base: string): string => absoluteUrl(reference, base) ?? reference;

/** Whether an element holds other elements, so that it has markup rather than escaped markup or text. */
export function hasElements(element: XmlElement): boolean {
  return element.children.some((node) => node.kind === 'element');
}
