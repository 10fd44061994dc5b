import { decodeHTMLAttribute } from 'entities/decode';
import { internedName } from '../interned.js';
import { ownCopy } from '../own-copy.js';
import { type TagEvents, tagParts } from '../xml/scan-xml.js';
import { decodeText } from './decode-text.js';
import { type ElementRules, rulesOf } from './element-rules.js';
import type { HtmlAttributes } from './lift-media.js';
import { isOperator, isValue, WITHOUT_SWITCHES } from './no-tag.js';
import { beginsRawText, type HtmlEvents } from './scan-html.js';
import { EndTags, UnclosedTags } from './unclosed-tags.js';
import type { XhtmlWriter } from './xhtml-writer.js';

const NO_ATTRIBUTES: HtmlAttributes = Object.freeze({});

/** Puts a start tag together of its parts. */
class TagParts implements TagEvents {
  rules: ElementRules = rulesOf('p');
  attributes = NO_ATTRIBUTES;
  isEmpty = false;
  /** Whether it is no tag but words between a `<` and a `>`. */
  isWords = false;
  /** Whether it is that where nothing closes its element and it has no values. */
  mayBeWords = false;
  hasValues = false;
  /** Whether the tag has ended. */
  isOver = false;
  /** `''` while the attribute is one that is not read. */
  private attributeName = '';

  constructor(protected readonly source: string) {}

  onOpenTagName(from: number, to: number): void {
    this.rules = rulesOf(this.source.slice(from, to));
    this.attributes = NO_ATTRIBUTES;
    this.isWords = this.rules.isAddress;
    this.mayBeWords = false;
    this.hasValues = false;
  }

  onAttributeName(from: number, to: number): void {
    const { attributes } = this.rules;
    const written = internedName(this.source.slice(from, to));
    const name = attributes.has(written) ? written : written.toLowerCase();
    this.attributeName = attributes.has(name) ? name : '';
    if (this.attributeName === '' && isOperator(this.source, from)) this.isWords = true;
  }

  onAttributeValue(from: number, to: number, isQuoted: boolean): void {
    if (isValue(this.source, from, to, isQuoted)) this.hasValues = true;
    else if (from === to && WITHOUT_SWITCHES.has(this.rules.name)) this.mayBeWords = true;
    if (this.attributeName === '') return;
    const value = this.source.slice(from, to);
    if (this.attributes === NO_ATTRIBUTES) this.attributes = {};
    this.attributes[this.attributeName] ??= value.includes('&') ? decodeHTMLAttribute(value) : value;
  }

  onOpenTagEnd(_at: number): void {
    this.isOver = true;
  }

  onSelfClosingTag(_at: number): boolean {
    this.isOver = true;
    this.isEmpty = true;
    return false;
  }
}

type KnownTag = Pick<TagParts, 'rules' | 'attributes' | 'isEmpty' | 'isWords' | 'mayBeWords' | 'hasValues'>;

const MOST_KNOWN = 1000;
/** Tags of one body that are remembered: a body whose tags are all different is not worth it. */
const MOST_LEARNT = 50;
const known = new Map<string, KnownTag>();

/** Tells a writer what stands in a piece of HTML. */
export class TagReader extends TagParts implements HtmlEvents {
  private readonly unclosed: UnclosedTags;
  private readonly endTags: EndTags;
  private learnt = 0;
  /** Where the tag begins that is being read, and what is dropped; -1 for none. */
  private tagFrom = -1;
  private droppedFrom = -1;

  constructor(
    source: string,
    private readonly writer: XhtmlWriter,
  ) {
    super(source);
    this.unclosed = new UnclosedTags(source);
    this.endTags = new EndTags(source);
  }

  get innermost(): string {
    return this.writer.innermost;
  }

  onText(from: number, to: number): void {
    const raw = this.source.slice(from, to);
    if (this.writer.isDropping) this.writer.dropText(raw);
    else this.writer.writeText(decodeText(raw));
  }

  onWholeTag(from: number, to: number): boolean {
    const text = this.source.slice(from, to);
    const tag = known.get(text) ?? this.learn(text);
    if (tag === undefined) return false;
    this.open(tag, from, to);
    return true;
  }

  /** Reads a tag by itself and remembers it for all bodies. Undefined where it does not end there or makes text of the rest. */
  private learn(text: string): KnownTag | undefined {
    if (text.includes('<') || ++this.learnt > MOST_LEARNT) return undefined;
    const tag = `${ownCopy(text)}>`;
    const parts = new TagParts(tag);
    if (beginsRawText(tag, 0) || tagParts(tag, 0, parts) !== tag.length || !parts.isOver) return undefined;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(tag.slice(0, -1), parts);
    return parts;
  }

  override onOpenTagName(from: number, to: number): void {
    super.onOpenTagName(from, to);
    this.tagFrom = from;
  }

  override onOpenTagEnd(at: number): void {
    this.isEmpty = false;
    this.open(this, this.tagFrom, at);
    this.tagFrom = -1;
  }

  override onSelfClosingTag(at: number): boolean {
    this.isEmpty = true;
    this.open(this, this.tagFrom, at);
    this.tagFrom = -1;
    return false;
  }

  private open(tag: KnownTag, name: number, end: number): void {
    const { rules, attributes, isEmpty, isWords, mayBeWords, hasValues } = tag;
    if (isWords || (mayBeWords && !hasValues && !this.endTags.has(rules.name))) {
      this.onText(name - 1, end + 1);
      return;
    }
    const wasDropping = this.writer.isDropping;
    const isUnclosed = rules.isPassedUnclosed && this.isUnclosed(name);
    this.writer.openElement(rules, attributes, isEmpty || isUnclosed);
    if (!wasDropping) this.droppedFrom = this.writer.isDropping ? end + 1 : -1;
  }

  isUnclosed(name: number): boolean {
    return this.unclosed.has(name);
  }

  onUnclosedComment(from: number): void {
    this.writer.leaveOut('comment', this.source.slice(from));
  }

  /** To be called behind the last event. */
  end(): void {
    const { source, writer, tagFrom } = this;
    if (writer.isDropping) writer.leaveOut(writer.outermostDropped, source.slice(this.droppedFrom));
    // One that was cut off at the end holds no text; one whose quotation mark is never closed holds all that follows.
    else if (tagFrom >= 0 && source.includes('>', tagFrom)) writer.leaveOut('tag', source.slice(tagFrom));
    writer.end();
  }

  onCloseTag(from: number, to: number): void {
    this.writer.closeElement(rulesOf(this.source.slice(from, to)));
  }
}
