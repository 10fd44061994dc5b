import { BLOCKS, DROPPED, KNOWN, UNSEEN } from './allow-list.js';
import { decodeText } from './decode-text.js';
import { ENDS_FOREIGN, FONT_ATTRIBUTES, FOREIGN, HOLDS_HTML } from './foreign-content.js';
import { begunElement, isAddress, isOperator, isValue, WITHOUT_SWITCHES } from './no-tag.js';
import type { HtmlEvents } from './scan-html.js';
import { EndTags, UnclosedTags } from './unclosed-tags.js';

/** What is left out of a text and the words in it; what never ends takes all that follows with it. */
export type OnLeftOut = (what: string, words: string, isUnclosed: boolean) => void;

/** As much of what is left out as a warning quotes. */
const MAX_QUOTED = 200;

/** What a warning says of it. */
export const leftOutDetail: (...left: Parameters<OnLeftOut>) => string = (what, words, isUnclosed) =>
  isUnclosed
    ? `${what}, never closed: ${words.length} characters`
    : `${what}: ${words.trim().replace(/\s+/g, ' ')}`;

/** Collects what a reader would see. */
export class TextCollector implements HtmlEvents {
  readonly innermost = '';
  text = '';
  private unknownFrom = -1;
  /** The element whose content is being left out, and how often it is open. */
  private dropped = '';
  private droppedDepth = 0;
  private droppedFrom = 0;
  private droppedWords = '';
  private readonly endTags: EndTags;
  /** How many elements are open in a drawing or formula that hold HTML. */
  private htmlDepth = 0;
  /** Whether a drawing or formula was begun that nothing closes: it has elements HTML does not know. */
  private isInForeign = false;
  /** The name of the start tag that was read last, and where its `<` is. */
  private opened = '';
  private openedAt = 0;
  /** Whether it has attributes that may be words, and others that are none. */
  private mayBeWords = false;
  private hasValues = false;
  private readonly unclosed: UnclosedTags;

  constructor(
    private readonly source: string,
    private readonly onLeftOut?: OnLeftOut,
  ) {
    this.unclosed = new UnclosedTags(source);
    this.endTags = new EndTags(source);
  }

  onText(start: number, end: number): void {
    if (this.droppedDepth > 0) {
      if (this.onLeftOut && this.droppedWords.length < MAX_QUOTED)
        this.droppedWords += decodeText(this.source.slice(start, Math.min(end, start + 2 * MAX_QUOTED)));
      return;
    }
    const raw = this.source.slice(start, end);
    this.text += decodeText(raw);
  }

  onWholeTag(): boolean {
    return false;
  }

  onOpenTagName(start: number, end: number): void {
    const name = begunElement(this.source.slice(start, end).toLowerCase());
    this.unknownFrom = -1;
    this.mayBeWords = false;
    this.hasValues = false;
    this.opened = name;
    this.openedAt = start - 1;
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
      this.droppedWords = '';
      this.htmlDepth = 0;
    } else if (BLOCKS.has(name)) {
      this.text += ' ';
    } else if (!this.isKnown(name) || (PLACES.has(name) && this.isWord(name, end))) {
      this.unknownFrom = start - 1;
    }
  }

  onOpenTagEnd(end: number): void {
    if (this.mayBeWords && !this.hasValues && !this.endTags.has(this.opened)) this.takeForWords();
    if (this.unknownFrom >= 0) this.text += decodeText(this.source.slice(this.unknownFrom, end + 1));
    this.unknownFrom = -1;
  }

  onSelfClosingTag(end: number): boolean {
    // `<svg/>` holds nothing that could be left out.
    if (this.droppedDepth > 0) this.endDropped(this.opened);
    this.onOpenTagEnd(end);
    return false;
  }

  onCloseTag(start: number, end: number): void {
    const name = begunElement(this.source.slice(start, end).toLowerCase());
    if (name === 'p' || name === 'br') this.endForeign();
    if (this.droppedDepth > 0) {
      this.endDropped(name);
    } else if (BLOCKS.has(name)) {
      this.text += ' ';
    } else if (!this.isKnown(name) && !isAddress(name)) {
      this.text += `</${this.source.slice(start, end)}>`;
    }
  }

  onAttributeName(start: number, end: number): void {
    if (isOperator(this.source, start)) this.takeForWords();
    if (this.opened === 'font' && FONT_ATTRIBUTES.has(this.source.slice(start, end).toLowerCase()))
      this.endForeign();
  }

  isUnclosed(name: number): boolean {
    return this.unclosed.has(name);
  }

  /** Ends an element in the one whose content is being left out, or that one. */
  private endDropped(name: string): void {
    if (name === this.dropped) this.droppedDepth--;
    if (this.droppedDepth === 0) this.tellDropped();
    else if (HOLDS_HTML.has(name) && this.htmlDepth > 0) this.htmlDepth--;
  }

  /** Whether a name is one of a tag, or of one that is cut off by an end tag, rather than a word in angle brackets. */
  private isKnown(name: string): boolean {
    if (name.endsWith('<') && KNOWN.has(name.slice(0, -1))) return true;
    return KNOWN.has(name) || this.isInForeign || (/[:-]/.test(name) && !isAddress(name));
  }

  /** Whether a tag that is an element too stands for a word: it says nothing else and is never closed. */
  private isWord(name: string, end: number): boolean {
    return this.source[end] === '>' && !this.isInForeign && !this.endTags.has(name);
  }

  private endForeign(): void {
    this.isInForeign = false;
    if (this.htmlDepth > 0 || !FOREIGN.has(this.dropped)) return;
    if (this.droppedDepth > 0) this.tellDropped();
    this.droppedDepth = 0;
  }

  private tellDropped(): void {
    const words = this.droppedWords.trim();
    if (words !== '' && !UNSEEN.has(this.dropped)) this.onLeftOut?.(this.dropped, words, false);
  }

  onUnclosedComment(from: number): void {
    this.onLeftOut?.('comment', this.source.slice(from), true);
  }

  /** To be called behind the last event. */
  end(): void {
    if (this.droppedDepth === 0) return;
    const gt = this.source.indexOf('>', this.droppedFrom);
    if (gt >= 0) this.onLeftOut?.(this.dropped, this.source.slice(gt + 1), true);
  }

  /** Attributes without a value, of an element that has none and is never closed, are words: `a<b and c>d`. */
  onAttributeValue(from: number, to: number, isQuoted: boolean): void {
    if (isValue(this.source, from, to, isQuoted)) this.hasValues = true;
    else if (from === to && WITHOUT_SWITCHES.has(this.opened)) this.mayBeWords = true;
  }

  /** The tag that is being read is words and no tag. */
  private takeForWords(): void {
    if (this.unknownFrom < 0 && this.droppedDepth === 0) this.unknownFrom = this.openedAt;
  }
}

/** Elements that are oftener words in angle brackets, `cd <path>`, than elements of a text. */
const PLACES = new Set([
  'data',
  'image',
  'label',
  'map',
  'meter',
  'output',
  'path',
  'progress',
  'search',
  'slot',
]);

const CLOSES_ITSELF = new Set(['embed', 'frame', 'input', 'link', 'meta', 'param']);
