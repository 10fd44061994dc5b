import type { Draft, PublishedItem, Revision } from '#apps/sandbox/src/newsroom/published-item.js';
import { PHRASES } from '#apps/sandbox/src/stock/phrases.js';
import { type FeedKey, feedKey, type StockFeed } from '#apps/sandbox/src/stock/story.js';

/** Items that a feed lists at most, pinned ones not counted: the oldest fall off its end, as in any newsroom's feed. */
const LISTED_ITEMS = 60;
/** Events that the state remembers. */
const KEPT_EVENTS = 20_000;

/** One thing that a newsroom did, for whoever compares it with what arrived. */
export interface WireEvent {
  at: Date;
  feed: FeedKey;
  guid: string;
  version: number;
  action: 'published' | 'revised' | 'corrected' | 'killed';
  embargoed?: Date;
}

/** What one feed shows now. `revision` grows by one with every change, so that a document is written once. */
export interface FeedState {
  feed: StockFeed;
  /** Newest version first. */
  items: readonly PublishedItem[];
  revision: number;
  changedAt: Date;
}

/** What the four newsrooms have published: the one place that changes it. Time comes in as an argument. */
export class Wire {
  readonly #feeds = new Map<FeedKey, FeedState>();
  readonly #events: WireEvent[] = [];
  #issued = 0;

  constructor(feeds: readonly StockFeed[], startedAt: Date) {
    for (const feed of feeds)
      this.#feeds.set(feedKey(feed), { feed, items: [], revision: 0, changedAt: startedAt });
  }

  get feeds(): FeedState[] {
    return [...this.#feeds.values()];
  }

  get events(): readonly WireEvent[] {
    return this.#events;
  }

  feed(key: string): FeedState | undefined {
    return this.#feeds.get(key as FeedKey);
  }

  find(guid: string): PublishedItem | undefined {
    for (const { items } of this.#feeds.values()) {
      const found = items.find((item) => item.guid === guid);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Throws for a feed that is not there. */
  publish(key: FeedKey, draft: Draft, at: Date): PublishedItem {
    const state = this.#state(key);
    const { slug, firstCreated = at, ...said } = draft;
    const number = ++this.#issued;
    const name = `${state.feed.file.split('.')[0]}-${number}-${slug}`;
    const item: PublishedItem = {
      guid: mintGuid(state.feed, firstCreated, name),
      itemClass: draft.media?.video ? 'video' : 'text',
      language: state.feed.language,
      pubStatus: 'usable',
      media: {},
      usageTerms: PHRASES[draft.language ?? state.feed.language].usageTerms,
      ...said,
      firstCreated,
      version: 1,
      versionCreated: firstCreated,
      feed: key,
      // With the time, as the guid: a sandbox that starts again has other pages.
      pagePath: `/stories/${state.feed.partner}/${isoDay(firstCreated)}/${timeOfDay(firstCreated)}/${name}`,
    };
    this.#list(state, item, at, 'published');
    return item;
  }

  /** Throws for a guid that is not listed. */
  revise(guid: string, revision: Revision, at: Date): PublishedItem {
    const before = this.find(guid);
    if (before === undefined) throw new Error(`no item ${guid} is listed`);
    const { embargoed = before.embargoed, ...said } = revision;
    const item: PublishedItem = {
      ...before,
      // A signal and its note belong to the version that they were said of.
      signal: 'update',
      edNote: undefined,
      ...said,
      embargoed: embargoed ?? undefined,
      itemClass: before.itemClass === 'text' && said.media?.video ? 'video' : before.itemClass,
      guid,
      version: before.version + 1,
      firstCreated: before.firstCreated,
      versionCreated: at,
    };
    const action = item.signal === 'kill' ? 'killed' : item.signal === 'correction' ? 'corrected' : 'revised';
    this.#list(this.#state(before.feed), item, at, action);
    return item;
  }

  /** Throws for a guid that is not listed. */
  kill(guid: string, at: Date): PublishedItem {
    const language = this.find(guid)?.language ?? 'en';
    return this.revise(
      guid,
      { pubStatus: 'canceled', signal: 'kill', edNote: PHRASES[language].killNote },
      at,
    );
  }

  #state(key: FeedKey): FeedState {
    const state = this.#feeds.get(key);
    if (state === undefined)
      throw new Error(`no feed ${key}; there are ${[...this.#feeds.keys()].join(', ')}`);
    return state;
  }

  #list(state: FeedState, item: PublishedItem, at: Date, action: WireEvent['action']): void {
    const others = state.items.filter((other) => other.guid !== item.guid);
    let listed = 0;
    const items = [item, ...others].filter((other) => other.pinned || ++listed <= LISTED_ITEMS);
    this.#feeds.set(item.feed, { ...state, items, revision: state.revision + 1, changedAt: at });
    const { feed, guid, version, embargoed } = item;
    this.#events.push({ at, feed, guid, version, action, ...(embargoed && { embargoed }) });
    if (this.#events.length > KEPT_EVENTS) this.#events.splice(0, this.#events.length - KEPT_EVENTS);
  }
}

const isoDay = (at: Date): string => at.toISOString().slice(0, 10).replaceAll('-', '');

const timeOfDay = (at: Date): string => at.toISOString().slice(11, 19).replaceAll(':', '');

/**
 * `urn:newsml:` with provider, date-time and name (RFC 3085). The time is in it so that a sandbox that starts again
 * publishes other items, not the old ones from their first version on. `.example` is reserved (RFC 2606).
 */
function mintGuid(feed: StockFeed, at: Date, name: string): string {
  return `urn:newsml:${feed.partner}.example:${isoDay(at)}T${timeOfDay(at)}Z:${name}`;
}
