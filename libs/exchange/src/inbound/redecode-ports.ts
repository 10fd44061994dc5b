import type { CurrentItem, FetchId } from '#exchange/inbound/inbound-ports.js';
import type { FeedId, Guid, PartnerId } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';

/** A fetch whose document is still kept, without its bytes. */
export interface StoredFetch {
  fetchId: FetchId;
  at: Instant;
  /** After redirects. */
  url: string;
  contentType?: string;
  sha256: string;
  outcome: 'fetched' | 'decoded' | 'undecodable';
  /** Records that it held, by the decoder of its day. */
  records?: number;
  /** Records that made a version; absent while that is not known. */
  accepted?: number;
  /** Guids whose records a cache had served again: on these the document is no word. */
  servedAgain: Guid[];
}

/** An item as the ledger holds it. */
export interface HeldItem extends CurrentItem {
  record: NewsRecord;
  /** The fetch that brought this version; absent for what a person did, such as a recall. */
  fetchId?: FetchId;
}

/** The documents that retention has kept, and what the ledger made of them. */
export interface StoredDocuments {
  /** The feed's fetches since then, the oldest first. */
  fetchesOf(feedId: FeedId, since: Instant): Promise<StoredFetch[]>;
  /** Undefined when retention has dropped it meanwhile. */
  bytes(id: FetchId): Promise<Buffer | undefined>;
  /** Items never seen are absent in the answer. */
  held(partnerId: PartnerId, guids: readonly Guid[]): Promise<Map<Guid, HeldItem>>;
}
