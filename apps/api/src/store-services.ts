import type { DataSource } from 'typeorm';
import type { ApiKeyStore } from '#store/api-key.store.js';
import { poolOf } from '#store/data-source.js';
import { FeedControl } from '#store/feed-control.js';
import { LaneControl } from '#store/lane-control.js';
import { AgreementReads } from '#store/read/agreements.js';
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
import { StoryReads } from '#store/read/stories.js';
import { TrafficReader } from '#store/read/traffic-reader.js';
import { Replay } from '#store/replay.js';
import type { SignInStore } from '#store/sign-in.store.js';
import type { ApiServices, Check } from './api-services.js';
import { type Bells, Controls } from './rest/controls.js';

export interface StoreParts {
  dataSource: DataSource;
  keys: ApiKeyStore;
  signIns: SignInStore;
  bells: Bells;
  /** Whether the queue answers. */
  doorbell: Check;
}

/** The services of the API over the store of one database. */
export function storeServices({ dataSource, keys, signIns, bells, doorbell }: StoreParts): ApiServices {
  const pool = poolOf(dataSource);
  return {
    keys,
    signIns,
    partners: new PartnerReads(pool),
    feeds: new FeedReads(pool),
    destinations: new DestinationReads(pool),
    agreements: new AgreementReads(pool),
    documents: new DocumentReads(pool),
    items: new ItemReads(pool),
    stories: new StoryReads(pool),
    deliveries: new DeliveryReads(pool),
    decisions: new DecisionReads(pool),
    exchange: new ExchangeSummaryReads(pool),
    kills: new KillReads(pool),
    controls: new Controls(new LaneControl(pool), new FeedControl(pool), new Replay(pool), bells),
    pullFeeds: new PullFeedReads(pool),
    events: new EventReads(pool),
    database: new Readiness(dataSource),
    traffic: new TrafficReader(pool),
    doorbell,
  };
}
