import { EnvironmentFaulty, readEnvironment } from '#settings/environment.js';
import { exchangeSettings } from '#wiring/exchange-settings.js';
import { createLogger } from '#wiring/logging.js';
import { openBells } from '#wiring/open-bells.js';
import { openLedger } from '#wiring/open-ledger.js';
import { serveApi } from './serve-api.js';

/** The API alone, from the environment: one of several processes on one database. */
async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const settings = exchangeSettings(environment, 'api');
  const logger = createLogger({ level: environment.logLevel, service: 'api' });
  const ledger = await openLedger(settings, logger);
  const bells = await openBells(settings, logger);
  const address = { host: environment.host, port: environment.port, publicUrl: settings.publicUrl };
  const api = await serveApi({ ledger, bells }, address, logger, { exchange: settings.name });
  logger.info({ url: api.url }, 'The API listens.');

  const stop = async (signal: NodeJS.Signals) => {
    logger.info({ signal }, 'Finishing the requests under way.');
    await api.close();
    await bells.close();
    await ledger.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  console.error(error instanceof EnvironmentFaulty ? error.faults.join('\n') : error);
  process.exit(1);
});
