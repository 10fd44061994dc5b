import { createHash } from 'node:crypto';
import { type Decoded, UndecodableDocument } from '#codecs/codec.js';
import { AcceptPage } from '#exchange/inbound/accept-page.js';
import { KHABAR } from '#exchange/testing/make-board.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { MemoryFeeds } from '#exchange/testing/memory-feeds.js';
import { fetched, PlayedOrigin } from '#exchange/testing/played-doors.js';
import { asFeedId } from '#news/ids.js';
import { type Feed, PullFailed } from './inbound-ports.js';
import { PullFeed } from './pull-feed.js';
import type { PullPages } from './pull-pages.js';
import { type Decoder, ReadPage } from './read-page.js';

const FEED = asFeedId('report-az');
const URL_1 = 'https://report.example/rss';
const URL_2 = 'https://report.example/rss?page=2';
const URL_3 = 'https://report.example/rss?page=3';

/** Documents of the tests: `guid headline` a line, `next URL` for a further page, `html` for no feed at all. */
const decode: Decoder = (bytes): Decoded => {
  const text = bytes.toString();
  if (text === 'html') throw new UndecodableDocument('decode.html-instead-of-feed', 'This is a web page.');
  if (text === 'crash') throw new TypeError('cannot read properties of undefined');
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.filter((line) => !line.startsWith('next ') && !line.startsWith('ttl '));
  return {
    format: 'rss',
    charset: 'utf-8',
    places: [],
    records: entries.map((line) => makeRecord({ guid: `urn:${line.split(' ')[0]}`, headline: line })),
    warnings: [{ code: 'date-unparsable', at: 'item[1]', detail: 'gestern' }],
    nextPage: lines.find((line) => line.startsWith('next '))?.slice(5),
    ttlSeconds: Number(lines.find((line) => line.startsWith('ttl '))?.slice(4)) || undefined,
  };
};

/** None of these feeds is one of pages: see pull-pages.spec. */
const noPages: Pick<PullPages, 'run'> = {
  run: () => Promise.reject(new Error('not a feed of pages')),
};

