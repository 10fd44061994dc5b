import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Job } from 'bullmq';
import { JobRunner } from '#queues/job-runner.js';
import { DELIVER } from '#queues/queues.js';
import type { Logger } from '#wiring/logging.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { EXCHANGE, LOGGER } from './worker.tokens.js';

/** Lanes drained at once in a process; each keeps a window of sends of its own. */
const DRAINS = 16;

/** Answers the doorbell: drains the lane that was rung. */
@Processor(DELIVER.name, { concurrency: DRAINS })
export class DeliverProcessor extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly runner: JobRunner<Parameters<typeof DELIVER.job>[0]>;

  constructor(
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(LOGGER) log: Logger,
  ) {
    super();
    const { lanes } = exchange;
    this.runner = new JobRunner({ queue: DELIVER, run: lanes.run.bind(lanes), log });
  }

  process(job: Job): Promise<void> {
    return this.runner.process(job);
  }

  onApplicationBootstrap(): void {
    this.runner.watch(this.worker);
    this.exchange.lanes.listen();
  }

  /** Before Nest closes the worker, which knows neither of our signal nor of a queue that is out of reach. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.exchange.lanes.finish(), this.runner.close(this.worker)]);
  }
}
