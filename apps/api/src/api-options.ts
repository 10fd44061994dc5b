import type { LoggerService } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Registry } from 'prom-client';
import type { ApiServices } from './api-services.js';

export interface ApiOptions {
  services: ApiServices;
  /** Where browsers and partners reach the API, without a trailing slash. `https:` makes cookies Secure. */
  publicUrl: string;
  /** Names this exchange as the sender of feeds and in the items' hops; default `korpu`. */
  exchange?: string;
  /** IANA zone in which the pages show times; default `UTC`. */
  zone?: string;
  /** Queues to show at `/ops/queues`; without any the board is left out. */
  queues?: readonly Queue[];
  /** Addresses and CIDR blocks of proxies whose `X-Forwarded-For` is believed; default none. */
  trustedProxies?: readonly string[];
  /** Bytes of one request body at most; default 256 KiB. */
  bodyLimitBytes?: number;
  /** Who may read `/metrics`; default `administrator`, by key or session. */
  metricsAccess?: 'public' | 'administrator';
  /** Metrics of this process that are not in the ledger, such as a worker's. */
  registries?: readonly Registry[];
  logger?: LoggerService | false;
}
