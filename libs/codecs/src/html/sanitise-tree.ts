import { MAX_TEXT } from '../limits.js';
import { innerMarkup } from '../xml/inner-markup.js';
import { NS } from '../xml/namespaces.js';
import type { XmlElement, XmlNode } from '../xml/xml-node.js';
import { type ElementRules, rulesOf } from './element-rules.js';
import type { HtmlAttributes } from './lift-media.js';
import { plainText } from './plain-text.js';
import { type SanitisedHtml, sanitiseHtml } from './sanitise-html.js';
import { Unmanageable, XhtmlWriter } from './xhtml-writer.js';

/**
 * The same as `sanitiseHtml` for XHTML that was read with the document around it: to print it and read it again would
 * cost more than all the rest.
 *
 * @param at where the nodes stand in their document, for the warnings
 */
export function sanitiseTree(nodes: readonly XmlNode[], baseUrl?: string, at = 'body'): SanitisedHtml {
  const writer = new XhtmlWriter(baseUrl, at);
  try {
    for (const node of nodes) writeNode(node, writer);
    writer.end();
  } catch (error) {
    // Markup without prefixes has no word for a base of its own: what is printed has its addresses resolved.
    if (error === HAS_BASE) return sanitiseHtml(innerMarkup({ children: nodes }, baseUrl), baseUrl, at);
    if (!(error instanceof Unmanageable)) throw error;
    writer.flatten(plainText(innerMarkup({ children: nodes })), error.message);
  }
  const { body, warnings } = writer;
  if (body.length > MAX_TEXT) return sanitiseHtml(innerMarkup({ children: nodes }), baseUrl, at);
  return { body, renditions: writer.media.renditions, warnings };
}

function writeNode(node: XmlNode, writer: XhtmlWriter): void {
  if (node.kind === 'text') {
    writer.writeText(node.text);
    return;
  }
  const rules = rulesOf(node.local);
  writer.openElement(rules, attributesOf(node, rules), false);
  for (const inner of node.children) writeNode(inner, writer);
  // What an element without an end tag seems to hold stands behind it.
  if (!rules.isNeverClosed) writer.closeElement(rules);
}

const HAS_BASE = new Error('xml:base');

const NO_ATTRIBUTES: HtmlAttributes = Object.freeze({});

/** Those that are read of the element; `xml:lang` is the `lang` of one that has none. */
function attributesOf({ attributes }: XmlElement, rules: ElementRules): HtmlAttributes {
  if (attributes.length === 0) return NO_ATTRIBUTES;
  const read: HtmlAttributes = {};
  let language = '';
  for (const { ns, local, value } of attributes) {
    if (ns === '') {
      const name = rules.attributes.has(local) ? local : local.toLowerCase();
      if (rules.attributes.has(name)) read[name] ??= value;
    } else if (ns === NS.xml && local === 'lang') {
      language = value.trim();
    } else if (ns === NS.xml && local === 'base') throw HAS_BASE;
  }
  if (language !== '') read['lang'] ??= language;
  return read;
}
