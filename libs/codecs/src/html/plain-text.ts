import { decodeHTML } from 'entities/decode';
import { foldRuns } from '#news/fold-runs.js';
import { stripIllegal } from '../xml/write-xml.js';
import { BLOCKS, DROPPED, KNOWN } from './allow-list.js';
import { ENDS_FOREIGN, FONT_ATTRIBUTES, FOREIGN, HOLDS_HTML } from './foreign-content.js';
import { readHtml } from './read-html.js';
import type { HtmlEvents } from './scan-html.js';
import { UnclosedTags } from './unclosed-tags.js';

/** White space but the blank, and characters that XML forbids or that must be looked at. */
const UNTIDY =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  /[\0-\x1f\x80-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ufffe\uffff\ud800-\udfff]/;

/** Whether blanks stand at an end or side by side. Asked apart from letters: an alternative costs each letter as much again. */
const hasIdleBlanks = (text: string): boolean =>
  text.startsWith(' ') || text.endsWith(' ') || / {2}/.test(text);

/** What never ends, and what follows its beginning. */
export type OnLeftOut = (what: string, rest: string) => void;

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
  return tellingText(html, () => {});
}

/** The same; `onLeftOut` is told of what never ends and takes the rest of the text with it. */
export function tellingText(html: string, onLeftOut: OnLeftOut): string {
  if (!html.includes('<')) return foldSpace(html.includes('&') ? decodeHTML(html) : html);
  const source = withoutOpenEnd(html);
  const collector = new TextCollector(source, onLeftOut);
  readHtml(source, collector, { recognizeSelfClosing: false });
  collector.end();
  return foldSpace(collector.text);
}

/** A `<` that nothing closes any more is text (`x<y`), unless it begins a tag that HTML knows and that was cut off. */
function withoutOpenEnd(html: string): string {
  const open = html.lastIndexOf('<');
  if (open < html.lastIndexOf('>')) return html;
  const name = /^<[/!]?([a-z][a-z0-9:-]*)?/i.exec(html.slice(open, open + 40))?.[1]?.toLowerCase();
  if (name === undefined || KNOWN.has(name)) return html;
  return `${html.slice(0, open)}&lt;${html.slice(open + 1)}`;
}

/** Collects what a reader would see. */
export class TextCollector implements HtmlEvents {
  readonly innermost = '';
  text = '';
  private unknownFrom = -1;
  /** The element whose content is being left out, and how often it is open. */
  private dropped = '';
  private droppedDepth = 0;
  private droppedFrom = 0;
  /** How many elements are open in a drawing or formula that hold HTML. */
  private htmlDepth = 0;
  /** Whether a drawing or formula was begun that nothing closes: it has elements HTML does not know. */
  private isInForeign = false;
  /** The name of the start tag that was read last. */
  private opened = '';
  private readonly unclosed: UnclosedTags;

  constructor(
    private readonly source: string,
    private readonly onLeftOut: OnLeftOut,
  ) {
    this.unclosed = new UnclosedTags(source);
  }

  onText(start: number, end: number): void {
    if (this.droppedDepth > 0) return;
    const raw = this.source.slice(start, end);
    this.text += raw.includes('&') ? decodeHTML(raw) : raw;
  }

  onWholeTag(): boolean {
    return false;
  }

  onOpenTagName(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    this.unknownFrom = -1;
    this.opened = name;
    if (ENDS_FOREIGN.has(name)) this.endForeign();
    if (this.droppedDepth > 0) {
      if (name === this.dropped) this.droppedDepth++;
      else if (HOLDS_HTML.has(name)) this.htmlDepth++;
    } else if (DROPPED.has(name) && !CLOSES_ITSELF.has(name)) {
      if (this.isUnclosed(start)) {
        this.isInForeign ||= FOREIGN.has(name);
        return;
      }
      this.dropped = name;
      this.droppedDepth = 1;
      this.droppedFrom = end;
      this.htmlDepth = 0;
    } else if (BLOCKS.has(name)) {
      this.text += ' ';
    } else if (!this.isKnown(name)) {
      this.unknownFrom = start - 1;
    }
  }

  onOpenTagEnd(end: number): void {
    if (this.unknownFrom >= 0) this.text += this.source.slice(this.unknownFrom, end + 1);
    this.unknownFrom = -1;
  }

  onSelfClosingTag(end: number): boolean {
    // `<svg/>` holds nothing that could be left out.
    if (this.droppedDepth > 0) this.endDropped(this.opened);
    this.onOpenTagEnd(end);
    return false;
  }

  onCloseTag(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    if (name === 'p' || name === 'br') this.endForeign();
    if (this.droppedDepth > 0) {
      this.endDropped(name);
    } else if (BLOCKS.has(name)) {
      this.text += ' ';
    } else if (!this.isKnown(name)) {
      this.text += `</${this.source.slice(start, end)}>`;
    }
  }

  onAttributeName(start: number, end: number): void {
    if (this.opened === 'font' && FONT_ATTRIBUTES.has(this.source.slice(start, end).toLowerCase()))
      this.endForeign();
  }

  isUnclosed(name: number): boolean {
    return this.unclosed.has(name);
  }

  /** Ends an element in the one whose content is being left out, or that one. */
  private endDropped(name: string): void {
    if (name === this.dropped) this.droppedDepth--;
    else if (HOLDS_HTML.has(name) && this.htmlDepth > 0) this.htmlDepth--;
  }

  /** Whether a name is one of a tag, rather than a word in angle brackets. */
  private isKnown(name: string): boolean {
    return KNOWN.has(name) || this.isInForeign || /[:-]/.test(name);
  }

  private endForeign(): void {
    this.isInForeign = false;
    if (this.htmlDepth === 0 && FOREIGN.has(this.dropped)) this.droppedDepth = 0;
  }

  onUnclosedComment(from: number): void {
    this.onLeftOut('comment', this.source.slice(from));
  }

  /** To be called behind the last event. */
  end(): void {
    if (this.droppedDepth === 0) return;
    const gt = this.source.indexOf('>', this.droppedFrom);
    if (gt >= 0) this.onLeftOut(this.dropped, this.source.slice(gt + 1));
  }

  onAttributeValue(): void {}
}

const CLOSES_ITSELF = new Set(['embed', 'frame', 'input', 'link', 'meta', 'param']);

/** Whether a text holds HTML: a tag by a name HTML knows, or a reference to a character. */
export function looksLikeHtml(text: string): boolean {
  if (/&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z]{2,8}\d{0,2});/i.test(text)) return true;
  for (const match of text.matchAll(/<\/?([a-z][a-z0-9]{0,10})(?=[\s/>])/gi)) {
    if (KNOWN.has(match[1]!.toLowerCase())) return true;
  }
  return false;
}
