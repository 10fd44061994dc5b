import { decodeXML } from 'entities/decode';
import { plainText } from './html/plain-text.js';

/** A document that stands in a page as browsers and proxies put it there to show it. */
export interface ShownDocument {
  text: string;
  /** Where it begins in the page. */
  at: number;
  how: string;
}

/** What may stand before and behind it is short: a head with a style, and the end of the page. */
const AROUND = 32_768;
const PRE = /<pre\b[^>]*>/i;
/** Chromium's view of XML, which has the elements as they were. */
const VIEWER = /<div\s[^>]*?\bid=["']?webkit-xml-viewer-source-xml["']?[^>]*>/i;
const START_OF_DOCUMENT = /^\s*(?:<\?xml|<[a-z]|[{[])/i;

/**
 * The document that a page does nothing but show: escaped in its only `pre`, or in Chromium's view of XML. So it is saved by
 * browsers and fetched through them. Undefined where there are other words on the page.
 */
export function shownAsText(html: string): ShownDocument | undefined {
  const viewer = VIEWER.exec(html.slice(0, AROUND));
  if (viewer) return shownAsTree(html, viewer.index + viewer[0].length);
  const pre = PRE.exec(html.slice(0, AROUND));
  if (!pre) return undefined;
  const at = pre.index + pre[0].length;
  const end = Math.max(html.lastIndexOf('</pre'), html.lastIndexOf('</PRE'));
  const behind = end < 0 ? '' : html.slice(end);
  if (behind.length > AROUND || hasWords(html.slice(0, pre.index)) || hasWords(behind)) return undefined;
  const text = decodeXML(html.slice(at, end < 0 ? undefined : end)).replace(/^\s+/, '');
  return START_OF_DOCUMENT.test(text) ? { text, at, how: 'text' } : undefined;
}

/** Behind the elements as they were stand those that are shown, in which no tag of the document's is left a tag. */
function shownAsTree(html: string, at: number): ShownDocument | undefined {
  const root = /^\s*<([^\s<>/]{1,60})/.exec(html.slice(at, at + 100))?.[1];
  const end = root === undefined ? -1 : html.lastIndexOf(`</${root}>`);
  return end < 0
    ? undefined
    : { text: html.slice(at, end + root!.length + 3), at, how: 'a tree of elements' };
}

/** Whether a reader would see any; the title of a page is none of it. */
const hasWords = (html: string): boolean =>
  plainText(html.replace(/<(title|style|script)\b[\s\S]*?<\/\1\s*>/gi, ' ')) !== '';
