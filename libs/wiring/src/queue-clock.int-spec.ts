import pg from 'pg';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import { postgresBackend, QUEUE_SCHEMA } from '#queues/backend.js';
import { QueueBell } from '#queues/queue-bell.js';
import { DELIVER } from '#queues/queues.js';
import { startWorker } from '#queues/testing/start-worker.js';
import { startPostgres, type TestPostgres } from '../../../test/services/postgres.js';
import { correctQueueClock } from './queue-clock.js';

const TEN_MINUTES_MS = 600_000;
const log = { info: () => {}, warn: () => {}, error: () => {} };

describe('a worker whose clock was ten minutes ahead, and which died while it drained a lane', () => {
  let postgres: TestPostgres;
  let pool: pg.Pool;
  beforeAll(async () => {
    postgres = await startPostgres();
    pool = new pg.Pool({ connectionString: postgres.url });
  });
  afterAll(async () => {
    await pool.end();
    await postgres.stop();
  });

  it('keeps the lane no longer than any other lost worker', async () => {
    const backend = postgresBackend(postgres.url);
    await backend.prepare();
    const queue = backend.openQueue(DELIVER.name);
    const lane = asDestinationId('khabar');
    await new QueueBell(queue, DELIVER, log).ring([lane]);
    const later = Date.now() + TEN_MINUTES_MS;
    await pool.query(
      `UPDATE ${QUEUE_SCHEMA}.job SET state = 'active', lock_token = 'lost', locked_until_ms = $1`,
      [later],
    );
    await pool.query(
      `INSERT INTO ${QUEUE_SCHEMA}.meta (queue, field, value) SELECT queue, 'stalled-check', $1 FROM ${QUEUE_SCHEMA}.job`,
      [String(later)],
    );

    expect(await correctQueueClock(pool)).toEqual({ corrected: 2 });
    expect(await correctQueueClock(pool)).toEqual({ corrected: 0 });

    const drained = await new Promise<DestinationId>((resolve) => {
      const run = async (id: DestinationId) => resolve(id);
      const worker = startWorker({ backend, queue: DELIVER, concurrency: 1, run, log });
      closing = () => worker.close();
    });
    expect(drained).toBe(lane);
    await closing();
    await queue.close();
  });
  let closing = async () => {};
});
