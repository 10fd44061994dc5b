import { EnvironmentFaulty, readEnvironment } from '#settings/environment.js';
import { createLogger } from '#wiring/logging.js';
import { openBells } from '#wiring/open-bells.js';
import { openLedger } from '#wiring/open-ledger.js';
import { serveApi } from './serve-api.js';

/** The API alone, from the environment: one of several processes on one database. */
async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const { databaseUrl, secretKeys, host, port, publicUrl, redisUrl, queuePrefix } = environment;
  if (!databaseUrl || !secretKeys)
    throw new EnvironmentFaulty(
      [!databaseUrl && 'DATABASE_URL is not set.', !secretKeys && 'KORPU_SECRET_KEY is not set.'].filter(
        (fault) => fault !== false,
      ),
    );
  const logger = createLogger({ level: environment.logLevel, service: 'api' });
  const ledger = await openLedger(
    { databaseUrl, poolSize: environment.databasePoolSize, secretKeys, applicationName: 'korpu-api' },
    logger,
  );
  const bells = await openBells({ databaseUrl, redisUrl, queuePrefix }, logger);
  const api = await serveApi({ ledger, bells }, { host, port, publicUrl }, logger);
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
