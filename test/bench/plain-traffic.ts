import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { LANGUAGES } from './generated-items.js';
import { type PlainItem, plainPage, signedHeaders } from './plain-item.js';

/** What a baseline is started with: what the exchange gets by its configuration. */
export interface BaselineStart {
  databaseUrl: string;
  originPort: number;
  receiversPort: number;
  receivers: string[];
  secret: string;
  /** Requests in the air for each receiver. */
  concurrency: number;
}

/** Sends to the receivers over connections that are kept, so many at once for each. */
export class PlainPosts {
  private readonly pools: Map<string, Pool>;
  private readonly key: Buffer;

  constructor({ receiversPort, receivers, secret, concurrency }: BaselineStart) {
    const url = `http://127.0.0.1:${receiversPort}`;
    this.pools = new Map(receivers.map((id) => [id, new Pool(url, { connections: concurrency })]));
    this.key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  }

  /** Waits for a connection, signs and sends; rejects unless the answer is 2xx. */
  async post(receiver: string, id: string, item: PlainItem): Promise<void> {
    const timestamp = Math.floor(Date.now() / 1000);
    const { statusCode, body } = await this.pools.get(receiver)!.request({
      path: `/${receiver}`,
      method: 'POST',
      headers: signedHeaders(item, { id, timestamp, key: this.key }),
      body: item.body,
    });
    await body.dump();
    if (statusCode >= 300) throw new Error(`${receiver} answered ${statusCode}`);
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
  }
}

/**
 * Asks the feeds of all languages once a second, and their further pages as long as they bring something new.
 *
 * @param take is waited for before the next page of that feed is asked for
 */
export async function pullPlainly(
  originPort: number,
  signal: AbortSignal,
  take: (items: PlainItem[]) => Promise<void>,
): Promise<void> {
  const origin = new Pool(`http://127.0.0.1:${originPort}`, { connections: LANGUAGES.length });
  const seen = new Set<string>();
  const pull = async (feed: string): Promise<void> => {
    while (!signal.aborted) {
      for (let path: string | undefined = `/feed/${feed}`; path && !signal.aborted; ) {
        const { body } = await origin.request({ path, method: 'GET' });
        const { items, next } = plainPage(await body.text());
        const fresh = items.filter(({ guid }) => !seen.has(guid));
        for (const { guid } of fresh) seen.add(guid);
        await take(fresh);
        path = fresh.length > 0 ? next : undefined;
      }
      await setTimeout(1000, undefined, { signal }).catch(() => {});
    }
  };
  await Promise.all(LANGUAGES.map(pull));
  await origin.close();
}
