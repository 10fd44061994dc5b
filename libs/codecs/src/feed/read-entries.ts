import type { NewsItem } from '#news/record.js';
import { type DecodeContext, UndecodableDocument, type Warning } from '../codec.js';
import { sourceIdOf } from '../guid.js';
import { ItemValues } from '../item-values.js';
import { EntryDraft, type FeedDefaults } from './entry-draft.js';
import { newsItemOf } from './news-item-of.js';

/** What is read of a feed before its entries. */
export interface FeedReading {
  context: DecodeContext;
  defaults: FeedDefaults;
  base: string | undefined;
  warnings: Warning[];
}

export function feedReading(context: DecodeContext, base: string | undefined): FeedReading {
  return { context, base, defaults: { sourceId: sourceIdOf(context) }, warnings: [] };
}

/**
 * Turns a feed's entries into records, in order. An entry that cannot be read is reported and costs no other.
 *
 * @param name what one entry is called in warnings: `item` gives `item[3]`
 * @param read fills the draft; returning a record instead stands for entries that are none, such as tombstones
 */
export function readEntries<T>(
  entries: Iterable<T>,
  name: string,
  reading: FeedReading,
  read: (entry: T, draft: EntryDraft) => NewsItem | undefined,
): { records: NewsItem[]; places: string[] } {
  const records: NewsItem[] = [];
  const places: string[] = [];
  let number = 0;
  for (const entry of entries) {
    const at = `${name}[${++number}]`;
    const draft = new EntryDraft(new ItemValues(reading.context, at), reading.base);
    try {
      const record = read(entry, draft) ?? newsItemOf(draft, reading.defaults);
      if (record) {
        records.push(record);
        places.push(at);
      }
    } catch (error) {
      if (error instanceof UndecodableDocument) throw error;
      draft.values.warn('entry-undecodable', '', error instanceof Error ? error.message : String(error));
    }
    reading.warnings.push(...draft.values.warnings);
  }
  return { records, places };
}
