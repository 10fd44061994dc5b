import type pg from 'pg';
import { SERVED_AGAIN } from '#exchange/inbound/classify.js';
import type { FetchId } from '#exchange/inbound/inbound-ports.js';
import type { HeldItem, StoredDocuments, StoredFetch } from '#exchange/inbound/redecode-ports.js';
import type { FeedId, Guid, PartnerId } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';
import { toInstant } from './instant.js';
import { currentOf, type ItemRow } from './item-ledger.js';
import { DocumentReads } from './read/documents.js';
import { storable } from './storable.js';
import { rowsOf } from './transaction.js';

/** Kept documents with what the ledger made of them, in PostgreSQL. It only reads. */
export class SqlStoredDocuments implements StoredDocuments {
  private readonly documents: DocumentReads;

  constructor(private readonly pool: pg.Pool) {
    this.documents = new DocumentReads(pool);
  }

  async fetchesOf(feedId: FeedId, since: Instant): Promise<StoredFetch[]> {
    const rows = await rowsOf<FetchRow>(
      this.pool,
      {
        text: `
          SELECT id, at, url, content_type, encode(document_sha256, 'hex') AS sha256, outcome, records, accepted,
                 jsonb_path_query_array(warnings, '$[*] ? (@.code == "stale" && @.detail == $why).at',
                                        jsonb_build_object('why', $3::text)) AS served_again
            FROM document_fetch WHERE feed_id = $1 AND at >= $2 ORDER BY id`,
      },
      [feedId, since, SERVED_AGAIN],
    );
    return rows.map((row) => ({
      fetchId: row.id,
      at: toInstant(row.at),
      url: row.url,
      contentType: row.content_type ?? undefined,
      sha256: row.sha256,
      outcome: row.outcome,
      records: row.records ?? undefined,
      accepted: row.accepted ?? undefined,
      servedAgain: row.served_again ?? [],
    }));
  }

  bytes(id: FetchId): Promise<Buffer | undefined> {
    return this.documents.bytes(id);
  }

  async held(partnerId: PartnerId, guids: readonly Guid[]): Promise<Map<Guid, HeldItem>> {
    if (guids.length === 0) return new Map();
    const rows = await rowsOf<ItemRow & { record: NewsRecord; fetch_id: number | null }>(
      this.pool,
      {
        text: `
          SELECT i.id, i.guid, i.version, i.provider_version, i.fingerprint, i.earlier_fingerprints, i.pub_status,
                 i.version_created, v.record, v.fetch_id
            FROM item i JOIN item_version v ON v.item_id = i.id AND v.version = i.version
           WHERE i.partner_id = $1 AND i.guid = ANY($2::text[])`,
      },
      [partnerId, guids.map(storable)],
    );
    const found = new Map(
      rows.map((row) => [
        row.guid,
        { ...currentOf(row), record: row.record, fetchId: row.fetch_id ?? undefined },
      ]),
    );
    return new Map(
      guids.flatMap((guid) => {
        const item = found.get(storable(guid) as Guid);
        return item ? [[guid, { ...item, guid }] as const] : [];
      }),
    );
  }
}

interface FetchRow {
  id: number;
  at: Date;
  url: string;
  content_type: string | null;
  sha256: string;
  outcome: StoredFetch['outcome'];
  records: number | null;
  accepted: number | null;
  served_again: Guid[] | null;
}
