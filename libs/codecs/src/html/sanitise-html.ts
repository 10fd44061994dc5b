import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { Rendition } from '#news/record.js';
import type { Warning } from '../codec.js';
import { CUT_DETAIL, MAX_TEXT } from '../limits.js';
import { escapeText } from '../xml/write-xml.js';
import { type ElementRules, rulesOf } from './element-rules.js';
import type { HtmlAttributes } from './lift-media.js';
import { plainText } from './plain-text.js';
import { Unmanageable, XhtmlWriter } from './xhtml-writer.js';

export interface SanitisedHtml {
  /** A well-formed XHTML fragment without namespace declarations; `''` where nothing is left to read or see. */
  body: string;
  /** The pictures, videos, sounds and caption files of the body, in its order, each address once. */
  renditions: Rendition[];
  warnings: Warning[];
}

/**
 * Rewrites a piece of HTML or XHTML as a safe, well-formed XHTML fragment: allow-listed elements and attributes,
 * absolute links, no scripts, no styles. Elements that are not allowed vanish and their text stays, but for what no body
 * can show (drawings, formulas, controls of forms), whose words are reported; embedded players become links; tracking
 * pixels go. Broken markup is closed where HTML says it ends, and never costs text.
 *
 * @param at where the HTML stands in its document, for the warnings
 */
export function sanitiseHtml(html: string, baseUrl?: string, at = 'body'): SanitisedHtml {
  if (html.length > MAX_TEXT) {
    const { warnings, ...cut } = sanitiseHtml(html.slice(0, MAX_TEXT), baseUrl, at);
    return { ...cut, warnings: [{ code: 'text-cut', at, detail: CUT_DETAIL }, ...warnings] };
  }
  if (!/[<&]/.test(html)) return { body: escapeText(html).trim(), renditions: [], warnings: [] };
  const writer = new XhtmlWriter(baseUrl, at);
  const tokenizer = new Tokenizer(
    { decodeEntities: false, recognizeSelfClosing: true },
    new TagReader(html, writer),
  );
  try {
    tokenizer.write(html);
    tokenizer.end();
  } catch (error) {
    if (!(error instanceof Unmanageable)) throw error;
    writer.flatten(plainText(html), error.message);
  }
  return { body: writer.body, renditions: writer.media.renditions, warnings: writer.warnings };
}

/** Puts the tags together of what the tokenizer finds. */
class TagReader implements TokenizerCallbacks {
  private tag: ElementRules = rulesOf('p');
  private attributes: HtmlAttributes = {};
  /** `''` while the attribute is one that is not read. */
  private attributeName = '';
  private attributeValue = '';

  constructor(
    private readonly source: string,
    private readonly writer: XhtmlWriter,
  ) {}

  ontext(start: number, end: number): void {
    const raw = this.source.slice(start, end);
    if (this.writer.isDropping) this.writer.dropText(raw);
    else this.writer.writeText(raw.includes('&') ? decodeHTML(raw) : raw);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.ontext(start, end - endOffset);
  }

  onopentagname(start: number, end: number): void {
    this.tag = rulesOf(this.source.slice(start, end));
    this.attributes = {};
  }

  onattribname(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    this.attributeName = this.tag.attributes.has(name) && !this.writer.isDropping ? name : '';
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
    this.writer.openElement(this.tag, this.attributes, false);
  }

  onselfclosingtag(): void {
    this.writer.openElement(this.tag, this.attributes, true);
  }

  onclosetag(start: number, end: number): void {
    this.writer.closeElement(rulesOf(this.source.slice(start, end)));
  }

  onend(): void {
    this.writer.end();
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  // Never called: references are decoded a run of text at a time, which is faster.
  onattribentity(): void {}
  ontextentity(): void {}
}
