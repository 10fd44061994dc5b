import type { Report } from '../lint-values.js';
import { NS } from '../xml/namespaces.js';
import { elements, type XmlElement } from '../xml/xml-node.js';
import { value } from './nar.js';
import { isXhtmlElement, mayStandIn } from './xhtml-nesting.js';

/** Faults of the XHTML in an inlineXML: its namespace, its frame, elements unknown or where they may not stand. */
export function lintInlineXml(inline: XmlElement, path: string, report: Report): void {
  const type = value(inline, 'contenttype')?.toLowerCase() ?? '';
  const roots = elements(inline);
  const [root] = roots;
  // IPTC's own examples leave it empty: it says nothing, and nothing wrong.
  if (root === undefined) return;
  const isXhtml =
    type.includes('xhtml') || root.ns === NS.xhtml || (root.ns !== NS.nitf && root.local === 'html');
  if (!isXhtml) return;
  const at = `${path}/${root.local}`;
  if (root.ns !== NS.xhtml) {
    report('g2.xhtml-namespace', root, at, `<${root.local}> is not in ${NS.xhtml}`);
    return;
  }
  if (root.local !== 'html') {
    lintFlow(root, inline, at, report);
    return;
  }
  const children = elements(root);
  const names = children.map(({ local }) => local).join(' ');
  if (names !== 'head body')
    report('g2.xhtml', root, at, `html must hold head and body, and holds: ${names || 'nothing'}`);
  const head = children.find(({ local }) => local === 'head');
  if (head && !elements(head, 'title').length) report('g2.xhtml', head, `${at}/head`, 'head has no title');
  for (const body of children.filter(({ local }) => local === 'body')) {
    for (const child of elements(body)) lintFlow(child, body, `${at}/body/${child.local}`, report);
  }
}

function lintFlow(element: XmlElement, parent: XmlElement, path: string, report: Report): void {
  const { local, ns } = element;
  if (ns !== NS.xhtml) {
    // Other namespaces, such as MathML, may stand in XHTML; none at all may not.
    if (ns === '') report('g2.xhtml-namespace', element, path, `<${local}> is in no namespace`);
    return;
  }
  if (!isXhtmlElement(local)) report('g2.xhtml', element, path, `<${local}> is no element of XHTML`);
  if (parent.local !== 'inlineXML' && !mayStandIn(local, parent.local)) {
    report('g2.xhtml', element, path, `<${local}> may not stand in <${parent.local}>`);
  }
  for (const child of elements(element)) lintFlow(child, element, `${path}/${child.local}`, report);
}
