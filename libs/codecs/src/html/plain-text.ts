import { foldRuns } from '#news/fold-runs.js';
import { stripIllegal } from '../xml/write-xml.js';
import { KNOWN } from './allow-list.js';
import { decodeText } from './decode-text.js';
import { withoutOpenEnd } from './no-tag.js';
import { readHtml } from './read-html.js';
import { type OnLeftOut, TextCollector } from './text-collector.js';

/** White space but the blank, and characters that XML forbids or that must be looked at. */
const UNTIDY =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  /[\0-\x1f\x80-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ufffe\uffff\ud800-\udfff]/;

/** Whether blanks stand at an end or side by side. Asked apart from letters: an alternative costs each letter as much again. */
const hasIdleBlanks = (text: string): boolean =>
  text[0] === ' ' || text[text.length - 1] === ' ' || / {2}/.test(text);

/** Runs of white space become one blank, characters that XML forbids go, and so does white space at the ends. */
export function foldSpace(text: string): string {
  if (!UNTIDY.test(text) && !hasIdleBlanks(text)) return text;
  return foldRuns(stripIllegal(text)).trim();
}

/**
 * What a reader would see of a piece of HTML, on one line: tags removed, references decoded once, white space folded.
 * A `<` that begins no HTML tag is text (`1 < 2`, `List<string>`), and text without markup comes back as it is.
 */
export function plainText(html: string): string {
  return tellingText(html);
}

/** The same; `onLeftOut` is told of words that no text can show, such as those of a drawing, and of what never ends. */
export function tellingText(html: string, onLeftOut?: OnLeftOut): string {
  if (!html.includes('<')) return foldSpace(decodeText(html));
  const source = withoutOpenEnd(html);
  const collector = new TextCollector(source, onLeftOut);
  readHtml(source, collector, { recognizeSelfClosing: false });
  collector.end();
  return foldSpace(collector.text);
}

/** Whether a text holds HTML: a tag by a name HTML knows, or a reference to a character. */
export function looksLikeHtml(text: string): boolean {
  if (text.includes('&') && /&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z]{2,8}\d{0,2});/i.test(text)) return true;
  if (!text.includes('<')) return false;
  for (const match of text.matchAll(/<\/?([a-z][a-z0-9]{0,10})(?=[\s/>])/gi)) {
    if (KNOWN.has(match[1]!.toLowerCase())) return true;
  }
  return false;
}
