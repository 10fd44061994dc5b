import { createHash } from 'node:crypto';
import type { Obligation } from '#agreements/agreement.js';
import type { OutputFormat } from '#codecs/codec.js';
import { encodeDocument } from '#codecs/encode.js';
import { outgoingRecord } from '#exchange/outbound/outgoing-record.js';
import { asDestinationId, asPartnerId, type DestinationId, type Guid } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';
import { notFound, ProblemError } from '../problem/problem.js';
import type { DestinationResource } from '../rest/catalogue-resources.js';

/** One item that a pull destination holds and may still show. */
export interface HeldItem {
  deliveryId: number;
  guid: Guid;
  version: number;
  record: NewsRecord;
  deliveredAt: Instant;
  obligations: Obligation[];
  withoutRenditions: string[];
  asNew: boolean;
  sourcePartnerId: string;
}

export interface PullFeedReads {
  /** The last delivered first. @throws RangeError when the cursor is not one of the feed's */
  page(
    id: DestinationId,
    limit: number,
    cursor?: string,
  ): Promise<{ entries: HeldItem[]; nextCursor?: string }>;
  /** `basis` is equal as long as nothing changed; `lastChangedAt` is absent when the feed never held anything. */
  state(id: DestinationId): Promise<{ basis: string; lastChangedAt?: Instant }>;
  /** What was held and taken back since, the last first. */
  takenBack(id: DestinationId, since: Date): Promise<{ guid: Guid; at: Instant }[]>;
  markPickedUp(deliveryIds: readonly number[]): Promise<void>;
}

export interface PullFeedOptions {
  /** Names the exchange as the sender and in the items' hops. */
  exchange: string;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** One page as it goes out. Equal bytes have equal etags; `asOf` is when what is on it last changed. */
export interface FeedPage {
  bytes: Buffer;
  contentType: string;
  etag: string;
  asOf?: Instant;
  selfUrl: string;
  nextUrl?: string;
  deliveryIds: number[];
}

/** What is known of a page that went out before, so that a reader that has it costs no page to be made. */
interface KnownPage {
  basis: string;
  etag: string;
  asOf?: Instant;
  /** Milliseconds since 1970: when an embargo on the page ends, and it changes by itself. */
  until: number;
}

const PAGE_SIZE = 50;
const TOMBSTONES_DAYS = 7;
const KNOWN_PAGES = 1000;

/** The feed that a pull destination reads: what it holds, in its own format, page by page, as it would be pushed. */
export class PullFeed {
  private readonly known = new Map<string, KnownPage>();
  private readonly now: () => number;

  constructor(
    private readonly reads: PullFeedReads,
    private readonly destinations: { find(id: string): Promise<DestinationResource | undefined> },
    private readonly options: PullFeedOptions,
  ) {
    this.now = options.now ?? Date.now;
  }

  /**
   * The page, or only its etag when `isCurrent` says that the reader has it.
   * @throws ProblemError `not-found` when there is no such pull feed, `invalid-request` for a foreign cursor
   */
  async page(
    id: string,
    cursor: string | undefined,
    isCurrent: (known: Pick<FeedPage, 'etag' | 'asOf'>) => boolean,
  ): Promise<FeedPage | Pick<FeedPage, 'etag' | 'asOf'>> {
    const destination = await this.destinations.find(id);
    if (destination?.transport !== 'pull') throw notFound('pull feed', id);
    const state = await this.reads.state(asDestinationId(id));
    const size = destination.pageSize ?? PAGE_SIZE;
    const basis = [state.basis, destination.format, size, destination.name].join(' ');
    const key = `${id} ${cursor ?? ''}`;
    const known = this.known.get(key);
    if (known?.basis === basis && known.until > this.now() && isCurrent(known)) return known;

    const page = await this.write(destination, size, cursor, state.lastChangedAt);
    this.remember(key, { basis, etag: page.etag, asOf: page.asOf, until: page.until });
    return isCurrent(page) ? { etag: page.etag, asOf: page.asOf } : page;
  }

  /** Notes what a partner has read. */
  markPickedUp(deliveryIds: readonly number[]): Promise<void> {
    return this.reads.markPickedUp(deliveryIds);
  }

  private async write(
    { id, name, format }: DestinationResource,
    size: number,
    cursor: string | undefined,
    changedAt: Instant | undefined,
  ): Promise<FeedPage & { until: number }> {
    const { entries, nextCursor } = await this.readPage(id, size, cursor);
    const records = entries.map((entry) => this.outgoing(entry));
    const embargoes = records.map(({ embargoed }) => Date.parse(embargoed ?? '')).filter(Number.isFinite);
    const over = embargoes.filter((at) => at <= this.now());
    const ahead = embargoes.filter((at) => at > this.now());
    // The page says when it last changed and not when it was asked for: equal pages are equal bytes.
    const asOf = toInstant(Math.max(Date.parse(changedAt ?? '') || 0, ...over));
    const tombstones = cursor === undefined ? await this.tombstones(id, format) : [];
    const nextUrl = nextCursor && this.urlOf(id, nextCursor);
    const { bytes, contentType } = encodeDocument(format, [...tombstones, ...records], {
      sentAt: asOf,
      sender: this.options.exchange,
      feed: { title: name, url: this.urlOf(id), nextPage: nextUrl, updated: asOf },
    });
    return {
      bytes,
      contentType,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
      asOf: changedAt && asOf,
      selfUrl: this.urlOf(id, cursor),
      nextUrl,
      deliveryIds: entries.map(({ deliveryId }) => deliveryId),
      until: Math.min(Number.POSITIVE_INFINITY, ...ahead),
    };
  }

  private async readPage(id: string, size: number, cursor: string | undefined) {
    try {
      return await this.reads.page(asDestinationId(id), size, cursor);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const detail = 'must be taken from the next link of the page before';
      throw new ProblemError('invalid-request', 'The cursor is not one of this feed.', [
        { at: 'cursor', detail },
      ]);
    }
  }

  /** As a webhook would carry it, at the moment it was put into the feed. */
  private outgoing(entry: HeldItem): NewsRecord {
    const delivery = { ...entry, kind: 'item' as const, sourcePartnerId: asPartnerId(entry.sourcePartnerId) };
    return outgoingRecord(entry.record, delivery, this.options.exchange, entry.deliveredAt);
  }

  /** Atom alone can say that an entry is gone (RFC 6721); elsewhere it is gone by not being there. */
  private async tombstones(id: string, format: OutputFormat): Promise<NewsRecord[]> {
    if (format !== 'atom') return [];
    const since = new Date(this.now() - TOMBSTONES_DAYS * 86_400_000);
    const gone = await this.reads.takenBack(asDestinationId(id), since);
    return gone.map(({ guid, at }) => ({
      kind: 'newsItem',
      guid,
      version: 1,
      itemClass: 'text',
      provider: {},
      pubStatus: 'canceled',
      versionCreated: at,
      fingerprint: '',
    }));
  }

  private urlOf(id: string, cursor?: string): string {
    return `${this.options.publicUrl}/v1/destinations/${id}/feed${cursor === undefined ? '' : `?cursor=${cursor}`}`;
  }

  private remember(key: string, page: KnownPage): void {
    this.known.delete(key);
    this.known.set(key, page);
    const oldest = this.known.size > KNOWN_PAGES ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

const toInstant = (at: number): Instant => new Date(at).toISOString().replace('.000Z', 'Z');
