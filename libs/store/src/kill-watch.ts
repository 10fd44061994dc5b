import pg from 'pg';
import { KILLED_CHANNEL } from './accept.sql.js';

export interface KillWatchSettings {
  /** `postgres://user:password@host:port/database`, reached without a pooler that lends connections by the transaction. */
  url: string;
  applicationName?: string;
  /** Told of each kill, also of those that this process accepted, and of some twice. */
  killed: (itemId: number, version: number) => void;
  /** Told when the connection broke; another is made. */
  lost?: (error: Error) => void;
  /** Wait before the next connection. Default 500 ms. */
  againMs?: number;
}

/** No attempt lasts so long (120 s, and the margins of its lease). */
const RECENT = '5 minutes';

/**
 * Hears of kills that other processes accept, a few milliseconds after they are committed, so that a version that this
 * process is sending can be cut short. It is a hint: a kill that nobody hears of overtakes the send after a second.
 */
export class KillWatch {
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(private readonly settings: KillWatchSettings) {}

  /** Listens when it returns; where the database does not answer it goes on trying, and says so. */
  async start(): Promise<void> {
    const { url: connectionString, applicationName } = this.settings;
    const client = new pg.Client({ connectionString, application_name: applicationName, keepAlive: true });
    this.#client = client;
    client.on('error', (error) => this.#again(client, error));
    client.on('end', () => this.#again(client, new Error('the connection that hears of kills was closed')));
    client.on('notification', ({ payload = '' }) => {
      const [, itemId, version] = /^(\d+)\/(\d+)$/.exec(payload) ?? [];
      if (version !== undefined) this.settings.killed(Number(itemId), Number(version));
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${KILLED_CHANNEL}`);
      // What was killed while nobody listened.
      const { rows } = await client.query<{ item_id: string; version: number }>(`
        SELECT item_id, version FROM item_version
         WHERE change IN ('kill', 'withhold') AND change = 'kill' AND received_at > now() - interval '${RECENT}'`);
      for (const row of rows) this.settings.killed(Number(row.item_id), row.version);
    } catch (error) {
      this.#again(client, error as Error);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  #again(client: pg.Client, error: Error): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = undefined;
    client.end().catch(() => {});
    this.settings.lost?.(error);
    this.#timer = setTimeout(() => void this.start(), this.settings.againMs ?? 500);
  }
}
