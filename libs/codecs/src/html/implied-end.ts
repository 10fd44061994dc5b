const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const P = words('p');
const HEADING = words('p h1 h2 h3 h4 h5 h6');
const CELLS = words('td th');
const ROWS = words('tr td th');
const SECTIONS = words('thead tbody tfoot tr td th');
const TERMS = words('dt dd');

/**
 * Which open elements the start tag of an element ends, where they are the innermost ones (HTML standard, section
 * "Optional tags"): authors leave these end tags out, and mostly without knowing.
 */
export const ENDED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...'address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol p pre section table ul'
    .split(' ')
    .map((name): [string, ReadonlySet<string>] => [name, P]),
  ...'h1 h2 h3 h4 h5 h6'.split(' ').map((name): [string, ReadonlySet<string>] => [name, HEADING]),
  ['li', words('li p')],
  ['dt', TERMS],
  ['dd', TERMS],
  ['td', CELLS],
  ['th', CELLS],
  ['tr', ROWS],
  ['thead', SECTIONS],
  ['tbody', SECTIONS],
  ['tfoot', SECTIONS],
  ['a', words('a')],
  ['rt', words('rt rp')],
  ['rp', words('rt rp')],
]);
