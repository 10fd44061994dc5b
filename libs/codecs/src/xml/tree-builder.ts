import { internedName } from '../interned.js';
import { CUT_DETAIL, MAX_TEXT } from '../limits.js';
import { lineAt } from '../line-index.js';
import { append, type DraftElement, emptyVoid, NO_CHILDREN } from './draft-element.js';
import { knownTag, LONGEST_KNOWN_TAG, rememberTag } from './known-tags.js';
import { NamespaceScope } from './namespace-scope.js';
import { OpenNames } from './open-names.js';
import { PartCount } from './part-count.js';
import type { ReferenceDecoder } from './references.js';
import type { XmlEvents } from './scan-xml.js';
import { hasAttribute, resolvedAttributes } from './tag-attributes.js';
import { UnreadElements } from './unread-elements.js';
import type { XmlAttribute, XmlElement } from './xml-node.js';

/** Tags of one document that are remembered for those to come: one whose tags are all different is not worth it. */
const MOST_REMEMBERED = 200;
/** The same of the elements that declare namespaces. */
const MOST_KEPT_SCOPES = 50;
const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);

/** Thrown where a `<` begins no tag: it has to be escaped before the document can be read. */
export const STRAY = new Error('a < that begins no tag');

/** Builds the tree of one root element from what the scanner tells, and reports what it had to repair. */
export class TreeBuilder implements XmlEvents {
  root: XmlElement | undefined;
  recovered: string | undefined;
  /** Offset behind the root element, or the end of the document where that comes first. */
  end: number;
  readonly open: DraftElement[] = [];
  private readonly openNames = new OpenNames();
  innermost = '';
  private readonly tooDeep = new UnreadElements();
  private readonly scopes: NamespaceScope[] = [];
  private scope = NamespaceScope.OUTERMOST;
  private readonly parts: PartCount;
  private text = '';
  private tag = '';
  private tagAt: number;
  private attributeName = '';
  /** With their names as they are written. */
  private attributes: readonly XmlAttribute[] = NO_ATTRIBUTES;
  private declares = false;
  private hasPrefixes = false;
  /** Whether the tag says the same in any document. */
  private isPlain = true;
  private remembered = 0;
  /** Elements so far that declare namespaces. */
  private declaring = 0;
  private readonly hasReturns: boolean;

  constructor(
    private readonly source: string,
    start: number,
    private readonly references: ReferenceDecoder,
    private readonly maxDepth: number,
    /** Whether each stray `<` that could be found has been escaped. */
    private readonly isRepaired: boolean,
    private readonly take: ((element: XmlElement) => void) | undefined,
  ) {
    this.parts = new PartCount(take !== undefined);
    this.tagAt = start;
    this.end = source.length;
    this.hasReturns = source.includes('\r', start);
  }

  onText(from: number, to: number): void {
    if (this.open.length === 0) return;
    const raw = this.piece(from, to);
    this.text += raw.includes('&') ? this.references.decode(raw, this.onBare) : raw;
  }

  onCdata(from: number, to: number): void {
    if (this.open.length === 0) return;
    this.text += this.piece(from, to);
  }

  /** With line feeds alone (XML 1.0 section 2.11). Piece by piece, for a copy of the whole document would double what it takes. */
  private piece(from: number, to: number): string {
    const raw = this.source.slice(from, this.endOfText(from, to));
    return this.hasReturns && raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  }

  onWholeTag(from: number, to: number): boolean | undefined {
    const known = knownTag(this.source.slice(from, to));
    if (known === undefined) return undefined;
    this.tagAt = from - 1;
    this.tag = known.name;
    this.attributes = known.attributes;
    this.declares = known.declares;
    this.hasPrefixes = known.hasPrefixes;
    this.isPlain = false;
    this.parts.add(known.attributes.length);
    if (known.isEmpty) return this.onSelfClosingTag(to);
    this.onOpenTagEnd(to);
    return false;
  }

