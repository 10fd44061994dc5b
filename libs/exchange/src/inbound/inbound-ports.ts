import type { Agreement, Decision, Obligation, Receiver, Sender } from '#agreements/agreement.js';
import type { Format, Warning } from '#codecs/codec.js';
import type { FeedProfile } from '#codecs/profile/feed-profile.js';
import type { FeedPages } from '#exchange/inbound/pages-ports.js';
import type { QuotaKey, QuotaUse } from '#exchange/inbound/quota-use.js';
import type { ClaimWish, EarlyClaim } from '#exchange/outbound/outbound-ports.js';
import type { ConceptTree } from '#news/concept-tree.js';
import type { DestinationId, FeedId, Guid, PartnerId } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';

/** A feed as pulling needs it: its settings, and what the last poll left behind. */
export interface Feed {
  id: FeedId;
  partnerId: PartnerId;
  partnerName: string;
  url: string;
  /** Forced format; absent = recognised by content. */
  format?: Format;
  /** IANA zone in which dates without a zone are read. */
  zone: string;
  languages: string[];
  charset?: string;
  headlineSignals: Record<string, 'update' | 'correction' | 'kill' | 'recall' | 'alert'>;
  /** How the provider uses the format where that differs from the standard. */
  profile?: FeedProfile;
  /** Request headers, secrets already resolved; never logged. */
  headers: Record<string, string>;
  pollEverySeconds: number;
  minPollSeconds: number;
  maxPollSeconds: number;
  maxBytes: number;
  timeoutSeconds: number;
  maxPages: number;
  /** Its address is that of a list of pages, which are read in the place of a document. */
  pages?: FeedPages;
  paused: boolean;
  /** Its next poll is due. A bell may ring for a poll that another one has just made. */
  due: boolean;
  /** When the next poll is due, as the book writes it: its poll is settled by it, so that nothing said since is lost. */
  dueAt: string;
  poll: PollState;
}

/** What conditional GET and the adaptive interval remember between polls. */
export interface PollState {
  etag?: string;
  lastModified?: string;
  intervalSeconds: number;
  consecutiveFailures: number;
  /** SHA-256 of the last decoded document: equal bytes are not decoded again. */
  documentSha256?: string;
  /**
   * The feed has further pages and the last poll may not have read them: the next one reads them all, without asking
   * first whether anything changed. Set before the first page is accepted, so that an ingest cut short between two
   * pages loses none although the first page then brings nothing new.
   */
  pagesUnread?: boolean;
}

export interface PollResult {
  /** What was polled. What another address answered is not remembered. */
  url: string;
  /** `dueAt` of the feed when its poll began, or what the same poll has settled meanwhile. */
  dueAt: string;
  at: Instant;
  /** As long after `at` as the next poll is due after the book has taken note of this one: the book has a clock of its own. */
  nextPollAt: Instant;
  poll: PollState;
  outcome: 'changed' | 'unchanged' | 'not-modified' | 'undecodable' | 'failed';
  /** A sentence for ops: what went wrong and where; absent when all is well. */
  problem?: { code: string; message: string };
  accepted: number;
}

/** A feed that is to be polled, and in how many milliseconds: 0 for one that is due. */
export interface DueFeed {
  id: FeedId;
  inMilliseconds: number;
}

export interface FeedBook {
  /** Undefined when the feed is not (any longer) configured. */
  find(id: FeedId): Promise<Feed | undefined>;
  /** Answers when the feed is due now. One that became due anew while it was polled, by a person or a change of its settings, stays so. */
  settlePoll(id: FeedId, result: PollResult): Promise<string>;
  /** Feeds that are not paused and whose next poll is due, or will be within so long, most overdue first. */
  due(limit: number, withinMilliseconds: number): Promise<DueFeed[]>;
}

export interface PullRequest {
  url: string;
  headers: Record<string, string>;
  etag?: string;
  lastModified?: string;
  /** Bytes after decompression at most. */
  maxBytes: number;
  timeoutSeconds: number;
}

