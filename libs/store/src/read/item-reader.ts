import type pg from 'pg';
import type { Change } from '#exchange/inbound/inbound-ports.js';
import type { ItemKind, NewsRecord, PubStatus } from '#news/record.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { SqlFilter } from './sql-filter.js';

interface ItemRead {
  id: number;
  partner_id: string;
  feed_id: string;
  guid: string;
  kind: ItemKind;
  item_class: string;
  version: number;
  provider_version: number | null;
  pub_status: PubStatus;
  embargoed: string | null;
  language: string | null;
  headline: string | null;
  version_created: Date | null;
  created_at: Date;
  updated_at: Date;
}

interface VersionRead {
  item_id: number;
  version: number;
  provider_version: number | null;
  change: Change;
  feed_id: string;
  received_at: Date;
  record: NewsRecord;
}

/** Items as the ledger holds them, and all their versions. */
export class ItemReader {
  constructor(private readonly pool: pg.Pool) {}

  /** The newest first; items with an id below `before`. */
  async list(
    filter: { partnerId?: string; feedId?: string; guid?: string; language?: string; pubStatus?: PubStatus },
    limit: number,
    before?: number,
  ) {
    return this.read(
      new SqlFilter()
        .and('id < ?', before)
        .and('partner_id = ?', filter.partnerId)
        .and('feed_id = ?', filter.feedId)
        .and('guid = ?', filter.guid)
        .and('language = ?', filter.language)
        .and('pub_status = ?', filter.pubStatus),
      limit,
    );
  }

  async find(id: number) {
    const [item] = await this.read(new SqlFilter().and('id = ?', id), 1);
    return item;
  }

  /** The newest first. */
  async versions(itemId: number) {
    const rows = await rowsOf<VersionRead>(
      this.pool,
      {
        text: `SELECT item_id, version, provider_version, change, feed_id, received_at, record
                 FROM item_version WHERE item_id = $1 ORDER BY version DESC`,
      },
      [itemId],
    );
    return rows.map((row) => ({
      itemId: row.item_id,
      version: row.version,
      providerVersion: row.provider_version ?? undefined,
      change: row.change,
      feedId: row.feed_id,
      receivedAt: toInstant(row.received_at),
      record: { ...row.record },
    }));
  }

  private async read(filter: SqlFilter, limit: number) {
    const rows = await rowsOf<ItemRead>(
      this.pool,
      { text: `SELECT * FROM item ${filter.where} ORDER BY id DESC LIMIT ${filter.parameter(limit)}` },
      filter.values,
    );
    return rows.map((row) => ({
      id: row.id,
      partnerId: row.partner_id,
      feedId: row.feed_id,
      guid: row.guid,
      kind: row.kind,
      itemClass: row.item_class,
      version: row.version,
      providerVersion: row.provider_version ?? undefined,
      pubStatus: row.pub_status,
      embargoed: row.embargoed ?? undefined,
      language: row.language ?? undefined,
      headline: row.headline ?? undefined,
      versionCreated: toInstantOrNothing(row.version_created),
      createdAt: toInstant(row.created_at),
      updatedAt: toInstant(row.updated_at),
    }));
  }
}
