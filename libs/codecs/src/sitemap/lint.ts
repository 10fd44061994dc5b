import { readDate } from '../dates/read-date.js';
import { MAX_ADDRESSES } from '../limits.js';
import { isAddress, isWebAddress, numbered, type Report, textIn } from '../lint-values.js';
import { NS } from '../xml/namespaces.js';
import { child, textOf, type XmlElement } from '../xml/xml-node.js';

/** sitemaps.org: the longest address. */
const LONGEST_URL = 2048;

/** sitemaps.org 0.9, and Google's extensions for news, pictures and video: required elements and their values. */
export function lintSitemap(root: XmlElement, report: Report): void {
  if (root.ns !== NS.sitemap) report('sitemap.namespace', root, `/${root.local}`, `not in ${NS.sitemap}`);
  const isIndex = root.local === 'sitemapindex';
  const name = isIndex ? 'sitemap' : 'url';
  const entries = numbered(root, `/${root.local}`, name);
  if (entries.length === 0) report('sitemap.empty', root, `/${root.local}`, `no ${name}`);
  if (entries.length > MAX_ADDRESSES)
    report(
      'sitemap.too-many',
      root,
      `/${root.local}`,
      `${entries.length} addresses, ${MAX_ADDRESSES} may be`,
    );
  for (const [entry, at] of entries) {
    lintAddress(entry, at, report);
    if (!isIndex) lintUrl(entry, at, report);
  }
}

function lintAddress(entry: XmlElement, at: string, report: Report): void {
  const loc = textIn(entry, 'loc', entry.ns);
  if (loc === '') report('sitemap.no-loc', entry, at, 'loc is missing');
  else if (!isWebAddress(loc) || loc.length > LONGEST_URL)
    report(
      'sitemap.loc',
      entry,
      `${at}/loc`,
      `"${loc.slice(0, 100)}" is no absolute URL of ${LONGEST_URL} characters at most`,
    );
  lintDate(child(entry, 'lastmod', entry.ns), `${at}/lastmod`, report);
}

function lintUrl(url: XmlElement, at: string, report: Report): void {
  const frequency = child(url, 'changefreq', url.ns);
  const often = frequency ? textOf(frequency).trim() : 'never';
  if (!/^(?:always|hourly|daily|weekly|monthly|yearly|never)$/.test(often))
    report('sitemap.changefreq', frequency!, `${at}/changefreq`, `"${often}" is none of the words for it`);
  const priority = child(url, 'priority', url.ns);
  const share = priority ? textOf(priority).trim() : '0.5';
  if (!/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(share))
    report('sitemap.priority', priority!, `${at}/priority`, `"${share}" is not between 0.0 and 1.0`);
  for (const [news, place] of numbered(url, at, 'news', NS.sitemapNews)) lintNews(news, place, report);
  for (const [image, place] of numbered(url, at, 'image', NS.sitemapImage)) {
    require(image, place, ['loc'], report);
    if (textIn(image, 'loc') !== '' && !isAddress(textIn(image, 'loc')))
      report('sitemap.loc', image, `${place}/loc`, `"${textIn(image, 'loc')}" is no URL`);
  }
  for (const [video, place] of numbered(url, at, 'video', NS.sitemapVideo)) {
    require(video, place, ['thumbnail_loc', 'title', 'description'], report);
    if (!child(video, 'content_loc') && !child(video, 'player_loc'))
      report('sitemap.incomplete', video, place, 'neither content_loc nor player_loc');
    lintDate(child(video, 'publication_date'), `${place}/publication_date`, report);
  }
}

function lintNews(news: XmlElement, at: string, report: Report): void {
  require(news, at, ['publication', 'publication_date', 'title'], report);
  const publication = child(news, 'publication');
  if (publication) require(publication, `${at}/publication`, ['name', 'language'], report);
  lintDate(child(news, 'publication_date'), `${at}/publication_date`, report);
}

function require(element: XmlElement, at: string, names: readonly string[], report: Report): void {
  for (const name of names) {
    if (!child(element, name, element.ns)) report('sitemap.incomplete', element, at, `${name} is missing`);
  }
}

/** W3C date and time: a day alone has no zone, a time must have one. */
function lintDate(element: XmlElement | undefined, at: string, report: Report): void {
  if (element === undefined) return;
  const text = textOf(element).trim();
  const isIso =
    /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/.test(text);
  if (!isIso || readDate(text).instant === undefined)
    report('sitemap.date', element, at, `"${text}" is no date of the W3C's format`);
}
