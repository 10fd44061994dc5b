import type { SendAborter } from '#exchange/inbound/inbound-ports.js';
import type { Doorbell } from '#exchange/outbound/outbound-ports.js';
import type { Logger } from '#wiring/logging.js';
import { NestLogger } from '#wiring/logging.js';
import type { Bells } from '#wiring/open-bells.js';
import type { Ledger } from '#wiring/open-ledger.js';
import type { ApiOptions } from './api-options.js';
import { createApi } from './create-api.js';
import { queueCheck } from './health/queue-check.js';
import { storeServices } from './store-services.js';

export interface ServedApi {
  /** Where it listens. */
  url: string;
  /** Lets requests under way finish. */
  close(): Promise<void>;
}

export interface ApiParts {
  ledger: Pick<Ledger, 'dataSource' | 'keys' | 'signIns' | 'box' | 'items' | 'agreements'>;
  bells: Pick<Bells, 'backend' | 'queues' | 'lanes' | 'feeds' | 'sentinel'>;
  /** Rings for lanes where this process may drain them itself; absent where only the queue can be asked. */
  lanes?: Doorbell;
  /** What this process sends, for a recall to cut short; absent where it sends nothing. */
  sends?: SendAborter;
}

export interface ApiAddress {
  host: string;
  /** 0 = any free one. */
  port: number;
  /** Where browsers and partners reach it, without a trailing slash. */
  publicUrl: string;
}

/** The API over an open ledger, listening. */
export async function serveApi(
  { ledger, bells, lanes = bells.lanes, sends }: ApiParts,
  { host, port, publicUrl }: ApiAddress,
  logger: Logger,
  options: Omit<ApiOptions, 'services' | 'queues' | 'publicUrl' | 'logger'> = {},
): Promise<ServedApi> {
  const app = await createApi({
    ...options,
    services: storeServices({
      ...ledger,
      bells: { lanes, feeds: bells.feeds },
      sends,
      doorbell: queueCheck(() => bells.sentinel.lost(), bells.backend.kind),
    }),
    publicUrl,
    queues: bells.queues,
    logger: new NestLogger(logger),
  });
  await app.listen(port, host);
  return { url: await app.getUrl(), close: () => app.close() };
}
