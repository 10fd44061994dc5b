import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import { uzbekCyrillicFromLatin } from '../transliteration/uzbek.js';
import { bandKeys, jaccard, minHashOf, minHashSimilarity, shinglesOf } from './min-hash.js';
import { isRevision, type SignedStory, sameStory, storySimilarity } from './same-story.js';
import { storyKeys, storySignature } from './story-signature.js';

const HOUR_MS = 3_600_000;

function signed(more: Partial<NewsItem>, partnerId = 'report', at = 0): SignedStory {
  const signature = storySignature(item(more));
  if (!signature) throw new Error('nothing to sign');
  return { ...signature, partnerId, at };
}

const item = (more: Partial<NewsItem>): NewsItem => ({
  kind: 'newsItem',
  guid: asGuid('urn:a'),
  version: 1,
  itemClass: 'text',
  provider: { name: 'Report' },
  pubStatus: 'usable',
  fingerprint: 'x',
  ...more,
});

/** A text of `count` words, of which no run of three comes twice. */
const words = (count: number, prefix = 'w'): string =>
  Array.from(
    { length: count },
    (_, n) => `${prefix}${String.fromCharCode(97 + (n % 26))}${'x'.repeat(n / 26)}`,
  ).join(' ');

const body = (...paragraphs: string[]): string => paragraphs.map((text) => `<p>${text}</p>`).join('');

const found = (a: SignedStory, b: SignedStory): boolean => {
  const keys = new Set(storyKeys(a));
  return storyKeys(b).some((key) => keys.has(key));
};

/** Found by their keys, and then told to be the same. */
const isSame = (a: SignedStory, b: SignedStory): boolean => found(a, b) && sameStory(a, b) && sameStory(b, a);

describe('MinHash', () => {
  it.each([0.3, 0.5, 0.7, 0.9])('estimates a similarity of %d', (share) => {
    const size = 600;
    const common = Math.round((2 * size * share) / (1 + share));
    const a = shinglesOf([...words(common, 'c').split(' '), ...words(size - common, 'a').split(' ')], 1);
    const b = shinglesOf([...words(common, 'c').split(' '), ...words(size - common, 'b').split(' ')], 1);
    const estimate = minHashSimilarity(minHashOf(a), minHashOf(b));
    expect(Math.abs(estimate - jaccard(a, b))).toBeLessThan(0.13);
  });

  it('has the same numbers and keys for ever: they are stored', () => {
    const signature = minHashOf(shinglesOf(['a', 'b', 'c', 'd'], 3));
    expect([...signature.slice(0, 3)]).toEqual([3772037531, 2525300557, 3492391978]);
    expect(bandKeys(signature).slice(0, 3)).toEqual([-1491620610, 955777394, -910150701]);
  });
});

