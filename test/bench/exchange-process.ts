import { serveApi } from '#apps/api/src/serve-api.js';
import { runWorker } from '#apps/worker/src/run-worker.js';
import type { ConfigurationSource } from '#settings/yaml-source.js';
import { createLogger } from '#wiring/logging.js';
import { openExchange } from '#wiring/open-exchange.js';
import { applySources, SECRET_KEYS } from './apply-sources.js';
import { measured } from './measured-process.js';

export interface ExchangeStart {
  databaseUrl: string;
  redisUrl?: string;
  allowAddresses: string[];
  sources: ConfigurationSource[];
  secret: string;
  /** Whether the API is served by this process too, as by `npm start`. Default false. */
  api?: boolean;
  /** Least important lines that are logged. Default `warn`. */
  logLevel?: 'warn' | 'error';
}

/** A child process: the exchange and its worker as `npm start` runs them, without the sandbox. */
measured(async (start: ExchangeStart) => {
  const { databaseUrl, redisUrl, allowAddresses } = start;
  const logger = createLogger({ level: start.logLevel ?? 'warn', service: 'bench', file: '/dev/stderr' });
  const publicUrl = 'http://127.0.0.1';
  const exchange = await openExchange(
    {
      databaseUrl,
      redisUrl,
      allowAddresses,
      queuePrefix: 'korpu-bench',
      poolSize: 10,
      secretKeys: SECRET_KEYS,
      applicationName: 'korpu-bench',
      name: 'korpu',
      publicUrl,
    },
    logger,
  );
  await applySources(exchange.ledger.configuration, start.sources, start.secret);
  const api = start.api
    ? await serveApi(exchange, { host: '127.0.0.1', port: 0, publicUrl }, logger)
    : undefined;
  const worker = await runWorker(exchange, ['pull', 'deliver', 'housekeeping'], logger);
  return async () => {
    await worker.close();
    await api?.close();
    await exchange.close();
  };
});
