import type { Warning } from '../codec.js';
import { escapeAttribute, escapeText } from '../xml/write-xml.js';
import { absoluteUrl, LINK_SCHEMES } from './absolute-url.js';
import { EMBEDS } from './allow-list.js';
import type { ElementRules } from './element-rules.js';
import { FONT_ATTRIBUTES } from './foreign-content.js';
import { type HtmlAttributes, MediaLifter } from './lift-media.js';
import { plainAttributes } from './plain-attributes.js';
import { foldSpace } from './plain-text.js';
import { leftOutDetail } from './text-collector.js';

const MAX_DEPTH = 400;
const PIECE = 65_536;
/** Far more than any story has; what is more is made to exhaust its reader. */
const MAX_ELEMENTS = 100_000;

/** Names of the parameter in which an `object` has what it plays. */
const PLAYS: ReadonlySet<string> = new Set(['movie', 'src', 'url', 'filename']);

/** Of a text that is left out this much is quoted. */
const MAX_QUOTED = 200;

/** Thrown where markup is nested so deeply, or has so many elements, that only its text is kept. */
export class Unmanageable extends Error {}
const TOO_DEEP = new Unmanageable(`tags are nested deeper than ${MAX_DEPTH}`);
const TOO_MANY = new Unmanageable(`there are more than ${MAX_ELEMENTS} elements`);

const hasAny = (attributes: HtmlAttributes, names: ReadonlySet<string>): boolean =>
  Object.keys(attributes).some((name) => names.has(name));

/** Writes what it is told of as a safe and well-formed fragment of XHTML: `sanitiseHtml` says what that is. */
export class XhtmlWriter {
  /** What was written since the last piece was put aside. */
  private out = '';
  private readonly pieces: string[] = [];
  readonly warnings: Warning[] = [];
  readonly media: MediaLifter;
  /** The elements that are open, innermost last, and for each whether its tags are written. */
  private readonly open: ElementRules[] = [];
  private readonly written: boolean[] = [];
  /** How many elements were open where one began that is dropped with its content; -1 outside of any. */
  private dropFrom = -1;
  /** What a reader might have read of it, its beginning; undefined where something stands in its place. */
  private dropped: string | undefined;
  private inCaption = false;
  private elements = 0;

  constructor(
    private readonly baseUrl: string | undefined,
    private readonly at: string,
  ) {
    this.media = new MediaLifter(baseUrl, (reference) => this.warn('rendition-dropped', reference));
  }

  get body(): string {
    return (this.pieces.length === 0 ? this.out : this.pieces.join('') + this.out).trim();
  }

  /** The name of the innermost element that is open, `''` for none. */
  get innermost(): string {
    return this.open.length === 0 ? '' : this.open[this.open.length - 1]!.name;
  }

  /** Whether what comes is dropped, until an element is closed. */
  get isDropping(): boolean {
    return this.dropFrom >= 0;
  }

  /** The name of the element that is dropped, of those that are open the outermost one; `''` for none. */
  get outermostDropped(): string {
    return this.open[this.dropFrom]?.name ?? '';
  }

  /** Reports words that are left out, with what never ends all the rest of the text. */
  leaveOut(what: string, words: string, isUnclosed = true): void {
    if (/\S/.test(words)) this.warn('text-left-out', leftOutDetail(what, words, isUnclosed));
  }

  /** Puts text in the place of all that was written. */
  flatten(text: string, why: string): void {
    this.warn('html-flattened', `${why}, so only the text was kept`);
    this.pieces.length = 0;
    this.out = `<p>${escapeText(text)}</p>`;
  }

  writeText(text: string): void {
    if (this.dropFrom >= 0) {
      this.dropText(text);
      return;
    }
    this.out += escapeText(text);
    if (this.inCaption) this.media.addCaption(text);
  }

  /** Notes text of an element that is dropped, references and all. */
  dropText(text: string): void {
    if (this.dropped === undefined || this.dropped.length > MAX_QUOTED || this.isUnseen) return;
    this.dropped += text.slice(0, 2 * MAX_QUOTED);
  }

