import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { Rendition } from '#news/record.js';
import type { Warning } from '../codec.js';
import { CUT_DETAIL, MAX_TEXT } from '../limits.js';
import { escapeAttribute, escapeText } from '../xml/write-xml.js';
import { absoluteUrl, LINK_SCHEMES } from './absolute-url.js';
import { ALLOWED, AMP, ATTRIBUTES, COMMON_ATTRIBUTES, DROPPED, EMBEDS, VOID } from './allow-list.js';
import { ENDED_BY } from './implied-end.js';
import { type HtmlAttributes, MediaLifter } from './lift-media.js';
import { foldSpace, plainText } from './plain-text.js';

export interface SanitisedHtml {
  /** A well-formed XHTML fragment without namespace declarations; `''` where nothing is left to read or see. */
  body: string;
  /** The pictures, videos, sounds and caption files of the body, in its order, each address once. */
  renditions: Rendition[];
  warnings: Warning[];
}

/** Text that is not right for XML as it stands; references to its own signs are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
const NEEDS_CARE = /[<>\0-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|&(?!(?:amp|lt|gt);)/;
const MAX_DEPTH = 400;
const PIECE = 65_536;
/** Far more than any story has; what is more is made to exhaust its reader. */
const MAX_ELEMENTS = 100_000;
const TOO_DEEP = new Error(`tags are nested deeper than ${MAX_DEPTH}`);
const TOO_MANY = new Error(`there are more than ${MAX_ELEMENTS} elements`);

/**
 * Rewrites a piece of HTML or XHTML as a safe, well-formed XHTML fragment: allow-listed elements and attributes,
 * absolute links, no scripts, no styles. Elements that are not allowed vanish and their text stays; embedded players
 * become links; tracking pixels go. Broken markup is closed where HTML says it ends, and never costs text.
 *
 * @param at where the HTML stands in its document, for the warnings
 */
export function sanitiseHtml(html: string, baseUrl?: string, at = 'body'): SanitisedHtml {
  if (html.length > MAX_TEXT) {
    const { warnings, ...cut } = sanitiseHtml(html.slice(0, MAX_TEXT), baseUrl, at);
    return { ...cut, warnings: [{ code: 'text-cut', at, detail: CUT_DETAIL }, ...warnings] };
  }
  if (!/[<&]/.test(html)) return { body: escapeText(html).trim(), renditions: [], warnings: [] };
  const writer = new XhtmlWriter(html, baseUrl, at);
  const tokenizer = new Tokenizer({ decodeEntities: false, recognizeSelfClosing: true }, writer);
  try {
    tokenizer.write(html);
    tokenizer.end();
  } catch (error) {
    if (!(error instanceof Error) || (error !== TOO_DEEP && error !== TOO_MANY)) throw error;
    writer.warn('html-flattened', `${error.message}, so only the text was kept`);
    writer.flatten(`<p>${escapeText(plainText(html))}</p>`);
  }
  return { body: writer.body.trim(), renditions: writer.media.renditions, warnings: writer.warnings };
}

class XhtmlWriter implements TokenizerCallbacks {
  /** What was written since the last piece was put aside. */
  private out = '';
  private readonly pieces: string[] = [];
  readonly warnings: Warning[] = [];
  readonly media: MediaLifter;
  /** The elements that are open, innermost last, and for each whether its tags are written. */
  private readonly open: string[] = [];
  private readonly written: boolean[] = [];
  /** How many elements were open where one began that is dropped with its content; -1 outside of any. */
  private dropFrom = -1;
  private inCaption = false;
  private elements = 0;
  private tag = '';
  private attributes: HtmlAttributes = {};
  /** `''` while the attribute is one that is not kept. */
  private attributeName = '';
  private attributeValue = '';

  constructor(
    private readonly source: string,
    private readonly baseUrl: string | undefined,
    private readonly at: string,
  ) {
    this.media = new MediaLifter(baseUrl, (reference) => this.warn('rendition-dropped', reference));
  }

  get body(): string {
    return this.pieces.length === 0 ? this.out : this.pieces.join('') + this.out;
  }

  flatten(body: string): void {
    this.pieces.length = 0;
    this.out = body;
  }

  warn(code: string, detail: string): void {
    this.warnings.push({ code, at: this.at, detail: detail.slice(0, 200) });
  }

  ontext(start: number, end: number): void {
    if (this.dropFrom >= 0) return;
    const raw = this.source.slice(start, end);
    if (!this.inCaption && !NEEDS_CARE.test(raw)) {
      this.out += raw;
      return;
    }
    const text = raw.includes('&') ? decodeHTML(raw) : raw;
    this.out += escapeText(text);
    if (this.inCaption) this.media.addCaption(text);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.ontext(start, end - endOffset);
  }

  onopentagname(start: number, end: number): void {
    this.tag = this.elementName(start, end);
    this.attributes = {};
  }

  onattribname(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    const wanted = COMMON_ATTRIBUTES.has(name) || ATTRIBUTES[this.tag]?.has(name);
    this.attributeName = wanted && this.dropFrom < 0 ? name : '';
    this.attributeValue = '';
  }

  onattribdata(start: number, end: number): void {
    if (this.attributeName !== '') this.attributeValue += this.source.slice(start, end);
  }

  onattribend(): void {
    if (this.attributeName === '') return;
    const value = this.attributeValue;
    this.attributes[this.attributeName] ??= value.includes('&') ? decodeHTMLAttribute(value) : value;
  }

  onopentagend(): void {
    this.openElement(false);
  }

