import { textOfStory } from '#apps/sandbox/src/newsroom/edition.js';
import { STOCK_FEEDS } from '#apps/sandbox/src/stock/stock-feeds.js';
import type { Story } from '#apps/sandbox/src/stock/story.js';
import { type SignedStory, sameStory } from '#codecs/story/same-story.js';
import { storyKeys, storySignature } from '#codecs/story/story-signature.js';
import { makeRecord } from '#exchange/testing/make-record.js';

interface Told extends SignedStory {
  slug: string;
}

/** The story with one value in every slot, as items of its partner. */
function told(partnerId: string, language: string, story: Story, choice: number): Told {
  const choices = Object.entries(story.slots).map(([name, values]) => [name, choice % values.length]);
  const { headline, description, paragraphs } = textOfStory(story, Object.fromEntries(choices));
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('');
  const signature = storySignature(makeRecord({ headline, description, body, language }));
  if (!signature) throw new Error(`${story.slug} cannot be signed`);
  return { ...signature, partnerId, at: 0, slug: story.slug };
}

const found = (a: Told, b: Told): boolean => storyKeys(a).some((key) => storyKeys(b).includes(key));
const STOCK = STOCK_FEEDS.flatMap((feed) =>
  feed.stories.flatMap((story) =>
    [0, 1].map((choice) => told(feed.partner, story.language ?? feed.language, story, choice)),
  ),
);

/** The stories that are told twice are told so whatever figure each newsroom has; no template makes two items one story. */
it('tells two stories twice, and no other', () => {
  const pairs = STOCK.flatMap((a, i) =>
    STOCK.slice(i + 1)
      .filter((b) => sameStory(a, b) && found(a, b))
      .map((b) => [a.slug, b.slug].sort().join(' ')),
  );
  expect([...new Set(pairs)].sort()).toEqual([
    'kitob-bayrami kitob-bayrami-cyrl',
    'yarimmarafon yarimmarafon-canli',
  ]);
  expect(pairs).toHaveLength(8);
});
