import type pg from 'pg';
import type { PollResult } from '#exchange/inbound/inbound-ports.js';
import type { PagesSummary } from '#exchange/inbound/pages-ports.js';
import type { Instant } from '#news/record.js';
import type { FeedSettings } from '#settings/schema/feed-schema.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { PAGES_SUMMARY } from '../page-book.js';
import { rowsOf } from '../transaction.js';

export interface FeedRead {
  id: string;
  partnerId: string;
  name: string;
  url: string;
  format?: string;
  languages: string[];
  pollEverySeconds: number;
  paused?: { at: Instant; reason?: string };
  lastPollAt?: Instant;
  nextPollAt: Instant;
  lastOutcome?: PollResult['outcome'];
  lastItemAt?: Instant;
  problem?: { code: string; message: string };
  lastDocument?: DecodedDocumentRead;
  /** Of a feed that is a site's pages, once a list was read. */
  pages?: PagesRead;
  /** Documents that could not be read and wait, each once however often it came. */
  quarantined: number;
  sourceFile?: string;
}

/** How many pages are known, and what became of them: see `PagesSummary`. */
export type PagesRead = Pick<PagesSummary, 'known' | 'read' | 'waiting' | 'refused' | 'failed'>;

/** The last document of a feed that was decoded, and what was dropped from it or repaired in it. */
export interface DecodedDocumentRead {
  at: Instant;
  format: string;
  records: number;
  warningCount: number;
  /** The first 20. */
  warnings: { code: string; at: string; detail: string }[];
}

/** Feeds with how their last poll went, by id. */
export class FeedReads {
  constructor(private readonly pool: pg.Pool) {}

  async list(limit: number, after = ''): Promise<FeedRead[]> {
    return this.read('id > $1 ORDER BY id LIMIT $2', [after, limit]);
  }

  async find(id: string): Promise<FeedRead | undefined> {
    const [feed] = await this.read('id = $1', [id]);
    return feed;
  }

  private async read(where: string, values: unknown[]): Promise<FeedRead[]> {
    const rows = await rowsOf<FeedRow>(
      this.pool,
      {
        text: `
          SELECT settings, source_file, paused_at, paused_reason, last_poll_at, next_poll_at, last_outcome,
                 last_item_at, problem, document.*, pages.pages,
                 (SELECT count(DISTINCT document_sha256) FROM document_fetch f
                   WHERE f.feed_id = feed.id AND f.outcome = 'undecodable') AS quarantined
            FROM feed
            LEFT JOIN LATERAL (
              SELECT f.at AS document_at, f.format, f.records, jsonb_array_length(f.warnings) AS warning_count,
                     jsonb_path_query_array(f.warnings, '$[0 to 19]') AS warnings
                FROM document_fetch f
               WHERE f.feed_id = feed.id AND f.outcome = 'decoded' ORDER BY f.id DESC LIMIT 1
            ) document ON true
            LEFT JOIN LATERAL (
              SELECT jsonb_build_object('known', known, 'read', read, 'waiting', waiting, 'refused', refused,
                                        'failed', failed) AS pages
                FROM (${PAGES_SUMMARY.replace('$1', 'feed.id')}) summary WHERE known > 0
            ) pages ON true
           WHERE removed_at IS NULL AND ${where}`,
      },
      values,
    );
    return rows.map(feedRead);
  }
}

interface FeedRow {
  // Headers are not read here: some are secrets, and nobody outside pulling needs any.
  settings: FeedSettings;
  source_file: string | null;
  paused_at: Date | null;
  paused_reason: string | null;
  last_poll_at: Date | null;
  next_poll_at: Date;
  last_outcome: PollResult['outcome'] | null;
  last_item_at: Date | null;
  problem: { code: string; message: string } | null;
  quarantined: number;
  document_at: Date | null;
  format: string | null;
  records: number | null;
  warning_count: number | null;
  warnings: DecodedDocumentRead['warnings'] | null;
  pages: PagesRead | null;
}

const feedRead = (row: FeedRow): FeedRead => ({
  id: row.settings.id,
  partnerId: row.settings.partner,
  name: row.settings.name ?? row.settings.id,
  url: row.settings.url,
  format: row.settings.format,
  languages: row.settings.languages,
  pollEverySeconds: row.settings.pollEverySeconds,
  paused: row.paused_at
    ? { at: toInstant(row.paused_at), reason: row.paused_reason ?? undefined }
    : undefined,
  lastPollAt: toInstantOrNothing(row.last_poll_at),
  nextPollAt: toInstant(row.next_poll_at),
  lastOutcome: row.last_outcome ?? undefined,
  lastItemAt: toInstantOrNothing(row.last_item_at),
  problem: row.problem ?? undefined,
  lastDocument: row.document_at
    ? {
        at: toInstant(row.document_at),
        format: row.format ?? '',
        records: row.records ?? 0,
        warningCount: row.warning_count ?? 0,
        warnings: row.warnings ?? [],
      }
    : undefined,
  pages: row.pages ?? undefined,
  quarantined: row.quarantined,
  sourceFile: row.source_file ?? undefined,
});
