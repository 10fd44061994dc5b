import type { Rendition } from '#news/record.js';
import { isEmbargoName, isReleaseName, ownEmbargo } from '../embargo-field.js';
import type { EntryDraft, FeedDefaults } from '../feed/entry-draft.js';
import { authorOf } from '../feed/entry-values.js';
import { pixels } from '../html/lift-media.js';
import { plainText } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import type { Page } from './read-page.js';

/**
 * Reads what the page's `meta` elements say where the draft knows nothing yet: Open Graph (ogp.me), Dublin Core,
 * microdata, Twitter's cards, and the names that publishers' own tools ask for.
 */
export function readMeta(page: Page, draft: EntryDraft, defaults: FeedDefaults): void {
  const { values } = draft;
  const said = (...names: string[]): string | undefined => {
    for (const name of names) {
      const text = plainText(page.meta.get(name)?.[0] ?? '');
      if (text !== '') return text;
    }
    return undefined;
  };
  const all = (...names: string[]): string[] =>
    names
      .flatMap((name) => page.meta.get(name) ?? [])
      .map(plainText)
      .filter(Boolean);
  const date = (...names: string[]): string | undefined => {
    for (const name of names) {
      const instant = values.date(page.meta.get(name)?.[0], name);
      if (instant !== undefined) return instant;
    }
    return undefined;
  };
  draft.summary ??= said(
    'og:description',
    'twitter:description',
    'description',
    'dc.description',
    'dcterms.abstract',
  );
  draft.published ??= date(...PUBLISHED);
  draft.modified ??= date(...MODIFIED);
  draft.language ??=
    page.language ?? said('og:locale', 'content-language', 'language', 'dc.language')?.replace('_', '-');
  draft.copyright ??= said('copyright', 'dcterms.rights', 'dc.rights', 'rights');
  if (draft.authors.length === 0) {
    const names = all('article:author', 'author', 'parsely-author', 'dc.creator', 'byl', 'sailthru.author');
    const written = names.filter((name) => !/^https?:\/\//.test(name));
    const author = written[0] === undefined ? undefined : authorOf(written[0].replace(/^by\s+/i, ''));
    if (author) draft.authors.push(author);
  }
  if (draft.subjects.length === 0) {
    const sections = all('article:section', 'articlesection', 'parsely-section', 'dc.subject');
    draft.subjects.push(...[...new Set(sections)].map((name) => ({ name })));
  }
  if (draft.keywords.length === 0) {
    const tags = all('article:tag', 'og:video:tag');
    const lists = said('news_keywords', 'keywords', 'parsely-tags')?.split(/\s*[,;]\s*/) ?? [];
    draft.keywords.push(
      ...(tags.length > 0 ? tags.flatMap((tag) => tag.split(/\s*,\s*/)) : lists).filter(Boolean),
    );
  }
  for (const [name, texts] of page.meta)
    if (isEmbargoName(name)) for (const text of texts) draft.hold(ownEmbargo(name, text, values));
    else if (isReleaseName(name)) for (const text of texts) draft.releases.push([name, text]);
  const expires = date('article:expiration_time', 'og:article:expiration_time');
  if (expires !== undefined) draft.usageTerms.push(`end=${expires}`);
  const tier = said('article:content_tier')?.toLowerCase();
  if (tier === 'locked') draft.usageTerms.push('access: Subscription');
  else if (tier === 'metered') draft.usageTerms.push('access: metered');
  // The TDM Reservation Protocol of the W3C's community group: 1 reserves the rights of text and data mining.
  if (said('tdm-reservation') === '1')
    draft.usageTerms.push(['text and data mining reserved', said('tdm-policy')].filter(Boolean).join(': '));
  if (
    said('article:opinion')?.toLowerCase() === 'true' &&
    !draft.genres.some(({ name }) => name === 'Opinion')
  )
    draft.genres.push({ name: 'Opinion' });
  // Where a story was first told; a page that names itself says nothing.
  for (const name of ['original-source', 'syndication-source'])
    draft.values.leftOut(
      name,
      all(name).filter((one) => one !== draft.url && one !== page.canonical),
    );
  const license = said('license');
  if (license !== undefined && !draft.usageTerms.includes(license)) draft.usageTerms.push(license);
  defaults.title ??= said('og:site_name', 'application-name', 'dc.publisher', 'publisher');
  readFiles(page, draft);
}

const PUBLISHED = [
  'article:published_time',
  'og:article:published_time',
  'og:published_time',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'pubdate',
  'publishdate',
  'publish-date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date',
  'article.published',
  'date',
];
const MODIFIED = [
  'article:modified_time',
  'og:article:modified_time',
  'og:updated_time',
  'datemodified',
  'dcterms.modified',
  'last-modified',
  'lastmod',
];

/** Pictures, videos and sounds of Open Graph, each with the properties that stand for it; where there is none, others'. */
function readFiles(page: Page, draft: EntryDraft): void {
  const known = new Set(draft.media.map(({ href }) => href));
  const has = (kind: string): boolean => draft.media.some((one) => one.contentType?.startsWith(kind));
  for (const kind of ['video', 'audio'] as const) if (!has(kind)) pushFile(page, kind, draft, known);
  if (!has('image')) {
    pushFile(page, 'image', draft, known);
    if (!has('image')) {
      const other = [
        'twitter:image',
        'twitter:image:src',
        'image_src',
        'thumbnail',
        'thumbnailurl',
        'parsely-image-url',
        'image',
      ]
        .map((name) => page.meta.get(name)?.[0])
        .find((one) => one !== undefined);
      const href = draft.values.href(other, 'twitter:image', draft.base);
      if (href !== undefined) draft.media.push({ href, contentType: contentTypeOf(href) ?? 'image/*' });
    }
  }
}

function pushFile(
  page: Page,
  kind: 'image' | 'video' | 'audio',
  draft: EntryDraft,
  known: Set<string>,
): void {
  const first = (name: string): string | undefined => page.meta.get(name)?.[0];
  const addresses =
    page.meta.get(`og:${kind}`) ?? page.meta.get(`og:${kind}:url`) ?? page.meta.get(`og:${kind}:secure_url`);
  for (const [i, address] of (addresses ?? []).entries()) {
    const href = draft.values.href(address, `og:${kind}`, draft.base);
    if (href === undefined || known.has(href)) continue;
    known.add(href);
    const type = first(`og:${kind}:type`);
    if (type !== undefined && /html/i.test(type)) {
      draft.links.push({ rel: 'player', href });
      draft.playerOf ??= kind === 'audio' ? 'audio' : 'video';
      continue;
    }
    draft.media.push(
      present<Rendition>({
        href,
        contentType:
          i === 0 && type?.includes('/') ? bareMediaType(type) : (contentTypeOf(href) ?? `${kind}/*`),
        width: i === 0 ? pixels(first(`og:${kind}:width`)) : undefined,
        height: i === 0 ? pixels(first(`og:${kind}:height`)) : undefined,
        title: i === 0 && kind === 'image' ? plainText(first('og:image:alt') ?? '') || undefined : undefined,
      }),
    );
  }
}