describe('PullFeed', () => {
  let exchange: MemoryExchange;
  let feeds: MemoryFeeds;
  let origin: PlayedOrigin;
  let pullFeed: PullFeed;
  beforeEach(() => {
    exchange = new MemoryExchange();
    feeds = new MemoryFeeds();
    origin = new PlayedOrigin();
    const page = new ReadPage(origin, feeds, decode, exchange.clock);
    const time = { clock: exchange.clock, random: () => 0.5 };
    pullFeed = new PullFeed(feeds, page, accept(), noPages, time);
    feeds.add();
  });
  const accept = () => new AcceptPage(feeds, exchange.acceptRecords);
  const run = (signal = new AbortController().signal) => pullFeed.run(FEED, signal);
  const lastPoll = () => feeds.polls.at(-1)!;
  const remembered = () => feeds.feeds.get(FEED)!.poll;
  const setPoll = (poll: Partial<Feed['poll']>) => {
    const feed = feeds.feeds.get(FEED)!;
    feeds.feeds.set(FEED, { ...feed, poll: { ...feed.poll, ...poll } });
  };

  it('brings what is new to those who may have it', async () => {
    origin.serve(URL_1, fetched('a Bir\nb İki', { etag: '"1"', lastModified: 'Tue' }));
    expect(await run()).toMatchObject({ outcome: 'changed', pages: 1, records: 2, accepted: 2 });
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 pending', 'item v1 pending']);
    expect(exchange.bell.rung).toContain(KHABAR);
    expect(lastPoll()).toMatchObject({
      outcome: 'changed',
      accepted: 2,
      nextPollAt: '2025-11-18T09:00:30.000Z',
      poll: { etag: '"1"', lastModified: 'Tue', intervalSeconds: 30, consecutiveFailures: 0 },
    });
    expect(lastPoll().problem).toBeUndefined();
  });

  it('keeps the bytes before it reads them, and says afterwards what they held', async () => {
    origin.serve(URL_1, fetched('a Bir', { contentType: 'text/xml', headers: { server: 'x' } }));
    await run();
    expect(feeds.fetches).toMatchObject([
      {
        feedId: FEED,
        url: URL_1,
        bytes: Buffer.from('a Bir'),
        sha256: createHash('sha256').update('a Bir').digest('hex'),
        contentType: 'text/xml',
        headers: { server: 'x' },
        outcome: { decoded: true, format: 'rss', charset: 'utf-8', records: 1, accepted: 1 },
      },
    ]);
  });

  it('tells the decoder what the feed’s settings say', async () => {
    feeds.add({
      charset: 'windows-1251',
      headers: { authorization: 'Bearer x' },
      headlineSignals: { DÜZƏLİŞ: 'correction' },
    });
    let context: Parameters<Decoder>[1] | undefined;
    const page = new ReadPage(
      origin,
      feeds,
      (bytes, given) => {
        context = given;
        return decode(bytes, given);
      },
      exchange.clock,
    );
    const time = { clock: exchange.clock, random: () => 0.5 };
    origin.serve(URL_1, fetched('a Bir', { url: 'https://cdn.example/rss', contentType: 'text/xml' }));
    await new PullFeed(feeds, page, accept(), noPages, time).run(FEED, new AbortController().signal);
    expect(context).toEqual({
      format: undefined,
      contentType: 'text/xml',
      baseUrl: 'https://cdn.example/rss',
      sourceId: 'report',
      zone: 'Asia/Baku',
      languages: ['az'],
      charset: 'windows-1251',
      providerName: 'Report',
      headlineSignals: { DÜZƏLİŞ: 'correction' },
    });
    expect(origin.requests[0]?.headers).toEqual({ authorization: 'Bearer x' });
  });

  describe('when nothing has changed', () => {
    it('asks by what it remembers, and waits longer after a 304', async () => {
      setPoll({ etag: '"1"', lastModified: 'Tue', documentSha256: 'abc' });
      origin.serve(URL_1, { status: 'not-modified', maxAgeSeconds: 10 });
      expect(await run()).toMatchObject({ outcome: 'not-modified', accepted: 0 });
      expect(origin.requests).toMatchObject([{ etag: '"1"', lastModified: 'Tue' }]);
      expect(lastPoll()).toMatchObject({
        nextPollAt: '2025-11-18T09:01:15.000Z',
        poll: { etag: '"1"', documentSha256: 'abc', intervalSeconds: 75 },
      });
    });

    it('does not read equal bytes again', async () => {
      origin.serve(URL_1, fetched('a Bir'));
      await run();
      origin.serve(URL_1, fetched('a Bir', { etag: '"new"' }));
      expect(await run()).toMatchObject({ outcome: 'unchanged', records: 0 });
      expect(feeds.fetches).toHaveLength(1);
      expect(remembered().etag).toBe('"new"');
    });

    it('calls a document without anything new unchanged', async () => {
      origin.serve(URL_1, fetched('a Bir'));
      await run();
      origin.serve(URL_1, fetched('a Bir\n'));
      expect(await run()).toMatchObject({ outcome: 'unchanged', records: 1, unchanged: 1 });
      expect(lastPoll().outcome).toBe('unchanged');
    });
  });

  describe('of something that is no feed', () => {
    it.each([
      ['html', 'decode.html-instead-of-feed', 'This is a web page.'],
      ['crash', 'decode.failed', 'cannot read properties of undefined'],
    ])('says so for %s, keeps the bytes, and asks again later', async (text, code, message) => {
      origin.serve(URL_1, fetched(text, { etag: '"bad"' }));
      const report = await run();
      expect(report).toMatchObject({ outcome: 'undecodable', accepted: 0, problem: { code } });
      expect(report.problem?.message).toBe(`${message} (failed; next try in 60 s)`);
      expect(feeds.fetches).toMatchObject([{ bytes: Buffer.from(text), outcome: { decoded: false, code } }]);
      expect(lastPoll()).toMatchObject({ outcome: 'undecodable', poll: { consecutiveFailures: 1 } });
      // Asked by this ETag the next answer would be "not modified", and all would seem well.
      expect(remembered().etag).toBeUndefined();
    });

    it('recovers by itself', async () => {
      origin.serve(URL_1, fetched('html'));
      await run();
      await run();
      expect(lastPoll().problem?.message).toContain('failed 2 times in a row; next try in 120 s');
      origin.serve(URL_1, fetched('a Bir'));
      await run();
      expect(lastPoll()).toMatchObject({ outcome: 'changed', poll: { consecutiveFailures: 0 } });
      expect(lastPoll().problem).toBeUndefined();
    });
  });

  describe('when the pull fails', () => {
    it.each<[string, PullFailed['retry'], string]>([
      ['pull.too-large', 'later', '2025-11-18T09:01:00.000Z'],
      ['pull.address-refused', 'never', '2025-11-18T09:15:00.000Z'],
      ['pull.http-503', { afterSeconds: 600 }, '2025-11-18T09:10:30.000Z'],
    ])('settles the poll with %s and slows down', async (code, retry, nextPollAt) => {
      setPoll({ etag: '"1"' });
      origin.serve(URL_1, new PullFailed(code, 'It did not work.', retry));
      expect(await run()).toMatchObject({ outcome: 'failed', problem: { code } });
      expect(lastPoll()).toMatchObject({
        outcome: 'failed',
        problem: { code },
        nextPollAt,
        poll: { etag: '"1"' },
      });
    });

    it('survives a transport that throws anything else', async () => {
      origin.serve(URL_1, () => {
        throw new RangeError('oops');
      });
      expect(await run()).toMatchObject({ outcome: 'failed', problem: { code: 'pull.failed' } });
    });
  });

  describe('of a feed with pages', () => {
    it('goes on as long as they bring something new', async () => {
      origin.serve(URL_1, fetched(`a 1\nnext ${URL_2}`));
      origin.serve(URL_2, fetched(`b 2\nnext ${URL_3}`));
      origin.serve(URL_3, fetched('c 3'));
      expect(await run()).toMatchObject({ pages: 3, accepted: 3 });
      origin.requests.length = 0;
      origin.serve(URL_1, fetched(`d 4\na 1\nnext ${URL_2}`));
      expect(await run()).toMatchObject({ pages: 2, accepted: 1 });
      expect(origin.requests.map(({ url }) => url)).toEqual([URL_1, URL_2]);
    });

    it('stops at the limit, and at a page that leads back', async () => {
      feeds.add({ maxPages: 2 });
      origin.serve(URL_1, fetched(`a 1\nnext ${URL_2}`));
      origin.serve(URL_2, fetched(`b 2\nnext ${URL_3}`));
      expect(await run()).toMatchObject({ pages: 2, accepted: 2 });
      feeds.add({ maxPages: 10 });
      origin.serve(URL_1, fetched(`c 3\nnext ${URL_2}`));
      origin.serve(URL_2, fetched(`d 4\nnext ${URL_1}`));
      expect(await run()).toMatchObject({ pages: 2, accepted: 2 });
      expect(remembered().pagesUnread).toBe(false);
    });

    it('gives another host none of the feed’s credentials, and asks for pages without conditions', async () => {
      feeds.add({ headers: { 'x-key': 'secret' } });
      setPoll({ etag: '"1"' });
      const elsewhere = 'https://cdn.example/page2';
      origin.serve(URL_1, fetched(`a 1\nnext ${elsewhere}`));
      origin.serve(elsewhere, fetched('b 2'));
      await run();
      expect(origin.requests).toMatchObject([
        { url: URL_1, headers: { 'x-key': 'secret' }, etag: '"1"' },
        { url: elsewhere, headers: {}, etag: undefined },
      ]);
    });

    it('settles one poll, although the pages took note of it in between', async () => {
      origin.serve(URL_1, fetched(`a 1\nnext ${URL_2}`));
      origin.serve(URL_2, fetched('b 2'));
      await run();
      expect(feeds.polls).toHaveLength(2);
      expect(feeds.feeds.get(FEED)?.dueAt).toBe(lastPoll().nextPollAt);
    });

    it('leaves a feed due that became so while its pages were read, and forgets its old address', async () => {
      origin.serve(URL_1, fetched(`a 1\nnext ${URL_2}`, { etag: '"1"' }));
      origin.serve(URL_2, async () => {
        const feed = feeds.feeds.get(FEED)!;
        const poll = { intervalSeconds: 60, consecutiveFailures: 0 };
        feeds.feeds.set(FEED, { ...feed, url: 'https://report.example/new', dueAt: 'changed', poll });
        return fetched('b 2');
      });
      expect(await run()).toMatchObject({ accepted: 2 });
      expect(feeds.feeds.get(FEED)?.dueAt).toBe('changed');
      expect(remembered()).toEqual({ intervalSeconds: 60, consecutiveFailures: 0 });
    });

    it('keeps what the pages before a failing one brought, and reads that one next time', async () => {
      origin.serve(URL_1, fetched(`a 1\nnext ${URL_2}`, { etag: '"1"' }));
      origin.serve(URL_2, new PullFailed('pull.http-500', 'It broke.', 'later'));
      expect(await run()).toMatchObject({
        outcome: 'changed',
        accepted: 1,
        problem: { code: 'pull.http-500', message: `page ${URL_2}: It broke.` },
      });
      expect(lastPoll()).toMatchObject({ outcome: 'changed', problem: { code: 'pull.http-500' } });
      origin.serve(URL_2, fetched('b 2'));
      expect(await run()).toMatchObject({ outcome: 'changed', accepted: 1, unchanged: 1 });
      expect(origin.requests.at(-2)).toMatchObject({ url: URL_1, etag: undefined });
      expect(remembered().pagesUnread).toBe(false);
    });

    it('reads the second page although it was lost in a crash after the first', async () => {
      origin.serve(URL_1, fetched(`a 1\nnext ${URL_2}`));
      const crashing = new PlayedOrigin();
      crashing.serve(URL_1, fetched(`a 1\nnext ${URL_2}`));
      crashing.serve(URL_2, () => new Promise<never>(() => {}));
      const page = new ReadPage(crashing, feeds, decode, exchange.clock);
      const time = { clock: exchange.clock, random: () => 0.5 };
      // This poll never ends, as if the process had died in it.
      void new PullFeed(feeds, page, accept(), noPages, time).run(FEED, new AbortController().signal);
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(exchange.tables.items).toHaveLength(1);
      origin.serve(URL_2, fetched('b 2'));
      expect(await run()).toMatchObject({ pages: 2, accepted: 1, unchanged: 1 });
    });
  });

  describe('when it is told to stop', () => {
    it('leaves the poll to be done again', async () => {
      const controller = new AbortController();
      origin.serve(URL_1, (_request, signal) => {
        controller.abort();
        expect(signal.aborted).toBe(true);
        throw new PullFailed('pull.aborted', 'Stopped.', 'later');
      });
      expect(await run(controller.signal)).toMatchObject({ outcome: 'aborted' });
      expect(feeds.polls).toEqual([]);
    });

    it('does so between two requests of a long document, too', async () => {
      const controller = new AbortController();
      const lines = Array.from({ length: 300 }, (_, n) => `item${n} Xəbər`).join('\n');
      origin.serve(URL_1, () => {
        controller.abort();
        return fetched(lines);
      });
      expect(await run(controller.signal)).toMatchObject({ outcome: 'aborted' });
      expect(feeds.polls).toEqual([]);
      expect(await run()).toMatchObject({ outcome: 'changed', accepted: 300 });
    });
  });

  it('keeps the first warnings of very many, and says how many more there were', async () => {
    const stale = Array.from({ length: 250 }, (_, n) => `item${n} Xəbər`).join('\n');
    origin.serve(URL_1, fetched(stale));
    await run();
    for (const row of exchange.tables.items)
      row.record = { ...row.record, pubStatus: 'canceled', fingerprint: 'k' };
    origin.serve(URL_1, fetched(`${stale}\n\n`));
    expect(await run()).toMatchObject({ stale: 250 });
    const { outcome } = feeds.fetches.at(-1)!;
    if (!outcome?.decoded) throw new Error('was not decoded');
    expect(outcome.warnings).toHaveLength(201);
    expect(outcome.warnings.at(-1)).toEqual({ code: 'warnings-cut', at: '', detail: '51 more' });
    expect(outcome.warnings[1]).toMatchObject({ code: 'stale', at: 'urn:item0' });
  });

  it('waits no shorter than the feed asks, up to its usual pace', async () => {
    origin.serve(URL_1, fetched('ttl 3600\na Bir'));
    await run();
    expect(lastPoll().nextPollAt).toBe('2025-11-18T09:01:00.000Z');
  });

  it('leaves a paused feed alone, one that is not due, and one that is gone', async () => {
    feeds.add({ paused: true });
    expect(await run()).toMatchObject({ outcome: 'paused', pages: 0 });
    // Rung for again while its poll ran: that one was for both.
    feeds.add({ due: false });
    expect(await run()).toMatchObject({ outcome: 'not-due', pages: 0 });
    expect(await pullFeed.run(asFeedId('gone'), new AbortController().signal)).toMatchObject({
      outcome: 'unknown-feed',
    });
    expect(origin.requests).toEqual([]);
  });
});
