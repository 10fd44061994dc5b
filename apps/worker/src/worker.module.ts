import { BullModule, type WorkerHost } from '@nestjs/bullmq';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { WorkerRole } from '#settings/environment-variables.js';
import type { Logger } from '#wiring/logging.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { DeliverProcessor } from './deliver.processor.js';
import { PullProcessor } from './pull.processor.js';
import { EXCHANGE, LOGGER } from './worker.tokens.js';

/** The one processor of each role that has a queue. */
export const PROCESSORS: Readonly<Record<Exclude<WorkerRole, 'housekeeping'>, Type<WorkerHost>>> = {
  deliver: DeliverProcessor,
  pull: PullProcessor,
};

@Module({})
export class WorkerModule {}

/** The processors of the roles, on the queue backend of the exchange. */
export function workerModule(
  exchange: Exchange,
  roles: readonly WorkerRole[],
  logger: Logger,
): DynamicModule {
  const { Worker } = exchange.bells.backend;
  // Nest's module has no pass-through for a backend: it opens whatever class it was given, and the backend's own class
  // knows its connection.
  BullModule.workerClass = Worker;
  return {
    module: WorkerModule,
    // Registering no queue still brings what opens the workers; the queues themselves are opened by wiring.
    imports: [BullModule.forRoot({ connection: {} }), BullModule.registerQueue()],
    providers: [
      { provide: EXCHANGE, useValue: exchange },
      { provide: LOGGER, useValue: logger },
      ...roles.flatMap((role) => (role === 'housekeeping' ? [] : [PROCESSORS[role]])),
    ],
  };
}
