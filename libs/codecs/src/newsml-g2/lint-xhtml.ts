import { NS } from '../xml/namespaces.js';
import { elements, type XmlElement } from '../xml/xml-node.js';
import { value } from './nar.js';

/** Takes a fault: its code, the element it is at, the path of that element, and what is wrong. */
export type Report = (code: string, element: XmlElement, path: string, message: string) => void;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** The elements of XHTML 1.0 and of HTML's XML syntax that stand in a body. */
const INLINE = words(
  'a abbr acronym applet area audio b basefont bdi bdo big br button canvas cite code data datalist del dfn em embed ' +
    'font i iframe img input ins kbd label map mark meter noscript object output param picture progress q rb rp rt rtc ' +
    'ruby s samp script select small source span strike strong sub sup svg math template textarea time track tt u var ' +
    'video wbr optgroup option legend summary',
);
const BLOCK = words(
  'address article aside blockquote caption center col colgroup dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav noframes ol p pre section table tbody td ' +
    'tfoot th thead tr ul',
);
/** Elements that may stand nowhere but directly in one of these. */
const PARENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  li: words('ul ol menu dir'),
  dt: words('dl div'),
  dd: words('dl div'),
  tr: words('table thead tbody tfoot'),
  td: words('tr'),
  th: words('tr'),
  thead: words('table'),
  tbody: words('table'),
  tfoot: words('table'),
  figcaption: words('figure'),
};

/** Faults of the XHTML in an inlineXML: its namespace, its frame, elements unknown or where they may not stand. */
export function lintInlineXml(inline: XmlElement, path: string, report: Report): void {
  const type = value(inline, 'contenttype')?.toLowerCase() ?? '';
  const roots = [...elements(inline)];
  const [root] = roots;
  if (root === undefined) {
    report('g2.inline-xml-empty', inline, path, 'inlineXML holds no element');
    return;
  }
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
  const children = [...elements(root)];
  const names = children.map(({ local }) => local).join(' ');
  if (names !== 'head body')
    report('g2.xhtml', root, at, `html must hold head and body, and holds: ${names || 'nothing'}`);
  const head = children.find(({ local }) => local === 'head');
  if (head && ![...elements(head, 'title')].length)
    report('g2.xhtml', head, `${at}/head`, 'head has no title');
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
  if (!INLINE.has(local) && !BLOCK.has(local))
    report('g2.xhtml', element, path, `<${local}> is no element of XHTML`);
  const parents = PARENTS[local];
  if (parents && parent.local !== 'inlineXML' && !parents.has(parent.local)) {
    report('g2.xhtml', element, path, `<${local}> may not stand in <${parent.local}>`);
  }
  if (BLOCK.has(local) && parent.local === 'p')
    report('g2.xhtml', element, path, `<${local}> may not stand in <p>`);
  if (local === 'a' && parent.local === 'a') report('g2.xhtml', element, path, '<a> may not stand in <a>');
  for (const child of elements(element)) lintFlow(child, element, `${path}/${child.local}`, report);
}
