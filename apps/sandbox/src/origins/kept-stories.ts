import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import type { Wire } from '#apps/sandbox/src/newsroom/wire.js';

/** Pages kept at most: a reader of a site looks at a story again for some days, not for ever. */
const MOST = 500;
const SAVE_EVERY_MS = 5_000;

/**
 * The stories of newsrooms that are read page by page, as they stood last: a site does not lose its pages when they leave
 * its front page, nor when its server starts again. With a file they outlive the sandbox; without one, not.
 */
export class KeptStories {
  readonly #stories = new Map<string, PublishedItem>();
  #revisions = '';
  #savedAt = 0;
  #isSaved = true;

  constructor(private readonly file?: string) {
    for (const item of file === undefined ? [] : readStories(file)) this.#stories.set(item.pagePath, item);
  }

  find(path: string): PublishedItem | undefined {
    return this.#stories.get(path);
  }

  /** Takes note of what is listed. @param now milliseconds */
  note(wire: Wire, now: number): void {
    const sites = wire.feeds.filter(({ feed }) => feed.format === 'html');
    const revisions = sites.map(({ revision }) => revision).join();
    if (revisions !== this.#revisions) {
      this.#revisions = revisions;
      this.#isSaved = false;
      for (const { items } of sites) for (const item of items.toReversed()) this.#keep(item);
    }
    if (now - this.#savedAt >= SAVE_EVERY_MS) this.save(now);
  }

  /**
   * To the file, if there is one and something is new. A full disk or a folder that is gone must not end the process: the next
   * save tries again.
   */
  save(now: number): void {
    if (this.file === undefined || this.#isSaved) return;
    this.#savedAt = now;
    try {
      writeFileSync(`${this.file}.new`, JSON.stringify([...this.#stories.values()]));
      renameSync(`${this.file}.new`, this.file);
      this.#isSaved = true;
    } catch {
      // Until then the pages outlive nothing but their front page.
    }
  }

  #keep({ origin: _origin, ...item }: PublishedItem): void {
    this.#stories.delete(item.pagePath);
    this.#stories.set(item.pagePath, item);
    const [oldest] = this.#stories.keys();
    if (this.#stories.size > MOST) this.#stories.delete(oldest!);
  }
}

const DATES = new Set(['firstCreated', 'versionCreated', 'embargoed']);

/** None where there is no such file yet, or one that nobody can read: a demonstration begins anew. */
function readStories(file: string): PublishedItem[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'), (key, value) =>
      DATES.has(key) ? new Date(value) : value,
    );
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
