import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LANGUAGES, languageOf, type Page, rssPage } from './generated-items.js';
import { wallClockMs } from './wall-clock.js';

/** What the bench asks of the origin, and what it answers. */
export type OriginCommand =
  /** A feed for each language, its pages linked by RFC 5005. Answers `{ items }`. */
  | { do: 'prepare'; run: string; items: number; bodyBytes: number; pageItems: number }
  /**
   * Each time one of the feeds is asked it has one item more, alone on its page, until it had `itemsPerFeed`. The first
   * answer to each feed takes its part of a second, so that feeds that became due together are not polled together
   * from then on. Answers `{ items }`.
   */
  | { do: 'offer'; run: string; feeds: string[]; itemsPerFeed: number; bodyBytes: number; signal?: string }
  /** Nothing is served any more. Answers `{ items: 0 }`. */
  | { do: 'clear' }
  /** When each page was first served, and which items were on it. */
  | { do: 'report' };
export interface ServedPage {
  at: number;
  guids: string[];
}

/**
 * A child process: feeds `/feed/<id>` of generated items. Pages are made beforehand, so that serving costs next to
 * nothing. A feed with nothing prepared is empty.
 */
const pages = new Map<string, Page & { servedAt?: number }>();
/** Pages that are still to come, by path, and the wait before the first answer in milliseconds. */
const offers = new Map<string, { waitMs: number; pages: Page[] }>();
const served: ServedPage[] = [];
const empty = rssPage({ language: 'en', from: 0, count: 0, bodyBytes: 0, run: 'none' });

const server = createServer((request, response) => {
  const path = request.url ?? '';
  const offer = offers.get(path);
  if (offer && offer.waitMs > 0) {
    setTimeout(() => answer(response, empty), offer.waitMs);
    offer.waitMs = 0;
    return;
  }
  const next = offer?.pages.shift();
  if (next) pages.set(path, next);
  const page = pages.get(path);
  if (page && page.servedAt === undefined) {
    page.servedAt = wallClockMs();
    served.push({ at: page.servedAt, guids: page.guids });
  }
  answer(response, page ?? empty);
});

function answer(response: ServerResponse, { body }: Page): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' }).end(body);
}

function prepare(run: string, items: number, bodyBytes: number, pageItems: number): void {
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

function offer({ run, feeds, itemsPerFeed, bodyBytes, signal }: OriginCommand & { do: 'offer' }): void {
  for (const [place, feed] of feeds.entries()) {
    const language = languageOf(feed);
    // Feeds of one language share its numbers.
    const first = feeds.slice(0, place).filter((id) => languageOf(id) === language).length * itemsPerFeed;
    const items = Array.from({ length: itemsPerFeed }, (_, i) =>
      rssPage({ language, from: first + i, count: 1, bodyBytes, run, signal }),
    );
    offers.set(`/feed/${feed}`, { waitMs: Math.round((1000 * place) / feeds.length), pages: items });
  }
}

process.on('message', (command: OriginCommand) => {
  if (command.do === 'report') {
    process.send?.(served);
    return;
  }
  pages.clear();
  offers.clear();
  served.length = 0;
  if (command.do === 'clear') {
    process.send?.({ items: 0 });
  } else if (command.do === 'prepare') {
    prepare(command.run, command.items, command.bodyBytes, command.pageItems);
    process.send?.({ items: [...pages.values()].reduce((sum, page) => sum + page.guids.length, 0) });
  } else {
    offer(command);
    process.send?.({ items: command.feeds.length * command.itemsPerFeed });
  }
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

// A bench that was interrupted leaves nothing running.
process.on('disconnect', () => process.exit());
