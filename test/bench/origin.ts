import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LANGUAGES, type Page, rssPage } from './generated-items.js';
import { wallClockMs } from './wall-clock.js';

/** What the bench asks of the origin, and what it answers. */
export type OriginCommand =
  | { do: 'prepare'; run: string; items: number; bodyBytes: number; pageItems: number }
  /** When each page was first served, and which items were on it. */
  | { do: 'report' };
export interface ServedPage {
  at: number;
  guids: string[];
}

/**
 * A child process: feeds `/feed/<language>` of generated items, pages linked by RFC 5005. Pages are made beforehand, so
 * that serving costs next to nothing. Before `prepare` every feed is empty.
 */
const pages = new Map<string, Page & { servedAt?: number }>();

const server = createServer((request, response) => {
  const page = pages.get(request.url ?? '');
  if (!page) {
    const empty = rssPage({ language: 'en', from: 0, count: 0, bodyBytes: 0, run: 'none' });
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(empty.body);
    return;
  }
  page.servedAt ??= wallClockMs();
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' }).end(page.body);
});

function prepare(run: string, items: number, bodyBytes: number, pageItems: number): void {
  pages.clear();
  const perLanguage = Math.ceil(items / LANGUAGES.length);
  for (const language of LANGUAGES) {
    for (let from = 0, page = 1; from < perLanguage; from += pageItems, page++) {
      const count = Math.min(pageItems, perLanguage - from);
      const path = (n: number) => `/feed/${language}${n === 1 ? '' : `?page=${n}`}`;
      const next = from + count < perLanguage ? path(page + 1) : undefined;
      pages.set(path(page), rssPage({ language, from, count, bodyBytes, run, next }));
    }
  }
}

process.on('message', (command: OriginCommand) => {
  if (command.do === 'prepare') {
    prepare(command.run, command.items, command.bodyBytes, command.pageItems);
    process.send?.({ items: [...pages.values()].reduce((sum, page) => sum + page.guids.length, 0) });
    return;
  }
  const served: ServedPage[] = [];
  for (const { servedAt, guids } of pages.values()) {
    if (servedAt !== undefined) served.push({ at: servedAt, guids });
  }
  process.send?.(served);
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

// A bench that was interrupted leaves nothing running.
process.on('disconnect', () => process.exit());
