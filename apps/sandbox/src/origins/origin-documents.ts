import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import type { MediaLibrary } from '#apps/sandbox/src/media/media-library.js';
import type { FeedState, Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { KeptStories } from '#apps/sandbox/src/origins/kept-stories.js';
import { writeAtom } from '#apps/sandbox/src/origins/write-atom.js';
import { writeJsonfeed } from '#apps/sandbox/src/origins/write-jsonfeed.js';
import { writeNewsmlG2 } from '#apps/sandbox/src/origins/write-newsml-g2.js';
import { writeNinjs } from '#apps/sandbox/src/origins/write-ninjs.js';
import { writeRdf } from '#apps/sandbox/src/origins/write-rdf.js';
import { writeRss } from '#apps/sandbox/src/origins/write-rss.js';
import { writeListPage, writeSitemap, writeStoryPage } from '#apps/sandbox/src/origins/write-site.js';
import type { WriteOrigin } from '#apps/sandbox/src/origins/written-item.js';
import type { OriginFormat } from '#apps/sandbox/src/stock/story.js';

const WRITERS: Readonly<Record<OriginFormat, { write: WriteOrigin; mediaType: string }>> = {
  rss: { write: writeRss, mediaType: 'application/rss+xml' },
  rdf: { write: writeRdf, mediaType: 'application/rdf+xml' },
  atom: { write: writeAtom, mediaType: 'application/atom+xml' },
  jsonfeed: { write: writeJsonfeed, mediaType: 'application/feed+json' },
  'newsml-g2': { write: writeNewsmlG2, mediaType: 'application/vnd.iptc.g2.newsmessage+xml' },
  ninjs: { write: writeNinjs, mediaType: 'application/json' },
  html: { write: writeListPage, mediaType: 'text/html' },
};

const SITEMAP = /-sitemap\.xml$/;

/** Formats that can say when an item may be used. The others can only keep it back until then. */
const TELLS_EMBARGO: ReadonlySet<OriginFormat> = new Set(['newsml-g2', 'ninjs']);

export interface OriginDocument {
  bytes: Buffer;
  contentType: string;
  etag: string;
  lastModified: Date;
}

interface Written extends OriginDocument {
  revision: number;
  /** When an embargo ends, the list changes though nobody published anything. */
  freshUntil: number;
}

/** The feeds' documents as they stand: each page is written once for each change of its feed. */
export class OriginDocuments {
  readonly #written = new Map<string, Written>();

  constructor(
    private readonly wire: Wire,
    private readonly media: MediaLibrary,
    /** The address of the sandbox, without a slash at the end: known once it listens. */
    private readonly sandboxUrl: () => string,
    private readonly kept: Pick<KeptStories, 'find'> = new KeptStories(),
  ) {}

  /**
   * `page` counts from 1. Undefined where there is no such feed or page. The stories of a page `ru.html` are also in the
   * sitemap `ru-sitemap.xml`.
   */
  read(key: string, page: number, now: Date): OriginDocument | undefined {
    const state = this.wire.feed(key.replace(SITEMAP, '.html'));
    if (state === undefined) return undefined;
    const cacheKey = `${key}?${page}`;
    const kept = this.#written.get(cacheKey);
    if (kept?.revision === state.revision && now.getTime() < kept.freshUntil) return kept;
    const written = this.#write(state, key, page, now);
    if (written !== undefined) this.#written.set(cacheKey, written);
    return written;
  }

  /** The public page of an item, so that the links in the feeds lead somewhere. Undefined where it is not out. */
  readStory(path: string, now: Date): OriginDocument | undefined {
    const listed = this.wire.feeds.flatMap(({ items }) => items).find(({ pagePath }) => pagePath === path);
    const item = listed ?? this.kept.find(path);
    if (item === undefined || (item.embargoed !== undefined && item.embargoed > now)) return undefined;
    const feed = this.wire.feed(item.feed)?.feed;
    if (feed === undefined) return undefined;
    const text = writeStoryPage(item, { feed, sandboxUrl: this.sandboxUrl(), media: this.media });
    const bytes = Buffer.from(text);
    return {
      bytes,
      contentType: 'text/html; charset=utf-8',
      etag: etagOf(bytes),
      lastModified: item.versionCreated,
    };
  }

  #write(state: FeedState, key: string, page: number, now: Date): Written | undefined {
    const { feed, revision, changedAt } = state;
    const { write, mediaType } = SITEMAP.test(key)
      ? { write: writeSitemap, mediaType: 'application/xml' }
      : WRITERS[feed.format];
    const embargoes = TELLS_EMBARGO.has(feed.format)
      ? []
      : state.items.flatMap(({ embargoed }) => (embargoed ? [embargoed.getTime()] : []));
    const shown = state.items.filter(
      ({ embargoed }) => embargoed === undefined || embargoes.length === 0 || embargoed <= now,
    );

    const size = feed.pageSize ?? Math.max(shown.length, 1);
    const items = shown.slice((page - 1) * size, page * size);
    if (items.length === 0 && page > 1) return undefined;

    const sandboxUrl = this.sandboxUrl();
    const url = `${sandboxUrl}/origins/${key}`;
    const ended = embargoes.filter((at) => at <= now.getTime());
    const lastModified = new Date(Math.max(changedAt.getTime(), ...ended));
    const text = write({
      feed,
      items,
      changedAt: lastModified,
      selfUrl: page === 1 ? url : `${url}?page=${page}`,
      nextUrl: shown.length > page * size ? `${url}?page=${page + 1}` : undefined,
      sandboxUrl,
      media: this.media,
    });
    const bytes = feed.charset === undefined ? Buffer.from(text, 'utf8') : iconv.encode(text, feed.charset);
    return {
      bytes,
      contentType: `${mediaType}; charset=${feed.charset ?? 'utf-8'}`,
      etag: etagOf(bytes),
      lastModified,
      revision,
      freshUntil: Math.min(Number.POSITIVE_INFINITY, ...embargoes.filter((at) => at > now.getTime())),
    };
  }
}

const etagOf = (bytes: Buffer): string =>
  `"${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}"`;
