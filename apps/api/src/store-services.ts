import type { DataSource } from 'typeorm';
import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import type { AgreementBook, ItemLedger, SendAborter } from '#exchange/inbound/inbound-ports.js';
import { ConfirmationLinks } from '#exchange/recall/confirmation-links.js';
import { RecallItem } from '#exchange/recall/recall-item.js';
import type { ApiKeyStore } from '#store/api-key.store.js';
import { poolOf } from '#store/data-source.js';
import { Dismissal } from '#store/dismissal.js';
import { FeedControl } from '#store/feed-control.js';
import { HeldItemReader } from '#store/held-item-reader.js';
import { LaneControl } from '#store/lane-control.js';
import { AgreementReads } from '#store/read/agreements.js';
import { DeadLetterReads } from '#store/read/dead-letters.js';
import { DecisionReads } from '#store/read/decisions.js';
import { DeliveryReads } from '#store/read/deliveries.js';
import { DestinationReads } from '#store/read/destinations.js';
import { DocumentReads } from '#store/read/documents.js';
import { EventReads } from '#store/read/events.js';
import { ExchangeSummaryReads } from '#store/read/exchange-summary.js';
import { FeedReads } from '#store/read/feeds.js';
import { ItemReads } from '#store/read/items.js';
import { KillReads } from '#store/read/kills.js';
import { PartnerReads } from '#store/read/partners.js';
import { PullFeedReads } from '#store/read/pull-feed.js';
import { Readiness } from '#store/read/readiness.js';
import { RecallReports } from '#store/read/recall-report.js';
import { RecallReads } from '#store/read/recalls.js';
import { ReplayReads } from '#store/read/replays.js';
import { StoryReads } from '#store/read/stories.js';
import { TrafficReader } from '#store/read/traffic-reader.js';
import { SqlRecallLedger } from '#store/recall-ledger.js';
import { ReceiptBook } from '#store/receipt-book.js';
import { Replay } from '#store/replay.js';
import type { SecretBox } from '#store/secret-box.js';
import { SequenceBook } from '#store/sequence-book.js';
import type { SignInStore } from '#store/sign-in.store.js';
import { SigningKeys } from '#store/signing-key.store.js';
import { VocabularyBook } from '#store/vocabulary-book.js';
import { systemClock } from '#wiring/system-clock.js';
import type { ApiServices, Check } from './api-services.js';
import { type Bells, Controls } from './rest/controls.js';
import { TakeReceipts } from './rest/take-receipts.js';

export interface StoreParts {
  dataSource: DataSource;
  keys: ApiKeyStore;
  signIns: SignInStore;
  /** Signs and knows the links that confirm a removal, and seals signing keys. */
  box: SecretBox;
  items: ItemLedger;
  agreements: AgreementBook;
  bells: Bells;
  /** What this process sends, for a recall to cut short; absent where it sends nothing. */
  sends?: SendAborter;
  /** Whether the queue answers. */
  doorbell: Check;
}

/** The services of the API over the store of one database. */
export function storeServices(parts: StoreParts): ApiServices {
  const { dataSource, keys, signIns, bells, doorbell, box, items, agreements } = parts;
  const pool = poolOf(dataSource);
  const vocabularies = new VocabularyBook(pool);
  const sends = parts.sends ?? { abortOlder: () => 0 };
  const acceptRecords = new AcceptRecords(items, agreements, bells.lanes, sends, systemClock);
  return {
    keys,
    signIns,
    partners: new PartnerReads(pool),
    feeds: new FeedReads(pool),
    destinations: new DestinationReads(pool),
    agreements: new AgreementReads(pool),
    documents: new DocumentReads(pool),
    items: new ItemReads(pool, vocabularies),
    stories: new StoryReads(pool),
    deliveries: new DeliveryReads(pool),
    deadLetters: new DeadLetterReads(pool),
    decisions: new DecisionReads(pool),
    exchange: new ExchangeSummaryReads(pool),
    kills: new KillReads(pool),
    recalls: new RecallReads(pool),
    recallReports: new RecallReports(pool),
    recallItem: new RecallItem(new HeldItemReader(pool), acceptRecords, systemClock),
    removals: new SqlRecallLedger(pool),
    confirmationLinks: new ConfirmationLinks((text) => box.digests(text), ''),
    receipts: new TakeReceipts(new ReceiptBook(pool), bells.lanes),
    sequences: new SequenceBook(pool),
    controls: new Controls(
      new LaneControl(pool),
      new FeedControl(pool),
      new Replay(pool),
      new Dismissal(pool),
      bells,
    ),
    replays: new ReplayReads(pool),
    signingKeys: new SigningKeys(pool, box),
    pullFeeds: new PullFeedReads(pool, vocabularies),
    events: new EventReads(pool),
    database: new Readiness(dataSource),
    traffic: new TrafficReader(pool),
    doorbell,
  };
}
