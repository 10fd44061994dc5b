import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Origin {
  /** Without a slash at the end. */
  url: string;
  /** `127.0.0.1:port`, for KORPU_ALLOW_ADDRESSES. */
  host: string;
  /** Requests so far, by path. */
  requests: Map<string, number>;
  stop(): Promise<void>;
}

/** An origin of feeds that answers each path as the test says; anything else is 404. */
export async function startOrigin(
  answers: Record<string, (response: ServerResponse) => void>,
): Promise<Origin> {
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.set(path, (requests.get(path) ?? 0) + 1);
    const answer = answers[path];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer that is the same each time. */
export const always =
  (contentType: string, body: string) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': contentType }).end(body);
  };

/** As much as is asked for, a chunk at a time and no faster than it is read; `sent` counts what the network took. */
export function endless(head: string, chunk: string, bytes: number, sent: { bytes: number }) {
  return async (response: ServerResponse): Promise<void> => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).write(head);
    let open = true;
    response.once('close', () => (open = false));
    for (let written = 0; written < bytes && open; written += chunk.length) {
      const flushed = response.write(chunk);
      sent.bytes += chunk.length;
      if (!flushed) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  };
}
