import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { mintGuid } from '#codecs/guid.js';
import { asFeedId } from '#news/ids.js';
import { type FeedSettings, feedSchema } from '#settings/schema/feed-schema.js';
import { FeedReads } from '#store/read/feeds.js';
import { ItemReads } from '#store/read/items.js';
import { sampleConfiguration } from '#store/testing/sample-configuration.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { createLogger } from './logging.js';
import { type Exchange, openExchange } from './open-exchange.js';

const ROBOTS = 'User-agent: *\nDisallow: /private/\nCrawl-delay: 0.01\n';
const DISALLOWED = 3;
const BROKEN = 4;
const GROWS = 5;

/** A site of twelve stories: a list page of the first seven, a sitemap of those from the sixth on. */
class Site {
  url = '';
  readonly asked: { path: string; etag?: string; at: number }[] = [];
  brokenStill = true;
  hasVideo = false;
  private readonly server: Server = createServer((request, response) => {
    const path = request.url!;
    this.asked.push({ path, etag: request.headers['if-none-match'], at: Date.now() });
    const answer = this.answer(path.replace(/\?.*/, ''));
    const etag = `"${answer?.text.length}"`;
    if (!answer) response.writeHead(path.includes(`/${BROKEN}-`) ? 500 : 404).end();
    else if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { 'content-type': answer.type, etag }).end(answer.text);
  });

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
  }

  path(number: number): string {
    return `/${number === DISALLOWED ? 'private' : 'news'}/${number}-most-cherez-reku`;
  }

  private answer(path: string): { text: string; type: string } | undefined {
    const numbers = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i);
    if (path === '/robots.txt') return { text: ROBOTS, type: 'text/plain' };
    if (path === '/list') {
      const links = numbers(1, 7).map(
        (n) => `<h2><a href="${this.path(n)}?utm_source=list">Мост ${n}</a></h2>`,
      );
      const text = `<!doctype html><nav><a href="/news/kak-s-nami-svyazatsya">О нас</a></nav>${links.join('')}`;
      return { text, type: 'text/html; charset=utf-8' };
    }
    if (path === '/index.xml') {
      const text = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${this.url}/news.xml</loc></sitemap></sitemapindex>`;
      return { text, type: 'application/xml' };
    }
    if (path === '/news.xml') {
      const urls = numbers(6, 12).map((n) => `<url><loc>${this.url}${this.path(n)}</loc></url>`);
      const text = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
      return { text, type: 'application/xml' };
    }
    const number = numbers(1, 12).find((n) => this.path(n) === path);
    if (number === undefined || (number === BROKEN && this.brokenStill)) return undefined;
    return { text: this.story(number), type: 'text/html; charset=utf-8' };
  }

  private story(number: number): string {
    const article = {
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline: `Открыт мост номер ${number}`,
      ...(this.hasVideo && number === GROWS
        ? { video: { '@type': 'VideoObject', contentUrl: `${this.url}/most.mp4` } }
        : {}),
    };
    return `<!doctype html><html lang="ru"><head><link rel="canonical" href="${this.url}${this.path(number)}">
      <script type="application/ld+json">${JSON.stringify(article)}</script></head><body><article>
      <p>Движение по мосту номер ${number} открыли в понедельник утром, строители сдали его раньше срока.</p>
      </article></body></html>`;
  }
}

describe("a partner's site in the place of a feed", () => {
  const LIST = asFeedId('report-list');
  const SITEMAP = asFeedId('report-sitemap');
  const site = new Site();
  let store: MigratedStore;
  let exchange: Exchange;
  beforeAll(async () => {
    await site.start();
    store = await startStore();
    const logger = createLogger({ level: 'silent', service: 'test' });
    const settings = {
      name: 'korpu-test',
      publicUrl: 'http://exchange.test',
      allowAddresses: ['127.0.0.1'],
      databaseUrl: store.url,
      poolSize: 5,
      secretKeys: [Buffer.alloc(32, 1)],
      applicationName: 'test',
      queuePrefix: 'test',
    };
    exchange = await openExchange(settings, logger);
    const configuration = sampleConfiguration();
    const pages = { delaySeconds: 0, revisitAfterSeconds: [1, 1, 1, 3600] };
    const feed = (id: string, path: string) =>
      feedSchema.parse({
        id,
        partner: 'report',
        url: site.url + path,
        zone: 'Asia/Baku',
        languages: ['ru'],
        pages,
      }) as FeedSettings;
    configuration.feeds.push(feed(LIST, '/list'), feed(SITEMAP, '/index.xml'));
    await exchange.ledger.configuration.apply(configuration);
  });
  afterAll(async () => {
    await exchange?.close();
    await store?.stop();
    await site.stop();
  });
  const poll = async (feed: typeof LIST) => {
    await store.pool.query('UPDATE feed SET next_poll_at = now()');
    site.asked.length = 0;
    return exchange.pullFeed.run(feed, new AbortController().signal);
  };
  const feeds = () => new FeedReads(store.pool);
  const items = () => new ItemReads(store.pool).list({}, 100);

  it('gives an item for each page of the list, but for the disallowed and the broken one', async () => {
    const report = await poll(LIST);
    expect(report).toMatchObject({ outcome: 'changed', accepted: 5 });
    expect(report.problem).toMatchObject({
      code: 'pages.robots-disallowed',
      message: expect.stringMatching(
        /^1 disallowed and 1 broken of 7 pages; .*\/private\/3-most-cherez-reku: .*Disallow: \/private\/ \(line 2\)/,
      ),
    });
    expect(site.asked.map(({ path }) => path)).not.toContain(site.path(DISALLOWED));
    for (const [i, { at }] of site.asked.entries())
      if (i > 1) expect(at - site.asked[i - 1]!.at).toBeGreaterThanOrEqual(9);
    expect(await feeds().find(LIST)).toMatchObject({
      problem: { code: 'pages.robots-disallowed' },
      pages: { known: 7, read: 5, waiting: 0, refused: 1, failed: 1 },
    });
  });

  it('gives one item for a story that the sitemap lists too', async () => {
    expect(await poll(SITEMAP)).toMatchObject({ outcome: 'changed', accepted: 5, unchanged: 2 });
    const all = await items();
    expect(all).toHaveLength(10);
    const guid = mintGuid('report', site.url + site.path(6));
    expect(all.filter((item) => item.guid === guid)).toMatchObject([
      { version: 1, headline: 'Открыт мост номер 6' },
    ]);
    expect((await feeds().find(SITEMAP))?.problem).toBeUndefined();
  });

  it('sees a video that comes later, and asks for the other pages only whether they changed', async () => {
    site.hasVideo = true;
    site.brokenStill = false;
    await setTimeout(1_000);
    expect(await poll(LIST)).toMatchObject({ accepted: 2 });
    const pages = site.asked.filter(({ path }) => path.startsWith('/news/'));
    expect(pages).toHaveLength(6);
    expect(pages.filter(({ etag }) => etag !== undefined)).toHaveLength(5);
    const grown = (await items()).find(({ headline }) => headline === `Открыт мост номер ${GROWS}`);
    expect(grown).toMatchObject({ version: 2, itemClass: 'video' });
    expect(await feeds().find(LIST)).toMatchObject({ pages: { read: 6, failed: 0, refused: 1 } });
  });
});
