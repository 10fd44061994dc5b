import { asDestinationId, type DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import { notFound, ProblemError } from '../problem/problem.js';
import type { DestinationResource } from '../rest/catalogue-resources.js';
import { type HeldItem, type TakenBack, type WrittenPage, writeFeedPage } from './write-feed-page.js';

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
  takenBack(id: DestinationId, since: Date): Promise<TakenBack[]>;
  markPickedUp(deliveryIds: readonly number[]): Promise<void>;
  /** What the concepts are called that records have by their codes alone. */
  conceptNames(): Promise<ConceptNames>;
  /** The feed was read from its start at that moment, and so without what was killed before it. */
  markKillsRead(id: DestinationId, at: Date): Promise<void>;
}

export interface PullFeedOptions {
  /** Names the exchange as the sender and in the items' hops. */
  exchange: string;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What a reader says it has, and what it is compared with. */
export type Validators = Pick<WrittenPage, 'etag' | 'asOf'>;

export interface FeedPage extends WrittenPage {
  selfUrl: string;
  nextUrl?: string;
  deliveryIds: number[];
}

/** A page that went out before, so that for a reader that has it no page need be made. */
type KnownPage = Validators & Pick<WrittenPage, 'until'> & { basis: string };

/**
 * Milliseconds after which nothing can be added before a change any more. A change has the time at which its
 * transaction wrote it and shows when that commits, so one may come to light that is older than the last one seen.
 */
export const UNSETTLED_MS = 30_000;

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
   * The page, or only its validators when `isCurrent` says that the reader has it.
   * @throws ProblemError `not-found` when there is no such pull feed, `invalid-request` for a foreign cursor
   */
  async page(
    id: string,
    cursor: string | undefined,
    isCurrent: (known: Validators) => boolean,
  ): Promise<FeedPage | Validators> {
    const destination = await this.destinations.find(id);
    if (destination?.transport !== 'pull') throw notFound('pull feed', id);
    const state = await this.reads.state(asDestinationId(id));
    const { format, formatVersion = '', outputProfile = {}, pageSize, name } = destination;
    const basis = [state.basis, format, formatVersion, JSON.stringify(outputProfile), pageSize, name].join(
      ' ',
    );
    const key = `${id} ${cursor ?? ''}`;
    const known = this.known.get(key);
    if (known?.basis === basis && known.until > this.now() && isCurrent(known)) return known;

    const page = await this.write(destination, cursor, state.lastChangedAt);
    const validators = { etag: page.etag, asOf: page.asOf };
    const settled = this.now() - Date.parse(state.lastChangedAt ?? '') > UNSETTLED_MS;
    if (settled) this.remember(key, { ...validators, basis, until: page.until });
    return isCurrent(validators) ? validators : page;
  }

  /** Notes what a partner has read. */
  markPickedUp(deliveryIds: readonly number[]): Promise<void> {
    return this.reads.markPickedUp(deliveryIds);
  }

  markKillsRead(id: string, at: Date): Promise<void> {
    return this.reads.markKillsRead(asDestinationId(id), at);
  }

  private async write(
    { id, name, format, formatVersion, outputProfile, pageSize = PAGE_SIZE }: DestinationResource,
    cursor: string | undefined,
    changedAt: Instant | undefined,
  ): Promise<FeedPage> {
    const { entries, nextCursor } = await this.readPage(id, pageSize, cursor);
    const since = new Date(this.now() - TOMBSTONES_DAYS * 86_400_000);
    const takenBack =
      format === 'atom' && cursor === undefined ? await this.reads.takenBack(asDestinationId(id), since) : [];
    const nextUrl = nextCursor && this.urlOf(id, nextCursor);
    const written = writeFeedPage({
      format,
      formatVersion,
      outputProfile,
      title: name,
      exchange: this.options.exchange,
      feedUrl: this.urlOf(id),
      nextUrl,
      entries,
      takenBack,
      conceptNames: await this.reads.conceptNames(),
      changedAt,
      now: this.now(),
    });
    return {
      ...written,
      selfUrl: this.urlOf(id, cursor),
      nextUrl,
      deliveryIds: entries.map(({ deliveryId }) => deliveryId),
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
