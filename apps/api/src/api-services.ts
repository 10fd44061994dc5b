import type { ConfirmationLinks } from '#exchange/recall/confirmation-links.js';
import type { RecallItem } from '#exchange/recall/recall-item.js';
import type { RecallLedger } from '#exchange/recall/recall-ports.js';
import type { DeadLetterReads } from '#store/read/dead-letters.js';
import type { DeliveryPlace } from '#store/read/deliveries.js';
import type { SummaryPeriod } from '#store/read/exchange-summary.js';
import type { ReceiptBook } from '#store/receipt-book.js';
import type { SequenceBook } from '#store/sequence-book.js';
import type { SigningKeys } from '#store/signing-key.store.js';
import type { KeyBook, SignInBook } from './access/gatekeeper.js';
import type { Traffic } from './health/count-traffic.js';
import type { PullFeedReads } from './pull-feed/pull-feed.js';
import type {
  AgreementResource,
  DestinationResource,
  FeedResource,
  PartnerResource,
} from './rest/catalogue-resources.js';
import type { Controls } from './rest/controls.js';
import type {
  AttemptResource,
  DecisionResource,
  DeliveryResource,
  DocumentDetailResource,
  DocumentResource,
  ExchangeSummaryResource,
  ItemResource,
  ItemVersionResource,
  KillResource,
  SameStoryResource,
} from './rest/ledger-resources.js';
import type { RecallReportResource, RecallResource, ReceiptResource } from './rest/recall-resources.js';
import type { ReplayResource } from './rest/replay-resources.js';
import type { Events } from './stream/event-feed.js';

// What the API needs from the rest of the house, in its own words. Wiring gives it plain objects that fit.

/** Few rows that people named: ordered by id. */
export interface Listing<Row> {
  /** Rows whose id comes after `after`, `limit` at most. */
  list(limit: number, after?: string): Promise<Row[]>;
  find(id: string): Promise<Row | undefined>;
}

/** Many rows that the exchange numbered: the newest first. */
export interface Ledger<Row, Filter> {
  /** Rows with an id below `before`, `limit` at most. */
  list(filter: Filter, limit: number, before?: number): Promise<Row[]>;
  find(id: number): Promise<Row | undefined>;
}

export interface ItemFilter {
  partnerId?: string;
  feedId?: string;
  guid?: string;
  language?: string;
  /** Words of the headline, in their order, whatever their case. */
  headline?: string;
  pubStatus?: ItemResource['pubStatus'];
}

export interface DeliveryFilter {
  destinationId?: string;
  itemId?: number;
  state?: DeliveryResource['state'];
  kind?: DeliveryResource['kind'];
}

export interface DecisionFilter {
  destinationId?: string;
  itemId?: number;
  allow?: boolean;
}

export interface DocumentFilter {
  feedId?: string;
  state?: DocumentResource['state'];
}

export interface Documents {
  /** Rows with an id below `before`, `limit` at most, the newest first. */
  list(filter: DocumentFilter, limit: number, before?: number): Promise<DocumentResource[]>;
  find(id: number): Promise<DocumentDetailResource | undefined>;
  /** As they came; undefined when retention has dropped them. */
  bytes(id: number): Promise<Buffer | undefined>;
}

export interface Items extends Ledger<ItemResource, ItemFilter> {
  /** All versions, the newest first. */
  versions(itemId: number): Promise<ItemVersionResource[]>;
}

/** Items that tell the same story. */
export interface Stories {
  of(itemId: number): Promise<SameStoryResource>;
}

export interface Deliveries {
  /** How many attempts of each are kept, those before a replay too. */
  attemptCounts(deliveryIds: readonly number[]): Promise<Map<number, number>>;
  /** The first `limit`: see `page`. */
  list(filter: DeliveryFilter, limit: number): Promise<DeliveryResource[]>;
  /** Those of one settled state by when they were settled, the last first; others by id, the newest first. */
  page(
    filter: DeliveryFilter,
    limit: number,
    behind?: DeliveryPlace,
  ): Promise<{ items: DeliveryResource[]; next?: DeliveryPlace }>;
  find(id: number): Promise<DeliveryResource | undefined>;
  /** All attempts that retention has kept, the first first. */
  attempts(deliveryId: number): Promise<AttemptResource[]>;
}

export interface Exchange {
  summary(): Promise<ExchangeSummaryResource>;
  ofPeriod(period: SummaryPeriod): Promise<ExchangeSummaryResource>;
}

/** Kills with who holds the item and who has confirmed; the newest first. */
export interface Kills {
  latest(limit: number): Promise<KillResource[]>;
  /** Those that somebody has not confirmed. */
  open(limit: number): Promise<KillResource[]>;
}

export interface RecallFilter {
  open?: boolean;
  itemId?: number;
  /** Only recalls it is a holder in, and of the holders itself alone. */
  destinationId?: string;
}

export interface Recalls extends Ledger<RecallResource, RecallFilter> {
  /** The recall that a kill's delivery belongs to, and whose delivery it is; undefined for any other delivery. */
  ofDelivery(deliveryId: number): Promise<{ recallId: number; destinationId: string } | undefined>;
}

export interface Receipts extends Pick<ReceiptBook, 'take'> {
  /** Of these deliveries, the first first. */
  of(deliveryIds: readonly number[]): Promise<ReceiptResource[]>;
}

/** Whether something answers. */
export interface Check {
  /** `detail` is a sentence for ops. Never throws. */
  check(): Promise<{ ok: boolean; detail: string }>;
}

export interface ApiServices {
  keys: KeyBook;
  signIns: SignInBook;
  partners: Listing<PartnerResource>;
  feeds: Listing<FeedResource>;
  destinations: Listing<DestinationResource>;
  agreements: Listing<AgreementResource>;
  documents: Documents;
  items: Items;
  stories: Stories;
  deliveries: Deliveries;
  deadLetters: Pick<DeadLetterReads, 'codes'>;
  decisions: Ledger<DecisionResource, DecisionFilter>;
  exchange: Exchange;
  kills: Kills;
  recalls: Recalls;
  recallReports: { find(id: number): Promise<RecallReportResource | undefined> };
  recallItem: Pick<RecallItem, 'run'>;
  removals: Pick<RecallLedger, 'confirm'>;
  confirmationLinks: Pick<ConfirmationLinks, 'read'>;
  receipts: Receipts;
  sequences: Pick<SequenceBook, 'last' | 'between' | 'deliveries'>;
  controls: Pick<Controls, keyof Controls>;
  replays: Ledger<ReplayResource, { destinationId?: string }>;
  signingKeys: Pick<SigningKeys, 'list' | 'rotate' | 'revoke'>;
  pullFeeds: PullFeedReads;
  events: Events;
  database: Check;
  traffic: Traffic;
  /** The queue that rings lanes. It delays when it is down; it is never what deliveries depend on. */
  doorbell: Check;
}
