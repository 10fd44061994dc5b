import type pg from 'pg';
import type { DocumentArchive, FetchId } from '#exchange/inbound/inbound-ports.js';
import { storable, storableJson } from './storable.js';
import { retrying, rowsOf, UNHURRIED } from './transaction.js';

type Fetch = Parameters<DocumentArchive['keep']>[0];
type Outcome = Parameters<DocumentArchive['settle']>[1];

const FETCH = 'INSERT INTO document_fetch (feed_id, url, at, document_sha256, content_type, headers)';

/** Sending so much once more costs less than asking whether it is here. */
const SMALL_BYTES = 32 * 1024;

/**
 * Bytes that are read at last leave quarantine as a whole: whatever earlier fetch of the feed brought them too is settled
 * with this one. It accepted nothing itself.
 */
const SETTLE = `
  WITH settled AS (
    UPDATE document_fetch
       SET outcome = $2, format = $3, charset = $4, records = $5, accepted = $6, warnings = $7, code = $8, message = $9
      FROM ${UNHURRIED}
     WHERE id = $1
    RETURNING feed_id, document_sha256, outcome
  )
  UPDATE document_fetch f
     SET outcome = 'decoded', format = $3, charset = $4, records = $5, accepted = 0, warnings = $7, code = NULL,
         message = NULL
    FROM settled
   WHERE settled.outcome = 'decoded' AND f.outcome = 'undecodable' AND f.id <> $1
     AND f.feed_id = settled.feed_id AND f.document_sha256 = settled.document_sha256`;

/**
 * Fetched bytes by their hash, and each fetch of them with its headers. None of it is waited for: the items of a document
 * are accepted after it, and a poll that was not settled is made again.
 */
export class SqlDocumentArchive implements DocumentArchive {
  constructor(private readonly pool: pg.Pool) {}

  async keep(fetch: Fetch): Promise<FetchId> {
    const sha256 = Buffer.from(fetch.sha256, 'hex');
    const values = [
      fetch.feedId,
      storable(fetch.url),
      fetch.at,
      sha256,
      fetch.contentType === undefined ? null : storable(fetch.contentType),
      storableJson(fetch.headers),
    ];
    if (fetch.bytes.length <= SMALL_BYTES) return this.keepNew(fetch.bytes, values);
    // Fetches often bring bytes that are here already: a large document need not travel again.
    const [again] = await retrying(() =>
      rowsOf<{ id: number }>(
        this.pool,
        {
          text: `${FETCH}
            SELECT $1, $2, $3::timestamptz, $4::bytea, $5, $6::jsonb
              FROM ${UNHURRIED}
             WHERE EXISTS (SELECT FROM document WHERE sha256 = $4)
            RETURNING id`,
        },
        values,
      ),
    );
    return again?.id ?? this.keepNew(fetch.bytes, values);
  }

  async settle(id: FetchId, outcome: Outcome): Promise<void> {
    const values = outcome.decoded
      ? [
          id,
          'decoded',
          outcome.format,
          outcome.charset,
          outcome.records,
          outcome.accepted,
          storableJson(outcome.warnings),
          null,
          null,
        ]
      : [id, 'undecodable', null, null, null, null, null, outcome.code, storable(outcome.message)];
    await retrying(() =>
      rowsOf(
        this.pool,
        {
          text: SETTLE,
        },
        values,
      ),
    );
  }

  private async keepNew(bytes: Buffer, values: unknown[]): Promise<FetchId> {
    const [row] = await retrying(() =>
      rowsOf<{ id: number }>(
        this.pool,
        {
          text: `
            WITH kept AS (
              INSERT INTO document (sha256, bytes, size_bytes) VALUES ($4::bytea, $7::bytea, length($7::bytea))
              ON CONFLICT DO NOTHING
            )
            ${FETCH}
            SELECT $1, $2, $3::timestamptz, $4::bytea, $5, $6::jsonb
              FROM ${UNHURRIED}
            RETURNING id`,
        },
        [...values, bytes],
      ),
    );
    return row!.id;
  }
}
