import type { QueueBackend } from '#queues/backend.js';
import { JobRunner, type JobRunnerSettings } from '#queues/job-runner.js';

export interface RunningWorker {
  readonly running: ReadonlySet<string>;
  /** @param graceMs what does not end in that time is left behind. Default 30,000. */
  close(graceMs?: number): Promise<void>;
}

/** A worker as apps/worker opens it through Nest, without Nest: for tests of the backends. */
export function startWorker<Id extends string>(
  settings: JobRunnerSettings<Id> & { backend: QueueBackend; concurrency: number },
): RunningWorker {
  const runner = new JobRunner(settings);
  const worker = new settings.backend.Worker(settings.queue.name, (job) => runner.process(job), {
    connection: {},
    concurrency: settings.concurrency,
  });
  runner.watch(worker);
  return {
    get running() {
      return runner.running;
    },
    close: (graceMs) => runner.close(worker, graceMs),
  };
}
