import type { MediaFile, MediaLibrary } from '#apps/sandbox/src/media/media-library.js';
import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import { escapeText } from '#apps/sandbox/src/origins/xml-text.js';
import { PHRASES } from '#apps/sandbox/src/stock/phrases.js';
import type { StockFeed } from '#apps/sandbox/src/stock/story.js';

/** What every writer of an origin document is given. */
export interface OriginPage {
  feed: StockFeed;
  items: readonly PublishedItem[];
  changedAt: Date;
  /** Address of this page; the first page's for the feed itself. */
  selfUrl: string;
  nextUrl?: string;
  /** The sandbox's own address, without a slash at the end: media and item pages are below it. */
  sandboxUrl: string;
  media: MediaLibrary;
}

export type WriteOrigin = (page: OriginPage) => string;

/** A file with its full address. */
export const filesOf = (item: PublishedItem, page: OriginPage): (MediaFile & { href: string })[] =>
  item.pubStatus === 'canceled'
    ? []
    : page.media.filesOf(item.media).map((file) => ({ ...file, href: page.sandboxUrl + file.path }));

export const pageUrl = (item: PublishedItem, page: OriginPage): string => page.sandboxUrl + item.pagePath;

/** RFC 3339 in UTC, milliseconds only where there are some. */
export const timestamp = (at: Date): string => at.toISOString().replace('.000Z', 'Z');

/** For formats without a word for signals: a newsroom says it in front of the headline. */
export function headlineWithSignal(item: PublishedItem): string {
  const { correctionPrefix, killPrefix } = PHRASES[item.language];
  if (item.pubStatus === 'canceled') return `${killPrefix}: ${item.headline}`;
  return item.signal === 'correction' ? `${correctionPrefix}: ${item.headline}` : item.headline;
}

/** What stands in a public format for the description: a withdrawn item keeps nothing but the notice. */
export const publicDescription = (item: PublishedItem): string =>
  item.pubStatus === 'canceled' ? PHRASES[item.language].killNote : item.description;

/** The text as HTML paragraphs. Readers of a public format are told of a correction in the text itself. */
export function publicBody(item: PublishedItem): string {
  if (item.pubStatus === 'canceled') return `<p>${escapeText(PHRASES[item.language].killNote)}</p>`;
  const noted = item.signal === 'correction' && item.edNote !== undefined ? [item.edNote] : [];
  return bodyOf(item) + noted.map((note) => `<p><em>${escapeText(note)}</em></p>`).join('');
}

export const bodyOf = (item: PublishedItem): string =>
  item.paragraphs.map((paragraph) => `<p>${escapeText(paragraph)}</p>`).join('');

export const topicName = (item: PublishedItem): string | undefined =>
  item.topic && PHRASES[item.language].topics[item.topic];