  /** Whether nobody would have read what comes. The title of a drawing is words for those who do not see it. */
  private get isUnseen(): boolean {
    const { name, isUnseen } = this.open.at(-1)!;
    return isUnseen && !(name === 'title' && this.open[this.dropFrom]!.isForeign);
  }

  /**
   * Opens an element; one that is empty or has no end tag is closed at once.
   *
   * @param attributes those that are read of this element, by their names in lower case
   */
  openElement(rules: ElementRules, attributes: HtmlAttributes, isEmpty: boolean): void {
    if (++this.elements > MAX_ELEMENTS) throw TOO_MANY;
    if (this.out.length > PIECE) {
      // A string that grows bit by bit is kept as a tree of its bits, many times its size, until it is looked into.
      this.pieces.push(Buffer.from(this.out, 'utf16le').toString('utf16le'));
      this.out = '';
    }
    const { name } = rules;
    const { open } = this;
    if (rules.endsForeign || (name === 'font' && hasAny(attributes, FONT_ATTRIBUTES))) this.endForeign();
    if (rules.ends.size > 0) this.endImplied(rules.ends);
    const dropped = this.dropFrom < 0 && rules.isDropped;
    if (this.dropFrom >= 0) this.rescue(rules, attributes);
    if (!rules.isAllowed && this.dropFrom < 0) this.tellAddress(name, attributes);
    const replaced = dropped && this.replaceEmbed(name, attributes);
    const written = this.dropFrom < 0 && !dropped && rules.isAllowed && this.writeTag(rules, attributes);
    if (isEmpty || rules.isNeverClosed) {
      if (written && !rules.isVoid) this.endElement(name, true);
      return;
    }
    if (open.length >= MAX_DEPTH) throw TOO_DEEP;
    if (dropped) {
      this.dropFrom = open.length;
      this.dropped = replaced ? undefined : '';
    }
    open.push(rules);
    this.written.push(written);
    if (this.dropFrom >= 0) return;
    if (name === 'figure') this.media.openFigure();
    else if (name === 'figcaption') this.inCaption = true;
  }

  /** Closes what a start tag ends. An element that is not written is not in its way, for there will be none. */
  private endImplied(ends: ReadonlySet<string>): void {
    for (;;) {
      let at = this.open.length - 1;
      while (this.dropFrom < 0 && at >= 0 && !this.written[at]) at--;
      if (at < 0 || !ends.has(this.open[at]!.name)) return;
      this.closeDownTo(at);
    }
  }

  /** Closes the innermost open element of that name, and those inside of it. */
  closeElement({ name }: ElementRules): void {
    if (name === 'p' || name === 'br') this.endForeign();
    for (let at = this.open.length - 1; at >= 0; at--) {
      if (this.open[at]!.name !== name) continue;
      this.closeDownTo(at);
      return;
    }
    if (name === 'br' && this.dropFrom < 0) this.out += '<br/>';
  }

  /** Ends a drawing or formula that is dropped, unless what is innermost stands where it holds HTML. */
  private endForeign(): void {
    const { open, dropFrom } = this;
    if (dropFrom < 0 || !open[dropFrom]!.isForeign) return;
    for (let at = open.length - 1; at > dropFrom; at--) if (open[at]!.holdsHtml) return;
    this.closeDownTo(dropFrom);
  }

  /** Looks into an element that is dropped for what is more than its words. */
  private rescue(rules: ElementRules, attributes: HtmlAttributes): void {
    switch (rules.name) {
      case 'img':
        this.rescuePicture(rules, attributes);
        break;
      case 'embed':
      case 'param':
        this.rescuePlayer(rules.name, attributes);
        break;
      case 'video':
      case 'audio':
      case 'source':
        if (attributes['src'] && !this.open[this.dropFrom]!.isUnseen)
          this.warn('rendition-dropped', attributes['src']);
    }
  }

  /** An `object` that has its address in a parameter, or in the `embed` of old browsers, is a player all the same. */
  private rescuePlayer(name: string, attributes: HtmlAttributes): void {
    if (this.outermostDropped !== 'object' || this.dropped === undefined) return;
    if (name === 'param' && !PLAYS.has(attributes['name']?.toLowerCase() ?? '')) return;
    const data = attributes[name === 'param' ? 'value' : 'src'];
    if (data !== undefined && this.replaceEmbed('object', { ...attributes, data })) this.dropped = undefined;
  }

