import type pg from 'pg';
import { type VersionReader, versionKey } from '#exchange/outbound/outbound-ports.js';
import { RecentCache } from '#exchange/outbound/recent-cache.js';
import type { DestinationId, Guid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import { rowsOf } from './transaction.js';
import { VocabularyBook } from './vocabulary-book.js';

/**
 * The records used last as JSON, so that a version accepted in this process is not read back to be sent. As objects they
 * would outlive several collections, and be copied by each, for the one time that most of them are sent.
 */
export class RecordCache {
  readonly #records: RecentCache<Buffer>;

  /** @param limitBytes of JSON; default 16 MiB, some 4,000 text items */
  constructor(limitBytes = 16 * 1024 * 1024) {
    this.#records = new RecentCache(limitBytes);
  }

  get(key: string): NewsRecord | undefined {
    const json = this.#records.get(key);
    return json && (JSON.parse(json.toString()) as NewsRecord);
  }

  put(key: string, json: Buffer): void {
    this.#records.set(key, json, json.length);
  }
}

/** A guid that two partners use is had where either's item is. */
const REFUSED = `
  SELECT named.guid FROM unnest($2::text[]) AS named (guid)
   WHERE EXISTS (SELECT FROM item i WHERE i.guid = named.guid)
     AND NOT EXISTS (
       SELECT FROM item i JOIN destination d ON d.id = $1
        WHERE i.guid = named.guid AND i.pub_status = 'usable'
          AND (i.partner_id = d.partner_id
               OR (SELECT made.allow AND made.due_at <= now() FROM decision made
                    WHERE made.item_id = i.id AND made.destination_id = d.id
                    ORDER BY made.id DESC LIMIT 1)))`;

/** See `VersionReader.refused`. */
export async function refusedItems(
  pool: pg.Pool,
  destinationId: DestinationId,
  guids: readonly Guid[],
): Promise<Set<Guid>> {
  if (guids.length === 0) return new Set();
  const rows = await rowsOf<{ guid: Guid }>(pool, { text: REFUSED }, [destinationId, guids]);
  return new Set(rows.map(({ guid }) => guid));
}

/** Versions by their keys: from the cache, and the rest in one statement. Unknown versions are absent in the answer. */
export class SqlVersionReader implements VersionReader {
  constructor(
    private readonly pool: pg.Pool,
    private readonly cache: RecordCache,
    private readonly vocabularies = new VocabularyBook(pool),
  ) {}

  conceptNames(): Promise<ConceptNames> {
    return this.vocabularies.names();
  }

  refused(destinationId: DestinationId, guids: readonly Guid[]): Promise<ReadonlySet<Guid>> {
    return refusedItems(this.pool, destinationId, guids);
  }

  async records(keys: { itemId: number; version: number }[]): Promise<Map<string, NewsRecord>> {
    const found = new Map<string, NewsRecord>();
    const missing: { itemId: number; version: number }[] = [];
    for (const key of keys) {
      const record = this.cache.get(versionKey(key.itemId, key.version));
      if (record) found.set(versionKey(key.itemId, key.version), record);
      else missing.push(key);
    }
    if (missing.length === 0) return found;
    const rows = await rowsOf<{ item_id: number; version: number; json: string }>(
      this.pool,
      {
        text: `
          SELECT v.item_id, v.version, v.record::text AS json
            FROM unnest($1::bigint[], $2::integer[]) AS wanted (item_id, version)
            JOIN item_version v USING (item_id, version)`,
      },
      [missing.map((key) => key.itemId), missing.map((key) => key.version)],
    );
    for (const { item_id, version, json } of rows) {
      const key = versionKey(item_id, version);
      this.cache.put(key, Buffer.from(json));
      found.set(key, JSON.parse(json) as NewsRecord);
    }
    return found;
  }
}
