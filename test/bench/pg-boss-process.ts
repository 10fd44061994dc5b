import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { measured } from './measured-process.js';
import type { PlainItem } from './plain-item.js';
import { type BaselineStart, PlainPosts, pullPlainly } from './plain-traffic.js';

/** An empty queue is asked again after so long; pg-boss's own workers ask no sooner than after 500 ms. */
const ASK_AGAIN_MS = 50;

/**
 * A child process: the same with a queue that keeps what it was given. A job is one delivery; a queue for each receiver;
 * jobs are inserted a page at a time and fetched, sent and completed `concurrency` at a time.
 */
measured(async (start: BaselineStart) => {
  const boss = new PgBoss({ connectionString: start.databaseUrl, max: 10, schedule: false });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  for (const receiver of start.receivers) await boss.createQueue(receiver);
  const posts = new PlainPosts(start);
  const stopping = new AbortController();
  const { signal } = stopping;
  setMaxListeners(0, signal);

  const pulling = pullPlainly(start.originPort, signal, async (items) => {
    if (items.length === 0) return;
    await boss.insert(start.receivers.flatMap((name) => items.map((data) => ({ name, data }))));
  });
  const send = async (receiver: string): Promise<void> => {
    while (!signal.aborted) {
      const jobs = await boss.fetch<PlainItem>(receiver, { batchSize: start.concurrency });
      if (jobs.length === 0) await setTimeout(ASK_AGAIN_MS, undefined, { signal }).catch(() => {});
      else {
        await Promise.all(jobs.map((job) => posts.post(receiver, job.id, job.data)));
        await boss.complete(
          receiver,
          jobs.map((job) => job.id),
        );
      }
    }
  };
  // Two for each receiver: one completes and fetches while the other sends.
  const sending = start.receivers.flatMap((receiver) => [send(receiver), send(receiver)]);
  return async () => {
    stopping.abort();
    await Promise.all([pulling, ...sending]);
    await posts.close();
    await boss.stop({ graceful: false });
  };
});
