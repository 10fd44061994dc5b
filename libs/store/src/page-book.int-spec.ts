import { pageBookConformance } from '#exchange/testing/page-book-conformance.js';
import { asFeedId } from '#news/ids.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { SqlPageBook } from './page-book.js';
import { FeedReads } from './read/feeds.js';
import { applyRetention } from './retention.js';
import { SmallExchange } from './testing/small-exchange.js';

const FEED = asFeedId('report-ru');
let store: MigratedStore;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const open = async () => {
  await store.clear();
  await SmallExchange.open(store.dataSource, store.pool);
  return { book: new SqlPageBook(store.pool), feedId: FEED };
};

pageBookConformance('SqlPageBook', open);

describe('SqlPageBook', () => {
  const days = {
    attempts: 30,
    bodies: 30,
    documents: 30,
    quarantine: 60,
    events: 30,
    storyKeys: 8,
    quotaItems: 400,
  };

  it('lets go of pages that no list has named for as long as documents are kept', async () => {
    const { book } = await open();
    const page = (href: string) => [{ href, kind: 'page' as const }];
    await book.list(FEED, page('https://a.example/old'), '2025-10-01T00:00:00.000Z', [300]);
    await book.list(FEED, page('https://a.example/new'), '2025-11-01T00:00:00.000Z', [300]);
    const retained = await applyRetention(store.pool, days, new Date('2025-11-10T00:00:00Z'));
    expect(retained.pages).toBe(1);
    expect(await book.summary(FEED)).toMatchObject({ known: 1 });
  });

  it('shows with the feed how many pages are known and read', async () => {
    const { book } = await open();
    const reads = new FeedReads(store.pool);
    expect((await reads.find(FEED))?.pages).toBeUndefined();
    const at = '2025-11-18T09:00:00.000Z';
    const pages = ['a', 'b', 'c'].map((name) => ({
      href: `https://a.example/${name}`,
      kind: 'page' as const,
    }));
    await book.list(FEED, pages, at, [300]);
    await book.settleVisit(FEED, { address: 'https://a.example/a', at, step: 0, outcome: 'read' });
    const problem = { code: 'pull.http-500', message: 'Broken.' };
    await book.settleVisit(FEED, { address: 'https://a.example/b', at, step: 0, outcome: 'failed', problem });
    expect((await reads.find(FEED))?.pages).toEqual({ known: 3, read: 1, waiting: 1, refused: 0, failed: 1 });
    expect((await reads.list(10)).find(({ id }) => id === FEED)?.pages?.known).toBe(3);
  });
});