  onselfclosingtag(): void {
    this.openElement(true);
  }

  onclosetag(start: number, end: number): void {
    const name = this.elementName(start, end);
    const at = this.open.lastIndexOf(name);
    if (at >= 0) this.closeDownTo(at);
    else if (name === 'br' && this.dropFrom < 0) this.out += '<br/>';
  }

  onend(): void {
    this.closeDownTo(0);
    this.media.closeFigure();
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  // Never called: references are decoded a run of text at a time, which is faster.
  onattribentity(): void {}
  ontextentity(): void {}

  private elementName(start: number, end: number): string {
    const name = this.source.slice(start, end).toLowerCase();
    return name.startsWith('amp-') ? (AMP[name] ?? name) : name;
  }

  private openElement(selfClosing: boolean): void {
    if (++this.elements > MAX_ELEMENTS) throw TOO_MANY;
    if (this.out.length > PIECE) {
      // A string that grows bit by bit is kept as a tree of its bits, many times its size, until it is looked into.
      this.pieces.push(Buffer.from(this.out, 'utf16le').toString('utf16le'));
      this.out = '';
    }
    const name = this.tag;
    const ended = ENDED_BY.get(name);
    if (ended) while (ended.has(this.open.at(-1) ?? '')) this.closeDownTo(this.open.length - 1);
    const dropped = this.dropFrom < 0 && DROPPED.has(name);
    if (dropped) this.replaceEmbed(name);
    const written = this.dropFrom < 0 && !dropped && ALLOWED.has(name) && this.writeTag(name);
    if (selfClosing || NEVER_CLOSED.has(name)) {
      if (written && !VOID.has(name)) this.endElement(name, true);
      return;
    }
    if (this.open.length >= MAX_DEPTH) throw TOO_DEEP;
    if (dropped) this.dropFrom = this.open.length;
    this.open.push(name);
    this.written.push(written);
    if (this.dropFrom >= 0) return;
    if (name === 'figure') this.media.openFigure();
    else if (name === 'figcaption') this.inCaption = true;
  }

  private closeDownTo(length: number): void {
    while (this.open.length > length) {
      const name = this.open.pop()!;
      const written = this.written.pop()!;
      if (this.dropFrom < 0) this.endElement(name, written);
      else if (this.open.length <= this.dropFrom) this.dropFrom = -1;
    }
  }

  private endElement(name: string, written: boolean): void {
    if (written) this.out += `</${name}>`;
    if (name === 'figcaption') this.inCaption = false;
    else if (name === 'figure') this.media.closeFigure();
    else if (name === 'video' || name === 'audio') this.media.closePlayer();
  }

  private replaceEmbed(name: string): void {
    const video = this.attributes['data-videoid'];
    const source =
      this.attributes[EMBEDS[name] ?? ''] ??
      (video && `https://www.youtube.com/watch?v=${encodeURIComponent(video.toWellFormed())}`);
    const url = source === undefined ? undefined : absoluteUrl(source, this.baseUrl);
    if (url === undefined) return;
    const text = foldSpace(this.attributes['title'] ?? '') || url;
    this.out += `<a href="${escapeAttribute(url)}">${escapeText(text)}</a>`;
    this.warn('embed-replaced', `${name} ${url}`);
  }

  /** Writes a start tag, or nothing for one that has nothing to show; says whether it did. */
  private writeTag(name: string): boolean {
    const addresses = this.addresses(name);
    if (addresses === undefined) return false;
    let own = addresses;
    // In one order, so that a writer who shuffles attributes has not changed the text.
    const keys = Object.keys(this.attributes);
    if (keys.length > 1) keys.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
    for (const key of keys) {
      if (!ADDRESSES.has(key)) own += ` ${key}="${escapeAttribute(this.attributes[key]!)}"`;
    }
    this.out += VOID.has(name) ? `<${name}${own}/>` : `<${name}${own}>`;
    return true;
  }

  /** The attributes that hold addresses, made absolute; undefined for an element that is nothing without one. */
  private addresses(name: string): string | undefined {
    switch (name) {
      case 'img':
        return this.media.picture(this.attributes);
      case 'video':
      case 'audio':
        return this.media.openPlayer(name, this.attributes);
      case 'source':
      case 'track':
        return this.media.playerPart(name, this.attributes);
      case 'a':
        return this.link('href');
      case 'blockquote':
      case 'q':
        return this.link('cite');
      default:
        return '';
    }
  }

  private link(attribute: string): string {
    const reference = this.attributes[attribute];
    if (reference === undefined || reference.trim() === '') return '';
    const url = absoluteUrl(reference, this.baseUrl, LINK_SCHEMES);
    if (url !== undefined) return ` ${attribute}="${escapeAttribute(url)}"`;
    this.warn('link-dropped', reference);
    return '';
  }
}

/** The order in which attributes are written; those of one value alone need none. */
const ORDER = [
  'title',
  'lang',
  'dir',
  'width',
  'height',
  'type',
  'kind',
  'label',
  'srclang',
  'colspan',
  'rowspan',
];

/** Attributes that are read for what is written in their place. */
const ADDRESSES: ReadonlySet<string> = new Set([
  'href',
  'cite',
  'src',
  'srcset',
  'poster',
  'alt',
  'data',
  'data-src',
  'data-original',
  'data-lazy-src',
]);
/** Elements that have no end tag, allowed or not. */
const NEVER_CLOSED: ReadonlySet<string> = new Set([
  ...VOID,
  'area',
  'base',
  'embed',
  'frame',
  'input',
  'link',
  'meta',
  'param',
]);
