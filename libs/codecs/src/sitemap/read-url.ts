import { lookup } from '#news/lookup.js';
import type { Rendition } from '#news/record.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { conceptOf, secondsOf } from '../feed/entry-values.js';
import { leaveOutElement, leaveOutLoose } from '../feed/leave-out.js';
import { readModule } from '../feed/modules.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';

export type SitemapModule = 'news' | 'image' | 'video';

/** Google's extension that an element is of, in any of its versions. */
export function sitemapModule(element: XmlElement): SitemapModule | undefined {
  return /\/sitemap-(news|image|video)\//.exec(element.ns)?.[1] as SitemapModule | undefined;
}

/** For crawlers: they say nothing of the story. */
const HINTS: ReadonlySet<string> = new Set(['changefreq', 'priority']);

/** Reads a `url` of a sitemap with what Google's extensions say of its page. */
export function readUrl(url: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  for (const element of elements(url)) {
    const module = sitemapModule(element);
    if (module === 'news') readNews(element, draft);
    else if (module === 'image') readImage(element, draft);
    else if (module === 'video') readVideo(element, draft);
    else if (element.local === 'loc') draft.url ??= values.href(textOf(element), 'loc', draft.base);
    else if (element.local === 'lastmod')
      draft.once('modified', values.date(textOf(element), 'lastmod'), 'lastmod');
    else if (element.ns === NS.xhtml && element.local === 'link') readAlternate(element, draft);
    else if (!readModule(element, draft) && !HINTS.has(element.local)) leaveOutElement(element, draft);
  }
  leaveOutLoose(url, draft);
}

const listOf = (text: string): string[] =>
  foldSpace(text)
    .split(/\s*[,;،、]\s*/)
    .filter(Boolean);

/** developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap, with the elements it had before 2022. */
function readNews(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  // Whatever is around them: some writers leave it out, and the first version had no publication.
  if (/^(?:news|publication)$/i.test(element.local)) {
    for (const one of elements(element)) readNews(one, draft);
    return;
  }
  const text = plainText(textOf(element));
  if (text === '') return;
  switch (element.local) {
    case 'name':
      draft.once('publisher', text, 'news:name');
      break;
    case 'language':
      draft.once('language', text, 'news:language');
      break;
    case 'publication_date':
      draft.once('published', values.date(textOf(element), 'news:publication_date'), 'news:publication_date');
      break;
    case 'title':
      draft.once('title', text, 'news:title');
      break;
    case 'keywords':
      draft.keywords.push(...listOf(text));
      break;
    case 'genres':
      draft.genres.push(...listOf(text).map((name) => ({ name })));
      break;
    case 'geo_locations':
      draft.places.push({ name: text });
      break;
    case 'stock_tickers':
      draft.subjects.push(...listOf(text).map((name) => ({ name, scheme: `${element.ns}#stock_tickers` })));
      break;
    case 'access':
      draft.usageTerms.push(`access: ${text}`);
      break;
    default:
      values.warn('fields-not-carried', `news:${element.local}`, text);
  }
}

/** developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps */
function readImage(image: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const text = (name: string): string | undefined => {
    const found = child(image, name);
    return found && (plainText(textOf(found)) || undefined);
  };
  const loc = child(image, 'loc');
  const href = values.href(loc && textOf(loc), 'image:loc', draft.base);
  if (href === undefined) {
    leaveOutElement(image, draft);
    return;
  }
  const rendition = present<Rendition>({
    href,
    contentType: contentTypeOf(href) ?? 'image/*',
    title: text('title'),
    description: text('caption'),
  });
  draft.media.push(rendition);
  const license = text('license');
  if (license !== undefined && !draft.usageTerms.includes(license)) draft.usageTerms.push(license);
  const where = text('geo_location');
  if (where !== undefined) values.warn('fields-not-carried', 'image:geo_location', where);
}