describe('sameStory', () => {
  const text = words(200);

  it('holds for a revision with a fifth of its words changed', () => {
    const old = text.split(' ');
    const revised = [...old.slice(0, 160), ...words(40, 'new').split(' ')].join(' ');
    const [a, b] = [
      signed({ headline: 'Neft bahalaşıb', body: body(text) }),
      signed({ headline: 'Neft yenə bahalaşıb: yeni qiymətlər', body: body(revised) }, 'baku-tv'),
    ];
    expect(isSame(a, b)).toBe(true);
    expect(storySimilarity(a, b)).toBeGreaterThan(0.5);
    expect(isRevision(a, b)).toBe(true);
  });

  it('holds whatever markup, paragraphs and description go with the text', () => {
    const other = body(...(text.match(/(?:\S+ ?){1,25}/g) ?? []).map((part) => `<b>${part}</b>`));
    expect(isSame(signed({ body: body(text) }), signed({ description: text }, 'khabar'))).toBe(true);
    expect(isSame(signed({ body: other }), signed({ description: text }, 'khabar'))).toBe(true);
  });

  const uzbek = {
    headline: 'Fargʻonada yangi oʻquv markazi ochildi: 120 nafar oʻquvchi taʼlim oladi',
    body: body(
      'Fargʻona shahrida zamonaviy oʻquv markazi ochildi. Unda 120 nafar oʻquvchi chet tillari va dasturlashni oʻrganadi.',
      'Markaz yangi kompyuterlar bilan jihozlangan. Mashgʻulotlar sentabr oyidan boshlanadi, qabul bepul.',
      'Tashkilotchilarning aytishicha, keyingi yilda bunday markazlar qoʻshni tumanlarda ham paydo boʻladi.',
    ),
  };
  const inCyrillic = {
    headline: uzbekCyrillicFromLatin(uzbek.headline),
    body: body(
      ...[...uzbek.body.matchAll(/<p>(.*?)<\/p>/g)].map(([, part]) => uzbekCyrillicFromLatin(part!)),
    ),
    language: 'uz-Cyrl',
  };

  it('holds across the scripts of a language, within a newsroom and between two', () => {
    for (const partner of ['uzbekistan-24', 'khabar']) {
      expect(
        isSame(signed({ ...uzbek, language: 'uz-Latn' }, 'uzbekistan-24'), signed(inCyrillic, partner)),
      ).toBe(true);
    }
  });

  it('holds for a headline alone, beside a headline or the whole story, for half a day', () => {
    const headline = 'Xəzər sahilində külək güclənəcək, bərələr dayanıb';
    const long = signed({ headline, body: body(words(100)) });
    expect(isSame(signed({ headline }), signed({ headline }, 'baku-tv', 11 * HOUR_MS))).toBe(true);
    expect(isSame(signed({ headline }, 'baku-tv', HOUR_MS), long)).toBe(true);
    expect(isSame(signed({ headline }), signed({ headline }, 'baku-tv', 13 * HOUR_MS))).toBe(false);
  });

  it('does not hold for the same text a fortnight later', () => {
    expect(
      sameStory(signed({ body: body(text) }), signed({ body: body(text) }, 'khabar', 14 * 24 * HOUR_MS)),
    ).toBe(false);
  });

  it.each([
    ['a rubric', 'Hava proqnozu'],
    ['three words', 'Weather forecast today'],
  ])('says nothing of %s', (_, headline) => {
    expect(storySignature(item({ headline }))).toBeUndefined();
  });

  const CITIES = [
    'Baku',
    'Ganja',
    'Shaki',
    'Lankaran',
    'Sumgayit',
    'Quba',
    'Shusha',
    'Guba',
    'Zaqatala',
    'Nakhchivan',
  ];
  const TEMPLATES: [string, (city: string, n: number) => Partial<NewsItem>][] = [
    [
      'forecasts of headlines alone',
      (city) => ({ headline: `Weather forecast for ${city} for the weekend` }),
    ],
    [
      'daily forecasts',
      (_, n) => ({ headline: `Weather forecast for the territory of the country for ${n + 1} March` }),
    ],
    [
      'forecasts with a text',
      (city, n) => ({
        headline: `Weather forecast for ${city}`,
        description: `In ${city} on Monday it will be ${n + 10} degrees by day and ${n} by night, with a wind of ${n + 3} metres per second and no rain to speak of.`,
      }),
    ],
    [
      'openings from one template',
      (city) => ({
        headline: `Exhibition of carpets opens in ${city}: 48 works on show`,
        body: body(`An exhibition of carpets opened in ${city}. ${words(80)}`),
      }),
    ],
    [
      'one report a day',
      (_, n) => ({
        headline: `Oil price rises by ${n === 0 ? 2 : `2.${n}`} per cent`,
        body: body(`Oil rose by 2.${n} per cent. ${words(80)}`),
      }),
    ],
    [
      'a stock description',
      (city, n) => ({
        headline: `${city}: ${words(n + 3, `h${n}`)}`,
        description:
          'Read the full story with pictures and video on the website of our agency every day of the week',
      }),
    ],
    [
      'headlines with a rubric before',
      (city, n) => ({
        headline: `Photo report: ${words(4, `p${n}q`)} ${city}`,
        description: 'Photo: our reporter',
      }),
    ],
  ];

  it.each(TEMPLATES)('makes no cluster of %s', (_, made) => {
    const items = CITIES.map((city, n) => signed(made(city, n), 'report', n * HOUR_MS));
    const same = items.flatMap((a, i) =>
      items
        .slice(i + 1)
        .filter((b) => sameStory(a, b))
        .map((b) => [a.headline, b.headline]),
    );
    expect(same).toEqual([]);
  });

  it.each(TEMPLATES.filter(([name]) => !/openings|one report a day/.test(name)))(
    'makes none of %s from two newsrooms',
    (_, made) => {
      const [ours, theirs] = ['report', 'baku-tv'].map((partner) =>
        CITIES.map((city, n) => signed(made(city, n), partner)),
      );
      const wrong = ours!.flatMap((a, i) =>
        theirs!.filter((b, j) => i !== j && sameStory(a, b)).map((b) => [a.headline, b.headline]),
      );
      expect(wrong).toEqual([]);
    },
  );

  it('reads no more of a text than it needs', () => {
    const long = storySignature(item({ description: words(20_000) }));
    expect(long?.words).toBe(5_000);
  });
});
