import { parsedUrl } from '#news/parsed-url.js';
import type { NewsItem } from '#news/record.js';
import { type Decode, type Fault, UndecodableDocument } from '../codec.js';
import { EntryDraft } from '../feed/entry-draft.js';
import { newsItemOf } from '../feed/news-item-of.js';
import { type FeedReading, feedReading } from '../feed/read-entries.js';
import { absoluteUrl, nearerBase } from '../html/absolute-url.js';
import { plainText } from '../html/plain-text.js';
import { ItemValues } from '../item-values.js';
import { contentTypeOf } from '../media-type.js';
import { RANK, type Region, sourceOf } from './find-regions.js';
import { type Graph, type Node, readJsonLd } from './json-ld.js';
import { listLinks } from './list-links.js';
import { readMeta } from './read-meta.js';
import { type Page, readPage } from './read-page.js';
import { readStoryNode, type StoryFacts } from './read-story-node.js';
import { type Selected, select } from './select.js';
import { storyNode } from './story-node.js';

/**
 * Reads the page of one story: JSON-LD of schema.org, then Open Graph and other `meta` elements for what that leaves
 * open, and the text from the part of the page that holds it. A page that shows no sign of being a story is refused,
 * unless `context.format` says that pages are expected; such a page without a text gives no record. With `listing` it
 * is read for its links alone. The record's address is the canonical one, unless that is the front page's.
 *
 * @throws UndecodableDocument `decode.html-instead-of-feed`
 */
