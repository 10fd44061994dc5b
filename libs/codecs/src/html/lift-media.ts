import type { Rendition } from '#news/record.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { escapeAttribute } from '../xml/write-xml.js';
import { absoluteUrl } from './absolute-url.js';
import { foldSpace } from './plain-text.js';

export type HtmlAttributes = Record<string, string>;

/**
 * Collects the files that a body shows or plays as renditions, each address once and with its figure's caption, and
 * gives back the attributes that its tags are written with.
 */
export class MediaLifter {
  readonly renditions: Rendition[] = [];
  private readonly lifted = new Set<string>();
  /** The player that is open: its `source` and `track` elements belong to it. */
  private player: 'video' | 'audio' | undefined;
  private figureFrom = -1;
  private caption: string | undefined;

  /** `onDropped` is told each address that cannot be used. */
  constructor(
    private readonly baseUrl: string | undefined,
    private readonly onDropped: (reference: string) => void,
  ) {}

  /**
   * The attributes of an `img`; undefined for tracking pixels and pictures without an address, which go.
   *
   * @param isNew whether one that was shown before goes as well
   */
  picture(attributes: HtmlAttributes, isNew: boolean): string | undefined {
    // Pages that load pictures late keep the address elsewhere and a placeholder in `src`.
    const lateIn = LATE.find((name) => attributes[name]);
    const late = lateIn === undefined ? firstOfSrcset(attributes['data-srcset']) : attributes[lateIn];
    const given = attributes['src'];
    const inline =
      given === undefined ||
      given.trim() === '' ||
      given.startsWith('data:') ||
      (late !== undefined && PLACEHOLDER.test(given));
    const reference = inline ? (late ?? firstOfSrcset(attributes['srcset']) ?? given) : given;
    const href = this.file(reference);
    const width = pixels(attributes['width']);
    const height = pixels(attributes['height']);
    // One that a script would have loaded from nobody knows where is told by what it shows.
    if (!reference?.trim() && attributes['alt']?.trim()) this.onDropped(attributes['alt']);
    if (href === undefined || (isDot(attributes['width']) && isDot(attributes['height']))) return undefined;
    if (isNew && this.lifted.has(href)) return undefined;
    this.lift({
      href,
      width,
      height,
      contentType: contentTypeOf(href),
      title: attributes['alt'] || attributes['title'],
    });
    return ` src="${escapeAttribute(href)}" alt="${escapeAttribute(attributes['alt'] ?? '')}"`;
  }

  /** The attributes of a `video` or `audio`, which may have its file in `src` or in the elements it holds. */
  openPlayer(name: 'video' | 'audio', attributes: HtmlAttributes): string {
    this.player = name;
    let own = ' controls="controls"';
    const src = this.file(attributes['src']);
    if (src !== undefined) {
      own += ` src="${escapeAttribute(src)}"`;
      this.lift({
        href: src,
        contentType: typeFor(src, attributes['type'], name),
        width: pixels(attributes['width']),
        height: pixels(attributes['height']),
      });
    }
    const poster = name === 'video' ? this.file(attributes['poster']) : undefined;
    if (poster !== undefined) {
      own += ` poster="${escapeAttribute(poster)}"`;
      this.lift({ href: poster, contentType: contentTypeOf(poster), rendition: 'thumbnail' });
    }
    return own;
  }

  closePlayer(): void {
    this.player = undefined;
  }

  /** The attributes of a player's `source` or `track`; a `source` of a `picture` only repeats its `img` and goes. */
  playerPart(name: 'source' | 'track', attributes: HtmlAttributes): string | undefined {
    if (this.player === undefined) return undefined;
    const href = this.file(attributes['src']);
    if (href === undefined) return undefined;
    if (name === 'source') this.lift({ href, contentType: typeFor(href, attributes['type'], this.player) });
    else
      this.lift({
        href,
        contentType: contentTypeOf(href),
        rendition: 'caption',
        language: attributes['srclang'],
      });
    return ` src="${escapeAttribute(href)}"`;
  }

  openFigure(): void {
    this.figureFrom = this.renditions.length;
    this.caption = undefined;
  }

  addCaption(text: string): void {
    this.caption = `${this.caption ?? ''}${text}`;
  }

  closeFigure(): void {
    const caption = foldSpace(this.caption ?? '');
    if (this.figureFrom >= 0 && caption !== '') {
      for (const rendition of this.renditions.slice(this.figureFrom)) rendition.description ??= caption;
    }
    this.figureFrom = -1;
    this.caption = undefined;
  }

  private file(reference: string | undefined): string | undefined {
    if (reference === undefined || reference.trim() === '') return undefined;
    const url = absoluteUrl(reference, this.baseUrl);
    if (url === undefined) this.onDropped(reference);
    return url;
  }

  private lift(found: Rendition): void {
    if (this.lifted.has(found.href)) return;
    this.lifted.add(found.href);
    const title = foldSpace(found.title ?? '');
    this.renditions.push({
      href: found.href,
      ...(found.rendition && { rendition: found.rendition }),
      ...(found.contentType && { contentType: found.contentType }),
      ...(found.width && { width: found.width }),
      ...(found.height && { height: found.height }),
      ...(title && { title }),
      ...(found.language && { language: found.language }),
    });
  }
}

/** A width or height in pixels: 1 to 99999; percentages and zero are none. */
export function pixels(value: string | undefined): number | undefined {
  const number = /^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/i.exec(value ?? '')?.[1];
  return number === undefined || Number(number) === 0 ? undefined : Number(number);
}

/** Where pages that load pictures late keep the address. */
const LATE = ['data-src', 'data-original', 'data-lazy-src', 'data-lazy'] as const;
/** A file that stands for a picture until that is loaded, by its name. */
const PLACEHOLDER =
  /(?:placeholder|blank|spacer|transparent|lazy|loading|loader|1x1|pixel|grey|gray|empty)[^/]*\.(?:gif|png|svg|webp)(?:\?|$)/i;

/** One pixel or none: a picture that counts readers. */
const isDot = (size: string | undefined): boolean => /^\s*[01](?:px)?\s*$/i.test(size ?? '');

const firstOfSrcset = (srcset: string | undefined): string | undefined =>
  srcset?.trim().split(/[\s,]+/)[0] || undefined;

/** The type an element states, else the one its address tells, if that is of the element's own kind. */
function typeFor(href: string, stated: string | undefined, kind: string): string | undefined {
  if (stated?.includes('/')) return bareMediaType(stated);
  const told = contentTypeOf(href);
  return told === undefined || told.startsWith(`${kind}/`) || told.startsWith('application/')
    ? told
    : undefined;
}
