import { isUtf8 } from 'node:buffer';
import type { EntryDraft } from '../feed/entry-draft.js';
import { withoutCdata } from '../feed/modules.js';
import { nearerBase } from '../html/absolute-url.js';
import { KNOWN } from '../html/allow-list.js';
import { foldSpace, looksLikeHtml, plainText } from '../html/plain-text.js';
import { bareMediaType } from '../media-type.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { hasElements, innerMarkup } from '../xml/inner-markup.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import {
  attribute,
  child,
  elements,
  ownAttribute,
  ownTextOf,
  textOf,
  type XmlElement,
} from '../xml/xml-node.js';

/** What a text construct or content holds: text or markup. Neither for what is neither, such as an inline picture. */
export interface Construct {
  text?: string;
  html?: string;
}

/**
 * Reads a text construct or content of Atom 1.0 (RFC 4287 sections 3.1 and 4.1.3) or Atom 0.3, whose `mode` says what
 * the type of 1.0 says alone.
 *
 * @param base what an `xml:base` inside the markup is relative to: that of the construct, see `baseOf`
 */
export function readConstruct(element: XmlElement, base?: string): Construct {
  const old = element.ns === NS.atom03;
  const type = bareMediaType(ownAttribute(element, 'type') ?? '');
  // Feeds that have become 1.0 by their namespace alone still say it.
  const mode = ownAttribute(element, 'mode')?.toLowerCase() ?? (old ? 'xml' : undefined);
  if (mode === 'base64') return decoded(textOf(element), type);
  // Whatever the type, what is escaped is markup once it is read.
  if (mode === 'escaped' && /xhtml/.test(type) && !hasElements(element)) return { html: textOf(element) };
  // The same where nothing but the type says otherwise: XHTML has a `div`, which this has not.
  if (/xhtml/.test(type) && !hasElements(element) && /<[a-z/]/i.test(textOf(element)))
    return looksLikeHtml(textOf(element)) ? { html: textOf(element) } : { text: textOf(element) };
  if (type === 'xhtml' || type === 'application/xhtml+xml' || (mode === 'xml' && hasElements(element))) {
    return { html: insideDiv(element, base) };
  }
  if (type === 'html' || type === 'text/html') {
    if (!hasElements(element)) return { html: withoutCdata(textOf(element)) };
    return { html: escapedInDiv(element) ?? innerMarkup(element, base) };
  }
  // A type that is none, such as `CDATA`, says nothing.
  const isNone = type !== '' && type !== 'text' && !type.includes('/');
  if (isNone && !hasElements(element) && looksLikeHtml(textOf(element)))
    return { html: withoutCdata(textOf(element)) };
  if (!type.includes('/') || type.startsWith('text/')) {
    // Elements may not stand in plain text; where they do, they were meant.
    return hasElements(element) ? { html: insideDiv(element, base) } : { text: textOf(element) };
  }
  if (/[/+]xml$/.test(type))
    return isHtmlInside(element)
      ? { html: innerMarkup(element, base) }
      : { text: wordsOf(element).join('\n\n') };
  return decoded(textOf(element), type);
}

/** Whether the elements inside are HTML's, or a drawing or formula, which is left out by its name. */
const isHtmlInside = (element: XmlElement): boolean =>
  elements(element).some((inner) => KNOWN.has(lowerName(inner)) && inner.local !== 'title');

/** The words of each element that has some of its own, where nobody knows what the elements mean. */
function wordsOf(element: XmlElement): string[] {
  const own = foldSpace(ownTextOf(element));
  if (own !== '') return [foldSpace(textOf(element))];
  return elements(element).flatMap(wordsOf);
}

export function plainOf({ text, html }: Construct): string | undefined {
  return (html === undefined ? foldSpace(text ?? '') : plainText(html)) || undefined;
}

/** The same for a title or the like, of which what plain text cannot show is told. */
export const lineOf = ({ text, html }: Construct, field: string, draft: EntryDraft): string =>
  html === undefined ? foldSpace(text ?? '') : draft.line(html, field);

export function markupOfConstruct({ text, html }: Construct): string | undefined {
  return (html ?? (text === undefined ? undefined : paragraphsOf(text))) || undefined;
}

/** XHTML stands in one `div` that is not part of the content (RFC 4287 section 3.1.1.3). */
function insideDiv(element: XmlElement, base?: string): string {
  const div = child(element, 'div');
  const alone = element.children.every(
    (node) => node === div || (node.kind === 'text' && node.text.trim() === ''),
  );
  return innerMarkup(div && alone ? div : element, base);
}

/** Escaped HTML around which a weblog program has put the `div` of XHTML, though the type says HTML. */
function escapedInDiv(element: XmlElement): string | undefined {
  const div = child(element, 'div');
  if (!div || hasElements(div) || ownTextOf(element).trim() !== '') return undefined;
  const text = textOf(div);
  return /<[a-z/]/i.test(text) && looksLikeHtml(text) && elements(element).length === 1 ? text : undefined;
}

function decoded(base64: string, type: string): Construct {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  if (type === 'application/octet-stream' && isUtf8(bytes) && !bytes.includes(0)) return { html: text };
  // What says that it is encoded and is not is taken as it stands.
  const isEncoded = !/[^A-Za-z0-9+/=\s]/.test(base64) && base64.replace(/\s/g, '').length % 4 === 0;
  if (type !== '' && !type.startsWith('text/') && !/[/+](?:xml|xhtml|html)$/.test(type)) {
    if (isEncoded || base64.trim() === '' || !/^application\//.test(type)) return {};
    return looksLikeHtml(base64) ? { html: base64 } : { text: base64 };
  }
  if (!isEncoded) return isHtml(type) ? { html: base64 } : { text: base64 };
  return isHtml(type) ? { html: text } : { text };
}

const isHtml = (type: string): boolean => type !== '' && type !== 'text/plain' && type !== 'text';

/** The base of an element that holds markup; where XHTML stands in its `div`, that of the `div`. */
export function baseOf(element: XmlElement, outer: string | undefined): string | undefined {
  const base = nearerBase(attribute(element, 'base', NS.xml), outer);
  const div = child(element, 'div');
  return div ? nearerBase(attribute(div, 'base', NS.xml), base) : base;
}
