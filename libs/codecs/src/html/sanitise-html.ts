import { Parser } from 'htmlparser2';
import type { Rendition } from '#news/record.js';
import type { Warning } from '../codec.js';
import { escapeAttribute, escapeText } from '../xml/write-xml.js';
import { absoluteUrl, LINK_SCHEMES } from './absolute-url.js';
import { ALLOWED, ATTRIBUTES, COMMON_ATTRIBUTES, DROPPED, EMBEDS, VOID } from './allow-list.js';
import { type HtmlAttributes, MediaLifter } from './lift-media.js';
import { foldSpace, plainText } from './plain-text.js';

export interface SanitisedHtml {
  /** A well-formed XHTML fragment without namespace declarations; `''` where nothing is left to read or see. */
  body: string;
  /** The pictures, videos, sounds and caption files of the body, in its order, each address once. */
  renditions: Rendition[];
  warnings: Warning[];
}

const MAX_DEPTH = 400;
const TOO_DEEP = new Error('nested too deep');

/**
 * Rewrites a piece of HTML or XHTML as a safe, well-formed XHTML fragment: allow-listed elements and attributes,
 * absolute links, no scripts, no styles. Elements that are not allowed vanish and their text stays; embedded players
 * become links; tracking pixels go. Broken markup is closed where HTML says it ends, and never costs text.
 *
 * @param at where the HTML stands in its document, for the warnings
 */
export function sanitiseHtml(html: string, baseUrl?: string, at = 'body'): SanitisedHtml {
  if (!/[<&]/.test(html)) return { body: escapeText(html).trim(), renditions: [], warnings: [] };
  const writer = new XhtmlWriter(baseUrl, at);
  const parser = new Parser(writer, { recognizeSelfClosing: true, recognizeCDATA: true });
  try {
    parser.write(html);
    parser.end();
  } catch (error) {
    if (error !== TOO_DEEP) throw error;
    writer.warn('html-flattened', `tags are nested deeper than ${MAX_DEPTH}, so only the text was kept`);
    writer.out = `<p>${escapeText(plainText(html))}</p>`;
  }
  return { body: writer.out.trim(), renditions: writer.media.renditions, warnings: writer.warnings };
}

class XhtmlWriter {
  out = '';
  readonly warnings: Warning[] = [];
  readonly media: MediaLifter;
  /** For each open element whether its end tag will be written. */
  private readonly written: boolean[] = [];
  /** How many of the open elements are inside one that is dropped with its content. */
  private dropDepth = 0;
  private inCaption = false;
  private text = '';

  constructor(
    private readonly baseUrl: string | undefined,
    private readonly at: string,
  ) {
    this.media = new MediaLifter(baseUrl, (reference) => this.warn('rendition-dropped', reference));
  }

  warn(code: string, detail: string): void {
    this.warnings.push({ code, at: this.at, detail: detail.slice(0, 200) });
  }

  onopentag(name: string, attributes: HtmlAttributes): void {
    if (this.written.length >= MAX_DEPTH) throw TOO_DEEP;
    this.flush();
    if (this.dropDepth > 0) {
      this.dropDepth++;
      this.written.push(false);
    } else if (DROPPED.has(name)) {
      this.dropDepth = 1;
      this.written.push(false);
      this.replaceEmbed(name, attributes);
    } else {
      this.written.push(ALLOWED.has(name) && this.writeTag(name, attributes));
      if (name === 'figure') this.media.openFigure();
      else if (name === 'figcaption') this.inCaption = true;
    }
  }

  onclosetag(name: string): void {
    this.flush();
    const written = this.written.pop();
    if (this.dropDepth > 0) {
      this.dropDepth--;
      return;
    }
    if (written && !VOID.has(name)) this.out += `</${name}>`;
    if (name === 'figcaption') this.inCaption = false;
    else if (name === 'figure') this.media.closeFigure();
    else if (name === 'video' || name === 'audio') this.media.closePlayer();
  }

  ontext(text: string): void {
    if (this.dropDepth === 0) this.text += text;
  }

  onend(): void {
    this.flush();
    this.media.closeFigure();
  }

  /** Text comes in pieces, one for each reference; escaping a run of it at once is faster. */
  private flush(): void {
    if (this.text === '') return;
    this.out += escapeText(this.text);
    if (this.inCaption) this.media.addCaption(this.text);
    this.text = '';
  }

  private replaceEmbed(name: string, attributes: HtmlAttributes): void {
    const source = attributes[EMBEDS[name] ?? ''];
    const url = source === undefined ? undefined : absoluteUrl(source, this.baseUrl);
    if (url === undefined) return;
    this.out += `<a href="${escapeAttribute(url)}">${escapeText(foldSpace(attributes['title'] ?? '') || url)}</a>`;
    this.warn('embed-replaced', `${name} ${url}`);
  }

  /** Writes a start tag, or nothing for one that has nothing to show; says whether an end tag is due. */
  private writeTag(name: string, attributes: HtmlAttributes): boolean {
    let own = this.addresses(name, attributes);
    if (own === undefined) return false;
    const kept = ATTRIBUTES[name];
    for (const key in attributes) {
      if (COMMON_ATTRIBUTES.has(key) || kept?.has(key))
        own += ` ${key}="${escapeAttribute(attributes[key]!)}"`;
    }
    this.out += VOID.has(name) ? `<${name}${own}/>` : `<${name}${own}>`;
    return true;
  }

  /** The attributes that hold addresses, made absolute; undefined for an element that is nothing without one. */
  private addresses(name: string, attributes: HtmlAttributes): string | undefined {
    switch (name) {
      case 'img':
        return this.media.picture(attributes);
      case 'video':
      case 'audio':
        return this.media.openPlayer(name, attributes);
      case 'source':
      case 'track':
        return this.media.playerPart(name, attributes);
      case 'a':
        return this.link('href', attributes['href']);
      case 'blockquote':
      case 'q':
        return this.link('cite', attributes['cite']);
      default:
        return '';
    }
  }

  private link(attribute: string, reference: string | undefined): string {
    if (reference === undefined || reference.trim() === '') return '';
    const url = absoluteUrl(reference, this.baseUrl, LINK_SCHEMES);
    if (url !== undefined) return ` ${attribute}="${escapeAttribute(url)}"`;
    this.warn('link-dropped', reference);
    return '';
  }
}
