import { lookup } from '#news/lookup.js';

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
const PARENTS: Readonly<Record<string, ReadonlySet<string>>> = lookup({
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
});

export const isXhtmlElement = (name: string): boolean => INLINE.has(name) || BLOCK.has(name);

/** Whether an element may stand directly in another: what tables, lists, paragraphs and links demand of their own. */
export function mayStandIn(name: string, parent: string): boolean {
  const parents = PARENTS[name];
  if (parents) return parents.has(parent);
  return parent === 'p' ? !BLOCK.has(name) : !(name === 'a' && parent === 'a');
}
