import type pg from 'pg';
import { wordCount } from '#codecs/text-size.js';
import { inEveryScript } from '#codecs/transliteration/transliterate.js';
import type { Change } from '#exchange/inbound/inbound-ports.js';
import type { Concept, Instant, ItemClass, ItemKind, NewsRecord, PubStatus } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { VocabularyBook } from '../vocabulary-book.js';
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
  subjects: SubjectRead[];
  versionCreated?: Instant;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface SubjectRead {
  /** The provider's, else that of the vocabularies. */
  name?: string;
  /** That of the name, where it is the vocabularies'. */
  language?: string;
  qcode?: string;
  uri?: string;
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
  /** Words of the headline, in their order, whatever their case, apostrophes and script (see `inEveryScript`). */
  headline?: string;
}

/** A pattern for whatever holds the text; which apostrophe o‘ and g‘ are written with is everybody's own. */
const within = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&').replace(/[ʻʼ‘’'`´]/g, '_')}%`;

/** Items, the newest first. */
export class ItemReads {
  constructor(
    private readonly pool: pg.Pool,
    private readonly vocabularies = new VocabularyBook(pool),
  ) {}

  /** Items with an id below `before`. */
  async list(filter: ItemReadFilter, limit: number, before?: number): Promise<ItemRead[]> {
    const { language, headline } = filter;
    const conditions = new Conditions()
      .add('partner_id = ?', filter.partnerId)
      .add('feed_id = ?', filter.feedId)
      .add('guid = ?', filter.guid)
      .add("(language = ? OR language LIKE ? || '-%')", language)
      .add('pub_status = ?', filter.pubStatus)
      .add('headline ILIKE ANY (?::text[])', headline && inEveryScript(headline.trim()).map(within))
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
    const names = await this.vocabularies.names();
    return rows.map((row) => itemRead(row, names));
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
    return row && itemRead(row, await this.vocabularies.names());
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

const itemRead = (row: ItemRow, names: ConceptNames): ItemRead => ({
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
  subjects: (row.record.subjects ?? []).map((subject) => subjectRead(subject, row.record.language, names)),
  versionCreated: toInstantOrNothing(row.version_created),
  createdAt: toInstant(row.created_at),
  updatedAt: toInstant(row.updated_at),
});

function subjectRead(
  { name, qcode, uri }: Concept,
  language: string | undefined,
  names: ConceptNames,
): SubjectRead {
  const found = name === undefined && qcode !== undefined ? names(qcode, language) : undefined;
  return { name, qcode, uri, ...found };
}

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
