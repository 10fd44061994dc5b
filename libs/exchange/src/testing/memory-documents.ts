import { SERVED_AGAIN } from '#exchange/inbound/classify.js';
import type { HeldItem, StoredDocuments, StoredFetch } from '#exchange/inbound/redecode-ports.js';
import { asGuid, type FeedId, type Guid, type PartnerId } from '#news/ids.js';
import type { MemoryFeeds } from './memory-feeds.js';
import { currentOf } from './memory-item-ledger.js';
import type { MemoryTables } from './memory-tables.js';

/** What the feeds in memory have kept, and what the ledger in memory made of it. */
export class MemoryDocuments implements StoredDocuments {
  constructor(
    private readonly feeds: MemoryFeeds,
    private readonly tables: MemoryTables,
  ) {}

  async fetchesOf(feedId: FeedId, since: string): Promise<StoredFetch[]> {
    return this.feeds.fetches.flatMap((fetch, i): StoredFetch[] => {
      if (fetch.feedId !== feedId || Date.parse(fetch.at) < Date.parse(since)) return [];
      const { at, url, contentType, sha256, outcome } = fetch;
      const known = outcome?.decoded ? outcome : undefined;
      const again = known?.warnings.filter(({ code, detail }) => code === 'stale' && detail === SERVED_AGAIN);
      return [
        {
          fetchId: i + 1,
          at,
          url,
          contentType,
          sha256,
          outcome: outcome === undefined ? 'fetched' : outcome.decoded ? 'decoded' : 'undecodable',
          records: known?.records,
          accepted: known?.accepted,
          servedAgain: (again ?? []).map((warning) => asGuid(warning.at)),
        },
      ];
    });
  }

  async bytes(id: number): Promise<Buffer | undefined> {
    return this.feeds.fetches[id - 1]?.bytes;
  }

  async held(partnerId: PartnerId, guids: readonly Guid[]): Promise<Map<Guid, HeldItem>> {
    const rows = this.tables.items.filter((row) => row.partnerId === partnerId && guids.includes(row.guid));
    return new Map(
      rows.map((row) => {
        const own = this.tables.versions.find((v) => v.itemId === row.itemId && v.version === row.version);
        return [row.guid, { ...currentOf(row), record: row.record, fetchId: own?.fetchId }];
      }),
    );
  }
}
