import { type Decoded, UndecodableDocument } from '#codecs/codec.js';
import { KHABAR } from '#exchange/testing/make-board.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { MemoryDocuments } from '#exchange/testing/memory-documents.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { MemoryFeeds } from '#exchange/testing/memory-feeds.js';
import { fetched, PlayedOrigin } from '#exchange/testing/played-doors.js';
import { asFeedId } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import { AcceptPage } from './accept-page.js';
import { ApplyRedecoded } from './apply-redecoded.js';
import { PullFeed } from './pull-feed.js';
import { type Decoder, ReadPage } from './read-page.js';
import { Redecode, type RedecodeRequest } from './redecode.js';

const URL = 'https://report.example/rss';
const START = '2025-11-18T00:00:00Z';
const NO_PAGES = { run: () => Promise.reject(new Error('not a feed of pages')) };
const never = new AbortController().signal;

type Reading = (record: NewsItem) => NewsItem;

/** Documents of the tests: `guid time headline` a line. What a decoder makes of each is `reading`. */
const decoderOf =
  (reading: Reading = (record) => record, refuse = /^#/): Decoder =>
  (bytes): Decoded => {
    const text = bytes.toString();
    if (refuse.test(text)) throw new UndecodableDocument('decode.malformed', 'It begins with a #.');
    const lines = text.split('\n').map((line) => line.replace(/^#/, '').split(' '));
    const records = lines.map(([guid, time, ...words]) => {
      const versionCreated = `2025-11-18T${time}:00Z`;
      const record = reading(makeRecord({ guid: `urn:${guid}`, versionCreated, headline: words.join(' ') }));
      return makeRecord({ ...record, fingerprint: undefined });
    });
    return { format: 'rss', charset: 'utf-8', places: [], records, warnings: [] };
  };
const withCredit: Reading = (record) => ({ ...record, creditline: 'Report' });
const fourHoursEarlier: Reading = (record) => ({
  ...record,
  versionCreated: new Date(Date.parse(record.versionCreated!) - 4 * 3_600_000)
    .toISOString()
    .replace('.000', ''),
});

describe('Redecode', () => {
  let exchange: MemoryExchange;
  let feeds: MemoryFeeds;
  let origin: PlayedOrigin;
  let documents: MemoryDocuments;
  const FEED = asFeedId('report-az');

  beforeEach(() => {
    exchange = new MemoryExchange();
    feeds = new MemoryFeeds();
    origin = new PlayedOrigin();
    documents = new MemoryDocuments(feeds, exchange.tables);
    feeds.add();
  });

  /** A poll a minute later, by the decoder of its day. */
  async function poll(text: string, decode = decoderOf(), feed = FEED): Promise<void> {
    exchange.clock.advance(60);
    origin.serve(URL, fetched(text));
    const page = new ReadPage(origin, feeds, decode, exchange.clock);
    const time = { clock: exchange.clock, random: () => 0.5 };
    const accept = new AcceptPage(feeds, exchange.acceptRecords);
    await new PullFeed(feeds, page, accept, NO_PAGES, time).run(feed, never);
  }
  const redecode = (decode: Decoder, request: Partial<RedecodeRequest> = {}) =>
    new Redecode(documents, decode, exchange.clock).run(
      { feed: feeds.feeds.get(FEED)!, since: START, ...request },
      never,
    );
  const apply = (redecoded: Awaited<ReturnType<typeof redecode>>) =>
    new ApplyRedecoded(exchange.acceptRecords, feeds).run(feeds.feeds.get(FEED)!, redecoded, never);
  const heldOf = (guid: string) => exchange.tables.items.find((item) => item.guid === `urn:${guid}`);
  const atOfFetch = (id: number) => feeds.fetches[id - 1]!.at;

  it('finds nothing where the decoder is the same, and writes nothing', async () => {
    await poll('a 08:00 Bir\nb 08:00 İki');
    const versions = exchange.tables.versions.length;
    expect((await redecode(decoderOf())).counts).toMatchObject({
      documents: 1,
      newItems: 0,
      changedItems: 0,
      unchangedItems: 2,
    });
    expect(exchange.tables.versions).toHaveLength(versions);
  });

  it('shows what is read otherwise field by field, and makes it a version that is delivered', async () => {
    await poll('a 08:00 Bir');
    const found = await redecode(decoderOf(withCredit));
    expect(found.items).toEqual([
      expect.objectContaining({
        guid: 'urn:a',
        fetchId: 1,
        change: 'update',
        heldVersion: 1,
        differences: [{ field: 'creditline', to: 'Report' }],
      }),
    ]);
    expect(heldOf('a')?.version).toBe(1);
    expect((await apply(found)).accepted).toHaveLength(1);
    expect(heldOf('a')).toMatchObject({ version: 2, record: { creditline: 'Report' } });
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 superseded', 'item v2 pending']);
    expect((await redecode(decoderOf(withCredit))).counts).toMatchObject({
      changedItems: 0,
      unchangedItems: 1,
    });
  });

  it('takes in what could not be read, which then leaves quarantine with all its fetches', async () => {
    await poll('#a 08:00 Bir');
    await poll('#a 08:00 Bir');
    expect(feeds.fetches.map(({ outcome }) => outcome?.decoded)).toEqual([false, false]);
    const able = decoderOf(undefined, /^$/);
    const found = await redecode(able);
    expect(found.counts).toMatchObject({ documents: 1, newlyDecodable: 1, newItems: 1 });
    expect(found.documents[0]).toMatchObject({ fetchId: 1, change: 'newly-decodable', records: 1 });
    expect(feeds.fetches[0]?.outcome?.decoded).toBe(false);
    await apply(found);
    expect(feeds.fetches.map(({ outcome }) => outcome?.decoded)).toEqual([true, true]);
    expect(exchange.statesOf(KHABAR)).toEqual(['item v1 pending']);
  });

  it('says what cannot be read any more, and leaves it as it was', async () => {
    await poll('a 08:00 Bir');
    const found = await redecode(decoderOf(undefined, /./));
    expect(found.documents).toEqual([
      expect.objectContaining({
        change: 'no-longer-decodable',
        problem: expect.objectContaining({ code: 'decode.malformed' }),
      }),
    ]);
    await apply(found);
    expect(feeds.fetches[0]?.outcome?.decoded).toBe(true);
    expect(heldOf('a')?.version).toBe(1);
  });

  it('counts what is still not readable', async () => {
    await poll('#x');
    expect((await redecode(decoderOf())).counts).toMatchObject({ stillUndecodable: 1, newlyDecodable: 0 });
  });

  it('corrects dates that were misread, also to earlier ones', async () => {
    await poll('a 08:00 Bir');
    const found = await redecode(decoderOf(fourHoursEarlier));
    expect(found.items[0]?.differences).toEqual([
      { field: 'versionCreated', from: '2025-11-18T08:00:00Z', to: '2025-11-18T04:00:00Z' },
    ]);
    await apply(found);
    expect(heldOf('a')).toMatchObject({ version: 2, record: { versionCreated: '2025-11-18T04:00:00Z' } });
    // A poll measures by the corrected date from now on.
    await poll('a 08:05 Bir düzəldilib', decoderOf(fourHoursEarlier));
    expect(heldOf('a')?.version).toBe(3);
  });

  it('returns to an earlier reading, for that is what the newest document says', async () => {
    await poll('a 08:00 Bir');
    await apply(await redecode(decoderOf(withCredit)));
    await apply(await redecode(decoderOf()));
    expect(heldOf('a')?.version).toBe(3);
    expect(heldOf('a')?.record.creditline).toBeUndefined();
  });

  it('takes each item from its newest document alone', async () => {
    await poll('a 08:00 Bir');
    await poll('a 08:01 Bir daha');
    const found = await redecode(decoderOf(withCredit));
    expect(found.items).toEqual([expect.objectContaining({ fetchId: 2, heldVersion: 2 })]);
    await apply(found);
    expect(heldOf('a')?.record.headline).toBe('Bir daha');
  });

  it('leaves out items that a document after the period holds, also where that made no version', async () => {
    await poll('a 08:00 Bir\nb 08:00 İki');
    await poll('a 08:00 Bir');
    const found = await redecode(decoderOf(withCredit), { until: atOfFetch(1) });
    expect(found.items.map(({ guid }) => guid)).toEqual(['urn:b']);
    expect(found.counts.documents).toBe(1);
  });

  it('leaves an item whose version came in a newer document than any that is read', async () => {
    await poll('a 08:00 Bir');
    feeds.add({ id: asFeedId('report-ru') });
    await poll('a 08:00 Раз', decoderOf(), asFeedId('report-ru'));
    expect(heldOf('a')?.version).toBe(2);
    const found = await redecode(decoderOf(withCredit));
    expect(found.items).toEqual([]);
    expect(found.leftOut).toEqual([
      { guid: 'urn:a', fetchId: 1, reason: 'version 2 came in a newer document, 2' },
    ]);
  });

  it('takes no word from what a cache served again', async () => {
    await poll('a 08:00 Bir');
    await poll('a 08:00 Bir daha');
    await poll('a 08:00 Bir');
    for (const since of [START, atOfFetch(3)]) {
      const found = await redecode(decoderOf(withCredit), { since });
      expect(found.items.map(({ fetchId }) => fetchId)).toEqual(since === START ? [2] : []);
    }
  });

  it('takes no version from a date that alone was touched later', async () => {
    await poll('a 08:00 Bir');
    await poll('a 08:30 Bir');
    expect((await redecode(decoderOf())).counts).toMatchObject({ changedItems: 0, unchangedItems: 1 });
    expect((await redecode(decoderOf(), { since: atOfFetch(2) })).counts.changedItems).toBe(0);
  });

  it('lets nothing but a kill come after a kill', async () => {
    await poll('a 08:00 Bir');
    await poll(
      'a 08:01 Bir',
      decoderOf((record) => ({ ...record, pubStatus: 'canceled' })),
    );
    const found = await redecode(decoderOf(withCredit));
    expect(found.items).toEqual([]);
    expect(found.leftOut[0]?.reason).toBe('the item was killed in version 2');
  });

  it('kills what is known for a kill only now', async () => {
    await poll('a 08:00 Bir');
    const found = await redecode(decoderOf((record) => ({ ...record, signals: ['kill'] })));
    expect(found.items).toEqual([expect.objectContaining({ change: 'kill' })]);
    await apply(found);
    expect(heldOf('a')?.record.pubStatus).toBe('canceled');
  });

  it('leaves alone what has changed since it was compared', async () => {
    await poll('a 08:00 Bir');
    const found = await redecode(decoderOf(withCredit));
    await poll('a 08:01 Bir daha');
    const { accepted, stale } = await apply(found);
    expect(accepted).toEqual([]);
    expect(stale).toEqual([{ guid: 'urn:a', detail: 'the item has got version 2 since it was compared' }]);
    expect(heldOf('a')?.record.headline).toBe('Bir daha');
  });

  it('reads the lists of a feed of pages as lists, and its pages as stories', async () => {
    const contexts: unknown[] = [];
    const spying: Decoder = (bytes, context) => {
      contexts.push([context.baseUrl, context.listing ?? context.page]);
      return decoderOf()(bytes, context);
    };
    const keep = async (url: string, records: number) => {
      const bytes = Buffer.from(`${records}${url} 08:00 Bir`);
      const at = exchange.clock.now().toISOString();
      const id = await feeds.keep({ feedId: FEED, url, at, bytes, sha256: url, headers: {} });
      const counts = { records, accepted: 0, warnings: [] };
      await feeds.settle(id, { decoded: true, format: 'html', charset: 'utf-8', ...counts });
    };
    feeds.add({
      url: URL,
      pages: {
        links: 'a',
        headline: 'h1',
        delaySeconds: 1,
        maxNewPages: 9,
        maxAgeDays: 9,
        revisitAfterSeconds: [60],
      },
    });
    await keep(URL, 0);
    await keep('https://report.example/map', 0);
    await keep('https://report.example/story', 1);
    const found = await redecode(spying);
    expect(contexts).toEqual([
      [URL, { links: 'a' }],
      ['https://report.example/map', { links: 'a' }],
      ['https://report.example/story', expect.objectContaining({ headline: 'h1' })],
    ]);
    expect(found.items.map(({ fetchId }) => fetchId)).toEqual([3]);
  });

  it('reads the newest documents of the period alone where there is a limit', async () => {
    await poll('a 08:00 Bir');
    await poll('b 08:00 İki');
    await poll('c 08:00 Üç');
    const found = await redecode(decoderOf(withCredit), { limit: 1, until: atOfFetch(2) });
    expect(found.items.map(({ guid }) => guid)).toEqual(['urn:b']);
    expect((await redecode(decoderOf(), { until: START })).counts.documents).toBe(0);
  });

  it('tells its progress, and stops when it is told to', async () => {
    await poll('a 08:00 Bir');
    await poll('b 08:00 İki');
    const told: number[] = [];
    const stop = new AbortController();
    const run = new Redecode(documents, decoderOf(), exchange.clock).run(
      { feed: feeds.feeds.get(FEED)!, since: START },
      stop.signal,
      (done) => {
        told.push(done);
        stop.abort(new Error('enough'));
      },
    );
    await expect(run).rejects.toThrow('enough');
    expect(told).toEqual([1]);
  });
});