  /** Keeps a picture that stands for those who run no scripts alone, and reports one of any other element that goes. */
  private rescuePicture(rules: ElementRules, attributes: HtmlAttributes): void {
    const { name, isUnseen } = this.open[this.dropFrom]!;
    if (name === 'noscript') this.writeTag(rules, attributes);
    else if (!isUnseen && attributes['src']) this.warn('rendition-dropped', attributes['src']);
  }

  /** Reports the links of a map of a picture, and pictures that are buttons. */
  private tellAddress(name: string, attributes: HtmlAttributes): void {
    if (name === 'area' && attributes['href']) this.warn('link-dropped', attributes['href']);
    else if (name === 'input' && attributes['src']) this.warn('rendition-dropped', attributes['src']);
  }

  end(): void {
    this.closeDownTo(0);
    this.media.closeFigure();
  }

  private closeDownTo(length: number): void {
    while (this.open.length > length) {
      const { name } = this.open.pop()!;
      const written = this.written.pop()!;
      if (this.dropFrom < 0) this.endElement(name, written);
      else if (this.open.length <= this.dropFrom) this.endDropping(name);
    }
  }

  private endDropping(name: string): void {
    this.dropFrom = -1;
    this.leaveOut(name, this.dropped ?? '', false);
  }

  private endElement(name: string, written: boolean): void {
    if (written) this.out += `</${name}>`;
    if (name === 'figcaption') this.inCaption = false;
    else if (name === 'figure') this.media.closeFigure();
    else if (name === 'video' || name === 'audio') this.media.closePlayer();
  }

  /** Whether a link was written in the place of what an element plays or shows. */
  private replaceEmbed(name: string, attributes: HtmlAttributes): boolean {
    const video = attributes['data-videoid'];
    const source =
      attributes[EMBEDS[name] ?? ''] ??
      (video && `https://www.youtube.com/watch?v=${encodeURIComponent(video.toWellFormed())}`);
    if (source === undefined || source.trim() === '') return false;
    const url = absoluteUrl(source, this.baseUrl);
    if (url === undefined) {
      this.warn('link-dropped', source);
      return false;
    }
    const text = foldSpace(attributes['title'] ?? '') || url;
    const isInLink = this.open.some((one, i) => one.name === 'a' && this.written[i]);
    if (this.inCaption) this.media.addCaption(text);
    this.out += isInLink ? escapeText(text) : `<a href="${escapeAttribute(url)}">${escapeText(text)}</a>`;
    this.warn('embed-replaced', `${name} ${url}`);
    return true;
  }

  /** Writes a start tag, or nothing for one that has nothing to show; says whether it did. */
  private writeTag({ name, isVoid }: ElementRules, attributes: HtmlAttributes): boolean {
    const addresses = this.addresses(name, attributes);
    if (addresses === undefined) return false;
    const own = addresses + plainAttributes(attributes);
    this.out += isVoid ? `<${name}${own}/>` : `<${name}${own}>`;
    return true;
  }

  /** The attributes that hold addresses, made absolute; undefined for an element that is nothing without one. */
  private addresses(name: string, attributes: HtmlAttributes): string | undefined {
    switch (name) {
      case 'img':
        return this.media.picture(attributes, this.isDropping);
      case 'video':
      case 'audio':
        return this.media.openPlayer(name, attributes);
      case 'source':
      case 'track':
        return this.media.playerPart(name, attributes);
      case 'a':
        return this.link('href', attributes);
      case 'blockquote':
      case 'q':
        return this.link('cite', attributes);
      default:
        return '';
    }
  }

  private link(name: string, attributes: HtmlAttributes): string {
    const reference = attributes[name];
    if (reference === undefined || reference.trim() === '') return '';
    const url = absoluteUrl(reference, this.baseUrl, LINK_SCHEMES);
    if (url !== undefined) return ` ${name}="${escapeAttribute(url)}"`;
    this.warn('link-dropped', reference);
    return '';
  }

  private warn(code: string, detail: string): void {
    this.warnings.push({ code, at: this.at, detail: detail.slice(0, 200) });
  }
}