export type Pulled =
  | { status: 'not-modified'; retryAfterSeconds?: number; maxAgeSeconds?: number }
  | {
      status: 'fetched';
      bytes: Buffer;
      /** Where the bytes came from, after redirects. */
      url: string;
      contentType?: string;
      headers: Record<string, string>;
      etag?: string;
      lastModified?: string;
      maxAgeSeconds?: number;
    };

/** Why a pull failed. `later` failures slow the feed down; `after` names the wait the origin asked for. */
export class PullFailed extends Error {
  readonly stage = 'pull';
  constructor(
    /** `pull.dns`, `pull.connect`, `pull.tls`, `pull.timeout`, `pull.too-large`, `pull.http-<status>`, `pull.address-refused`, `pull.bad-url`, `pull.redirects`, `pull.bad-encoding`, `pull.bad-headers`, `pull.aborted` */
    readonly code: string,
    message: string,
    readonly retry: 'never' | 'later' | { afterSeconds: number },
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'PullFailed';
  }
}

export interface PullTransport {
  pull(request: PullRequest, signal: AbortSignal): Promise<Pulled>;
}

/** Where fetched bytes are kept, by their content, before anything reads them. */
export interface DocumentArchive {
  /** Answers the id of this fetch; the same bytes are stored once. */
  keep(fetch: {
    feedId: FeedId;
    url: string;
    at: Instant;
    bytes: Buffer;
    sha256: string;
    contentType?: string;
    headers: Record<string, string>;
  }): Promise<FetchId>;
  settle(
    id: FetchId,
    outcome:
      | {
          decoded: true;
          format: Format;
          charset: string;
          records: number;
          accepted: number;
          warnings: Warning[];
        }
      | { decoded: false; code: string; message: string },
  ): Promise<void>;
}
export type FetchId = number;

/** What the ledger knows of an item before a new candidate is judged. */
export interface CurrentItem {
  itemId: number;
  guid: Guid;
  /** The ledger's own number, growing by at least one with every accepted version. */
  version: number;
  /** The provider's number of that version, where it gave one. */
  providerVersion?: number;
  fingerprint: string;
  pubStatus: NewsRecord['pubStatus'];
  versionCreated?: Instant;
  /** Fingerprints of earlier versions: a cache that serves an old page again must not make a version. */
  earlierFingerprints: string[];
}

export type Change = 'new' | 'update' | 'correction' | 'withhold' | 'kill';

/** How a candidate relates to what is held already. */
export type Classified =
  | { outcome: 'accepted'; change: Change; version: number; providerVersion?: number }
  | { outcome: 'unchanged' | 'stale'; detail: string };

/**
 * A destination that holds, or may hold, some version of the item: one that was delivered to, one where a send is in
 * flight, one where an attempt ended unclear. Only destinations that still exist: nothing can be sent to the others.
 */
export interface Holder {
  destinationId: DestinationId;
  /** The highest version that certainly arrived; absent when an attempt ended unclear. */
  version?: number;
}

/** An item with the same guid that another partner brought before. */
export interface Namesake {
  partnerId: PartnerId;
  /** Where it went, or is to go; a later kill changes nothing. */
  destinationIds: DestinationId[];
}

export interface AcceptedItem {
  itemId: number;
  record: NewsRecord;
  change: Change;
  version: number;
  holders: Holder[];
  namesakes: Namesake[];
}

