import type { Decoded } from '#codecs/codec.js';
import { UndecodableDocument } from '#codecs/codec.js';
import { AcceptPage } from '#exchange/inbound/accept-page.js';
import { HostTurns } from '#exchange/inbound/host-turns.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { MemoryFeeds } from '#exchange/testing/memory-feeds.js';
import { MemoryPages, PlayedRobots } from '#exchange/testing/memory-pages.js';
import { fetched, PlayedOrigin } from '#exchange/testing/played-doors.js';
import { asFeedId } from '#news/ids.js';
import { type Feed, PullFailed } from './inbound-ports.js';
import { PullFeed } from './pull-feed.js';
import { PullPages } from './pull-pages.js';
import { ReadListing } from './read-listing.js';
import { type Decoder, ReadPage } from './read-page.js';

const FEED = asFeedId('report-az');
const SITE = 'https://report.example';
const LIST = `${SITE}/list`;

/** Documents of the tests: of a list an address or `sitemap ADDRESS` a line, of a story its headline. */
const decode: Decoder = (bytes, context): Decoded => {
  const text = bytes.toString();
  const found = { format: 'html' as const, charset: 'utf-8', places: [], warnings: [], records: [] };
  if (text === 'crash') throw new UndecodableDocument('decode.malformed', 'Cannot be read.');
  if (!context.listing) {
    if (text === 'section') return found;
    const versionCreated = '2025-11-18T09:00:00Z';
    const record = makeRecord({ guid: `urn:${context.baseUrl}`, headline: text, versionCreated });
    return { ...found, records: [record] };
  }
  const pages = text.split('\n').map((line) => {
    const [href, kind] = line.split(' ').reverse();
    return { href: href!, kind: kind === 'sitemap' ? ('sitemap' as const) : ('page' as const) };
  });
  return { ...found, pages };
};

const PAGES: NonNullable<Feed['pages']> = {
  delaySeconds: 1,
  maxNewPages: 10,
  maxAgeDays: 7,
  revisitAfterSeconds: [300, 1800, 7200, 43_200],
};

