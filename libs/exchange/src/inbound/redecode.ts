import type { Decoded } from '#codecs/codec.js';
import type { Clock } from '#exchange/clock.js';
import { chunks } from '#exchange/inbound/accept-records.js';
import { classify, hasProviderVersions, withKillStatus } from '#exchange/inbound/classify.js';
import type { CurrentItem, Feed } from '#exchange/inbound/inbound-ports.js';
import { type Read, ReadAgain } from '#exchange/inbound/read-again.js';
import type { Decoder } from '#exchange/inbound/read-page.js';
import type { StoredDocuments, StoredFetch } from '#exchange/inbound/redecode-ports.js';
import { nothingRedecoded, type Redecoded, type ToldItem, weigh } from '#exchange/inbound/redecoded.js';
import type { Guid } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';

export interface RedecodeRequest {
  /** With the settings of today. */
  feed: Feed;
  since: Instant;
  /** Items whose newest document is later than this are left out; absent = none is. */
  until?: Instant;
  /** The newest documents of the period alone. */
  limit?: number;
}

/** What the documents say of one item, as far as they have been read. */
interface Told extends CurrentItem, ToldItem {
  guid: Guid;
  /** Of the newest document that says the same. */
  lastAt: Instant;
}

const HELD_AT_ONCE = 500;

/**
 * Reads a feed's stored documents again, with the decoder and the settings of today, and compares what they say with what
 * the ledger holds. It writes nothing.
 *
 * An older document never comes after a newer version. Of each item the newest stored document counts alone: documents are
 * read from the oldest to now by the rules of polls (`classify`), so that what a cache served again, or what an older date or
 * number overtook, is no word on the item; and where the held version came in a later fetch than that, by this feed or
 * another of the partner, the item is left as it is. Dates are compared only where both records are of one document: between
 * two, a new date alone is no news.
 */
export class Redecode {
  constructor(
    private readonly documents: StoredDocuments,
    private readonly decode: Decoder,
    private readonly clock: Clock,
  ) {}

  /**
   * @param progress told after each document how many of how many have been read
   * @throws what the store throws, and the signal's reason
   */
  async run(
    request: RedecodeRequest,
    signal: AbortSignal,
    progress: (done: number, of: number) => void = () => {},
  ): Promise<Redecoded> {
    const { feed, since, until, limit } = request;
    const fetches = within(await this.documents.fetchesOf(feed.id, since), until, limit);
    const result = nothingRedecoded();
    const told = new Map<Guid, Told>();
    // The same bytes are one document, however often they came.
    const noted = new Set<string>();
    const reader = new ReadAgain(this.documents, this.decode, feed);
    for (const [i, fetch] of fetches.entries()) {
      signal.throwIfAborted();
      const read = await reader.read(fetch);
      // What came after `until` is read only to know what it says of items that came before as well.
      if (!isAfter(fetch.at, until) && !noted.has(fetch.sha256)) {
        noted.add(fetch.sha256);
        note(result, fetch, read);
      }
      if (read !== undefined && 'records' in read) await this.hear(told, fetch, read, feed);
      progress(i + 1, fetches.length);
    }
    const items = [...told.values()].filter(({ lastAt }) => !isAfter(lastAt, until));
    for (let at = 0; at < items.length; at += HELD_AT_ONCE) {
      const some = items.slice(at, at + HELD_AT_ONCE);
      const held = await this.documents.held(
        feed.partnerId,
        some.map(({ guid }) => guid),
      );
      for (const item of some) weigh(result, item, held.get(item.guid));
    }
    return result;
  }

  /** Takes in what one document says, as a poll would have. */
  private async hear(told: Map<Guid, Told>, fetch: StoredFetch, decoded: Decoded, feed: Feed): Promise<void> {
    const providerVersions = hasProviderVersions(decoded.format);
    const options = { providerVersions, now: this.clock.now() };
    const again = new Set(fetch.servedAgain);
    const records = decoded.records.map(withKillStatus).filter(({ guid }) => !again.has(guid));
    const here = await this.madeHere(fetch, records, feed);
    for (const record of [...chunks(records, providerVersions)].flat()) {
      const before = told.get(record.guid);
      const judged = classify(record, before, options);
      if (judged.outcome === 'stale') continue;
      const mark = { lastAt: fetch.at, lastFetchId: fetch.fetchId };
      if (before !== undefined && judged.outcome === 'unchanged') {
        // The record of the document that made the held version can be compared with it in full.
        const own = here.has(record.guid) ? { record, fetch, versionCreated: record.versionCreated } : {};
        told.set(record.guid, { ...before, ...own, ...mark });
      } else if (judged.outcome === 'accepted') {
        told.set(record.guid, {
          itemId: 0,
          guid: record.guid,
          version: judged.version,
          providerVersion: judged.providerVersion,
          fingerprint: record.fingerprint,
          pubStatus: record.pubStatus,
          versionCreated: record.versionCreated,
          earlierFingerprints: before ? [...before.earlierFingerprints, before.fingerprint] : [],
          fetch,
          record,
          providerVersions,
          ...mark,
        });
      }
    }
  }

  /** Those of the records whose held version came in this very document. */
  private async madeHere(fetch: StoredFetch, records: NewsRecord[], feed: Feed): Promise<Set<Guid>> {
    if (fetch.accepted === 0) return new Set();
    const held = await this.documents.held(feed.partnerId, [...new Set(records.map(({ guid }) => guid))]);
    return new Set(
      [...held.values()].filter((item) => item.fetchId === fetch.fetchId).map(({ guid }) => guid),
    );
  }
}

const isAfter = (at: Instant, until: Instant | undefined): boolean =>
  until !== undefined && Date.parse(at) > Date.parse(until);

function within(
  fetches: StoredFetch[],
  until: Instant | undefined,
  limit: number | undefined,
): StoredFetch[] {
  const inPeriod = fetches.filter(({ at }) => !isAfter(at, until)).length;
  if (inPeriod === 0) return [];
  return limit === undefined ? fetches : fetches.slice(Math.max(0, inPeriod - limit));
}

function note({ counts, documents, mended }: Redecoded, fetch: StoredFetch, read: Read): void {
  if (read === undefined) return;
  counts.documents += 1;
  const { fetchId, at, url, outcome } = fetch;
  if ('records' in read) {
    if (outcome !== 'undecodable') return;
    const { format, charset, warnings, records } = read;
    counts.newlyDecodable += 1;
    documents.push({ fetchId, at, url, change: 'newly-decodable', records: records.length });
    mended.push({ fetchId, decoded: { format, charset, warnings }, records: records.length });
  } else if (outcome === 'undecodable') counts.stillUndecodable += 1;
  else if (outcome === 'decoded') {
    counts.noLongerDecodable += 1;
    documents.push({ fetchId, at, url, change: 'no-longer-decodable', problem: read.problem });
  }
}
