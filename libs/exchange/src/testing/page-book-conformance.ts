import type { PageBook, PageVisit } from '#exchange/inbound/pages-ports.js';
import type { FeedId } from '#news/ids.js';

const AT = '2025-11-18T09:00:00.000Z';
const HOUR = '2025-11-18T10:00:00.000Z';
const A = 'https://khabar.example/news/a';
const B = 'https://khabar.example/news/b';
const SCHEDULE = [300, 3600];

/** What every book of pages must do. `feedId` is that of a feed with no pages yet. */
export function pageBookConformance(
  name: string,
  open: () => Promise<{ book: PageBook; feedId: FeedId }>,
): void {
  describe(`${name} as a PageBook`, () => {
    let book: PageBook;
    let feedId: FeedId;
    beforeEach(async () => {
      ({ book, feedId } = await open());
    });
    const list = (at: string, ...pages: [href: string, modified?: string][]) =>
      book.list(
        feedId,
        pages.map(([href, modified]) => ({ href, kind: 'page', modified })),
        at,
        SCHEDULE,
      );
    const due = async (at: string, most = { first: 10, again: 10 }) =>
      (await book.due(feedId, 'page', at, most)).map(({ address }) => address);
    const visit = (address: string, more: Partial<PageVisit> = {}) =>
      book.settleVisit(feedId, { address, at: AT, step: 0, outcome: 'read', ...more });

    it('has new pages due as they were listed, and each of them once', async () => {
      await list(AT, [B], [A]);
      await list(AT, [B], [A]);
      expect(await due(AT)).toEqual([B, A]);
      expect(await due(AT, { first: 1, again: 10 })).toEqual([B]);
      expect(await book.summary(feedId)).toEqual({
        known: 2,
        read: 0,
        waiting: 2,
        refused: 0,
        failed: 0,
        nextVisitAt: AT,
      });
    });

    it('gives back what a visit left', async () => {
      await list(AT, [A, '2025-11-18T08:00:00.000Z']);
      const left = { etag: '"1"', lastModified: 'Tue', sha256: 'ab'.repeat(32), step: 1, changedAt: AT };
      await visit(A, { ...left, nextVisitAt: HOUR });
      expect(await due(AT)).toEqual([]);
      expect(await book.due(feedId, 'page', HOUR, { first: 0, again: 1 })).toMatchObject([
        {
          address: A,
          kind: 'page',
          modified: '2025-11-18T08:00:00.000Z',
          firstSeenAt: AT,
          visitedAt: AT,
          outcome: 'read',
          ...left,
        },
      ]);
      await visit(A);
      expect(await due('2025-11-25T09:00:00.000Z')).toEqual([]);
    });

    it('has a page due again when its list gives it a later date, but not at once', async () => {
      await list(AT, [A, '2025-11-18T08:00:00.000Z'], [B, '2025-11-18T08:00:00.000Z']);
      await visit(A, { nextVisitAt: '2025-11-18T15:00:00.000Z' });
      await visit(B);
      await list(
        '2025-11-18T09:01:00.000Z',
        [A, '2025-11-18T09:00:30.000Z'],
        [B, '2025-11-18T09:00:30.000Z'],
      );
      expect(await due('2025-11-18T09:04:59.000Z')).toEqual([]);
      expect(await due('2025-11-18T09:05:00.000Z')).toEqual([A]);
      expect(await due(HOUR)).toEqual([A, B]);
      await visit(A, { at: HOUR });
      await list(HOUR, [A, '2025-11-18T09:00:30.000Z'], [B, '2025-11-18T09:00:30.000Z']);
      expect(await due(HOUR)).toEqual([B]);
    });

    it('counts what is wrong as long as the page is listed, and names one', async () => {
      await list(AT, [A], [B]);
      await visit(A, { outcome: 'failed', problem: { code: 'pull.http-500', message: 'Broken.' } });
      await visit(B, { outcome: 'refused', problem: { code: 'pages.robots-disallowed', message: 'No.' } });
      const problem = { address: B, code: 'pages.robots-disallowed', message: 'No.' };
      expect(await book.summary(feedId)).toMatchObject({ known: 2, read: 0, refused: 1, failed: 1, problem });
      await list('2025-11-20T09:00:00.000Z', [A]);
      expect(await book.summary(feedId)).toMatchObject({ refused: 0, failed: 1, problem: { address: A } });
      await visit(A);
      expect(await book.summary(feedId)).toEqual({ known: 2, read: 1, waiting: 0, refused: 0, failed: 0 });
    });

    it('keeps sitemaps apart from pages', async () => {
      await book.list(feedId, [{ href: `${A}.xml`, kind: 'sitemap' }], AT, SCHEDULE);
      expect(await due(AT)).toEqual([]);
      const most = { first: 5, again: 5 };
      expect(await book.due(feedId, 'sitemap', AT, most)).toMatchObject([{ address: `${A}.xml` }]);
      expect(await book.summary(feedId)).toMatchObject({ known: 0 });
    });
  });
}
