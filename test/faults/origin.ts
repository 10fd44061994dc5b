import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './asked-process.js';
import type { Publication } from './publication-plan.js';
import { between, seededRandom } from './random.js';

export type OriginCommand =
  | { do: 'open'; feeds: number; seed: number; stalePages: number }
  /** Publishes as planned, beginning now. */
  | { do: 'publish'; plan: Publication[] }
  /** Answers when a page with something new has left. */
  | { do: 'next-page' }
  /** How much the exchange has not shown to have read yet. */
  | { do: 'progress' };

export interface OriginProgress {
  planned: number;
  unread: number;
  /** Pages served again after newer ones, as by a cache. */
  stalePages: number;
}

/** Enough that pages hold many items, few enough that reading one again and again costs little. */
const READ_ITEMS_ON_PAGE = 40;
const BODY = `<p>${'City, bridge, train, economy, weather and the sea. '.repeat(10)}</p>`;

/** With its moment on the clock, which is when the version was created, whenever its page is printed. */
interface Due extends Publication {
  at: number;
}

interface Page {
  etag: string;
  body: string;
  shows: Due[];
}

/**
 * A newsroom's feeds of ninjs, `/feed/<n>`. An item stays on its page until the exchange has shown, by the ETag that it
 * asks with, that it has read the page: what the origin gives can be late and double, and never too short.
 */
class Feed {
  private readonly items = new Map<string, Due>();
  private readonly read = new Set<string>();
  private readonly pages = new Map<string, Page>();
  private page: Page = { etag: '"0"', body: '[]', shows: [] };
  private before: Page | undefined;
  private changed = false;
  private edition = 0;

  constructor(readonly number: number) {}

  publish(publication: Due): void {
    this.items.delete(publication.guid);
    this.items.set(publication.guid, publication);
    this.read.delete(publication.guid);
    this.changed = true;
  }

  /** The page of this moment, or now and then the one before it. */
  serve(etag: string | undefined, stale: boolean): Page | undefined {
    for (const { guid, version, kind } of this.pages.get(etag ?? '')?.shows ?? []) {
      const item = this.items.get(guid);
      if (item?.version === version && item.kind === kind) this.read.add(guid);
    }
    if (this.changed) this.print();
    if (stale && this.before !== undefined && etag !== this.before.etag) return this.before;
    return etag === this.page.etag ? undefined : this.page;
  }

  get unread(): number {
    return this.items.size - this.read.size;
  }

  private print(): void {
    this.changed = false;
    let mayGo = this.read.size - READ_ITEMS_ON_PAGE;
    for (const guid of this.read) {
      if (mayGo-- <= 0) break;
      this.read.delete(guid);
      this.items.delete(guid);
    }
    this.before = this.page;
    const shows = [...this.items.values()];
    const etag = `"${this.number}-${++this.edition}"`;
    this.page = { etag, body: JSON.stringify(shows.map(ninjs)), shows };
    this.pages.set(etag, this.page);
    const [oldest] = this.pages.keys();
    if (this.pages.size > 50) this.pages.delete(oldest!);
  }
}

const ninjs = ({ guid, version, kind, at }: Due) => ({
  uri: guid,
  standard: { name: 'ninjs', version: '2.1', schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json' },
  type: 'text',
  version: String(version),
  versioncreated: new Date(at).toISOString(),
  pubstatus: kind === 'kill' ? 'canceled' : 'usable',
  language: 'en',
  headlines: [{ value: `${guid} in version ${version}` }],
  bodies: [{ role: 'main', contenttype: 'text/html', value: BODY }],
});

let random = seededRandom(0);
let stalePages = 0;
const feeds: Feed[] = [];
const planned: Due[] = [];
const watchers: (() => void)[] = [];

const feedOf = (guid: string): Feed => {
  let hash = 0;
  for (const character of guid) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return feeds[hash % feeds.length]!;
};

function publishWhatIsDue(): void {
  const now = Date.now();
  while (planned.length > 0 && planned[0]!.at <= now) {
    const due = planned.shift()!;
    feedOf(due.guid).publish(due);
  }
}

let staleShare = 0;
const server = createServer((request, response) => {
  publishWhatIsDue();
  const feed = feeds[Number(request.url?.split('/').at(-1))];
  if (feed === undefined) return response.writeHead(404).end();
  const stale = staleShare > 0 && random() < staleShare;
  const page = feed.serve(request.headers['if-none-match'], stale);
  if (page === undefined) return response.writeHead(304).end();
  if (stale) stalePages++;
  response.writeHead(200, { 'content-type': 'application/json', etag: page.etag }).end(page.body, () => {
    for (const seen of watchers.splice(0)) seen();
  });
});
server.keepAliveTimeout = 60_000;

answer(async (command: OriginCommand) => {
  switch (command.do) {
    case 'open':
      random = seededRandom(command.seed);
      staleShare = command.stalePages;
      for (let n = 0; n < command.feeds; n++) feeds.push(new Feed(n));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return (server.address() as AddressInfo).port;
    case 'publish':
      planned.push(...command.plan.map((one) => ({ ...one, at: Date.now() + Math.round(one.atMs) })));
      planned.sort((a, b) => a.at - b.at);
      return true;
    case 'next-page':
      await new Promise<void>((resolve) => watchers.push(resolve));
      await new Promise((resolve) => setTimeout(resolve, between(random, 0, 60)));
      return true;
    case 'progress': {
      publishWhatIsDue();
      const unread = feeds.reduce((sum, feed) => sum + feed.unread, 0);
      return { planned: planned.length, unread, stalePages } satisfies OriginProgress;
    }
  }
});
