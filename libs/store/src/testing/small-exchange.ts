import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { classify } from '#exchange/inbound/classify.js';
import type { AcceptRequest, AcceptResult } from '#exchange/inbound/inbound-ports.js';
import { planDeliveries } from '#exchange/inbound/plan-deliveries.js';
import { quotaKeys } from '#exchange/inbound/quota-use.js';
import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { dead, delivered, retry } from '#exchange/testing/ledger-under-test.js';
import { fingerprintOf } from '#news/fingerprint.js';
import {
  asDestinationId,
  asFeedId,
  asGuid,
  asPartnerId,
  type DestinationId,
  type PartnerId,
} from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { Configuration } from '#settings/configuration.js';
import { SqlAgreementBook } from '../agreement-book.js';
import { ApiKeyStore } from '../api-key.store.js';
import { ConfigurationStore } from '../configuration-store.js';
import { SqlDeliveryLedger } from '../delivery-ledger.js';
import { DestinationBook } from '../destination-book.js';
import { SqlItemLedger } from '../item-ledger.js';
import { LaneClaims } from '../lane-claims.js';
import { SecretBox } from '../secret-box.js';
import { RecordCache } from '../version-reader.js';
import type { WorkerPresence } from '../worker-presence.js';
import { sampleConfiguration } from './sample-configuration.js';

export const KHABAR = asDestinationId('khabar-webhook');
export const BAKU_TV = asDestinationId('baku-tv-feed');
export const REPORT = asPartnerId('report');

export function aRecord(guid: string, more: Partial<NewsRecord> = {}): NewsRecord {
  const record = {
    kind: 'newsItem',
    guid: asGuid(guid),
    version: 1,
    itemClass: 'text',
    provider: { name: 'Report' },
    pubStatus: 'usable',
    language: 'ru',
    headline: `Новость ${guid}`,
    ...more,
  } as NewsRecord;
  return { ...record, fingerprint: fingerprintOf(record) };
}

/** The sample configuration with the real rules over a real database: only the partners are played. */
export class SmallExchange {
  readonly items: SqlItemLedger;
  readonly deliveries: SqlDeliveryLedger;
  readonly box = new SecretBox([Buffer.alloc(32, 1)]);
  readonly configuration: ConfigurationStore;
  private readonly agreements: SqlAgreementBook;

  private constructor(dataSource: DataSource, pool: pg.Pool, worker?: WorkerPresence) {
    const claims = new LaneClaims(pool, { worker });
    this.items = new SqlItemLedger(pool, new RecordCache(), claims);
    this.deliveries = new SqlDeliveryLedger(pool, new DestinationBook(dataSource, this.box, 0), claims);
    this.configuration = new ConfigurationStore(dataSource, this.box, new ApiKeyStore(pool, this.box));
    this.agreements = new SqlAgreementBook(pool, 0);
  }

  /** @param worker who claims; default: nobody that a sweep could ask for */
  static async open(dataSource: DataSource, pool: pg.Pool, worker?: WorkerPresence): Promise<SmallExchange> {
    const exchange = new SmallExchange(dataSource, pool, worker);
    await exchange.configuration.apply(sampleConfiguration());
    return exchange;
  }

  accept(...records: NewsRecord[]): Promise<number[]> {
    return this.acceptFrom(REPORT, ...records);
  }

  async acceptFrom(partnerId: PartnerId, ...records: NewsRecord[]): Promise<number[]> {
    const { accepted } = await this.acceptance(partnerId, records);
    return accepted.map((item) => item.itemId);
  }

  /** @param wishes what is to be claimed with them */
  async acceptance(
    partnerId: PartnerId,
    records: NewsRecord[],
    wishes?: AcceptRequest['wishes'],
  ): Promise<AcceptResult> {
    const board = await this.agreements.board();
    const now = new Date();
    return this.items.accept({
      partnerId,
      feedId: asFeedId('report-ru'),
      fetchId: 1,
      at: now.toISOString(),
      candidates: records,
      classify: (candidate, current) => classify(candidate, current, { providerVersions: false, now }),
      plan: (accepted, quotas) => planDeliveries(accepted, board, partnerId, now, quotas),
      quotas: quotaKeys(board, partnerId, now),
      wishes,
    });
  }

  async claim(id: DestinationId, max = 100): Promise<ClaimedDelivery[]> {
    return (await this.deliveries.claim(id, max, 30)).deliveries;
  }

  /** Sends what is due; every delivery ends the same way. Answers what was sent. */
  async send(
    id: DestinationId,
    outcome: 'delivered' | 'dead' | 'unclear' = 'delivered',
  ): Promise<ClaimedDelivery[]> {
    const claims = await this.claim(id);
    const now = new Date();
    const settlements = claims.map((claim) =>
      outcome === 'delivered'
        ? delivered(claim, now)
        : outcome === 'dead'
          ? dead(claim, now)
          : retry(claim, now, new Date(now.getTime() + 3_600_000), true),
    );
    await this.deliveries.settle(settlements);
    return claims;
  }

  /** As its file is deleted and the configuration applied. `bringBack` undoes it. */
  async removeDestination(id: DestinationId): Promise<void> {
    const { destinations, ...rest } = sampleConfiguration();
    await this.configuration.apply({ ...rest, destinations: destinations.filter((one) => one.id !== id) });
  }

  /** As when the files of agreements are changed and the configuration is applied. `bringBack` undoes it. */
  async agree(change: (all: Configuration['agreements']) => Configuration['agreements']): Promise<void> {
    const configuration = sampleConfiguration();
    await this.configuration.apply({
      ...configuration,
      agreements: change(configuration.agreements),
    });
  }

  async bringBack(): Promise<void> {
    await this.configuration.apply(sampleConfiguration());
  }

  kill(guid: string): Promise<number[]> {
    return this.accept(aRecord(guid, { pubStatus: 'canceled', signals: ['kill'] }));
  }
}
