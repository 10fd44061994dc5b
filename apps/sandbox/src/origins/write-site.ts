import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import {
  filesOf,
  headlineWithSignal,
  type OriginPage,
  pageUrl,
  publicBody,
  publicDescription,
  timestamp,
  topicName,
  type WriteOrigin,
} from '#apps/sandbox/src/origins/written-item.js';
import { document, XmlText, xml } from '#apps/sandbox/src/origins/xml-text.js';

/** The news page of a newsroom that publishes no feed: headlines that lead to the stories. */
export const writeListPage: WriteOrigin = (page) =>
  document(
    '<!doctype html>',
    xml`<html lang="${page.feed.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${page.feed.title}</title></head>
<body style="max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif">
<nav><a href="/">${page.feed.partnerName}</a></nav>
<main>
<h1>${page.feed.title}</h1>
${page.items.map(
  (item) => xml`<article data-id="${item.guid}">
<h2><a href="${item.pagePath}?utm_source=news">${headlineWithSignal(item)}</a></h2>
<p>${publicDescription(item)}</p>
</article>`,
)}
</main>
</body>
</html>`,
  );

/** The same stories as a sitemap (sitemaps.org, protocol 0.9). */
export const writeSitemap: WriteOrigin = (page) =>
  document(
    '<?xml version="1.0" encoding="UTF-8"?>',
    xml`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${page.items.map(
  (item) =>
    xml`  <url><loc>${pageUrl(item, page)}</loc><lastmod>${timestamp(item.versionCreated)}</lastmod></url>`,
)}
</urlset>`,
  );

/** Tools of the exchange's own are none of a newsroom's pages. */
export const ROBOTS_TXT = `User-agent: *
Disallow: /sandbox/
Disallow: /receivers/
Disallow: /stories/*/print
Crawl-delay: 1
`;

/** The public page of an item, as a person and as a machine reads it (schema.org/NewsArticle). */
export function writeStoryPage(
  item: PublishedItem,
  page: Omit<OriginPage, 'items' | 'changedAt' | 'selfUrl'>,
): string {
  const site: OriginPage = { ...page, items: [], changedAt: item.versionCreated, selfUrl: '' };
  const files = filesOf(item, site);
  const pictures = files.filter(({ medium }) => medium === 'picture');
  const videos = files.filter(({ medium }) => medium === 'video');
  const title = headlineWithSignal(item);
  const article = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    description: publicDescription(item),
    datePublished: timestamp(item.firstCreated),
    dateModified: timestamp(item.versionCreated),
    inLanguage: item.language,
    articleSection: topicName(item),
    mainEntityOfPage: pageUrl(item, site),
    publisher: { '@type': 'NewsMediaOrganization', name: page.feed.partnerName },
    usageInfo: item.usageTerms,
    image: pictures
      .slice(0, 1)
      .map(({ href, width, height }) => ({ '@type': 'ImageObject', url: href, width, height })),
    video: videos.map(({ href, contentType, durationSeconds }) => ({
      '@type': 'VideoObject',
      name: title,
      contentUrl: href,
      encodingFormat: contentType,
      duration: durationSeconds === undefined ? undefined : `PT${durationSeconds}S`,
    })),
  };
  const json = new XmlText(JSON.stringify(article).replaceAll('<', '\\u003c'));
  const picture = pictures[0];
  return document(
    '<!doctype html>',
    xml`<html lang="${item.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="canonical" href="${pageUrl(item, site)}">
<script type="application/ld+json">${json}</script></head>
<body style="max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif">
<p>${page.feed.partnerName} · <time datetime="${item.versionCreated.toISOString()}">${item.versionCreated.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p>
<h1>${title}</h1>
<p><strong>${publicDescription(item)}</strong></p>
<article>
${picture && xml`<img src="${picture.href}" alt="" style="max-width: 100%">`}
${new XmlText(publicBody(item))}
</article>
</body>
</html>`,
  );
}
