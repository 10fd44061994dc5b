import type { Job, Worker } from 'bullmq';
import { Outage, type QueueLog } from './outage.js';
import type { QueueDefinition } from './queues.js';

export interface JobRunnerSettings<Id extends string> {
  queue: QueueDefinition<Id>;
  /** Does the work; stops taking on more when the signal is aborted. What it throws is logged, and ends only this job. */
  run(id: Id, signal: AbortSignal): Promise<unknown>;
  log: QueueLog;
}

/** What a worker does with the jobs of one queue, whoever opened the worker. */
export class JobRunner<Id extends string> {
  readonly #stopping = new AbortController();
  readonly #outage: Outage;
  readonly #jobs = new Map<Job, Id>();

  constructor(private readonly settings: JobRunnerSettings<Id>) {
    this.#outage = new Outage(`The queue "${settings.queue.name}"`, settings.log);
  }

  /** Ids whose job runs here now. */
  get running(): ReadonlySet<string> {
    return new Set(this.#jobs.values());
  }

  async process(job: Job): Promise<void> {
    this.#outage.worked();
    const id = this.settings.queue.payload.parse(job.data);
    this.#jobs.set(job, id);
    try {
      await this.settings.run(id, this.#stopping.signal);
    } finally {
      this.#jobs.delete(job);
    }
  }

  /** Listens to what becomes of the worker: it outlives every outage of the queue, waits, says so once, and goes on. */
  watch(worker: Worker): void {
    const { log, queue } = this.settings;
    worker.on('ready', () => this.#outage.worked());
    worker.on('error', (error) => {
      // After a flush the job that runs has vanished from the queue; its work is in the ledger all the same.
      if (isLostLock(error))
        log.info({ err: error }, `A job of "${queue.name}" was taken from the queue while it ran.`);
      else this.#outage.failed(error);
    });
    worker.on('failed', (job, error) =>
      log.error({ err: error, job: job?.data }, `A job of "${queue.name}" failed.`),
    );
    worker.on('stalled', (jobId) =>
      log.warn({ jobId }, `A job of "${queue.name}" lost its worker and runs again.`),
    );
  }

  /**
   * Tells the jobs that run to stop, waits for them, and closes the worker. Jobs that still come find themselves told
   * already.
   *
   * @param graceMs what does not end in that time is left behind; its lock runs out and another worker takes the job up.
   *   Default 30,000.
   */
  async close(worker: Worker, graceMs = 30_000): Promise<void> {
    this.#stopping.abort();
    await worker.pause(true);
    const ended = await this.#idle(graceMs);
    // By force it waits for nobody, and closes its connections all the same: a queue that is out of reach would be bidden
    // farewell for ever.
    await worker.close(!ended || this.#outage.ongoing);
  }

  /** Waits until no job runs any more, at most so long; false when one still does. */
  async #idle(graceMs: number): Promise<boolean> {
    for (const from = performance.now(); this.#jobs.size > 0; ) {
      if (performance.now() - from > graceMs) return false;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return true;
  }
}

const isLostLock = (error: Error): boolean =>
  /Missing (lock|key) for job|could not renew lock/i.test(error.message);
