import type { Job } from 'bullmq';
import type { QueueBackend } from './backend.js';
import { Outage, type QueueLog } from './outage.js';
import type { QueueDefinition } from './queues.js';

export interface WorkerSettings<Id extends string> {
  backend: QueueBackend;
  queue: QueueDefinition<Id>;
  /** Jobs at once in this process. */
  concurrency: number;
  /** Does the work; stops taking on more when the signal is aborted. What it throws is logged, and ends only this job. */
  run(id: Id, signal: AbortSignal): Promise<unknown>;
  log: QueueLog;
}

export interface RunningWorker {
  /** Ids whose job runs here now. */
  readonly running: ReadonlySet<string>;
  /**
   * Takes no more jobs, tells those that run to stop, and waits for them.
   *
   * @param graceMs what does not end in that time is left behind; its lock runs out and another worker takes the job up.
   *   Default 30,000.
   */
  close(graceMs?: number): Promise<void>;
}

/** Starts a worker. It outlives every outage of the queue: it waits, says so once, and goes on. */
export function startWorker<Id extends string>(settings: WorkerSettings<Id>): RunningWorker {
  const { backend, queue, log } = settings;
  const stopping = new AbortController();
  const jobs = new Map<Job, Id>();
  const outage = new Outage(`The queue "${queue.name}"`, log);

  const work = async (job: Job): Promise<void> => {
    outage.worked();
    const id = queue.payload.parse(job.data);
    jobs.set(job, id);
    try {
      await settings.run(id, stopping.signal);
    } finally {
      jobs.delete(job);
    }
  };

  const worker = backend.openWorker(queue.name, work, { concurrency: settings.concurrency });
  worker.on('ready', () => outage.worked());
  worker.on('error', (error) => {
    // After a flush the job that runs has vanished from the queue; its work is in the ledger all the same.
    if (isLostLock(error))
      log.info({ err: error }, `A job of "${queue.name}" was taken from the queue while it ran.`);
    else outage.failed(error);
  });
  worker.on('failed', (job, error) =>
    log.error({ err: error, job: job?.data }, `A job of "${queue.name}" failed.`),
  );
  worker.on('stalled', (jobId) =>
    log.warn({ jobId }, `A job of "${queue.name}" lost its worker and runs again.`),
  );

  return {
    get running() {
      return new Set(jobs.values());
    },
    close: async (graceMs = 30_000) => {
      stopping.abort();
      await worker.pause(true);
      const ended = await emptied(jobs, graceMs);
      // By force it waits for nobody, and closes its connections all the same.
      await worker.close(!ended);
    },
  };
}

const isLostLock = (error: Error): boolean =>
  /Missing (lock|key) for job|could not renew lock/i.test(error.message);

async function emptied(jobs: ReadonlyMap<Job, string>, graceMs: number): Promise<boolean> {
  for (const from = performance.now(); jobs.size > 0; ) {
    if (performance.now() - from > graceMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}
