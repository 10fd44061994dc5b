import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from './data-source.js';

/**
 * A connection that breaks says so; one behind which the network went silent does not, and is asked so often. Meanwhile
 * two may lead, which does no harm: what is done twice is found done.
 */
const ASK_EVERY_MS = 5_000;

/**
 * One leader among all processes for some duty, by an advisory lock on a connection of its own: when the process or its
 * connection dies, PostgreSQL frees the duty at once.
 */
export class Leadership {
  #client: pg.PoolClient | undefined;
  #asking: Promise<boolean> | undefined;
  #askedAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly duty: string,
  ) {}

  /** Whether this process leads now; takes the lead when nobody has it. False while the database is away. */
  lead(): Promise<boolean> {
    // Two questions at a time would be two connections, of which one holds the lock and the other is refused it.
    this.#asking ??= this.ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  private async ask(): Promise<boolean> {
    try {
      if (this.#client) {
        if (performance.now() - this.#askedAt < ASK_EVERY_MS) return true;
        // The lock lives as long as the session: asking anything shows whether it still does.
        await this.#client.query('SELECT 1');
        this.#askedAt = performance.now();
        return true;
      }
      const client = await poolOf(this.dataSource).connect();
      this.#client = client;
      const { rows } = await client.query<{ leads: boolean }>(
        'SELECT pg_try_advisory_lock(hashtext($1)) AS leads',
        [`korpu: ${this.duty}`],
      );
      if (rows[0]?.leads) {
        this.#askedAt = performance.now();
        client.once('end', () => this.#client === client && this.drop());
        return true;
      }
      this.#client = undefined;
      client.release();
      return false;
    } catch {
      this.drop();
      return false;
    }
  }

  /** Gives the duty up, for another process to take. */
  resign(): void {
    this.drop();
  }

  private drop(): void {
    // Closing the connection is what frees the lock, whatever state it is in.
    this.#client?.release(true);
    this.#client = undefined;
  }
}
