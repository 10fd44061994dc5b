import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asFeedId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import { loadConfiguration } from '#settings/load-configuration.js';
import { sandboxCredential } from '#settings/local-secrets.js';
import { readConfigurationFiles } from '#settings/read-configuration-files.js';
import { createLogger } from '#wiring/logging.js';
import { openLedger } from '#wiring/open-ledger.js';
import { systemClock } from '#wiring/system-clock.js';
import type { ApiOptions } from '../api-options.js';
import { createApi } from '../create-api.js';
import { storeServices } from '../store-services.js';

/** What an attempt at a delivery comes to. */
export type Played = 'delivered' | 'retry' | 'dead';

export type ApiInTest = Awaited<ReturnType<typeof openApiInTest>>;

const SECRETS = {
  secretKey: Buffer.alloc(32, 7).toString('base64'),
  postgresPassword: '',
  sandboxKey: 'test',
};
export const PUBLIC_URL = 'http://exchange.test';

/** The credential of a destination of the shipped configuration. */
export const keyOf = (destinationId: string): string =>
  sandboxCredential(SECRETS, `SANDBOX_KEY_${destinationId.toUpperCase().replaceAll('-', '_')}`) ?? '';

/**
 * The API over a real ledger that holds the shipped configuration. Items come in and deliveries go out by the
 * exchange's own use cases, without a network: `accept` stands for a poll, `deliver` for a drain.
 */
export async function openApiInTest(databaseUrl: string, options: Partial<ApiOptions> = {}) {
  const logger = createLogger({ level: 'silent', service: 'test' });
  const ledger = await openLedger(
    { databaseUrl, poolSize: 8, secretKeys: [Buffer.alloc(32, 7)], applicationName: 'api-test' },
    logger,
  );
  await ledger.configuration.apply(await shippedConfiguration());

  const rung: string[] = [];
  const bell = { ring: async (ids: readonly string[]) => void rung.push(...ids) };
  const app: NestFastifyApplication = await createApi({
    services: storeServices({
      ...ledger,
      bells: { lanes: bell, feeds: bell },
      doorbell: { check: async () => ({ ok: true, detail: 'The queue answers' }) },
    }),
    publicUrl: PUBLIC_URL,
    logger: false,
    ...options,
  });

  const inbound = new AcceptRecords(ledger.items, ledger.agreements, bell, new InFlightSends(), systemClock);
  const accept = async (feed: string, ...records: NewsRecord[]): Promise<number[]> => {
    const feedId = asFeedId(feed);
    const { partnerId } = (await ledger.feeds.find(feedId))!;
    const bytes = Buffer.from(JSON.stringify(records));
    const fetchId = await ledger.documents.keep({
      feedId,
      url: `http://origin.test/${feed}`,
      at: new Date().toISOString(),
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      headers: {},
    });
    const arrival = { partnerId, feedId, fetchId, records, providerVersions: true };
    const { accepted } = await inbound.run(arrival, new AbortController().signal);
    return accepted.map(({ itemId }) => itemId);
  };

  const deliver = async (destination: string, played: Played = 'delivered', max = 100): Promise<number> => {
    const { deliveries } = await ledger.deliveries.claim(asDestinationId(destination), max, 60);
    await ledger.deliveries.settle(deliveries.map((delivery) => settlementOf(delivery, played)));
    return deliveries.length;
  };

  return {
    app,
    ledger,
    /** Ids of lanes and feeds, in the order in which they were rung. */
    rung,
    /** Answers the ids of the items that were accepted. */
    accept,
    /** Answers how many deliveries were due. */
    deliver,
    adminKey: await ledger.keys.createAdministrator('test'),
    close: async () => {
      await app.close();
      await ledger.close();
    },
  };
}

async function shippedConfiguration() {
  const sources = await readConfigurationFiles('config');
  const { configuration, faults } = loadConfiguration(sources, {
    env: (name) => sandboxCredential(SECRETS, name),
    readFile: () => '',
  });
  if (!configuration) throw new Error(`the shipped configuration is faulty: ${JSON.stringify(faults)}`);
  return configuration;
}

function settlementOf({ id, fence }: ClaimedDelivery, played: Played) {
  const codes = { delivered: 'delivery.delivered', retry: 'delivery.http-503', dead: 'delivery.http-422' };
  const statuses = { delivered: 200, retry: 503, dead: 422 };
  const code = codes[played];
  const attempt = {
    startedAt: new Date().toISOString(),
    milliseconds: 12,
    code,
    status: statuses[played],
    requestHeaders: { 'content-type': 'application/json' },
    bodySha256: 'ab'.repeat(32),
    bodyBytes: 2048,
    answer: played === 'delivered' ? 'ok' : 'not now',
  };
  const common = { deliveryId: id, fence, attempt };
  if (played === 'delivered') return { ...common, outcome: 'delivered' as const };
  if (played === 'dead') return { ...common, outcome: 'dead' as const, code, ambiguous: false };
  return { ...common, outcome: 'retry' as const, retryAfterSeconds: 60, code, ambiguous: false };
}