/** Lower is sooner. */
export const PRIORITY = { kill: 0, correction: 1, urgent: 2, normal: 3, replay: 4 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

export interface PlannedDelivery {
  destinationId: DestinationId;
  kind: 'item' | 'kill';
  priority: Priority;
  dueAt: Instant;
  obligations: Obligation[];
  withoutRenditions: string[];
  /** The receiver never held the item: it must not read "correction" of something it has not seen. */
  asNew: boolean;
  /** Older versions that have not arrived there yet must not leave before it, whatever the destination takes. */
  withdrawsOlder?: true;
}

export interface PlannedItem {
  itemId: number;
  decisions: { destinationId: DestinationId; decision: Decision }[];
  deliveries: PlannedDelivery[];
}

/** By whom and why items are taken back, where that is a person and not their provider. */
export interface RecallOrder {
  by: string;
  reason: string;
}

export interface AcceptRequest {
  partnerId: PartnerId;
  feedId: FeedId;
  /** Absent for what no feed brought. */
  fetchId?: FetchId;
  /** Kept with the recalls that kills among the candidates open. */
  recall?: RecallOrder;
  at: Instant;
  /** At most one for each guid: two versions of one item in a document come as two requests, the older first. */
  candidates: NewsRecord[];
  /** Called with the item's row locked. Must be pure: it may be called again when a transaction is retried. */
  classify(candidate: NewsRecord, current: CurrentItem | undefined): Classified;
  /** Called once for all accepted items, after their pending deliveries were superseded and their holders read. A destination that it names no delivery for may not have the version. */
  plan(accepted: AcceptedItem[], quotas?: QuotaUse): PlannedItem[];
  /**
   * Quotas that the items may come under. Where there are any their counts are read behind a lock, `plan` gets them, and
   * what it counts is written; absent = none.
   */
  quotas?: readonly QuotaKey[];
  /**
   * What is to be claimed with the deliveries that are written, in the same transaction; asked, with the destinations that have
   * something due, only where all is new and nothing a kill. Absent = nothing. Whose answer is lost with the
   * connection is taken back when its lease ends, as any claim.
   */
  wishes?(destinations: readonly DestinationId[]): readonly ClaimWish[];
}

export interface AcceptResult {
  accepted: { itemId: number; guid: Guid; version: number; change: Change }[];
  unchanged: number;
  stale: { guid: Guid; detail: string }[];
  /** Destinations that got new work: ring them after this returns, but for those all of whose due work is in `claims`. */
  destinations: DestinationId[];
  claims: EarlyClaim[];
}

/**
 * The ledger cannot hold what one of the candidates says (a value out of range, a character the store refuses): trying
 * again changes nothing. Nothing of the request was written; its other candidates are accepted in smaller requests.
 * Every other error of `accept` means that the ledger itself is out of reach, and that the same request may pass later.
 */
export class UnacceptableRecord extends Error {
  readonly stage = 'accept';
  readonly code = 'accept.unacceptable-record';
  readonly retry = 'never';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UnacceptableRecord';
  }
}

/** Items, their versions, decisions and deliveries: one transaction, multi-row statements. */
export interface ItemLedger {
  /**
   * In one transaction: lock the items, classify, supersede what is pending of older versions, read who holds them,
   * plan, and write versions, decisions and deliveries; with a kill, a recall of its holders is opened. Items whose fingerprint is unchanged are not locked at all.
   *
   * Where a destination takes every version, older ones go on waiting, but for what `dueOfOlder` makes of the plan. What is
   * being sent meanwhile is not stopped, except by a kill; should it fail, the same holds for its further attempts.
   * Throws `UnacceptableRecord` when a candidate can never be written.
   */
  accept(request: AcceptRequest): Promise<AcceptResult>;
}

/** What may be decided against at one moment; read from the store, cached for seconds. */
export interface AgreementBoard {
  agreements: Agreement[];
  receivers: Receiver[];
  /** Destinations that are removed, as they were: nothing new goes there, but what lies there is judged. Absent = none. */
  formerReceivers?: Receiver[];
  senders: ReadonlyMap<PartnerId, Sender>;
  /** Host names that each partner's feeds are pulled from. */
  hosts: ReadonlyMap<PartnerId, readonly string[]>;
  /** What is narrower than what, for agreements on subjects; absent = only equal codes are the same. */
  concepts?: ConceptTree;
}

export interface AgreementBook {
  board(): Promise<AgreementBoard>;
}

/** Cuts short, in this process, sends that a kill has overtaken. */
export interface SendAborter {
  /** Aborts what is being sent of an item in a version below `version`; answers how many sends that were. */
  abortOlder(itemId: number, version: number): number;
}
