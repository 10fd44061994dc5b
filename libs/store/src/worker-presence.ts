import type pg from 'pg';
import type { SessionDuty } from './lasting-session.js';

/** SQLSTATE lock_not_available: lock_timeout has passed. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Shows the sweep that this process is there: its session holds an advisory lock under a number, which stands in what the
 * process claims. PostgreSQL frees the lock when the process or its connection ends; see the migration workers.
 *
 * A session that only broke takes the same number again. What is claimed meanwhile is nobody's: it has its lease alone.
 */
export class WorkerPresence implements SessionDuty {
  #number: number | undefined;
  #present = false;

  /** Undefined while no session stands for this process. */
  get number(): number | undefined {
    return this.#present ? this.#number : undefined;
  }

  async begin(client: pg.Client): Promise<void> {
    // A sweep holds it for milliseconds; the session before, as long as the server does not know that it is gone.
    await client.query(`SET lock_timeout = '1s'`);
    const again = this.#number !== undefined && (await this.take(client, this.#number));
    if (!again) {
      const { rows } = await client.query<{ number: string }>(`SELECT nextval('worker_number') AS number`);
      await this.take(client, Number(rows[0]!.number));
    }
  }

  end(): void {
    this.#present = false;
  }

  private async take(client: pg.Client, number: number): Promise<boolean> {
    try {
      await client.query(`SELECT pg_advisory_lock(hashtext('korpu: worker'), $1)`, [number]);
    } catch (error) {
      if ((error as pg.DatabaseError).code === LOCK_NOT_AVAILABLE) return false;
      throw error;
    }
    await client.query(
      'INSERT INTO worker (number) VALUES ($1) ON CONFLICT (number) DO UPDATE SET absent_since = NULL',
      [number],
    );
    this.#number = number;
    this.#present = true;
    return true;
  }
}