  onOpenTagName(from: number, to: number): void {
    const first = this.source.charCodeAt(from) | 0x20;
    if (!((first >= 0x61 && first <= 0x7a) || first >= 0x80 || first === 0x7f || first === 0x3a)) throw STRAY;
    this.tag = this.source.slice(from, to);
    if (!this.isRepaired && this.tag.includes('<')) throw STRAY;
    this.tagAt = from - 1;
    this.attributes = NO_ATTRIBUTES;
    this.declares = false;
    this.hasPrefixes = false;
    this.isPlain = !this.isRepaired;
  }

  onAttributeName(from: number, to: number): void {
    this.attributeName = internedName(this.source.slice(from, to));
    if (!this.isRepaired && this.attributeName.includes('<')) throw STRAY;
  }

  onAttributeValue(from: number, to: number, isQuoted: boolean): void {
    const name = this.attributeName;
    // XML allows no value without quotes; it is taken as it stands.
    if (!isQuoted) {
      this.isPlain = false;
      this.repair(`attribute ${name} without quotes`, this.tagAt);
    }
    let value = this.source.slice(from, to);
    // Where a quotation mark is missing the value goes on to the next one, behind the name of another attribute.
    if (isQuoted && value[value.length - 1] === '=' && /[^\s/>?]/.test(this.source[to + 1] ?? '')) {
      const whole = value.replace(/\s+[\w:.-]+\s*=$/, '');
      if (whole !== value) {
        this.isPlain = false;
        this.repair(`the value of attribute ${name} is not closed`, this.tagAt);
        value = whole;
      }
    }
    if (/[&\r\n\t]/.test(value)) {
      value = value.replace(/\r\n|[\r\n\t]/g, ' ');
      if (value.includes('&')) {
        this.isPlain = false;
        value = this.references.decode(value, this.onBare);
      }
    }
    this.parts.add(1);
    if (this.attributes === NO_ATTRIBUTES) this.attributes = [];
    else if (hasAttribute(this.attributes, name)) {
      this.isPlain = false;
      this.repair(
        `attribute ${name} stands twice in a tag, and the second one was left out: ${value.slice(0, 60)}`,
        this.tagAt,
      );
    }
    (this.attributes as XmlAttribute[]).push({ ns: '', local: name, value });
    if (name[0] === 'x' && name.startsWith('xmlns')) this.declares = true;
    if (name.includes(':')) this.hasPrefixes = true;
  }

  /** @param at where the tag's `>` is */
  private remember(at: number, isEmpty: boolean): void {
    const from = this.tagAt + 1;
    if (!this.isPlain || at - from > LONGEST_KNOWN_TAG || this.remembered >= MOST_REMEMBERED) return;
    this.remembered++;
    const { tag: name, attributes, declares, hasPrefixes } = this;
    rememberTag(this.source.slice(from, at), { name, attributes, declares, hasPrefixes, isEmpty });
  }

  onOpenTagEnd(at: number): void {
    this.remember(at, false);
    const element = this.openElement();
    if (this.open.length >= this.maxDepth) {
      this.scope = this.scopes.at(-1)!;
      this.tooDeep.push(this.tag);
      if (this.tooDeep.isFirst)
        this.loss(`of elements nested deeper than ${this.maxDepth} only the text was kept`, this.tagAt);
      return;
    }
    this.open.push(element);
    this.openNames.push(this.tag);
    this.innermost = this.tag;
    this.scopes.push(this.scope);
  }

  onSelfClosingTag(at: number): boolean {
    this.remember(at, true);
    const outer = this.scope;
    const element = this.openElement();
    this.scope = this.scopes.at(-1) ?? outer;
    if (this.open.length === 0) return this.closeRoot(at);
    this.handOver(element);
    return false;
  }

