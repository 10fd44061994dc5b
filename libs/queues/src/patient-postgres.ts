import { setTimeout as pause } from 'node:timers/promises';
import { type createPostgresBackend, PostgresConnection, PostgresQueueBackend } from 'bullmq';

// As after a lost connection: see RUN_RETRY_DELAY_MS.
const AFTER_A_FAILURE_MS = 1_000;

/**
 * BullMQ's backend on PostgreSQL, for a server whose first connection fails or takes too long.
 *
 * BullMQ keeps what became of the first connection for ever, a failure too: a queue would never be reached again. Its
 * worker asks on without a pause when what fails is no ECONNREFUSED, and a failure that is kept comes at once, so that
 * the process would do nothing else any more: no timer, no request, no signal. Here a failure is forgotten, and a worker
 * pauses for a second after it.
 */
export const patientPostgresBackend: typeof createPostgresBackend = (name, options, made = {}) => {
  const connection = new PatientConnection(options.connection);
  // By this name a worker's connection is found in pg_stat_activity, as with BullMQ's own factory.
  const listenerName = made.withBlockingConnection ? name : undefined;
  return new PatientBackend(connection, name, options, true, listenerName);
};

class PatientConnection extends PostgresConnection {
  override async waitUntilReady(): Promise<void> {
    await super.waitUntilReady().catch((error: unknown) => forget(this, error));
  }
}

class PatientBackend extends PostgresQueueBackend {
  override async waitUntilReady(): Promise<void> {
    await super.waitUntilReady().catch((error: unknown) => forget(this, error));
  }

  override async moveToActive(
    token: string,
    name?: string,
  ): ReturnType<PostgresQueueBackend['moveToActive']> {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      if (!this.closing) await pause(AFTER_A_FAILURE_MS);
      throw error;
    }
  }
}

/** BullMQ declares what it keeps private; outages.int-spec.ts fails where it goes by another name. */
function forget(of: object, error: unknown): never {
  (of as { readyPromise?: Promise<void> }).readyPromise = undefined;
  throw error;
}
