import { ALLOWED, KNOWN } from './allow-list.js';

/** Whether the name of a tag is the beginning of an address in angle brackets, `<https://example.org/a>`, `<a@example.org>`. */
export const isAddress = (name: string): boolean =>
  name.includes('@') || /^(?:https?|ftps?|mailto|urn|tel):/i.test(name);

/** The name of a tag's element; where it runs into the next start tag, `<em<b>`, `<br<p>`, of the one that was begun. */
export function begunElement(name: string): string {
  const inner = name.indexOf('<');
  if (inner < 0 || !/[a-z]/i.test(name[inner + 1] ?? '')) return name;
  const begun = name.slice(0, inner);
  return ALLOWED.has(begun) ? begun : name;
}

const AMPERSAND = 0x26;
const BAR = 0x7c;

/** Whether the attribute whose name begins there is an operator, so that its tag is words: `if (a<b && c>d)`. */
export function isOperator(source: string, at: number): boolean {
  const first = source.charCodeAt(at);
  return first === AMPERSAND || first === BAR;
}

/** Names of elements that are letters too, and that have no attribute without a value: `a<b and c>d`. */
export const WITHOUT_SWITCHES: ReadonlySet<string> = new Set(['a', 'b', 'i', 'q', 's', 'u']);

/** Whether an attribute has a value, so that its tag is none of words: in `a<b and c==1 or d>e` a second `=` is no value. */
export const isValue = (source: string, from: number, to: number, isQuoted: boolean): boolean =>
  isQuoted || (from < to && source[from] !== '=');

/** What a value that is compared ends with. */
const COMPARED = /[\p{L}\p{N}_)\]]/u;
const NAME = /^[a-z][a-z0-9:-]*/i;
/** No comparison is longer. */
const LONGEST = 200;

/**
 * Whether the `<` there is one of a comparison, with the words up to `end`, where a tag begins or the text ends: `x<y</p>`,
 * `a<b`. To browsers these are a tag that is never closed, and the words are lost.
 */
export function isComparison(source: string, lt: number, end: number): boolean {
  if (end - lt > LONGEST || !COMPARED.test(source[lt - 1] ?? '')) return false;
  const words = source.slice(lt + 1, end);
  const name = NAME.exec(words)?.[0].toLowerCase();
  if (name === undefined || /["'>]/.test(words) || /[:-]/.test(name)) return false;
  if (!KNOWN.has(name)) return true;
  // A tag that was cut off has attributes, and nobody compares with its name alone unless that is one letter.
  return !words.includes('=') && (name.length === 1 || words.trim() !== name);
}

/** The text with each `<` that nothing closes any more escaped, unless it begins a tag that HTML knows and that was cut off. */
export function withoutOpenEnd(html: string): string {
  const closed = html.lastIndexOf('>');
  let kept = '';
  let end = html.length;
  for (let open = html.lastIndexOf('<'); open > closed; open = html.lastIndexOf('<', open - 1)) {
    if (isCutOffTag(html, open, end)) break;
    kept = `&lt;${html.slice(open + 1, end)}${kept}`;
    end = open;
    if (open === 0) break;
  }
  return end === html.length ? html : html.slice(0, end) + kept;
}

function isCutOffTag(html: string, open: number, end: number): boolean {
  const [tag, name] = /^<[/!]?([a-z][a-z0-9:-]*)?/i.exec(html.slice(open, open + 40))!;
  if (name === undefined) return tag === '<!';
  if (!KNOWN.has(name.toLowerCase())) return false;
  // Behind the name in an end tag stands nothing.
  const hasWords = tag.startsWith('</') && /\S/.test(html.slice(open + tag.length, end));
  return !hasWords && !isComparison(html, open, end);
}
