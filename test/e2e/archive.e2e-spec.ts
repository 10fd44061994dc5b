import { existsSync } from 'node:fs';
import { archivedFiles } from '#settings/archive-configuration.js';
import { type RunningExchange, startExchange } from './running-exchange.js';
import { checkSentDocuments } from './sent-documents.js';
import { until } from './until.js';

interface Feed {
  id: string;
  name: string;
  lastOutcome?: string;
  problem?: { code: string; message: string };
}

interface Delivery {
  destinationId: string;
  kind: string;
  state: string;
}

const feedsDir = process.env['SANDBOX_FEEDS_DIR'] ?? '../shared/feeds/real';
const files = existsSync(feedsDir) ? archivedFiles(feedsDir) : [];
const RECEIVERS = ['baku-tv-newsml', 'baku-tv-rss', 'khabar-newsml', 'khabar-ninjs'];

(files.length > 0 ? describe : describe.skip)(
  files.length > 0
    ? `the ${files.length} documents of ${feedsDir}`
    : `documents of a folder (skipped: there are none in ${feedsDir}, see SANDBOX_FEEDS_DIR)`,
  () => {
    let exchange: RunningExchange;
    let feeds: Feed[];

    beforeAll(async () => {
      // The newsrooms' own news is not what this is about: they stay at their first second.
      exchange = await startExchange({ SANDBOX_FEEDS_DIR: feedsDir, SANDBOX_SPEED: '0.001' });
      const archived = async () =>
        (await exchange.get<{ items: Feed[] }>('/v1/feeds?limit=200')).items.filter(({ id }) =>
          id.startsWith('archive-'),
        );
      const unread = async () => (await archived()).filter(({ lastOutcome }) => lastOutcome === undefined);
      await until(
        'every document to be pulled',
        180_000,
        async () => (await unread()).length === 0 || undefined,
        unread,
      );
      feeds = await archived();
    });

    afterAll(() => exchange?.dispose());

    it('are all pulled and decoded', () => {
      expect(feeds.map(({ name }) => name).sort()).toEqual(files);
      // Once each: at 300 s from poll to poll a second one would not be due.
      const ended = feeds.map(({ name, lastOutcome, problem }) => ({ name, lastOutcome, problem }));
      expect(ended).toEqual(feeds.map(({ name }) => ({ name, lastOutcome: 'changed', problem: undefined })));
    });

    it.each(files)('%s arrives at every destination of khabar and baku-tv', async (name) => {
      const feed = feeds.find((one) => one.name === name)!;
      const { items } = await exchange.get<{ items: { id: number; guid: string }[] }>(
        `/v1/items?feedId=${feed.id}&limit=200`,
      );
      expect(items.length).toBeGreaterThan(0);
      for (const { id, guid } of items) {
        const arrived = async () => {
          const { items: all } = await exchange.get<{ items: Delivery[] }>(
            `/v1/deliveries?itemId=${id}&limit=200`,
          );
          return all.filter(({ state }) => state === 'delivered').map(({ destinationId }) => destinationId);
        };
        await until(
          `${guid} to arrive`,
          60_000,
          async () => (await arrived()).length >= 4 || undefined,
          arrived,
        );
        expect((await arrived()).sort()).toEqual(RECEIVERS);
      }
      // The newsroom says the same.
      const received = new Set((await exchange.newsrooms.ledger('khabar-newsml')).map(({ guid }) => guid));
      expect(items.filter(({ guid }) => !received.has(guid))).toEqual([]);
    });

    it('leave as valid documents', async () => {
      const { faults, formats } = await checkSentDocuments(exchange);
      expect(faults).toEqual([]);
      expect(formats['newsml-g2']).toBeGreaterThanOrEqual(2 * files.length);
    });
  },
);
