import { chooseSlots, textOfStory } from '#apps/sandbox/src/newsroom/edition.js';
import type { Draft } from '#apps/sandbox/src/newsroom/published-item.js';
import type { SeededRandom } from '#apps/sandbox/src/newsroom/seeded-random.js';
import type { StockFeed, StockLanguage, Story } from '#apps/sandbox/src/stock/story.js';

export interface GenerateRequest {
  count: number;
  /** UTF-8 bytes of the text, reached to within one character. */
  bodyBytes: number;
  languages: readonly StockLanguage[];
}

/** Many items for load and crash tests: paragraphs of the stock in turn, cut at the size asked for. */
export function generateItems(
  { count, bodyBytes, languages }: GenerateRequest,
  feeds: readonly StockFeed[],
  random: SeededRandom,
): Draft[] {
  return Array.from({ length: count }, (_, index) => {
    const language = languages[index % languages.length] ?? 'en';
    const stories = storiesIn(language, feeds);
    const lead = pick(stories, random);
    const { headline, description } = textOfStory(lead, chooseSlots(lead, random));
    return {
      slug: `generated-${index + 1}`,
      language,
      topic: lead.topic,
      headline: `${headline} (${index + 1})`,
      description,
      paragraphs: paragraphsOf(bodyBytes, stories, random),
      pinned: true,
    };
  });
}

/** Throws for a language that the stock has no copy in. */
function storiesIn(language: StockLanguage, feeds: readonly StockFeed[]): Story[] {
  const stories = feeds.flatMap((feed) =>
    feed.stories.filter((story) => (story.language ?? feed.language) === language),
  );
  if (stories.length === 0) throw new Error(`the stock has nothing in ${language}`);
  return stories;
}

function paragraphsOf(bodyBytes: number, stories: readonly Story[], random: SeededRandom): string[] {
  const paragraphs: string[] = [];
  let left = bodyBytes;
  while (left > 0) {
    const story = pick(stories, random);
    for (const paragraph of textOfStory(story, chooseSlots(story, random)).paragraphs) {
      if (left <= 0) break;
      const cut = cutToBytes(paragraph, left);
      paragraphs.push(cut);
      left -= Math.max(1, Buffer.byteLength(cut));
    }
  }
  return paragraphs.filter((paragraph) => paragraph !== '');
}

function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let end = 0;
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function pick<T>(from: readonly T[], random: SeededRandom): T {
  const picked = from[random.below(from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}
