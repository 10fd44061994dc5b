import type { ListedPage, Warning } from '#codecs/codec.js';
import type { Clock } from '#exchange/clock.js';
import type { DocumentArchive, Feed } from '#exchange/inbound/inbound-ports.js';
import type { FeedPages, KnownPage, PageBook } from '#exchange/inbound/pages-ports.js';
import type { Page } from '#exchange/inbound/read-page.js';
import { parsedUrl } from '#news/parsed-url.js';
import { stableAddress } from '#news/stable-address.js';

/** Pages of one list that are noted: a sitemap may hold a site's whole past. */
const MOST_LISTED = 1000;
/** What an address may have for its place in the book; longer ones are no story's. */
const LONGEST_ADDRESS = 2000;

type DecodedPage = Extract<Page, { outcome: 'decoded' }>;

/** Notes the pages that a document lists, and says in the archive what was left out. */
export class ReadListing {
  constructor(
    private readonly book: PageBook,
    private readonly archive: DocumentArchive,
    private readonly clock: Clock,
  ) {}

  /** Throws only when the book or the archive is out of reach. */
  async run(feed: Feed & { pages: FeedPages }, { decoded, fetchId }: DecodedPage): Promise<void> {
    const now = this.clock.now();
    const { pages, warnings } = chosenPages(decoded.pages ?? [], feed.pages, now);
    await this.book.list(feed.id, pages, now.toISOString(), feed.pages.revisitAfterSeconds);
    const { format, charset } = decoded;
    // What the list itself says of its stories is read on their pages.
    const all = [...decoded.warnings, ...warnings].slice(0, 200);
    await this.archive.settle(fetchId, {
      decoded: true,
      format,
      charset,
      records: 0,
      accepted: 0,
      warnings: all,
    });
  }

  /** Child sitemaps that are due: those that their index says have changed, or of which it says nothing. */
  sitemaps(feed: Feed, most: number): Promise<KnownPage[]> {
    const at = this.clock.now().toISOString();
    return this.book.due(feed.id, 'sitemap', at, { first: most, again: most });
  }

  async settleSitemap(
    feed: Feed,
    sitemap: KnownPage,
    page: Exclude<Page, { outcome: 'aborted' }>,
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    const isBroken = page.outcome === 'failed' || page.outcome === 'undecodable';
    const isFetched = page.outcome === 'decoded';
    await this.book.settleVisit(feed.id, {
      address: sitemap.address,
      at,
      step: 0,
      // Its index tells when it changes; one of which it tells nothing, or that failed, is asked with every poll.
      nextVisitAt: sitemap.modified === undefined || isBroken ? at : undefined,
      outcome: isBroken ? 'failed' : 'read',
      problem: isBroken ? page.problem : undefined,
      etag: isFetched ? page.fetched.etag : sitemap.etag,
      lastModified: isFetched ? page.fetched.lastModified : sitemap.lastModified,
      sha256: isFetched ? page.sha256 : sitemap.sha256,
    });
  }
}

/** Each page once and the newest first, without what is too old, elsewhere or too much. */
export function chosenPages(
  listed: readonly ListedPage[],
  { paths, maxAgeDays }: Pick<FeedPages, 'paths' | 'maxAgeDays'>,
  now: Date,
): { pages: ListedPage[]; warnings: Warning[] } {
  const oldest = now.getTime() - maxAgeDays * 86_400_000;
  const left = { elsewhere: 0, old: 0, unreadable: 0 };
  const pages = new Map<string, ListedPage>();
  for (const { href, kind, modified } of listed) {
    const address = pageAddress(href);
    if (address === undefined) left.unreadable++;
    else if (kind === 'page' && paths && !paths.some((path) => new URL(address).pathname.startsWith(path)))
      left.elsewhere++;
    else if (modified !== undefined && Date.parse(modified) < oldest) left.old++;
    else if (!pages.has(address)) pages.set(address, { href: address, kind, modified });
  }
  const time = ({ modified }: ListedPage): number =>
    modified === undefined ? Number.POSITIVE_INFINITY : Date.parse(modified);
  // Undated ones keep the order of the list and stand first: nothing says that they are older.
  const sorted = [...pages.values()].sort((a, b) => (time(a) === time(b) ? 0 : time(b) - time(a)));
  const tooMany = Math.max(0, sorted.length - MOST_LISTED);
  const warnings = [
    { code: 'pages-elsewhere', count: left.elsewhere, why: 'of other paths' },
    { code: 'pages-too-old', count: left.old, why: `older than ${maxAgeDays} days` },
    { code: 'pages-unreadable', count: left.unreadable, why: 'whose address is none, or too long' },
    { code: 'pages-too-many', count: tooMany, why: `beyond the newest ${MOST_LISTED}` },
  ].flatMap(({ code, count, why }) =>
    count === 0 ? [] : [{ code, at: 'document', detail: `${count} pages ${why} were left out` }],
  );
  return { pages: sorted.slice(0, MOST_LISTED), warnings };
}

/** By what a page is known: its address without a fragment and without what tells where a reader came from. */
function pageAddress(href: string): string | undefined {
  if (href.length > LONGEST_ADDRESS || !parsedUrl(href)) return undefined;
  const url = new URL(stableAddress(href));
  url.hash = '';
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}