/** developers.google.com/search/docs/crawling-indexing/sitemaps/video-sitemaps */
function readVideo(video: XmlElement, draft: EntryDraft): void {
  const { values, base } = draft;
  const raw = (name: string): string | undefined => {
    const found = child(video, name);
    return found && (textOf(found).trim() || undefined);
  };
  const plain = (name: string): string | undefined => plainText(raw(name) ?? '') || undefined;
  const title = plain('title');
  const description = plain('description');
  draft.otherTitle ??= title;
  draft.otherSummary ??= description;
  draft.otherPublished ??= values.date(raw('publication_date'), 'video:publication_date');
  const href = values.href(raw('content_loc'), 'video:content_loc', base);
  if (href !== undefined) {
    draft.media.push(
      present<Rendition>({
        href,
        contentType: contentTypeOf(href) ?? 'video/*',
        durationSeconds: secondsOf(raw('duration') ?? ''),
        title,
        description,
      }),
    );
  }
  const player = values.href(raw('player_loc'), 'video:player_loc', base);
  if (player !== undefined) {
    draft.links.push({ rel: 'player', href: player });
    draft.playerOf ??= 'video';
  }
  const thumbnail = values.href(raw('thumbnail_loc'), 'video:thumbnail_loc', base);
  if (thumbnail !== undefined) {
    const contentType = contentTypeOf(thumbnail);
    draft.media.push({ href: thumbnail, rendition: 'thumbnail', ...present({ contentType }) });
  }
  for (const element of elements(video)) readAboutVideo(element, draft);
}

function readAboutVideo(element: XmlElement, draft: EntryDraft): void {
  const text = plainText(textOf(element));
  if (text === '') return;
  switch (element.local) {
    case 'tag':
      draft.keywords.push(text);
      break;
    case 'category': {
      const subject = conceptOf(text);
      if (subject) draft.subjects.push(subject);
      break;
    }
    case 'uploader':
      draft.credits.push(text);
      break;
    case 'expiration_date': {
      const end = draft.values.date(text, 'video:expiration_date');
      if (end !== undefined) draft.usageTerms.push(`end=${end}`);
      break;
    }
    case 'restriction':
    case 'platform':
      readRestriction(element, text, draft);
      break;
    case 'requires_subscription':
      if (/^yes$/i.test(text)) draft.usageTerms.push('access: Subscription');
      break;
    case 'family_friendly':
      if (/^no$/i.test(text)) draft.usageTerms.push('rating: adult');
      break;
    case 'price':
      draft.usageTerms.push(
        `price: ${[attribute(element, 'type'), text, attribute(element, 'currency')].filter(Boolean).join(' ')}`,
      );
      break;
    default:
      // A count of views is no content, and a gallery is no file of the item.
      if (!READ_ALREADY.has(element.local)) draft.leaveOut(`video:${element.local}`, text);
  }
}

const READ_ALREADY: ReadonlySet<string> = new Set([
  'title',
  'description',
  'publication_date',
  'content_loc',
  'player_loc',
  'thumbnail_loc',
  'duration',
]);

const PLATFORMS: Readonly<Record<string, string>> = lookup({ web: 'web', mobile: 'mobile', tv: 'tv' });

/** Where a video may be shown: `relationship` is `allow` or `deny`, the text a list of countries or platforms. */
function readRestriction(element: XmlElement, text: string, draft: EntryDraft): void {
  const relationship = attribute(element, 'relationship')?.toLowerCase();
  const polarity = relationship === 'allow' ? 'only' : relationship === 'deny' ? 'not' : undefined;
  const source = `video:${element.local} ${relationship ?? ''} ${text}`.replace(/\s+/g, ' ');
  const words = text.split(/[\s,]+/);
  const isCountries = element.local === 'restriction';
  const names = isCountries
    ? words.map((word) => word.toUpperCase()).filter((word) => /^[A-Z]{2}$/.test(word))
    : words.map((word) => PLATFORMS[word.toLowerCase()]).filter((word) => word !== undefined);
  if (polarity === undefined || names.length === 0) {
    draft.values.warn('restriction-unreadable', `video:${element.local}`, source);
    draft.usageTerms.push(source);
    return;
  }
  const value = `${polarity} ${names.join(' ')}`;
  draft.restrictions.push({ type: isCountries ? 'territory' : 'platform', value, source });
}

/** Another language of the page, or its own address under the page's own language. */
function readAlternate(element: XmlElement, draft: EntryDraft): void {
  const rel = attribute(element, 'rel') ?? 'alternate';
  const href = draft.values.href(attribute(element, 'href'), 'xhtml:link', draft.base);
  const language = attribute(element, 'hreflang')?.trim();
  if (href === undefined || href === draft.url || language?.toLowerCase() === 'x-default') return;
  const contentType = attribute(element, 'type')?.trim();
  draft.links.push({ rel, href, ...present({ contentType, title: language }) });
}
