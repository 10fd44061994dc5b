import { LONGEST_KNOWN_TAG } from './known-tags.js';

/** What a start tag is made of, by offsets into its text, in its order. */
export interface TagEvents {
  onOpenTagName(from: number, to: number): void;
  onAttributeName(from: number, to: number): void;
  /** The value of the name before; empty where there is none. */
  onAttributeValue(from: number, to: number, isQuoted: boolean): void;
  onOpenTagEnd(at: number): void;
  /** The end of an empty element; true where nothing more is to be read. */
  onSelfClosingTag(at: number): boolean;
}

/** What a document is made of. */
export interface XmlEvents extends TagEvents {
  /** Text, also what looked like markup and is none; one run may come in several pieces. */
  onText(from: number, to: number): void;
  onCdata(from: number, to: number): void;
  /**
   * A start tag from its name to what may be its end, told before its parts and only where it is short. Undefined where
   * the parts are wanted; else it is read, and true where nothing more is.
   */
  onWholeTag(from: number, to: number): boolean | undefined;
  /** An end tag's name, and whether it was seen to be that of the innermost; true where nothing more is to be read. */
  onCloseTag(from: number, to: number, isInnermost: boolean): boolean;
  /** The name that the next end tag should have, `''` for none: there it need not be looked for. */
  readonly innermost: string;
  /** A comment or CDATA section that begins there is never closed. */
  onUnclosed(what: string, at: number): void;
  /** The document is over. A tag that it ends inside of was not told. */
  onEnd(): void;
}

const COMMENT_END = /--!?>/g;

/** What is known of the text that is still to be read: what is nowhere need not be looked for again. */
interface Rest {
  hasCdataEnd: boolean;
  hasCommentEnd: boolean;
  /** Where the last `>` is, once that was asked. */
  lastGt?: number;
}

/**
 * Finds the tags, text and CDATA sections of a document from `start` on, well-formed or not; comments, declarations and
 * instructions are passed over. It reads no references and knows no nesting. What is wanted next is searched for rather than
 * read letter by letter, which makes it several times as fast as a tokenizer that takes its text in pieces.
 */
export function scanXml(text: string, start: number, events: XmlEvents): void {
  const rest: Rest = { hasCdataEnd: true, hasCommentEnd: true };
  let from = start;
  let lt = text.indexOf('<', start);
  while (lt >= 0) {
    if (lt > from) events.onText(from, lt);
    from = lt;
    const next = text.charCodeAt(lt + 1);
    let after: number;
    if (next === SLASH) after = endTag(text, lt, events, rest);
    else if (next === BANG) after = declaration(text, lt + 2, events, rest);
    else if (next === QUESTION) after = behind('?>', text, lt + 2, events);
    else if (next === GT || isSpace(next)) after = IS_TEXT;
    else if (lt + 1 < text.length) after = startTag(text, lt + 1, events);
    else break;
    if (after === STOPPED) return;
    if (after !== IS_TEXT) from = after;
    const searchFrom = after === IS_TEXT ? lt + 1 : after;
    // Where one tag stands right behind another, a look is sooner done than a search.
    lt = text.charCodeAt(searchFrom) === LT ? searchFrom : text.indexOf('<', searchFrom);
  }
  if (from < text.length) events.onText(from, text.length);
  events.onEnd();
}

const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const LT = 0x3c;
const GT = 0x3e;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/** In place of the offset behind a piece of markup: the reader has had enough; it was no markup. */
const STOPPED = -1;
const IS_TEXT = -2;

const isSpace = (c: number): boolean => c === 0x20 || c === 0xa || c === 0x9 || c === 0xd || c === 0xc;
const endsName = (c: number): boolean => c === GT || c === SLASH || isSpace(c);

function endTag(text: string, lt: number, events: XmlEvents, rest: Rest): number {
  const { innermost } = events;
  const expected = lt + 2 + innermost.length;
  if (innermost !== '' && text.charCodeAt(expected) === GT && text.startsWith(innermost, lt + 2))
    return events.onCloseTag(lt + 2, expected, true) ? STOPPED : expected + 1;
  const { length } = text;
  let name = lt + 2;
  while (isSpace(text.charCodeAt(name))) name++;
  const first = text.charCodeAt(name);
  if (name >= length || first === GT) return IS_TEXT;
  if (first === SLASH) return behind('>', text, name, events);
  let end = name + 1;
  while (end < length && !endsName(text.charCodeAt(end)) && text.charCodeAt(end) !== LT) end++;
  if (end === length) return length;
  if (events.onCloseTag(name, end, false)) return STOPPED;
  // Its end is looked for before the next tag only: many without any would be looked for through all of the text.
  const next = text.indexOf('<', end);
  const gt = (next < 0 ? text : text.slice(0, next)).indexOf('>', end);
  if (gt >= 0) return gt + 1;
  rest.lastGt ??= text.lastIndexOf('>');
  if (next < 0 || rest.lastGt < next) return length;
  // One that runs into the next tag ends before it.
  events.onUnclosed('tag', lt);
  return next;
}

/** A comment, a CDATA section or a declaration; `at` is where it goes on behind `<!`. */
function declaration(text: string, at: number, events: XmlEvents, rest: Rest): number {
  if (text.startsWith(CDATA, at)) return cdata(text, at + CDATA.length, events, rest);
  if (text.startsWith('--', at)) {
    COMMENT_END.lastIndex = at + 2;
    if (rest.hasCommentEnd && COMMENT_END.test(text)) return COMMENT_END.lastIndex;
    // One that never ends must not take the rest of the document with it: its sign alone goes.
    rest.hasCommentEnd = false;
    events.onUnclosed('comment', at);
    return at + 2;
  }
  // The first character is never the end, nor is the second behind a dash.
  const skipped = text.charCodeAt(at) === 0x2d ? 2 : 1;
  return behind('>', text, at, events, at + skipped);
}

