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
/** A tag ends before the next one, and its attributes are few: so each letter is looked at a few times at most. */
const PRE = /<pre\b[^<>]*>/i;
const NEXT_PRE = /<(\/?)pre\b/gi;
/** Chromium's view of XML, which has the elements as they were. */
const VIEWER = /<div\s[^<>]{0,200}?\bid=["']?webkit-xml-viewer-source-xml["']?[^<>]{0,200}>/i;
/** What a reader sees on a page that is no text. */
const SEEN = /<(?:audio|canvas|embed|iframe|img|object|picture|svg|video)\b/i;
const START_OF_DOCUMENT = /^\s*(?:<\?xml|<[a-z]|[{[])/i;

/**
 * The document that a page does nothing but show: escaped in its only `pre`, or in Chromium's view of XML. So it is saved by
 * browsers and fetched through them. Undefined where there is anything else to see on the page.
 */
export function shownAsText(html: string): ShownDocument | undefined {
  const viewer = VIEWER.exec(html.slice(0, AROUND));
  if (viewer) return shownAsTree(html, viewer.index + viewer[0].length);
  const pre = PRE.exec(html.slice(0, AROUND));
  if (!pre) return undefined;
  const at = pre.index + pre[0].length;
  if (hasContent(html.slice(0, pre.index))) return undefined;
  const end = endOfPre(html, at);
  const behind = end < 0 ? '' : html.slice(end);
  if (behind.length > AROUND || hasContent(behind)) return undefined;
  const text = decodeXML(html.slice(at, end < 0 ? undefined : end)).replace(/^\s+/, '');
  return START_OF_DOCUMENT.test(text) ? { text, at, how: 'text' } : undefined;
}

/** Where the `pre` ends whose content begins there; -1 where nothing closes it. One that is not escaped may hold others. */
function endOfPre(html: string, at: number): number {
  NEXT_PRE.lastIndex = at;
  const next = NEXT_PRE.exec(html);
  return next?.[1] === '/' ? next.index : Math.max(html.lastIndexOf('</pre'), html.lastIndexOf('</PRE'));
}

/** Behind the elements as they were stand those that are shown, in which no tag of the document's is left a tag. */
function shownAsTree(html: string, at: number): ShownDocument | undefined {
  const root = /^\s*<([^\s<>/]{1,60})/.exec(html.slice(at, at + 100))?.[1];
  const end = root === undefined ? -1 : html.lastIndexOf(`</${root}>`);
  return end < 0
    ? undefined
    : { text: html.slice(at, end + root!.length + 3), at, how: 'a tree of elements' };
}

/** Whether a reader would see anything; the title of a page is none of it. */
const hasContent = (html: string): boolean => SEEN.test(html) || plainText(html) !== '';
