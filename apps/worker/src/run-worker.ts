import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { WorkerRole } from '#settings/environment-variables.js';
import { type Logger, NestLogger } from '#wiring/logging.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { type DatabaseWait, whenDatabaseAnswers } from '#wiring/when-database-answers.js';
import { Housekeeper } from './housekeeper.js';
import { workerModule } from './worker.module.js';

/** Does what the roles say with the exchange's use cases; closing takes no more work and waits for what runs. */
export async function runWorker(
  exchange: Exchange,
  roles: readonly WorkerRole[],
  logger: Logger,
  databaseWait?: DatabaseWait,
): Promise<{ close(): Promise<void> }> {
  // What was granted may have ended while nobody was there to say so.
  if (roles.includes('deliver'))
    await whenDatabaseAnswers(() => exchange.judgeWaiting.run(databaseWait?.signal), logger, databaseWait);
  const app = await NestFactory.createApplicationContext(workerModule(exchange, roles, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const housekeeper = roles.includes('housekeeping') ? new Housekeeper(exchange, logger) : undefined;
  return {
    close: async () => {
      await housekeeper?.close();
      await app.close();
    },
  };
}
