import type pg from 'pg';

/** `korpu-l` cut to 48 bits of ASCII: whoever leads holds this advisory lock. */
const LEADER_LOCK = 0x6b6f7270756c;

/**
 * One of all processes on the database leads: it alone sweeps. The lock lives as long as the leader's connection, so a
 * leader that was killed, or that lost the database, is followed by another at once.
 */
export class LeaderLock {
  #client: pg.PoolClient | undefined;
  #asking: Promise<boolean> | undefined;

  constructor(private readonly pool: pg.Pool) {}

  /** Whether this process leads; becomes the leader if nobody is. False while the database is out of reach. */
  async lead(): Promise<boolean> {
    if (this.#client) return true;
    this.#asking ??= this.ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  private async ask(): Promise<boolean> {
    let client: pg.PoolClient;
    try {
      client = await this.pool.connect();
    } catch {
      return false;
    }
    try {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
        LEADER_LOCK,
      ]);
      if (!rows[0]?.mine) {
        client.release();
        return false;
      }
    } catch {
      client.release(true);
      return false;
    }
    const resign = () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      client.release(true);
    };
    client.once('error', resign);
    client.once('end', resign);
    this.#client = client;
    return true;
  }

  /** Lets another process lead. */
  async resign(): Promise<void> {
    await this.#asking;
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    // Closing the connection frees the lock even where an unlock could not be sent any more.
    client.release(true);
  }
}
