import type { FastifyInstance } from 'fastify';
import iconv from 'iconv-lite';
import { z } from 'zod';
import { generateItems } from '#apps/sandbox/src/newsroom/generate-items.js';
import type { Draft, PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import type { SeededRandom } from '#apps/sandbox/src/newsroom/seeded-random.js';
import type { FeedState, Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { feedKey, TOPIC_CODES, type Topic } from '#apps/sandbox/src/stock/story.js';

const LANGUAGES = ['az', 'ru', 'kk', 'uz-Latn', 'uz-Cyrl', 'en'] as const;
const FIVE_LANGUAGES = ['az', 'ru', 'kk', 'uz-Latn', 'en'] as const;
const name = z.string().regex(/^[a-z0-9-]{1,60}$/, 'lower-case letters, digits and hyphens');

/** `{"partner":"report","feed":"en.xml"}`, or in one: `{"feed":"report/en.xml"}`. */
const where = { partner: z.string().optional(), feed: z.string() };

const publishRequest = z.strictObject({
  ...where,
  item: z.strictObject({
    /** One that is listed already makes the next version of that item; absent = a new one is minted. */
    guid: z.string().min(1).optional(),
    slug: name.default('item'),
    headline: z.string().min(1),
    description: z.string().default(''),
    paragraphs: z.array(z.string()).default([]),
    language: z.enum(LANGUAGES).optional(),
    topic: z.enum(Object.keys(TOPIC_CODES) as [Topic, ...Topic[]]).optional(),
    itemClass: z.enum(['text', 'picture', 'video']).optional(),
    picture: name.optional(),
    video: z.strictObject({ name, durationSeconds: z.int().min(1).max(86_400) }).optional(),
    /** RFC 3339; null lifts the embargo of a listed item. */
    embargoed: z.iso.datetime({ offset: true }).nullable().optional(),
    pubStatus: z.enum(['usable', 'withheld', 'canceled']).optional(),
    signal: z.enum(['update', 'correction', 'kill']).optional(),
    edNote: z.string().min(1).optional(),
    usageTerms: z.string().min(1).optional(),
  }),
});

const killRequest = z.strictObject({ guid: z.string().min(1) });

const generateRequest = z.strictObject({
  ...where,
  count: z.int().min(1).max(20_000),
  bodyBytes: z.int().min(0).max(1_000_000).default(2500),
  languages: z
    .array(z.enum(LANGUAGES))
    .min(1)
    .default([...FIVE_LANGUAGES]),
});

/** What tests and a demonstration say to the newsrooms, and read of them. */
export function addControlRoutes(
  server: FastifyInstance,
  parts: { wire: Wire; random: SeededRandom; now: () => Date },
): void {
  const { wire, random, now } = parts;

  const feedOf = ({ partner, feed }: { partner?: string; feed: string }): FeedState => {
    const key = partner === undefined ? feed : `${partner}/${feed}`;
    const state = wire.feed(key);
    if (state === undefined) throw Object.assign(new Error(`no feed ${key}`), { statusCode: 404 });
    return state;
  };

  server.get('/sandbox/state', () => ({
    feeds: wire.feeds.map(({ feed, items, changedAt }) => ({
      feed: feedKey(feed),
      partner: feed.partner,
      format: feed.format,
      path: `/origins/${feedKey(feed)}`,
      changedAt,
      items: items.map(stateOf),
    })),
    events: wire.events,
  }));

  server.post('/sandbox/publish', (request) => {
    const { item, ...place } = publishRequest.parse(JSON.parse(String(request.body)));
    const { feed } = feedOf(place);
    const draft = draftOf(item);
    mustFit([draft], feed.charset);
    const listed = item.guid === undefined ? undefined : wire.find(item.guid);
    if (listed === undefined) return stateOf(wire.publish(feedKey(feed), draft, now()));
    const embargo = item.embargoed === null ? { embargoed: null } : {};
    return stateOf(wire.revise(listed.guid, { ...revisionOf(draft), ...embargo }, now()));
  });

  server.post('/sandbox/kill', (request) => {
    const { guid } = killRequest.parse(JSON.parse(String(request.body)));
    if (wire.find(guid) === undefined) {
      throw Object.assign(new Error(`no item ${guid} is listed`), { statusCode: 404 });
    }
    return stateOf(wire.kill(guid, now()));
  });

  server.post('/sandbox/generate', (request) => {
    const { count, bodyBytes, languages, ...place } = generateRequest.parse(JSON.parse(String(request.body)));
    const { feed } = feedOf(place);
    const feeds = wire.feeds.map((state) => state.feed);
    const drafts = generateItems({ count, bodyBytes, languages }, feeds, random);
    mustFit(drafts, feed.charset);
    return { guids: drafts.map((draft) => wire.publish(feedKey(feed), draft, now()).guid) };
  });
}

const stateOf = (item: PublishedItem) => ({
  guid: item.guid,
  version: item.version,
  feed: item.feed,
  itemClass: item.itemClass,
  language: item.language,
  headline: item.headline,
  pubStatus: item.pubStatus,
  signal: item.signal,
  embargoed: item.embargoed,
  firstCreated: item.firstCreated,
  versionCreated: item.versionCreated,
});

function draftOf(item: z.output<typeof publishRequest>['item']): Draft {
  const { picture, video, embargoed, ...said } = item;
  return {
    ...said,
    ...((picture || video) && { media: { ...(picture && { picture }), ...(video && { video }) } }),
    ...(embargoed && { embargoed: new Date(embargoed) }),
  };
}

/** An item keeps for life what a revision has no word for. */
function revisionOf(draft: Draft) {
  const {
    guid: _guid,
    slug: _slug,
    language: _language,
    topic: _topic,
    itemClass: _class,
    ...revision
  } = draft;
  return revision;
}

/** A question mark in place of a letter would be a fault of the sandbox, not one for the exchange to find. */
function mustFit(drafts: readonly Draft[], charset: string | undefined): void {
  if (charset === undefined) return;
  for (const { headline, description, paragraphs } of drafts) {
    const text = [headline, description, ...paragraphs].join('\n');
    if (iconv.decode(iconv.encode(text, charset), charset) !== text) {
      throw Object.assign(new Error(`this feed is in ${charset}, which cannot write: ${headline}`), {
        statusCode: 400,
      });
    }
  }
}
