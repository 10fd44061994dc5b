import { readEnvironment } from '#settings/environment.js';
import { exchangeSettings } from '#wiring/exchange-settings.js';
import { createLogger } from '#wiring/logging.js';
import { openBells } from '#wiring/open-bells.js';
import { openLedger } from '#wiring/open-ledger.js';
import { runUntilSignal } from '#wiring/run-until-signal.js';
import { serveApi } from './serve-api.js';

// The API alone: one of several processes on one ledger.
await runUntilSignal('API', async () => {
  const environment = readEnvironment(process.env);
  const settings = { ...exchangeSettings(environment, 'korpu-api'), databaseWait: {} };
  const logger = createLogger({ level: environment.logLevel, service: 'api' });
  const ledger = await openLedger(settings, logger);
  const bells = await openBells(settings, logger);
  const address = { host: environment.host, port: environment.port, publicUrl: settings.publicUrl };
  const api = await serveApi({ ledger, bells }, address, logger, {
    exchange: settings.name,
    trustedProxies: environment.trustedProxies,
  });
  logger.info({ url: api.url }, 'The API listens.');
  return async () => {
    await api.close();
    await bells.close();
    await ledger.close();
  };
});
