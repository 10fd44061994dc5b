import type pg from 'pg';
import { type VersionReader, versionKey } from '#exchange/outbound/outbound-ports.js';
import type { DestinationId, Guid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import { rowsOf } from './transaction.js';
import { VocabularyBook } from './vocabulary-book.js';

/** The records used last, so that a version accepted in this process is not read back to be sent. */
export class RecordCache {
  readonly #records = new Map<string, NewsRecord>();

  /** @param capacity records kept at most; default 1000, some 10 MB of text items */
  constructor(private readonly capacity = 1000) {}

  get(key: string): NewsRecord | undefined {
    const record = this.#records.get(key);
    if (record) {
      // A Map keeps the order of insertion: what was just used goes to the end, what is evicted is at the start.
      this.#records.delete(key);
      this.#records.set(key, record);
    }
    return record;
  }

  put(key: string, record: NewsRecord): void {
    this.#records.delete(key);
    this.#records.set(key, record);
    if (this.#records.size > this.capacity) {
      const [oldest] = this.#records.keys();
      if (oldest !== undefined) this.#records.delete(oldest);
    }
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
    const rows = await rowsOf<{ item_id: number; version: number; record: NewsRecord }>(
      this.pool,
      {
        text: `
          SELECT v.item_id, v.version, v.record
            FROM unnest($1::bigint[], $2::integer[]) AS wanted (item_id, version)
            JOIN item_version v USING (item_id, version)`,
      },
      [missing.map((key) => key.itemId), missing.map((key) => key.version)],
    );
    for (const { item_id, version, record } of rows) {
      const key = versionKey(item_id, version);
      this.cache.put(key, record);
      found.set(key, record);
    }
    return found;
  }
}
