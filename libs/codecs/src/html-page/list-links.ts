import type { Element } from 'domhandler';
import { Parser } from 'htmlparser2';
import { parsedUrl } from '#news/parsed-url.js';
import type { ListedPage, Warning } from '../codec.js';
import { absoluteUrl } from '../html/absolute-url.js';
import { trimEndOf } from '../trim-end-of.js';
import { limitAttributes, MAX_DEPTH, parseTo, TOO_DEEP } from './depth.js';
import { selectIn } from './select.js';

/** Links that a page may list: far more than a list of news has. */
const MOST_LINKS = 5000;
/** Parts of a page that lead round a site rather than to its stories. */
const AROUND: ReadonlySet<string> = new Set(['nav', 'header', 'footer', 'aside', 'form']);
/** Files, not pages. */
const FILE = /\.(?:jpe?g|png|gif|webp|avif|svg|mp4|webm|m3u8|mp3|pdf|zip|docx?|xlsx?|css|js|xml|rss|json)$/i;
const PAGE_NUMBER = /\/page\/\d+\/?$/i;
const DATE = /\/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]|$)/;

/**
 * The stories that a list page links to, in its order and each once. With a selector: the links that it finds, or that
 * stand inside what it finds. Without: the story-like links of the same host outside navigation (see `isStoryLike`).
 */
export function listLinks(
  html: string,
  base: string | undefined,
  selector: string | undefined,
): { pages: ListedPage[]; warnings: Warning[] } {
  const hrefs = selector === undefined ? linksOutsideNavigation(html) : linksIn(selectIn(html, selector));
  const pages = new Map<string, ListedPage>();
  for (const reference of hrefs) {
    const href = absoluteUrl(reference, base)?.replace(/#.*$/, '');
    if (href === undefined || !/^https?:/i.test(href) || pages.size >= MOST_LINKS) continue;
    if (selector === undefined && !isStoryLike(href, base)) continue;
    pages.set(href, { href, kind: 'page' });
  }
  const detail = `${hrefs.length} links${selector === undefined ? '' : ` found by ${selector}`}`;
  const warnings = pages.size > 0 ? [] : [{ code: 'list-without-links', at: 'page', detail }];
  return { pages: [...pages.values()], warnings };
}

/**
 * Whether an address looks like that of a story: on the host of the list (with or without `www.`), and with a date in
 * its path, a number of four digits or more in its last part or in its query, or three words or more in its last part.
 */
export function isStoryLike(href: string, base: string | undefined): boolean {
  const url = parsedUrl(href);
  if (url === undefined) return false;
  const { hostname, pathname, searchParams } = url;
  const list = base === undefined ? undefined : parsedUrl(base);
  if (list !== undefined) {
    if (bareHost(hostname) !== bareHost(list.hostname) || pathname === list.pathname) return false;
  }
  if (FILE.test(pathname) || PAGE_NUMBER.test(pathname)) return false;
  const last = trimEndOf(pathname, '/').split('/').pop() ?? '';
  if (DATE.test(pathname) || /\d{4}/.test(last)) return true;
  if ([...searchParams.values()].some((value) => /^\d{4,}$/.test(value))) return true;
  const words = last.replace(/\.\w{2,5}$/, '').split(/[-_]+/);
  return words.filter((word) => word.length > 1).length >= 3;
}

const bareHost = (host: string): string => host.replace(/^www\./, '');

function linksIn(elements: Element[]): string[] {
  const hrefs: string[] = [];
  const stack = [...elements].reverse();
  for (let element = stack.pop(); element; element = stack.pop()) {
    const href = element.attribs['href'];
    if (element.name === 'a' && href !== undefined) hrefs.push(href);
    for (const child of [...element.children].reverse()) if ('attribs' in child) stack.push(child);
  }
  return hrefs;
}

function linksOutsideNavigation(html: string): string[] {
  const hrefs: string[] = [];
  let depth = 0;
  let around = 0;
  // Teasers have headers of their own.
  let teasers = 0;
  const isAround = (name: string): boolean => AROUND.has(name) && !(name === 'header' && teasers > 0);
  const parser = new Parser({
    ...limitAttributes(),
    onopentag(name, { href }) {
      if (++depth > MAX_DEPTH) throw TOO_DEEP;
      if (name === 'article') teasers++;
      if (isAround(name)) around++;
      if (name === 'a' && href !== undefined && around === 0) hrefs.push(href);
    },
    onclosetag(name) {
      depth--;
      if (isAround(name) && around > 0) around--;
      if (name === 'article') teasers--;
    },
  });
  parseTo(parser, html);
  return hrefs;
}