const CDATA = '[CDATA[';

/**
 * A CDATA section that is not closed ends where the element around it does: there are none of its own behind it, or the
 * next one to be closed is another. It must not take the rest of the document with it.
 */
function cdata(text: string, from: number, events: XmlEvents, rest: Rest): number {
  const close = rest.hasCdataEnd ? text.indexOf(']]>', from) : -1;
  rest.hasCdataEnd = close >= 0;
  const whole = text.slice(from, close < 0 ? text.length : close);
  // Looked for first, without the sign that markup is full of: hardly any section holds the beginning of another.
  const next = whole.indexOf(`!${CDATA}`);
  const mayBeUnclosed = events.innermost !== '' && (close < 0 || next >= 0);
  const end = mayBeUnclosed ? whole.indexOf(`</${events.innermost}>`) : -1;
  const isUnclosed = close < 0 || (end >= 0 && whole.includes(`<!${CDATA}`, end));
  if (isUnclosed) events.onUnclosed('CDATA section', from);
  const length = isUnclosed && end >= 0 ? end : whole.length;
  if (length > 0 || !isUnclosed) events.onCdata(from, from + length);
  return from + length + (isUnclosed ? 0 : ']]>'.length);
}

/** Behind a mark; where it never comes, all that is left is text. */
function behind(mark: string, text: string, at: number, events: XmlEvents, searchFrom = at): number {
  const found = text.indexOf(mark, searchFrom);
  if (found >= 0) return found + mark.length;
  if (at < text.length) events.onText(at, text.length);
  return text.length;
}

function startTag(text: string, name: number, events: XmlEvents): number {
  const gt = text.indexOf('>', name);
  if (gt > name && gt - name <= LONGEST_KNOWN_TAG) {
    const isOver = events.onWholeTag(name, gt);
    if (isOver !== undefined) return isOver ? STOPPED : gt + 1;
  }
  return tagParts(text, name, events, true);
}

/**
 * Tells the parts of a start tag, of XML or HTML, from its name on. Gives the offset behind it; the text's end for a tag
 * that never ends, of which no end was told, and -1 where nothing more is to be read.
 *
 * @param mayMissQuote whether a value ends with its tag where it seems to go on into another
 */
export function tagParts(text: string, name: number, events: TagEvents, mayMissQuote = false): number {
  const { length } = text;
  let i = name + 1;
  while (i < length && !endsName(text.charCodeAt(i))) i++;
  if (i === length) return length;
  events.onOpenTagName(name, i);
  while (i < length) {
    const c = text.charCodeAt(i);
    if (c === GT) {
      events.onOpenTagEnd(i);
      return i + 1;
    }
    if (c === SLASH) {
      i = skipSpace(text, i + 1);
      if (text.charCodeAt(i) !== GT) continue;
      return events.onSelfClosingTag(i) ? STOPPED : i + 1;
    }
    if (isSpace(c)) {
      i++;
      continue;
    }
    const from = i++;
    while (i < length && text.charCodeAt(i) !== EQUALS && !endsName(text.charCodeAt(i))) i++;
    if (i === length) return length;
    events.onAttributeName(from, i);
    i = skipSpace(text, i);
    i =
      text.charCodeAt(i) === EQUALS
        ? attributeValue(text, skipSpace(text, i + 1), events, mayMissQuote)
        : noValue(i, length, events);
  }
  return length;
}

function noValue(i: number, length: number, events: TagEvents): number {
  if (i < length) events.onAttributeValue(i, i, false);
  return i;
}

/** Reads the value at `from` and gives the offset behind it; that of the document's end where it never ends. */
function attributeValue(text: string, from: number, events: TagEvents, mayMissQuote: boolean): number {
  const { length } = text;
  const quote = text.charCodeAt(from);
  if (quote === QUOTE || quote === APOSTROPHE) {
    const close = text.indexOf(quote === QUOTE ? '"' : "'", from + 1);
    if (close < 0) return length;
    const next = text.charCodeAt(close + 1);
    const isOver = !mayMissQuote || endsName(next) || next === QUESTION || close + 1 === length;
    const missed = isOver ? -1 : missedQuote(text, from + 1, close);
    events.onAttributeValue(from + 1, missed < 0 ? close : missed, missed < 0);
    return missed < 0 ? close + 1 : missed;
  }
  let to = from;
  while (to < length && text.charCodeAt(to) !== GT && !isSpace(text.charCodeAt(to))) to++;
  if (to < length) events.onAttributeValue(from, to, false);
  return to;
}

/**
 * Where a value ends whose closing quotation mark is missing, so that it seems to go on to the first one of another tag; -1
 * where nothing speaks for that. What stands before the end of its tag is the value.
 */
function missedQuote(text: string, from: number, close: number): number {
  const value = text.slice(from, close);
  const gt = value.indexOf('>');
  if (gt < 0 || !/=\s*$/.test(value) || !value.includes('<', gt)) return -1;
  // The slash is an address's own rather than that of an empty element.
  return from + (value[gt - 1] === '/' && !/^https?:/i.test(value) ? gt - 1 : gt);
}

function skipSpace(text: string, from: number): number {
  let i = from;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
}
