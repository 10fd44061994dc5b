import type { NewsItem } from '#news/record.js';
import { type DecodeContext, UndecodableDocument, type Warning } from '../codec.js';
import { sourceIdOf } from '../guid.js';
import { ItemValues } from '../item-values.js';
import { refuseTooMany } from '../limits.js';
import { EntryDraft, type FeedDefaults } from './entry-draft.js';
import { limitFeedWide } from './feed-wide.js';
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
  entries: readonly T[],
  name: string,
  reading: FeedReading,
  read: (entry: T, draft: EntryDraft) => NewsItem | undefined,
): FoundEntries {
  const found: FoundEntries = { records: [], places: [] };
  refuseTooMany(entries.length);
  limitFeedWide(reading);
  entries.forEach((entry, i) => {
    readEntry(entry, `${name}[${i + 1}]`, reading, read, found);
  });
  return found;
}

export interface FoundEntries {
  records: NewsItem[];
  places: string[];
}

/** The same for one entry of those that are never there together. */
export function readEntry<T>(
  entry: T,
  at: string,
  reading: FeedReading,
  read: (entry: T, draft: EntryDraft) => NewsItem | undefined,
  found: FoundEntries,
): void {
  const draft = new EntryDraft(new ItemValues(reading.context, at), reading.base);
  try {
    const record = read(entry, draft) ?? newsItemOf(draft, reading.defaults);
    if (record) {
      found.records.push(record);
      found.places.push(at);
    }
  } catch (error) {
    if (error instanceof UndecodableDocument) throw error;
    draft.values.warn('entry-undecodable', '', error instanceof Error ? error.message : String(error));
  }
  reading.warnings.push(...draft.values.warnings);
}
