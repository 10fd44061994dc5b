import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { quantile } from './median.js';

export interface DiskLatency {
  p50Ms: number;
  p95Ms: number;
}

const FILE_BYTES = 4 * 1024 * 1024;
/** What an item leaves in the log, or so. */
const WRITE_BYTES = 16 * 1024;
const WRITES = 200;
const EVERY_MS = 25;

/**
 * How long the disk under the database takes to have what was written to it, forty times a second for five seconds: whoever commits
 * waits for that once at least, however fast the rest is.
 */
export async function diskLatency(): Promise<DiskLatency> {
  const folder = await mkdtemp(join(tmpdir(), 'korpu-bench-disk-'));
  try {
    const file = await open(join(folder, 'log'), 'w');
    try {
      // As the database's log: the file has its size before anybody waits for it.
      await file.write(Buffer.alloc(FILE_BYTES));
      await file.sync();
      const bytes = Buffer.alloc(WRITE_BYTES, 1);
      const latencies: number[] = [];
      for (let n = 0; n < WRITES; n++) {
        await setTimeout(EVERY_MS);
        const begun = performance.now();
        await file.write(bytes, 0, WRITE_BYTES, (n * WRITE_BYTES) % FILE_BYTES);
        await file.datasync();
        latencies.push(performance.now() - begun);
      }
      latencies.sort((a, b) => a - b);
      return { p50Ms: quantile(latencies, 0.5), p95Ms: quantile(latencies, 0.95) };
    } finally {
      await file.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
