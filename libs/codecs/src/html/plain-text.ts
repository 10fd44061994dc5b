import { decodeHTML } from 'entities/decode';
import { foldRuns } from '#news/fold-runs.js';
import { stripIllegal } from '../xml/write-xml.js';
import { BLOCKS, DROPPED, KNOWN } from './allow-list.js';
import { readHtml } from './read-html.js';
import type { HtmlEvents } from './scan-html.js';

/** White space but the blank, and characters that XML forbids or that must be looked at. */
const UNTIDY =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  /[\0-\x1f\x80-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ufffe\uffff\ud800-\udfff]/;

/** Whether blanks stand at an end or side by side. Asked apart from letters: an alternative costs each letter as much again. */
const hasIdleBlanks = (text: string): boolean =>
  text.startsWith(' ') || text.endsWith(' ') || / {2}/.test(text);

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
  if (!html.includes('<')) return foldSpace(html.includes('&') ? decodeHTML(html) : html);
  const source = withoutOpenEnd(html);
  const collector = new TextCollector(source);
  readHtml(source, collector, { recognizeSelfClosing: false });
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

  constructor(private readonly source: string) {}

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
    if (this.droppedDepth > 0) {
      if (name === this.dropped) this.droppedDepth++;
    } else if (DROPPED.has(name) && !CLOSES_ITSELF.has(name)) {
      this.dropped = name;
      this.droppedDepth = 1;
    } else if (BLOCKS.has(name)) {
      this.text += ' ';
    } else if (!KNOWN.has(name) && !/[:-]/.test(name)) {
      this.unknownFrom = start - 1;
    }
  }

  onOpenTagEnd(end: number): void {
    if (this.unknownFrom >= 0) this.text += this.source.slice(this.unknownFrom, end + 1);
    this.unknownFrom = -1;
  }

  onSelfClosingTag(end: number): boolean {
    // `<svg/>` holds nothing that could be left out.
    if (this.droppedDepth === 1) this.droppedDepth = 0;
    this.onOpenTagEnd(end);
    return false;
  }

  onCloseTag(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    if (this.droppedDepth > 0) {
      if (name === this.dropped) this.droppedDepth--;
    } else if (BLOCKS.has(name)) {
      this.text += ' ';
    } else if (!KNOWN.has(name) && !/[:-]/.test(name)) {
      this.text += `</${this.source.slice(start, end)}>`;
    }
  }

  onAttributeName(): void {}
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
