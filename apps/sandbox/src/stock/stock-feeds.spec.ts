import iconv from 'iconv-lite';
import { textOfStory, updateOfStory } from '#apps/sandbox/src/newsroom/edition.js';
import { STOCK_FEEDS } from '#apps/sandbox/src/stock/stock-feeds.js';
import { feedKey, type StockLanguage, type Story } from '#apps/sandbox/src/stock/story.js';

const STORIES = STOCK_FEEDS.flatMap((feed) =>
  feed.stories.map((story) => ({
    name: `${feedKey(feed)} ${story.slug}`,
    feed,
    story,
    language: story.language ?? feed.language,
  })),
);

/** The story with each value of each slot in turn, the other slots at their first. */
function* everyText(story: Story): Generator<string> {
  for (const [slot, values] of Object.entries(story.slots)) {
    for (const index of values.keys()) {
      const choice = { [slot]: index };
      const { headline, description, paragraphs } = textOfStory(story, choice);
      yield [headline, description, ...paragraphs, updateOfStory(story, choice)].join('\n');
    }
  }
}

/** Letters that the language's alphabet has, and that its texts may use. */
const ALPHABETS: Record<StockLanguage, RegExp> = {
  az: /^[a-vx-zçəğıöşüA-VX-ZÇƏĞİÖŞÜ]+$/,
  ru: /^[а-яё]+$/i,
  kk: /^[а-яёәғқңөұүһі]+$/i,
  'uz-Latn': /^[a-vx-zʻʼ]+$/i,
  'uz-Cyrl': /^[а-яёўқғҳ]+$/i,
  en: /^[a-z’]+$/i,
};

describe('the stock', () => {
  it('has ten stories or more in every feed, each with a name of its own', () => {
    for (const feed of STOCK_FEEDS) {
      const slugs = feed.stories.map(({ slug }) => slug);
      expect([feedKey(feed), slugs.length >= 10, new Set(slugs).size]).toEqual([
        feedKey(feed),
        true,
        slugs.length,
      ]);
    }
  });

  it.each(STORIES)('$name has no hole, whatever is chosen', ({ story }) => {
    for (const text of everyText(story)) expect(text).not.toMatch(/[{}]|undefined|\s{2}|\s[,.:]/);
  });

  it.each(STORIES)('$name is written in the letters of its language', ({ story, language }) => {
    for (const text of everyText(story)) {
      const foreign = text.match(/[\p{L}\p{M}’']+/gu)?.filter((word) => !ALPHABETS[language].test(word));
      expect(foreign).toEqual([]);
    }
  });

  it.each(STORIES)('$name has a figure that a correction can change where a reader sees it', ({ story }) => {
    const figures = story.slots[story.figure] ?? [];
    expect(figures.length).toBeGreaterThan(1);
    expect(figures.every((figure) => typeof figure === 'string')).toBe(true);
    const texts = figures.map((_, index) => textOfStory(story, { [story.figure]: index }));
    expect(new Set(texts.map(({ headline }) => headline)).size).toBe(figures.length);
    expect(new Set(texts.map(({ paragraphs }) => paragraphs.join('\n'))).size).toBe(figures.length);
  });

  it.each(STORIES.filter(({ feed }) => feed.charset))(
    '$name can be written in its charset',
    ({ feed, story }) => {
      for (const text of everyText(story)) {
        expect(iconv.decode(iconv.encode(text, feed.charset ?? ''), feed.charset ?? '')).toBe(text);
      }
    },
  );

  it('names files so that their addresses need no escaping', () => {
    for (const { story } of STORIES) {
      expect([story.slug, story.picture, story.video?.name ?? 'none'].join()).toMatch(
        /^[a-z0-9-]+,[a-z0-9-]+,[a-z0-9-]+$/,
      );
    }
  });
});
