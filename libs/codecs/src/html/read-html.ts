import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { isComparison } from './no-tag.js';
import { type Ahead, beginsRawText, type HtmlEvents, scanHtml } from './scan-html.js';

export interface ReadHtmlOptions {
  /** Whether `<script/>` is an empty element, as in XHTML, rather than the beginning of a script. */
  recognizeSelfClosing: boolean;
}

/** Tells the text and tags of a piece of HTML. Nearly all pieces have nothing else; what else there is a tokenizer reads. */
export function readHtml(html: string, events: HtmlEvents, options: ReadHtmlOptions): void {
  const ahead: Ahead = { gt: -1 };
  for (let at = 0; at < html.length; ) {
    at = scanHtml(html, events, at, ahead);
    if (at < html.length) at = tokenizeOnce(html, at, events, options);
  }
}

/** The same from an offset on, that is inside of no tag, all by htmlparser2's tokenizer. */
export function tokenizeHtml(html: string, from: number, events: HtmlEvents, options: ReadHtmlOptions): void {
  for (let at = from; at < html.length; ) at = tokenizeOnce(html, at, events, options);
}

/** Gives the offset up to which it read: less than all where text would begin that is none. */
function tokenizeOnce(html: string, from: number, events: HtmlEvents, options: ReadHtmlOptions): number {
  const callbacks = new Callbacks(html, events, from);
  const tokenizer = new Tokenizer({ ...options, decodeEntities: false }, callbacks);
  callbacks.onLeaveOff = () => tokenizer.pause();
  tokenizer.write(from === 0 ? html : html.slice(from));
  if (callbacks.leftOffAt < html.length) return callbacks.leftOffAt;
  tokenizer.end();
  return html.length;
}

class Callbacks implements TokenizerCallbacks {
  private valueFrom = 0;
  private valueTo = 0;
  private name = 0;
  leftOffAt = Number.POSITIVE_INFINITY;
  onLeaveOff = (): void => {};

  constructor(
    private readonly html: string,
    private readonly events: HtmlEvents,
    /** Where the tokenizer's text begins. */
    private readonly start: number,
  ) {}

  ontext(from: number, to: number): void {
    // An end tag that is cut off behind its name it tells as text from before the beginning.
    if (from >= 0) this.events.onText(this.start + from, this.start + to);
  }

  oncdata(from: number, to: number, endOffset: number): void {
    this.ontext(from, to - endOffset);
  }

  onopentagname(from: number, to: number): void {
    this.name = this.start + from;
    const inner = this.html.indexOf('<', this.name);
    if (inner > 0 && isComparison(this.html, this.name - 1, inner)) {
      this.events.onText(this.name - 1, inner);
      this.leftOffAt = inner;
      this.onLeaveOff();
      return;
    }
    this.events.onOpenTagName(this.start + from, this.start + to);
  }

  onattribname(from: number, to: number): void {
    this.events.onAttributeName(this.start + from, this.start + to);
    this.valueFrom = 0;
    this.valueTo = 0;
  }

  onattribdata(from: number, to: number): void {
    this.valueFrom = this.start + from;
    this.valueTo = this.start + to;
  }

  onattribend(quote: number): void {
    this.events.onAttributeValue(this.valueFrom, this.valueTo, quote > 1);
  }

  onopentagend(at: number): void {
    this.events.onOpenTagEnd(this.start + at);
    this.leaveOff(at);
  }

  onselfclosingtag(at: number): void {
    this.events.onSelfClosingTag(this.start + at);
    this.leaveOff(at);
  }

  /** Ends reading behind a tag behind which the tokenizer would take all that follows for text. */
  private leaveOff(at: number): void {
    if (!beginsRawText(this.html, this.name) || !this.events.isUnclosed(this.name)) return;
    this.leftOffAt = this.start + at + 1;
    this.onLeaveOff();
  }

  onclosetag(from: number, to: number): void {
    this.events.onCloseTag(this.start + from, this.start + to);
  }

  oncomment(from: number, to: number): void {
    if (this.start + to === this.html.length) this.events.onUnclosedComment(this.start + from);
  }

  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
  // Never called: references are decoded a run of text at a time, which is faster.
  onattribentity(): void {}
  ontextentity(): void {}
}