export const decodeHtmlPage: Decode = (text, context) => {
  const page = readPage(text);
  if (context.listing) {
    const base = nearerBase(page.base, context.baseUrl);
    return { records: [], places: [], ...listLinks(text, base, context.listing.links) };
  }
  const graph = readJsonLd(page.jsonLd);
  const own = context.baseUrl?.replace(/#.*$/, '');
  const ofPage = nearerBase(page.base, context.baseUrl);
  const named = absoluteUrl(page.canonical ?? page.meta.get('og:url')?.[0] ?? '', ofPage);
  // A page that came without its address has the one that it says.
  const base = ofPage ?? named;
  // Templates name the front page on each of their pages; it would make one item of all stories.
  const isFront = named !== undefined && isFrontPage(named) && own !== undefined && !isFrontPage(own);
  const address = (isFront ? undefined : named) ?? own;
  const node = storyNode(graph, page, context.baseUrl);
  const forced = context.format === 'html';
  if (!forced && !node && !isStory(page)) throw htmlInsteadOfFeed(text);
  const reading = feedReading(context, base);
  for (const detail of graph.unreadable) {
    reading.warnings.push({ code: 'jsonld-unreadable', at: 'page', detail: detail.slice(0, 200) });
  }
  if (page.cutOff) {
    reading.warnings.push({ code: 'entry-cut-off', at: 'page', detail: 'elements are nested too deep' });
  }
  if (isFront) reading.warnings.push({ code: 'canonical-ignored', at: 'page', detail: named });
  const selected = context.page === undefined ? undefined : select(text, context.page);
  for (const name of selected?.missing ?? []) {
    reading.warnings.push({ code: 'selector-without-match', at: name, detail: context.page?.[name] ?? '' });
  }
  if (!node && !selected?.headline && isList(page)) {
    reading.warnings.push({
      code: 'page-without-story',
      at: 'page',
      detail: page.title ?? 'a list of stories',
    });
    return { records: [], places: [], warnings: reading.warnings };
  }
  const draft = new EntryDraft(new ItemValues(context, 'page'), base);
  draft.url = address;
  const record = readStory(text, page, node, graph, draft, reading, selected);
  const warnings = [...reading.warnings, ...draft.values.warnings];
  return record ? { records: [record], places: ['page'], warnings } : { records: [], places: [], warnings };
};

function isFrontPage(url: string): boolean {
  const parsed = parsedUrl(url);
  return parsed !== undefined && /^\/?$/.test(parsed.pathname) && !parsed.search;
}

/** Faults of a page that nobody said would come: one that shows no sign of being a story is no news document. */
export function lintHtmlPage(text: string): Fault[] {
  const page = readPage(text);
  if (isStory(page) || storyNode(readJsonLd(page.jsonLd), page, undefined)) return [];
  const { code, message } = htmlInsteadOfFeed(text);
  return [{ code, at: '/', message }];
}

/** The error for a page where a feed was expected. */
export function htmlInsteadOfFeed(html: string): UndecodableDocument {
  const title = plainText(/<title[^>]*>([\s\S]{0,1000}?)<\/title/i.exec(html)?.[1] ?? '').slice(0, 200);
  const named = title === '' ? 'without a title' : `titled "${title}"`;
  return new UndecodableDocument(
    'decode.html-instead-of-feed',
    `An HTML page ${named} came where a feed was expected`,
  );
}

/** Characters of text that make an `article` a story rather than a teaser. */
const STORY_LENGTH = 200;

/** Whether a page without a node of its own says that it is a story, or has the one `article` of one. */
function isStory(page: Page): boolean {
  const said = (name: string): string => page.meta.get(name)?.[0]?.toLowerCase() ?? '';
  if (/^(?:article|video\.(?:other|episode|movie)|news)$/.test(said('og:type'))) return true;
  if (['article:published_time', 'og:article:published_time', 'articlebody', 'datepublished'].some(said))
    return true;
  const articles = page.regions.filter((region) => isArticle(region) && !region.aside);
  return articles.length === 1 && articles[0]!.text >= STORY_LENGTH && page.heading !== undefined;
}

const isArticle = ({ rank }: Region): boolean => rank === RANK.article || rank === RANK.articleBody;

/** Many articles and none that stands out: the front page of a site or of a section. */
const isList = (page: Page): boolean =>
  page.meta.get('og:type')?.[0]?.toLowerCase() !== 'article' &&
  page.regions.filter((region) => region.rank === RANK.article).length >= 4 &&
  !page.regions.some((region) => isArticle(region) && region.text >= 5 * STORY_LENGTH);

function readStory(
  html: string,
  page: Page,
  node: Node | undefined,
  graph: Graph,
  draft: EntryDraft,
  reading: FeedReading,
  selected: Selected | undefined,
): NewsItem | undefined {
  if (selected) takeSelected(selected, draft);
  const facts: StoryFacts = node ? readStoryNode(node, graph, draft) : {};
  draft.title = selected?.headline ?? titleOf(page, draft.title);
  readMeta(page, draft, reading.defaults);
  draft.published ??= draft.values.date(page.times[0], 'time');
  for (const { href, language } of page.alternates) {
    const url = absoluteUrl(href, draft.base);
    if (url === undefined || url === draft.url) continue;
    draft.links.push(
      language === undefined
        ? { rel: 'amphtml', href: url }
        : { rel: 'alternate', href: url, title: language },
    );
  }
  const chosen = selected?.body.map((piece) => sourceOf(html, piece, page.noise)).join('');
  const body = chosen || bodyOf(html, page, plainText(draft.html ?? '').length);
  if (body !== undefined) draft.html = body;
  if (draft.html === undefined && draft.title === undefined && draft.summary === undefined) {
    draft.values.warn('page-without-story', '', page.title ?? 'no title and no text');
    return undefined;
  }
  const record = newsItemOf(draft, reading.defaults);
  if (!record) return undefined;
  // A story's picture does not make it one, even where its text could not be found. A video does, as in a feed.
  const itemClass = record.itemClass === 'picture' ? 'text' : record.itemClass;
  return { ...record, itemClass, ...facts };
}

/** What selectors found goes before what the page says of itself. */
function takeSelected({ headline, byline, date, images }: Selected, draft: EntryDraft): void {
  draft.title = headline;
  draft.byline = byline;
  draft.published = draft.values.date(date, 'date');
  for (const image of images) {
    const href = draft.values.href(image, 'image', draft.base);
    if (href !== undefined) draft.media.push({ href, contentType: contentTypeOf(href) ?? 'image/*' });
  }
}

/** The story's own headline, else Open Graph's, else the page's without the name of the site. */
function titleOf(page: Page, own: string | undefined): string | undefined {
  const shared = plainText(
    page.meta.get('og:title')?.[0] ??
      page.meta.get('twitter:title')?.[0] ??
      page.meta.get('headline')?.[0] ??
      '',
  );
  // Some systems cut the headline of JSON-LD at 110 characters, as was once asked for.
  if (own !== undefined) {
    const start = own.replace(/\s*(?:…|\.\.\.)$/, '');
    return start !== own && shared.startsWith(start) ? withoutSite(shared, page) : own;
  }
  return withoutSite(shared, page) || page.heading || withoutSite(page.title ?? '', page) || undefined;
}

function withoutSite(title: string, page: Page): string {
  const site = plainText(page.meta.get('og:site_name')?.[0] ?? '');
  const parts = title.split(/\s+[|–—·»-]\s+/);
  const last = parts.at(-1)!;
  const isSite = site !== '' && last.toLowerCase() === site.toLowerCase();
  const isHeading = page.heading !== undefined && title.startsWith(page.heading) && parts.length > 1;
  if (isHeading) return page.heading!;
  return isSite && parts.length > 1
    ? title.slice(0, title.lastIndexOf(last)).replace(/\s+[|–—·»-]\s+$/, '')
    : title;
}

/** A region may hold a little less than another and still be the better one. */
const ENOUGH = 0.5;
const SHORTEST = 60;

/**
 * The HTML of the story's text: of the regions with enough text the one that was recognised most surely, the fullest
 * of those. Undefined where what JSON-LD gives, `known` characters, is much fuller.
 */
function bodyOf(html: string, page: Page, known: number): string | undefined {
  // A flash is one short line, so what the page itself calls the text may be that short.
  const regions = page.regions.filter(
    (region) => !region.aside && (region.text >= SHORTEST || region.rank <= RANK.named),
  );
  const most = Math.max(
    0,
    ...regions.filter(({ rank }) => rank <= RANK.article || rank === RANK.densest).map(({ text }) => text),
  );
  const enough = regions.filter(
    ({ text, rank }) => text >= most * ENOUGH || (rank === RANK.articleBody && most < STORY_LENGTH),
  );
  const best = enough.reduce<Region | undefined>((chosen, region) => {
    if (!chosen || region.rank < chosen.rank) return region;
    return region.rank === chosen.rank && region.text > chosen.text ? region : chosen;
  }, undefined);
  if (!best || best.text < known * ENOUGH) return undefined;
  return sourceOf(html, best, page.noise);
}
