import { MemoryFeeds } from '#exchange/testing/memory-feeds.js';
import { MemoryPages } from '#exchange/testing/memory-pages.js';
import { asFeedId } from '#news/ids.js';
import type { Feed } from './inbound-ports.js';
import type { KnownPage } from './pages-ports.js';
import { chosenPages, ReadListing } from './read-listing.js';

const NOW = new Date('2025-11-18T09:00:00Z');
const page = (href: string, modified?: string) => ({ href, kind: 'page' as const, modified });

describe('the pages chosen from a list', () => {
  it('are the newest first, each once, without a fragment and campaigns', () => {
    const listed = [
      page('https://a.example/1', '2025-11-17T09:00:00Z'),
      page('https://a.example/2', '2025-11-18T09:00:00Z'),
      page('https://a.example/2?utm_medium=x#c'),
      page('https://a.example/3'),
    ];
    expect(chosenPages(listed, { maxAgeDays: 7 }, NOW)).toEqual({
      pages: [listed[3], listed[1], listed[0]],
      warnings: [],
    });
  });

  it('are not those that are old, elsewhere, unreadable or too many, and it says so', () => {
    const many = Array.from({ length: 1001 }, (_, i) => page(`https://a.example/news/${i}`));
    const others = [
      page('https://a.example/news/old', '2025-11-01T09:00:00Z'),
      page('https://a.example/about'),
      page(`https://a.example/news/${'x'.repeat(2000)}`),
    ];
    const { pages, warnings } = chosenPages([...others, ...many], { maxAgeDays: 7, paths: ['/news/'] }, NOW);
    expect(pages).toHaveLength(1000);
    expect(warnings.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([
      'pages-elsewhere: 1 pages of other paths were left out',
      'pages-too-old: 1 pages older than 7 days were left out',
      'pages-unreadable: 1 pages whose address is none, or too long were left out',
      'pages-too-many: 1 pages beyond the newest 1000 were left out',
    ]);
  });
});

describe('the sitemaps of an index', () => {
  const feed = { id: asFeedId('site') } as Feed;
  const AT = NOW.toISOString();
  const A = 'https://a.example/1.xml';
  const unchanged = { outcome: 'not-modified' as const };
  const broken = {
    outcome: 'failed' as const,
    problem: { code: 'pull.http-500', message: 'Broken.' },
    retry: 'later' as const,
  };

  const listed = async (modified?: string) => {
    const book = new MemoryPages();
    const listing = new ReadListing(book, new MemoryFeeds(), { now: () => NOW });
    const list = (changed = modified) =>
      book.list(feed.id, [{ href: A, kind: 'sitemap', modified: changed }], AT, [60]);
    await list();
    const [sitemap] = await listing.sitemaps(feed, 5);
    const due = async (): Promise<string[]> =>
      (await listing.sitemaps(feed, 5)).map(({ address }: KnownPage) => address);
    return { listing, list, due, sitemap: sitemap! };
  };

  it('are asked with every poll where the index does not say when they changed', async () => {
    const { listing, due, sitemap } = await listed();
    await listing.settleSitemap(feed, sitemap, unchanged);
    expect(await due()).toEqual([A]);
  });

  it('are left until the index says that they changed', async () => {
    const { listing, list, due, sitemap } = await listed('2025-11-17T09:00:00Z');
    await listing.settleSitemap(feed, sitemap, unchanged);
    expect(await due()).toEqual([]);
    await list('2025-11-18T08:00:00Z');
    expect(await due()).toEqual([A]);
  });

  it('are asked again after they failed', async () => {
    const { listing, due, sitemap } = await listed('2025-11-17T09:00:00Z');
    await listing.settleSitemap(feed, sitemap, broken);
    expect(await due()).toEqual([A]);
  });

  it('keep what they were known by while they do not change', async () => {
    const { listing, sitemap } = await listed();
    const known = { ...sitemap, etag: '"1"', lastModified: 'then', sha256: 'abc' };
    await listing.settleSitemap(feed, known, unchanged);
    expect(await listing.sitemaps(feed, 5)).toMatchObject([
      { etag: '"1"', lastModified: 'then', sha256: 'abc' },
    ]);
  });
});
