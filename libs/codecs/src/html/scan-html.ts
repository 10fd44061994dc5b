import { LONGEST_KNOWN_TAG } from '../xml/known-tags.js';
import { type TagEvents, tagParts } from '../xml/scan-xml.js';
import { isComparison } from './no-tag.js';

export interface HtmlEvents extends TagEvents {
  onText(from: number, to: number): void;
  /** A start tag from its name to what may be its end, where it is short: true where it was read as a whole. None has a `<` in it. */
  onWholeTag(from: number, to: number): boolean;
  /** An end tag's name, in lower or upper case. */
  onCloseTag(from: number, to: number): void;
  /** The name that the next end tag should have, `''` for none: there it need not be looked for. */
  readonly innermost: string;
  /** Whether nothing closes the element whose start tag has its name there, so that what follows is none of its content. */
  isUnclosed(name: number): boolean;
  /** What begins at that offset is a comment that never ends. */
  onUnclosedComment(from: number): void;
}

/** Elements whose content is no markup (HTML standard, section "Parsing HTML documents"). */
const RAW_TEXT = /(?:iframe|noembed|noframes|plaintext|script|style|textarea|title|xmp)(?=[ \t\n\f\r/>])/iy;
const END_OF_NAME = /[ \t\n\f\r/>]/g;
const ENDS_NAME: ReadonlySet<string> = new Set(' \t\n\f\r/>');

/** What is known of the text that is still to be read, from one scan of it to the next. */
export interface Ahead {
  /** Where the next `>` is, once that was asked, and infinity where there is none: what is far is looked for once. */
  gt: number;
  /** Where the last character is that could end the name of a tag, once that was asked; -1 for nowhere. */
  lastNameEnd?: number;
}

const SLASH = 0x2f;
const GT = 0x3e;
const BANG = 0x21;
const QUESTION = 0x3f;

/**
 * Tells the text and tags of HTML as a tokenizer does, several times as fast: what is wanted next is searched for rather
 * than read letter by letter. It knows nothing else, and gives the offset where something else begins (a comment, a
 * script, a tag that never ends): there a tokenizer has to read. The length of the text where there is nothing.
 *
 * @param start where to begin, inside of no tag
 * @param ahead one for all scans of the same text
 */
export function scanHtml(html: string, events: HtmlEvents, start = 0, ahead: Ahead = { gt: -1 }): number {
  let from = start;
  for (let lt = html.indexOf('<', from); lt >= 0; lt = html.indexOf('<', from)) {
    if (lt > from) events.onText(from, lt);
    // Not looked for again before it is passed: a comparison may end long before it.
    if (ahead.gt < lt) ahead.gt = nextGt(html, lt);
    const behind = isSign(html.charCodeAt(lt + 1)) ? sign(html, lt, events) : tag(html, lt, ahead, events);
    if (behind < 0) return lt;
    from = behind;
  }
  if (from < html.length) events.onText(from, html.length);
  return html.length;
}

function nextGt(html: string, from: number): number {
  const gt = html.indexOf('>', from);
  return gt < 0 ? Number.POSITIVE_INFINITY : gt;
}

/** Reads a `<` of a text and what follows it up to the next, and gives the offset of that. */
function sign(html: string, lt: number, events: HtmlEvents): number {
  const next = html.indexOf('<', lt + 1);
  const end = next < 0 ? html.length : next;
  events.onText(lt, end);
  return end;
}

/** Reads the tag at `lt` and gives the offset behind it; -1 where there is none that could be read here. */
function tag(html: string, lt: number, ahead: Ahead, events: HtmlEvents): number {
  const { gt } = ahead;
  const next = html.charCodeAt(lt + 1);
  const isClosed = gt !== Number.POSITIVE_INFINITY;
  if (next === SLASH && isClosed) return endTag(html, lt, gt, events);
  if (!isLetter(next)) return -1;
  if (gt - lt <= LONGEST_KNOWN_TAG && events.onWholeTag(lt + 1, gt)) return gt + 1;
  const inner = html.indexOf('<', lt + 1);
  if (inner > 0 && inner < gt && (isClosed || endsName(html, lt, ahead)) && isComparison(html, lt, inner)) {
    events.onText(lt, inner);
    return inner;
  }
  if (!isClosed || (beginsRawText(html, lt + 1) && !events.isUnclosed(lt + 1))) return -1;
  return tagParts(html, lt + 1, events);
}

/** Whether the name of the tag at `lt` ends anywhere: to a tokenizer one that does not is none. */
function endsName(html: string, lt: number, ahead: Ahead): boolean {
  if (ahead.lastNameEnd === undefined) {
    let at = html.length - 1;
    while (at >= 0 && !ENDS_NAME.has(html[at]!)) at--;
    ahead.lastNameEnd = at;
  }
  return ahead.lastNameEnd > lt;
}

/** Whether the tag whose name is at that place makes text of what follows it. */
export function beginsRawText(html: string, name: number): boolean {
  RAW_TEXT.lastIndex = name;
  return RAW_TEXT.test(html);
}

function endTag(html: string, lt: number, gt: number, events: HtmlEvents): number {
  const name = lt + 2;
  const { innermost } = events;
  const expected = name + innermost.length;
  if (innermost !== '' && html.charCodeAt(expected) === GT && html.startsWith(innermost, name)) {
    events.onCloseTag(name, expected);
    return expected + 1;
  }
  if (!isLetter(html.charCodeAt(name))) return -1;
  END_OF_NAME.lastIndex = name;
  events.onCloseTag(name, END_OF_NAME.exec(html)!.index);
  return gt + 1;
}

/** Whether a `<` before it is one of a text. */
const isSign = (c: number): boolean => !isLetter(c) && c !== SLASH && c !== BANG && c !== QUESTION;

const isLetter = (c: number): boolean => (c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a;
