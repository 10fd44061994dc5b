import type pg from 'pg';
import type { Instant } from '#news/record.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { Conditions } from './conditions.js';

export interface DocumentRead {
  /** Of the fetch that brought it. */
  id: number;
  feedId: string;
  url: string;
  at: Instant;
  state: 'fetched' | 'decoded' | 'undecodable';
  contentType?: string;
  sizeBytes: number;
  sha256: string;
  format?: string;
  charset?: string;
  records?: number;
  accepted?: number;
  warningCount?: number;
  /** Why it could not be read. */
  reason?: { code: string; message: string };
  /** Only where those that could not be read are listed: how often these bytes came, and when first. */
  timesFetched?: number;
  firstAt?: Instant;
}

export interface DocumentDetailRead extends DocumentRead {
  warnings?: { code: string; at: string; detail: string }[];
}

export interface DocumentReadFilter {
  feedId?: string;
  state?: DocumentRead['state'];
}

const COLUMNS = `
  f.id, f.feed_id, f.url, f.at, f.outcome, f.content_type, d.size_bytes, encode(f.document_sha256, 'hex') AS sha256,
  f.format, f.charset, f.records, f.accepted, jsonb_array_length(f.warnings) AS warning_count, f.code, f.message`;

/** Fetched documents and what became of them, the newest first. */
export class DocumentReads {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Fetches with an id below `before`. What could not be read comes again with every poll: asked for by that state, the
   * same bytes of a feed are one row, their last fetch.
   */
  async list(filter: DocumentReadFilter, limit: number, before?: number): Promise<DocumentRead[]> {
    const rows = await (filter.state === 'undecodable'
      ? this.quarantined(filter.feedId, limit, before)
      : this.fetched(filter, limit, before));
    return rows.map(documentRead);
  }

  async find(id: number): Promise<DocumentDetailRead | undefined> {
    const [row] = await rowsOf<DocumentRow & { warnings: DocumentDetailRead['warnings'] | null }>(
      this.pool,
      {
        text: `
          SELECT ${COLUMNS}, f.warnings
            FROM document_fetch f JOIN document d ON d.sha256 = f.document_sha256 WHERE f.id = $1`,
      },
      [id],
    );
    return row && { ...documentRead(row), warnings: row.warnings ?? undefined };
  }

  /** As they were fetched; undefined when retention has dropped them. */
  async bytes(id: number): Promise<Buffer | undefined> {
    const [row] = await rowsOf<{ bytes: Buffer }>(
      this.pool,
      {
        text: `
          SELECT d.bytes FROM document_fetch f JOIN document d ON d.sha256 = f.document_sha256 WHERE f.id = $1`,
      },
      [id],
    );
    return row?.bytes;
  }

  private fetched({ feedId, state }: DocumentReadFilter, limit: number, before?: number) {
    const conditions = new Conditions()
      .add('f.feed_id = ?', feedId)
      .add('f.outcome = ?', state)
      .add('f.id < ?', before);
    return rowsOf<DocumentRow>(
      this.pool,
      {
        text: `
          SELECT ${COLUMNS}
            FROM document_fetch f JOIN document d ON d.sha256 = f.document_sha256
           WHERE ${conditions.where} ORDER BY f.id DESC LIMIT ${conditions.parameter(limit)}`,
      },
      conditions.values,
    );
  }

  private quarantined(feedId: string | undefined, limit: number, before: number | undefined) {
    const waiting = new Conditions().add('feed_id = ?', feedId);
    const below = before === undefined ? '' : `WHERE f.id < ${waiting.parameter(before)}`;
    return rowsOf<DocumentRow>(
      this.pool,
      {
        text: `
          WITH waiting AS (
            SELECT max(id) AS id, count(*) AS times, min(at) AS first_at
              FROM document_fetch WHERE outcome = 'undecodable' AND ${waiting.where}
             GROUP BY feed_id, document_sha256
          )
          SELECT ${COLUMNS}, waiting.times, waiting.first_at
            FROM waiting JOIN document_fetch f USING (id) JOIN document d ON d.sha256 = f.document_sha256
           ${below} ORDER BY f.id DESC LIMIT ${waiting.parameter(limit)}`,
      },
      waiting.values,
    );
  }
}

interface DocumentRow {
  id: number;
  feed_id: string;
  url: string;
  at: Date;
  outcome: DocumentRead['state'];
  content_type: string | null;
  size_bytes: number;
  sha256: string;
  format: string | null;
  charset: string | null;
  records: number | null;
  accepted: number | null;
  warning_count: number | null;
  code: string | null;
  message: string | null;
  times?: number;
  first_at?: Date;
}

const documentRead = (row: DocumentRow): DocumentRead => ({
  id: row.id,
  feedId: row.feed_id,
  url: row.url,
  at: toInstant(row.at),
  state: row.outcome,
  contentType: row.content_type ?? undefined,
  sizeBytes: row.size_bytes,
  sha256: row.sha256,
  format: row.format ?? undefined,
  charset: row.charset ?? undefined,
  records: row.records ?? undefined,
  accepted: row.accepted ?? undefined,
  warningCount: row.warning_count ?? undefined,
  reason: row.code === null ? undefined : { code: row.code, message: row.message ?? '' },
  timesFetched: row.times,
  firstAt: toInstantOrNothing(row.first_at ?? null),
});
