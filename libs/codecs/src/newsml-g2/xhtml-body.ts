import { XmlFragment } from '../xml/write-xml.js';
import { mayStandIn } from './xhtml-nesting.js';

/** A comment or tag; groups: `/` of an end tag, name, attributes, `/` of an empty element. */
const TAG =
  /<(?:!--(?:[^-]|-[^-])*-->|(\/)?([\p{L}_:][\p{L}\p{N}_.:-]*)((?:\s+[\p{L}_:][\p{L}\p{N}_.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/)?>)/uy;
const BARE = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/**
 * A body that may stand inside an XHTML document. It must be well-formed; elements that stand where XHTML has no place
 * for them, such as a list item without a list, become `div` or `span`.
 *
 * @throws RangeError where it is not well-formed; the message names what is wrong
 */
export function xhtmlBody(body: string): XmlFragment {
  const open: { name: string; written: string }[] = [];
  let out = '';
  let copied = 0;
  let at = 0;
  const rewrite = (from: number, tag: string): void => {
    out += body.slice(copied, from) + tag;
    copied = TAG.lastIndex;
  };
  for (let next = body.indexOf('<'); next >= 0; next = body.indexOf('<', at)) {
    refuseBare(body.slice(at, next));
    TAG.lastIndex = next;
    const tag = TAG.exec(body);
    if (!tag) throw broken(`at "${body.slice(next, next + 40)}"`);
    const [, closes, name, attributes = '', empty] = tag;
    refuseBare(attributes);
    at = TAG.lastIndex;
    if (name === undefined) continue;
    if (closes) {
      const opened = open.pop();
      if (opened?.name !== name) throw broken(`</${name}> closes nothing`);
      if (opened.written !== name) rewrite(next, `</${opened.written}>`);
      continue;
    }
    const parent = open.at(-1)?.written ?? 'body';
    const written = mayStandIn(name, parent) ? name : parent === 'p' || name === 'a' ? 'span' : 'div';
    if (written !== name) rewrite(next, empty ? `<${written}/>` : `<${written}>`);
    if (!empty) open.push({ name, written });
  }
  refuseBare(body.slice(at));
  if (open.length > 0) throw broken(`<${open.at(-1)!.name}> is not closed`);
  return XmlFragment.trusted(copied === 0 ? body : out + body.slice(copied));
}

const broken = (what: string): RangeError => new RangeError(`A body is not well-formed: ${what}`);

function refuseBare(text: string): void {
  if (text.includes('&') && BARE.test(text)) throw broken(`bare & in "${text.slice(0, 40)}"`);
}
