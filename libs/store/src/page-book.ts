import type pg from 'pg';
import type { ListedPage } from '#codecs/codec.js';
import type { KnownPage, PageBook, PagesSummary, PageVisit } from '#exchange/inbound/pages-ports.js';
import type { FeedId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { storable, storableJson } from './storable.js';
import { retrying, rowsOf } from './transaction.js';

/** The pages of feeds that are a site rather than a document. */
export class SqlPageBook implements PageBook {
  constructor(private readonly pool: pg.Pool) {}

  async list(
    feedId: FeedId,
    pages: readonly ListedPage[],
    at: Instant,
    revisitAfterSeconds: readonly number[],
  ): Promise<void> {
    if (pages.length === 0) return;
    const values = [
      feedId,
      pages.map(({ href }) => storable(href)),
      pages.map(({ kind }) => kind),
      pages.map(({ modified }) => modified ?? null),
      at,
      revisitAfterSeconds[0] ?? 0,
      revisitAfterSeconds.at(-1) ?? 0,
    ];
    await retrying(() => rowsOf(this.pool, { text: LIST }, values));
  }

  async due(
    feedId: FeedId,
    kind: ListedPage['kind'],
    at: Instant,
    most: { first: number; again: number },
  ): Promise<KnownPage[]> {
    const rows = await rowsOf<PageRow>(this.pool, { text: DUE }, [feedId, kind, at, most.first, most.again]);
    return rows.map(knownPage);
  }

  async settleVisit(feedId: FeedId, visit: PageVisit): Promise<void> {
    await retrying(() =>
      rowsOf(
        this.pool,
        {
          text: `
            UPDATE page
               SET visited_at = $3, next_visit_at = $4, changed_at = $5, step = $6, outcome = $7, problem = $8,
                   etag = $9, last_modified = $10, sha256 = $11
             WHERE feed_id = $1 AND address = $2`,
        },
        [
          feedId,
          storable(visit.address),
          visit.at,
          visit.nextVisitAt ?? null,
          visit.changedAt ?? null,
          visit.step,
          visit.outcome,
          visit.problem === undefined ? null : storableJson(visit.problem),
          visit.etag ?? null,
          visit.lastModified ?? null,
          visit.sha256 === undefined ? null : Buffer.from(visit.sha256, 'hex'),
        ],
      ),
    );
  }

  async summary(feedId: FeedId): Promise<PagesSummary> {
    const [row] = await rowsOf<SummaryRow>(this.pool, { text: PAGES_SUMMARY }, [feedId]);
    const { next_visit_at, problem, ...counts } = row!;
    return {
      ...counts,
      ...(problem && { problem }),
      ...(next_visit_at && { nextVisitAt: next_visit_at.toISOString() }),
    };
  }
}

/** The statement's clock is the poll's own: a book that were asked for `now()` could forget what it was just told. */
const LIST = `
  INSERT INTO page AS known (feed_id, address, kind, position, first_seen_at, last_listed_at, modified_at, next_visit_at)
  SELECT $1, listed.address, listed.kind, listed.position, $5::timestamptz, $5, listed.modified_at, $5
    FROM unnest($2::text[], $3::text[], $4::timestamptz[])
         WITH ORDINALITY AS listed (address, kind, modified_at, position)
   ORDER BY listed.address
  ON CONFLICT (feed_id, address) DO UPDATE
     SET position = excluded.position, last_listed_at = excluded.last_listed_at,
         modified_at = coalesce(excluded.modified_at, known.modified_at),
         next_visit_at = CASE
           WHEN known.visited_at IS NULL OR excluded.modified_at <= coalesce(known.modified_at, known.visited_at)
             OR excluded.modified_at IS NULL THEN known.next_visit_at
           ELSE least(coalesce(known.next_visit_at, 'infinity'), greatest($5, known.visited_at + CASE
             WHEN known.kind = 'sitemap' THEN interval '0'
             WHEN known.next_visit_at IS NULL THEN make_interval(secs => $7)
             ELSE make_interval(secs => $6) END))
         END`;

const DUE = `
  WITH due AS (
    SELECT * FROM page WHERE feed_id = $1 AND kind = $2 AND next_visit_at <= $3::timestamptz
  )
  (SELECT * FROM due WHERE visited_at IS NULL ORDER BY last_listed_at DESC, position LIMIT $4)
  UNION ALL
  (SELECT * FROM due WHERE visited_at IS NOT NULL ORDER BY next_visit_at, address LIMIT $5)`;

/**
 * Of the feed `$1`. What is wrong with a page counts as long as it is listed; lists that are read in turn, such as the
 * sitemaps of an index, are given a day.
 */
export const PAGES_SUMMARY = `
  WITH pages AS (
    SELECT *, problem IS NOT NULL
              AND last_listed_at >= max(last_listed_at) OVER () - interval '1 day' AS wrong
      FROM page WHERE feed_id = $1 AND kind = 'page'
  )
  SELECT count(*)::integer AS known,
         (count(*) FILTER (WHERE outcome = 'read'))::integer AS read,
         (count(*) FILTER (WHERE visited_at IS NULL))::integer AS waiting,
         (count(*) FILTER (WHERE wrong AND outcome = 'refused'))::integer AS refused,
         (count(*) FILTER (WHERE wrong AND outcome = 'failed'))::integer AS failed,
         (SELECT p.problem || jsonb_build_object('address', p.address)
            FROM pages p WHERE p.wrong ORDER BY p.outcome DESC, p.address LIMIT 1) AS problem,
         min(next_visit_at) AS next_visit_at
    FROM pages`;

interface SummaryRow extends Omit<PagesSummary, 'problem' | 'nextVisitAt'> {
  problem: PagesSummary['problem'] | null;
  next_visit_at: Date | null;
}

interface PageRow {
  address: string;
  kind: KnownPage['kind'];
  first_seen_at: Date;
  modified_at: Date | null;
  visited_at: Date | null;
  changed_at: Date | null;
  step: number;
  outcome: PageVisit['outcome'] | null;
  etag: string | null;
  last_modified: string | null;
  sha256: Buffer | null;
}

const knownPage = (row: PageRow): KnownPage => ({
  address: row.address,
  kind: row.kind,
  firstSeenAt: row.first_seen_at.toISOString(),
  modified: row.modified_at?.toISOString(),
  visitedAt: row.visited_at?.toISOString(),
  changedAt: row.changed_at?.toISOString(),
  step: row.step,
  outcome: row.outcome ?? undefined,
  etag: row.etag ?? undefined,
  lastModified: row.last_modified ?? undefined,
  sha256: row.sha256?.toString('hex'),
});