describe('PullPages', () => {
  let exchange: MemoryExchange;
  let feeds: MemoryFeeds;
  let pages: MemoryPages;
  let robots: PlayedRobots;
  let origin: PlayedOrigin;
  let pullFeed: PullFeed;
  beforeEach(() => {
    exchange = new MemoryExchange();
    feeds = new MemoryFeeds();
    pages = new MemoryPages();
    robots = new PlayedRobots();
    origin = new PlayedOrigin();
    const { clock, acceptRecords } = exchange;
    const turns = new HostTurns(clock, async (ms) => clock.advance(ms / 1000));
    const read = new ReadPage(origin, feeds, decode, clock);
    const accept = new AcceptPage(feeds, acceptRecords);
    const outside = { robots, turns, clock };
    const pullPages = new PullPages(read, new ReadListing(pages, feeds, clock), pages, accept, outside);
    pullFeed = new PullFeed(feeds, read, accept, pullPages, { clock, random: () => 0.5 });
    feeds.add({ url: LIST, pages: PAGES });
  });
  const page = (url: string, text: string, etag?: string) =>
    origin.serve(url, (request) =>
      etag !== undefined && request.etag === etag
        ? { status: 'not-modified' }
        : (fetched(text, { url, etag }) as ReturnType<typeof fetched>),
    );
  const run = (signal = new AbortController().signal) => pullFeed.run(FEED, signal);
  const asked = () => origin.requests.splice(0).map(({ url }) => url.slice(SITE.length));
  const at = async (seconds: number) => {
    exchange.clock.advance(seconds);
    const report = await run();
    return [asked().slice(1), report.accepted];
  };

  it('reads each page that the list names, newest first, and makes an item of each', async () => {
    page(LIST, `${SITE}/a\n${SITE}/b?utm_source=list#top\n${SITE}/a`);
    page(`${SITE}/a`, 'Bir');
    page(`${SITE}/b`, 'İki');
    expect(await run()).toMatchObject({ outcome: 'changed', pages: 3, records: 2, accepted: 2 });
    expect(asked()).toEqual(['/list', '/a', '/b']);
    expect(feeds.fetches.map(({ outcome }) => outcome)).toMatchObject([
      { decoded: true, records: 0 },
      { decoded: true, records: 1, accepted: 1 },
      { decoded: true, records: 1, accepted: 1 },
    ]);
  });

  it('reads a page again ever more seldom while it stays as it is, and then no more', async () => {
    page(LIST, `${SITE}/a`, '"list"');
    page(`${SITE}/a`, 'Bir', '"1"');
    await run();
    asked();
    expect(feeds.polls.at(-1)?.nextPollAt).toBe('2025-11-18T09:00:31.000Z');
    expect(await at(290)).toEqual([[], 0]);
    expect(await at(10)).toEqual([['/a'], 0]);
    expect(await at(1700)).toEqual([[], 0]);
    expect(await at(100)).toEqual([['/a'], 0]);
    expect(await at(7200)).toEqual([['/a'], 0]);
    expect(await at(43_200)).toEqual([['/a'], 0]);
    expect(await at(400_000)).toEqual([[], 0]);
  });

  it('takes what a story grew by, and watches it closely again', async () => {
    page(LIST, `${SITE}/a`, '"list"');
    page(`${SITE}/a`, 'Bir', '"1"');
    await run();
    asked();
    await at(300);
    page(`${SITE}/a`, 'Bir, video', '"2"');
    expect(await at(1800)).toEqual([['/a'], 1]);
    expect(await at(300)).toEqual([['/a'], 0]);
  });

  it('wakes for a page that is due though the list would wait longer', async () => {
    feeds.add({ url: LIST, pages: PAGES, poll: { intervalSeconds: 900, consecutiveFailures: 0 } });
    page(LIST, `${SITE}/a`);
    page(`${SITE}/a`, 'Bir');
    const report = await run();
    expect(report.nextPollAt).toBe('2025-11-18T09:05:01.000Z');
  });

  it('reads the others where one is broken, says so, and tries it again', async () => {
    page(LIST, `${SITE}/a\n${SITE}/gone\n${SITE}/crash\n${SITE}/section\n${SITE}/b`);
    page(`${SITE}/a`, 'Bir');
    page(`${SITE}/crash`, 'crash');
    page(`${SITE}/section`, 'section');
    page(`${SITE}/b`, 'İki');
    const report = await run();
    expect(report).toMatchObject({ outcome: 'changed', accepted: 2 });
    expect(report.problem).toEqual({
      code: 'decode.malformed',
      message: `2 broken of 5 pages; ${SITE}/crash: Cannot be read.`,
    });
    expect(feeds.fetches.find(({ url }) => url === `${SITE}/crash`)?.bytes.toString()).toBe('crash');
    page(`${SITE}/gone`, 'Üç');
    page(`${SITE}/crash`, 'Dörd');
    asked();
    exchange.clock.advance(300);
    const again = await run();
    expect([again.accepted, again.problem]).toEqual([2, undefined]);
  });

  it('leaves what robots.txt disallows, and names the rule', async () => {
    page(LIST, `${SITE}/a\n${SITE}/archive/1`);
    page(`${SITE}/a`, 'Bir');
    robots.verdicts.set(`${SITE}/archive/1`, { verdict: 'disallowed', rule: 'Disallow: /archive/ (line 3)' });
    const message = `1 disallowed of 2 pages; ${SITE}/archive/1: robots.txt does not allow it: Disallow: /archive/ (line 3)`;
    const problem = { code: 'pages.robots-disallowed', message };
    expect(await run()).toMatchObject({ accepted: 1, problem });
    exchange.clock.advance(60);
    expect(await run()).toMatchObject({ accepted: 0, problem });
    expect(asked()).toEqual(['/list', '/a', '/list']);
  });

  it('reads it with the partner’s permission', async () => {
    feeds.add({ url: LIST, pages: { ...PAGES, permission: 'Agreement 12/2025, clause 4' } });
    page(LIST, `${SITE}/archive/1`);
    page(`${SITE}/archive/1`, 'Bir');
    for (const url of [LIST, `${SITE}/archive/1`])
      robots.verdicts.set(url, { verdict: 'disallowed', rule: 'Disallow: /' });
    const report = await run();
    expect([report.accepted, report.problem]).toEqual([1, undefined]);
  });

  it('reads nothing while robots.txt cannot be read', async () => {
    robots.verdicts.set(LIST, { verdict: 'unknown', message: 'robots.txt answered 503.' });
    expect(await run()).toMatchObject({
      outcome: 'failed',
      problem: { code: 'pages.robots-unknown', message: expect.stringContaining('robots.txt answered 503.') },
    });
    expect(asked()).toEqual([]);
  });

  it('pauses between requests, and leaves to the next poll what would take too long', async () => {
    page(LIST, Array.from({ length: 9 }, (_, i) => `${SITE}/${i}`).join('\n'));
    for (let i = 0; i < 9; i++) page(`${SITE}/${i}`, `Xəbər ${i}`);
    robots.delaySeconds = 8;
    const report = await run();
    expect(report.accepted).toBe(3);
    expect(report.nextPollAt).toBe('2025-11-18T09:00:39.000Z');
    exchange.clock.advance(15);
    expect((await run()).accepted).toBe(3);
  });

  it('reads as many new pages in a poll as it may', async () => {
    feeds.add({ url: LIST, pages: { ...PAGES, maxNewPages: 2 } });
    page(LIST, `${SITE}/1\n${SITE}/2\n${SITE}/3`);
    for (const i of [1, 2, 3]) page(`${SITE}/${i}`, `Xəbər ${i}`);
    expect((await run()).accepted).toBe(2);
    expect((await run()).accepted).toBe(1);
  });

  it('leaves a host alone that asks for it', async () => {
    page(LIST, `${SITE}/a\n${SITE}/b`);
    origin.serve(`${SITE}/a`, new PullFailed('pull.http-429', 'Too many.', { afterSeconds: 600 }));
    const report = await run();
    expect(asked()).toEqual(['/list', '/a']);
    expect(Date.parse(report.nextPollAt!)).toBeGreaterThanOrEqual(Date.parse('2025-11-18T09:10:01Z'));
  });

  it('reads the sitemaps of an index, one of them broken', async () => {
    page(LIST, `sitemap ${SITE}/1.xml\nsitemap ${SITE}/2.xml`, '"index"');
    page(`${SITE}/2.xml`, `${SITE}/a`, '"2"');
    page(`${SITE}/a`, 'Bir');
    expect(await run()).toMatchObject({
      accepted: 1,
      problem: { code: 'pull.http-404', message: `sitemap ${SITE}/1.xml: Not there.` },
    });
    asked();
    page(`${SITE}/1.xml`, `${SITE}/b`);
    page(`${SITE}/b`, 'İki');
    expect(await at(60)).toEqual([['/1.xml', '/2.xml', '/b'], 1]);
  });

  it('is done again, and not from the start, when it is cut short', async () => {
    page(LIST, `${SITE}/a\n${SITE}/b`);
    page(`${SITE}/a`, 'Bir');
    const stop = new AbortController();
    origin.serve(`${SITE}/b`, () => {
      stop.abort();
      throw new PullFailed('pull.aborted', 'Stopped.', 'later');
    });
    expect((await run(stop.signal)).outcome).toBe('aborted');
    expect(feeds.polls).toEqual([]);
    asked();
    page(`${SITE}/b`, 'İki');
    expect((await run()).accepted).toBe(1);
    expect(asked()).toEqual(['/list', '/b']);
  });
});
