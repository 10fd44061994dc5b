import { generateItems } from '#apps/sandbox/src/newsroom/generate-items.js';
import { seededRandom } from '#apps/sandbox/src/newsroom/seeded-random.js';
import { STOCK_FEEDS } from '#apps/sandbox/src/stock/stock-feeds.js';

const LANGUAGES = ['az', 'ru', 'kk', 'uz-Latn', 'uz-Cyrl', 'en'] as const;

describe('generateItems', () => {
  it.each([0, 1, 300, 2_500, 20_000])('makes bodies of %d bytes, to within one character', (bodyBytes) => {
    const drafts = generateItems(
      { count: 12, bodyBytes, languages: LANGUAGES },
      STOCK_FEEDS,
      seededRandom(1),
    );
    for (const { paragraphs } of drafts) {
      const bytes = Buffer.byteLength(paragraphs.join(''));
      expect(bytes).toBeLessThanOrEqual(bodyBytes);
      // A paragraph that ends one byte short of the size leaves no room for a character of two.
      expect(bytes).toBeGreaterThan(bodyBytes - 8);
    }
  });

  it('takes the languages in turn and numbers the headlines', () => {
    const drafts = generateItems(
      { count: 12, bodyBytes: 500, languages: LANGUAGES },
      STOCK_FEEDS,
      seededRandom(1),
    );
    expect(drafts.map(({ language }) => language)).toEqual([...LANGUAGES, ...LANGUAGES]);
    expect(new Set(drafts.map(({ headline }) => headline)).size).toBe(12);
    expect(drafts[11]?.headline).toMatch(/ \(12\)$/);
  });
});
