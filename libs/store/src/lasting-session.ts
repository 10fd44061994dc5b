import pg from 'pg';

/** What a session is held for. */
export interface SessionDuty {
  /** On every new connection. What it throws ends the connection, and another is made. */
  begin(client: pg.Client): Promise<void>;
  /** The connection is gone. */
  end?(): void;
}

export interface LastingSessionSettings {
  /** `postgres://user:password@host:port/database`, reached without a pooler that lends connections by the transaction. */
  url: string;
  applicationName?: string;
  /** Told when the connection broke; another is made. */
  lost?: (error: Error) => void;
  /** Wait before the next connection. Default 500 ms. */
  againMs?: number;
}

/** Of a machine that is gone without a word the server takes leave after 15 seconds, where its own default is two hours. */
const KEEPALIVES = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2';

/** A connection of its own that a process holds for as long as it runs; one that breaks is made again. */
export class LastingSession {
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly settings: LastingSessionSettings,
    private readonly duties: readonly SessionDuty[],
  ) {}

  /** Its duties have begun when it returns; where the database does not answer it goes on trying, and says so. */
  async start(): Promise<void> {
    const { url: connectionString, applicationName } = this.settings;
    const client = new pg.Client({
      connectionString,
      application_name: applicationName,
      keepAlive: true,
      options: KEEPALIVES,
    });
    this.#client = client;
    client.on('error', (error) => this.#again(client, error));
    client.on('end', () => this.#again(client, new Error('the session that a process holds was closed')));
    try {
      await client.connect();
      for (const duty of this.duties) await duty.begin(client);
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
    for (const duty of this.duties) duty.end?.();
    this.settings.lost?.(error);
    this.#timer = setTimeout(() => void this.start(), this.settings.againMs ?? 500);
  }
}
