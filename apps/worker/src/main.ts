import { readEnvironment } from '#settings/environment.js';
import { exchangeSettings } from '#wiring/exchange-settings.js';
import { createLogger } from '#wiring/logging.js';
import { openExchange } from '#wiring/open-exchange.js';
import { runUntilSignal } from '#wiring/run-until-signal.js';
import { runWorker } from './run-worker.js';

// A worker alone: WORKER_ROLES says what it does. Any number of them may run on one ledger.
await runUntilSignal('worker', async () => {
  const environment = readEnvironment(process.env);
  const logger = createLogger({ level: environment.logLevel, service: 'worker' });
  const settings = { ...exchangeSettings(environment, 'korpu-worker'), databaseWait: {} };
  const exchange = await openExchange(settings, logger);
  const worker = await runWorker(exchange, environment.workerRoles, logger);
  logger.info({ roles: environment.workerRoles }, 'The worker runs.');
  return async () => {
    await worker.close();
    await exchange.close();
  };
});
