import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from './data-source.js';

/**
 * One leader among all processes for some duty, by an advisory lock on a connection of its own: when the process or its
 * connection dies, PostgreSQL frees the duty at once.
 */
export class Leadership {
  #client: pg.PoolClient | undefined;
  #asking: Promise<boolean> | undefined;

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
        // The lock lives as long as the session: asking anything shows whether it still does.
        await this.#client.query('SELECT 1');
        return true;
      }
      this.#client = await poolOf(this.dataSource).connect();
      const { rows } = await this.#client.query<{ leads: boolean }>(
        'SELECT pg_try_advisory_lock(hashtext($1)) AS leads',
        [`korpu: ${this.duty}`],
      );
      if (rows[0]?.leads) return true;
      this.#client.release();
      this.#client = undefined;
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
