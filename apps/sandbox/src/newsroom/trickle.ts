import { chooseSlots, textOfStory } from '#apps/sandbox/src/newsroom/edition.js';
import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import { canRevise, revisionOf, type StoryRevision } from '#apps/sandbox/src/newsroom/revise-story.js';
import { type SeededRandom, seededRandom } from '#apps/sandbox/src/newsroom/seeded-random.js';
import { publishTopPackage } from '#apps/sandbox/src/newsroom/top-package.js';
import type { Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { BEAT_SECONDS, OPENING, RHYTHM, type Step } from '#apps/sandbox/src/stock/opening-script.js';
import { PHRASES } from '#apps/sandbox/src/stock/phrases.js';
import { type FeedKey, feedKey, type StockFeed, type Story } from '#apps/sandbox/src/stock/story.js';

/** Beats made up for when the clock jumps, say after the machine slept; the rest is let go. */
const BEATS_CAUGHT_UP = 50;
/** What stands in a feed at the start was written over the hours before, an item in each such time. */
const EARLIER_ITEMS = 14;
const EARLIER_SPACING_MS = 11 * 60_000;

/**
 * Plays the opening script and then the rhythm, without end. It has no timer: whoever owns the time calls `advance`,
 * and everything due by then happens, dated at its own moment.
 */
export class Trickle {
  readonly #random: SeededRandom;
  readonly #opening: Step[];
  readonly #feeds: ReadonlyMap<FeedKey, StockFeed>;
  /** The script's names for items → guid. */
  readonly #named = new Map<string, string>();
  /** Stories of each feed still to come before any comes again. */
  readonly #waiting = new Map<FeedKey, Story[]>();
  #beats = 0;
  #turn = 0;

  constructor(
    private readonly wire: Wire,
    private readonly feeds: readonly StockFeed[],
    /** `speed` 2 plays everything twice as fast. */
    private readonly options: { startedAt: Date; speed: number; seed: number },
  ) {
    this.#random = seededRandom(options.seed);
    this.#opening = [...OPENING].sort((a, b) => a.at - b.at);
    this.#feeds = new Map(feeds.map((feed) => [feedKey(feed), feed]));
  }

  advance(now: Date): void {
    const { startedAt, speed } = this.options;
    const elapsed = ((now.getTime() - startedAt.getTime()) * speed) / 1000;
    const due = Math.floor(elapsed / BEAT_SECONDS);
    if (due - this.#beats > BEATS_CAUGHT_UP) this.#beats = due - BEATS_CAUGHT_UP;
    for (;;) {
      const beatAt = (this.#beats + 1) * BEAT_SECONDS;
      const step = this.#opening[0];
      if (step !== undefined && step.at <= beatAt && step.at <= elapsed) {
        this.#opening.shift();
        this.#play(step, this.#moment(step.at));
      } else if (beatAt <= elapsed) {
        this.#beat(RHYTHM[this.#beats++ % RHYTHM.length] ?? 'new', this.#moment(beatAt));
      } else {
        return;
      }
    }
  }

  #moment(seconds: number): Date {
    return new Date(this.options.startedAt.getTime() + Math.round((seconds * 1000) / this.options.speed));
  }

  #play(step: Step, at: Date): void {
    if (step.do === 'publish') {
      const story = this.#feed(step.feed).stories.find(({ slug }) => slug === step.story);
      if (story === undefined) throw new Error(`${step.feed} has no story ${step.story}`);
      const item = this.#publish(step.feed, story, at, step);
      if (step.item !== undefined) this.#named.set(step.item, item.guid);
    } else if (step.do === 'package') {
      publishTopPackage(this.wire, this.#feed(step.feed), at);
    } else {
      const item = this.wire.find(this.#guid(step.item));
      // Someone may have withdrawn it over HTTP before its turn came.
      if (item === undefined || item.pubStatus === 'canceled') return;
      if (step.do === 'kill') this.wire.kill(item.guid, at);
      else if (step.do === 'moveEmbargo') {
        const edNote = PHRASES[item.language].embargoMovedNote;
        this.wire.revise(item.guid, { embargoed: this.#moment(step.embargoUntil), edNote }, at);
      } else this.#revise(item, step.do, at);
    }
  }

  #beat(action: (typeof RHYTHM)[number], at: Date): void {
    if (action === 'package') {
      for (const feed of this.feeds) if (feed.format === 'newsml-g2') publishTopPackage(this.wire, feed, at);
      return;
    }
    const feed = this.feeds[this.#turn++ % this.feeds.length];
    if (feed === undefined) return;
    // The oldest that qualifies: partners have had it for a while, and each item gets its turn.
    const item =
      action === 'new'
        ? undefined
        : this.wire.feed(feedKey(feed))?.items.findLast((candidate) => canRevise(candidate, action));
    if (action === 'new' || item === undefined) {
      // Every third video is still being cut when its text goes out.
      const withoutVideo = this.#random.below(3) === 0;
      this.#publish(feedKey(feed), this.#nextStory(feed), at, { withoutVideo });
    } else if (action === 'kill') this.wire.kill(item.guid, at);
    else this.#revise(item, action, at);
  }

  #revise(item: PublishedItem, action: StoryRevision, at: Date): void {
    const revision = revisionOf(item, action);
    if (revision !== undefined) this.wire.revise(item.guid, revision, at);
  }

  #publish(
    key: FeedKey,
    story: Story,
    at: Date,
    terms: { at?: number; embargoUntil?: number; withoutVideo?: boolean; as?: 'picture' },
  ): PublishedItem {
    const choice = chooseSlots(story, this.#random);
    const language = story.language ?? this.#feed(key).language;
    const embargoed = terms.embargoUntil === undefined ? undefined : this.#moment(terms.embargoUntil);
    const listed = this.wire.feed(key)?.items.length ?? 0;
    const earlier = terms.at === 0 && embargoed === undefined ? Math.max(1, EARLIER_ITEMS - listed) : 0;
    const video = terms.withoutVideo || terms.as === 'picture' ? undefined : story.video;
    return this.wire.publish(
      key,
      {
        slug: terms.as === 'picture' ? `${story.slug}-picture` : story.slug,
        ...textOfStory(story, choice),
        language,
        topic: story.topic,
        media: { ...(story.picture && { picture: story.picture }), ...(video && { video }) },
        firstCreated: new Date(at.getTime() - earlier * EARLIER_SPACING_MS),
        origin: { story, choice },
        ...(terms.as && { itemClass: terms.as }),
        ...(embargoed && { embargoed, edNote: PHRASES[language].embargoNote }),
      },
      at,
    );
  }

  /** Every story of a feed has its turn, in an order of chance, before any comes again with other words in its slots. */
  #nextStory(feed: StockFeed): Story {
    let waiting = this.#waiting.get(feedKey(feed)) ?? [];
    if (waiting.length === 0) waiting = [...feed.stories];
    this.#waiting.set(feedKey(feed), waiting);
    const [story] = waiting.splice(this.#random.below(waiting.length), 1);
    if (story === undefined) throw new Error(`${feedKey(feed)} has no stories`);
    return story;
  }

  #feed(key: FeedKey): StockFeed {
    const feed = this.#feeds.get(key);
    if (feed === undefined) throw new Error(`the sandbox has no feed ${key}`);
    return feed;
  }

  #guid(name: string): string {
    const guid = this.#named.get(name);
    if (guid === undefined) throw new Error(`the script names ${name} before it is published`);
    return guid;
  }
}
