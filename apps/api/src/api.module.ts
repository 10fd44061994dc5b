import { type DynamicModule, Module } from '@nestjs/common';
import type { Gatekeeper } from './access/gatekeeper.js';
import type { SessionCookie } from './access/sign-in.controller.js';
import { SignInController } from './access/sign-in.controller.js';
import {
  EVENT_FEED,
  GATEKEEPER,
  METRICS,
  METRICS_ACCESS,
  PAGE_ZONE,
  PULL_FEED,
  SERVICES,
  SESSION_COOKIE,
} from './api.tokens.js';
import type { ApiServices } from './api-services.js';
import type { ExchangeMetrics } from './health/exchange-metrics.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { AssetsController } from './pages/assets.controller.js';
import { DeliveryController } from './pages/delivery/delivery.controller.js';
import { DocumentsPageController } from './pages/documents/documents-page.controller.js';
import { ItemController } from './pages/item/item.controller.js';
import { DismissController } from './pages/lane/dismiss.controller.js';
import { KeysController } from './pages/lane/keys.controller.js';
import { LaneController } from './pages/lane/lane.controller.js';
import { ConfirmController } from './pages/recall/confirm.controller.js';
import { RecallController } from './pages/recall/recall.controller.js';
import { ActsController } from './pages/status/acts.controller.js';
import { StatusController } from './pages/status/status.controller.js';
import { PullFeedController } from './pull-feed/pull-feed.controller.js';
import { PullFeed, type PullFeedOptions } from './pull-feed/pull-feed.js';
import { CatalogueController } from './rest/catalogue.controller.js';
import { ControlsController } from './rest/controls.controller.js';
import { DismissalsController } from './rest/dismissals.controller.js';
import { DocumentsController } from './rest/documents.controller.js';
import { ExchangeController } from './rest/exchange.controller.js';
import { LedgerController } from './rest/ledger.controller.js';
import { RecallsController } from './rest/recalls.controller.js';
import { ReceiverController } from './rest/receiver.controller.js';
import { ReplaysController } from './rest/replays.controller.js';
import { SigningKeysController } from './rest/signing-keys.controller.js';
import { EventFeed } from './stream/event-feed.js';
import { StreamController } from './stream/stream.controller.js';

export interface ApiModuleParts {
  services: ApiServices;
  gatekeeper: Gatekeeper;
  session: SessionCookie;
  /** IANA zone in which the pages show times. */
  zone: string;
  pullFeed: PullFeedOptions;
  metrics: ExchangeMetrics;
  metricsAccess: 'public' | 'administrator';
}

@Module({})
export class ApiModule {}

/** The controllers and what they are given. */
export function apiModule({
  services,
  gatekeeper,
  session,
  zone,
  pullFeed,
  metrics,
  metricsAccess,
}: ApiModuleParts): DynamicModule {
  return {
    module: ApiModule,
    providers: [
      { provide: SERVICES, useValue: services },
      { provide: GATEKEEPER, useValue: gatekeeper },
      { provide: SESSION_COOKIE, useValue: session },
      { provide: PAGE_ZONE, useValue: zone },
      {
        provide: PULL_FEED,
        useFactory: () => new PullFeed(services.pullFeeds, services.destinations, pullFeed),
      },
      { provide: METRICS, useValue: metrics },
      { provide: METRICS_ACCESS, useValue: metricsAccess },
      { provide: EVENT_FEED, useFactory: () => new EventFeed(services.events) },
    ],
    controllers: [
      HealthController,
      MetricsController,
      AssetsController,
      SignInController,
      CatalogueController,
      LedgerController,
      DocumentsController,
      ExchangeController,
      ControlsController,
      RecallsController,
      ReceiverController,
      DismissalsController,
      ReplaysController,
      SigningKeysController,
      PullFeedController,
      StreamController,
      StatusController,
      ActsController,
      LaneController,
      DismissController,
      KeysController,
      ItemController,
      DeliveryController,
      DocumentsPageController,
      RecallController,
      ConfirmController,
    ],
  };
}
