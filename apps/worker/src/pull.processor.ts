import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Job } from 'bullmq';
import { JobRunner } from '#queues/job-runner.js';
import { PULL } from '#queues/queues.js';
import type { Logger } from '#wiring/logging.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { EXCHANGE, LOGGER } from './worker.tokens.js';

/** Feeds polled at once in a process. */
const POLLS = 8;

/** Polls the feed that was rung for. */
@Processor(PULL.name, { concurrency: POLLS })
export class PullProcessor extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly runner: JobRunner<Parameters<typeof PULL.job>[0]>;

  constructor(
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(LOGGER) log: Logger,
  ) {
    super();
    const { feeds } = exchange;
    this.runner = new JobRunner({ queue: PULL, run: feeds.run.bind(feeds), log });
  }

  process(job: Job): Promise<void> {
    return this.runner.process(job);
  }

  onApplicationBootstrap(): void {
    this.runner.watch(this.worker);
    this.exchange.prepareToPull();
    this.exchange.feeds.listen();
  }

  /** Before Nest closes the worker, which knows neither of our signal nor of a queue that is out of reach. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.exchange.feeds.finish(), this.runner.close(this.worker)]);
  }
}