  onCloseTag(from: number, to: number, isInnermost: boolean): boolean {
    const name = isInnermost ? this.innermost : this.source.slice(from, to);
    if (this.tooDeep.close(name)) return false;
    const at = this.innermost === name ? this.openNames.length - 1 : this.openNames.lastIndexOf(name);
    if (at < 0) {
      this.repair(`</${name}> closes nothing`, from);
      return false;
    }
    const open = this.openNames.at(at)!;
    if (open !== name) this.repair(`</${name}> closes <${open}>`, from);
    this.flushText();
    if (at < this.open.length - 1) {
      this.repair(`<${this.openNames.at(-1)}> is not closed`, from);
      for (let i = this.open.length - 1; i > at; i--) emptyVoid(this.open[i]!, this.open[i - 1]!);
    }
    const closed = this.open[at]!;
    this.tooDeep.clear();
    while (this.open.length > at) {
      this.open.pop();
      this.openNames.pop();
      this.scopes.pop();
    }
    this.scope = this.scopes.at(-1) ?? this.scope;
    this.innermost = this.openNames.at(-1) ?? '';
    if (at === 0) return this.closeRoot(to);
    if (at === 1) this.handOver(closed);
    return false;
  }

  /** Gives an element of the root that is complete to who asked for each, and forgets it. */
  private handOver(element: DraftElement): void {
    if (!this.take || this.open.length !== 1) return;
    this.open[0]!.children.pop();
    this.take(element);
  }

  /** Reading stops here: `from` is where the root's last tag is about to end. */
  private closeRoot(from: number): true {
    const close = this.source.indexOf('>', from);
    this.end = close < 0 ? this.source.length : close + 1;
    return true;
  }

  onUnclosed(what: string, at: number): void {
    if (this.open.length > 0) this.repair(`a ${what} is not closed`, at);
  }

  onEnd(): void {
    if (this.open.length === 0) return;
    this.flushText();
    this.repair(`the document ends inside <${this.openNames.at(-1)}>`, this.source.length);
  }

  private readonly onBare = (): void =>
    this.repair('a & that begins no reference was read as text', this.tagAt);

  /** Where a piece of the text that is being read ends, so that all of it is no longer than may be. */
  private endOfText(start: number, end: number): number {
    const most = start + MAX_TEXT - this.text.length;
    if (end <= most) return end;
    this.loss(CUT_DETAIL, this.tagAt);
    return most;
  }

  /** A loss is to be told rather than any repair before it. */
  private loss(what: string, at: number): void {
    this.recovered = undefined;
    this.repair(what, at);
  }

  repair(what: string, at: number): void {
    if (this.recovered !== undefined) return;
    this.recovered = `line ${lineAt(this.source, at)}: ${what}`;
  }

  private flushText(): void {
    if (this.text === '') return;
    // Text between what is handed over would be all that is left of a large document.
    if (!this.take || this.open.length > 1) append(this.open.at(-1)!, { kind: 'text', text: this.text });
    this.text = '';
  }

  private openElement(): DraftElement {
    this.flushText();
    this.parts.add(1);
    if (this.declares) this.scope = this.scope.inner(this.attributes, this.declaring++ < MOST_KEPT_SCOPES);
    const { ns, prefix, local, isDeclared } = this.scope.resolve(this.tag);
    if (!isDeclared) this.onUndeclared(prefix);
    const element: DraftElement = {
      kind: 'element',
      ns,
      local,
      prefix,
      attributes: this.attributesHere(),
      children: NO_CHILDREN,
      at: this.tagAt,
    };
    const parent = this.open.at(-1);
    if (parent) append(parent, element);
    else this.root = element;
    return element;
  }

  private readonly onUndeclared = (prefix: string): void =>
    this.repair(`the prefix ${prefix}: is not declared`, this.tagAt);

  private attributesHere(): readonly XmlAttribute[] {
    if (this.attributes.length === 0) return NO_ATTRIBUTES;
    if (!this.declares && !this.hasPrefixes) return this.attributes;
    return resolvedAttributes(this.attributes, this.scope, this.onUndeclared);
  }
}
