import type { Decode, ListedPage, Warning } from '../codec.js';
import { readDate } from '../dates/read-date.js';
import { type FeedReading, feedReading, readEntries } from '../feed/read-entries.js';
import { absoluteUrl } from '../html/absolute-url.js';
import { present } from '../item-values.js';
import { completeItems } from '../rss/decode.js';
import { readXml } from '../xml/read-xml.js';
import { elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { readUrl, type SitemapModule, sitemapModule } from './read-url.js';

/**
 * Reads sitemaps (sitemaps.org/protocol 0.9) with Google's extensions for news, pictures and video. An address with
 * `news:news` or a video is an item; every address is listed in `pages`, for those who read the pages themselves. A
 * sitemap without news and an index of sitemaps hold no record, and say so.
 */
export const decodeSitemap: Decode = (text, context) => {
  const document = readXml(text);
  const { root } = document;
  const reading = feedReading(context, context.baseUrl);
  if (document.recovered)
    reading.warnings.push({ code: 'xml-recovered', at: 'document', detail: document.recovered });
  const isIndex = root.local === 'sitemapindex';
  const all = [...elements(root, isIndex ? 'sitemap' : 'url')];
  const complete = completeItems(all, document, reading);
  const pages = complete.flatMap((element) => pageOf(element, isIndex, reading));
  const items = isIndex ? [] : complete.filter(hasStory);
  if (items.length === 0) reading.warnings.push(withoutNews(isIndex, complete.length));
  const { records, places } = readEntries(items, 'url', reading, (element, draft) => {
    readUrl(element, draft);
    return undefined;
  });
  // The text is on the page, so that a picture here is one of a text.
  for (const record of records) if (record.itemClass === 'picture') record.itemClass = 'text';
  return { records, places, warnings: reading.warnings, pages };
};

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
