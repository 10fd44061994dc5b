import type pg from 'pg';
import { wordCount } from '#codecs/text-size.js';
import type { Change } from '#exchange/inbound/inbound-ports.js';
import type { Instant, ItemClass, ItemKind, NewsRecord, PubStatus } from '#news/record.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { Conditions } from './conditions.js';

export interface ItemRead {
  id: number;
  partnerId: string;
  feedId: string;
  guid: string;
  kind: ItemKind;
  itemClass: ItemClass;
  version: number;
  providerVersion?: number;
  pubStatus: PubStatus;
  embargoed?: string;
  language?: string;
  headline?: string;
  /** Of the body, or of the description where there is none. */
  wordCount: number;
  versionCreated?: Instant;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface ItemVersionRead {
  itemId: number;
  version: number;
  providerVersion?: number;
  change: Change;
  feedId: string;
  receivedAt: Instant;
  record: NewsRecord;
}

export interface ItemReadFilter {
  partnerId?: string;
  feedId?: string;
  guid?: string;
  /** BCP 47; `uz` covers `uz-Latn`. */
  language?: string;
  pubStatus?: PubStatus;
  /** Words of the headline, in their order, whatever their case. */
  headline?: string;
}

/** Items, the newest first. */
export class ItemReads {
  constructor(private readonly pool: pg.Pool) {}

  /** Items with an id below `before`. */
  async list(filter: ItemReadFilter, limit: number, before?: number): Promise<ItemRead[]> {
    const { language, headline } = filter;
    const conditions = new Conditions()
      .add('partner_id = ?', filter.partnerId)
      .add('feed_id = ?', filter.feedId)
      .add('guid = ?', filter.guid)
      .add("(language = ? OR language LIKE ? || '-%')", language)
      .add('pub_status = ?', filter.pubStatus)
      .add('headline ILIKE ?', headline && `%${headline.replace(/[\\%_]/g, '\\$&').trim()}%`)
      .add('id < ?', before);
    const rows = await rowsOf<ItemRow>(
      this.pool,
      {
        text: `
          SELECT item.*, v.record
            FROM (SELECT * FROM item WHERE ${conditions.where} ORDER BY id DESC LIMIT ${conditions.parameter(limit)}) item
            JOIN item_version v ON v.item_id = item.id AND v.version = item.version
           ORDER BY item.id DESC`,
      },
      conditions.values,
    );
    return rows.map(itemRead);
  }

  async find(id: number): Promise<ItemRead | undefined> {
    const [row] = await rowsOf<ItemRow>(
      this.pool,
      {
        text: `
          SELECT item.*, v.record FROM item JOIN item_version v ON v.item_id = item.id AND v.version = item.version
           WHERE item.id = $1`,
      },
      [id],
    );
    return row && itemRead(row);
  }

  /** All versions, the newest first. */
  async versions(itemId: number): Promise<ItemVersionRead[]> {
    const rows = await rowsOf<ItemVersionRow>(
      this.pool,
      { text: 'SELECT * FROM item_version WHERE item_id = $1 ORDER BY version DESC' },
      [itemId],
    );
    return rows.map(itemVersionRead);
  }
}

interface ItemRow {
  id: number;
  partner_id: string;
  feed_id: string;
  guid: string;
  kind: ItemKind;
  item_class: ItemClass;
  version: number;
  provider_version: number | null;
  pub_status: PubStatus;
  embargoed: string | null;
  language: string | null;
  headline: string | null;
  record: NewsRecord;
  version_created: Date | null;
  created_at: Date;
  updated_at: Date;
}

const itemRead = (row: ItemRow): ItemRead => ({
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
  wordCount: wordCount(row.record),
  versionCreated: toInstantOrNothing(row.version_created),
  createdAt: toInstant(row.created_at),
  updatedAt: toInstant(row.updated_at),
});

interface ItemVersionRow {
  item_id: number;
  version: number;
  provider_version: number | null;
  change: Change;
  feed_id: string;
  received_at: Date;
  record: NewsRecord;
}

const itemVersionRead = (row: ItemVersionRow): ItemVersionRead => ({
  itemId: row.item_id,
  version: row.version,
  providerVersion: row.provider_version ?? undefined,
  change: row.change,
  feedId: row.feed_id,
  receivedAt: toInstant(row.received_at),
  record: row.record,
});
