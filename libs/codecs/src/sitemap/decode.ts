import type { NewsItem } from '#news/record.js';
import type { Decode, DecodeContext, ListedPage, Warning } from '../codec.js';
import { readDate } from '../dates/read-date.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { type FeedReading, type FoundEntries, feedReading, readEntry } from '../feed/read-entries.js';
import { absoluteUrl } from '../html/absolute-url.js';
import { MAX_ADDRESSES, MAX_DOCUMENT_BYTES, MAX_STORIES, refuseTooMany } from '../limits.js';
import { present } from '../present.js';
import { lowerName, lowerNames } from '../xml/lower-name.js';
import { readXml } from '../xml/read-xml.js';
import { elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { readUrl, type SitemapModule, sitemapModule } from './read-url.js';

/**
 * Reads sitemaps (sitemaps.org/protocol 0.9) with Google's extensions for news, pictures and video. An address with
 * `news:news` or a video is an item, five thousand at most (Google allows one); every address is listed in `pages`, for those who read the pages themselves. A sitemap without news and an
 * index of sitemaps hold no record, and say so.
 */
export const decodeSitemap: Decode = (text, context) => {
  // One address after the other: fifty thousand of them, as a sitemap may have, are too much to be held as a tree.
  let found = new FoundAddresses(context);
  const { root, recovered, cutOff } = readXml(text, {
    eachInRoot: () => {
      found = new FoundAddresses(context);
      return (element) => found.take(element);
    },
  });
  const { records, places, pages, reading } = found;
  const { warnings } = reading;
  // Those without an end tag are left.
  for (const element of elements(root)) {
    if (!cutOff.has(element)) found.take(element);
    else
      warnings.push({
        code: 'entry-cut-off',
        at: `${element.local}[${pages.length + 1}]`,
        detail: 'the document ends inside it',
      });
  }
  if (recovered) warnings.unshift({ code: 'xml-recovered', at: 'document', detail: recovered });
  if (found.left > 0)
    warnings.unshift({
      code: 'stories-cut',
      at: `url[${found.stories - found.left + 1}]`,
      detail: `${found.left} more stories are too many for one document; their pages alone are listed`,
    });
  if (found.stories === 0) warnings.push(withoutNews(lowerName(root) === 'sitemapindex', found.count));
  // The text is on the page, so that a picture here is one of a text.
  for (const record of records) if (record.itemClass === 'picture') record.itemClass = 'text';
  return { records, places, warnings, pages };
};

function readStory(url: XmlElement, draft: EntryDraft): undefined {
  readUrl(url, draft);
}

class FoundAddresses implements FoundEntries {
  readonly records: NewsItem[] = [];
  readonly places: string[] = [];
  readonly pages: ListedPage[] = [];
  readonly reading: FeedReading;
  /** Addresses, and those of them that have a story. */
  count = 0;
  stories = 0;
  /** Stories that have no record, for there are too many, or too much. */
  left = 0;
  private isFull = false;

  constructor(context: DecodeContext) {
    this.reading = feedReading(context, context.baseUrl);
  }

  take(element: XmlElement): void {
    if (element.local !== 'url' && element.local !== 'sitemap') {
      const name = lowerName(element);
      if (name !== 'url' && name !== 'sitemap') return;
      // Some write all of it in capitals.
      lowerNames(element);
    }
    refuseTooMany(++this.count, MAX_ADDRESSES, 'addresses');
    this.pages.push(...pageOf(element, element.local === 'sitemap', this.reading));
    if (element.local === 'sitemap' || !hasStory(element)) return;
    this.stories++;
    this.isFull ||= this.stories > MAX_STORIES || element.at > MAX_DOCUMENT_BYTES;
    // Their pages are listed all the same.
    if (this.isFull) this.left++;
    else readEntry(element, `url[${this.stories}]`, this.reading, readStory, this);
  }
}

const STORIES: ReadonlySet<SitemapModule | undefined> = new Set<SitemapModule>(['news', 'video']);

const hasStory = (url: XmlElement): boolean => {
  for (const element of elements(url)) if (STORIES.has(sitemapModule(element))) return true;
  return false;
};

const withoutNews = (isIndex: boolean, count: number): Warning => ({
  code: 'sitemap-without-news',
  at: 'document',
  detail: isIndex ? `an index of ${count} sitemaps` : `${count} addresses, none with news:news or a video`,
});

function pageOf(
  element: XmlElement,
  isIndex: boolean,
  { context, base, warnings }: FeedReading,
): ListedPage[] {
  let href: string | undefined;
  let modified: string | undefined;
  for (const one of elements(element)) {
    if (one.local === 'loc' && one.ns === element.ns) href ??= absoluteUrl(textOf(one), base);
    else if (one.local === 'lastmod') modified ??= textOf(one).trim();
  }
  if (href === undefined) {
    // An address with a story is reported where the story is read.
    if (!hasStory(element))
      warnings.push({
        code: 'href-dropped',
        at: element.local,
        detail: textOf(element).trim().slice(0, 200),
      });
    return [];
  }
  const date = modified === undefined ? undefined : readDate(modified, context.zone).instant;
  return [{ href, kind: isIndex ? 'sitemap' : 'page', ...present({ modified: date }) }];
}
