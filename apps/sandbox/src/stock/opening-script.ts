import type { FeedKey } from '#apps/sandbox/src/stock/story.js';

/** One thing that a newsroom does `at` seconds after the start (at speed 1). `item` names what a step is about. */
export type Step = { at: number } & (
  | {
      do: 'publish';
      feed: FeedKey;
      story: string;
      item?: string;
      /** Seconds after the start until which the item may not be used. */
      embargoUntil?: number;
      /** The video comes later. */
      withoutVideo?: true;
      /** The story's picture as an item of its own. */
      as?: 'picture';
    }
  | { do: 'update' | 'correct' | 'addVideo' | 'kill'; item: string }
  | { do: 'moveEmbargo'; item: string; embargoUntil: number }
  | { do: 'package'; feed: FeedKey }
);

const publishAll = (feed: FeedKey, ...stories: string[]): Step[] =>
  stories.map((story) => ({ at: 0, do: 'publish', feed, story }));

/**
 * The first minute. Every feed has something at once; then the newsrooms do everything that makes an exchange hard:
 * an embargo that ends by itself and one that moves, a kill of an item that partners hold by then, corrections in
 * formats with and without a word for them, and videos that come after their text.
 */
export const OPENING: readonly Step[] = [
  ...publishAll('baku-tv/az.xml', 'sergi', 'hava', 'velosiped', 'teleskop', 'yarimmarafon-canli'),
  {
    at: 0,
    do: 'publish',
    feed: 'baku-tv/az.xml',
    story: 'regata',
    item: 'late-video-az',
    withoutVideo: true,
  },
  ...publishAll('baku-tv/en.json', 'carpet-exhibition', 'caspian-level', 'night-bus', 'book-fair'),
  {
    at: 0,
    do: 'publish',
    feed: 'baku-tv/en.json',
    story: 'mugham-evening',
    item: 'late-video-en',
    withoutVideo: true,
  },
  ...publishAll(
    'report/az.xml',
    'gunes-stansiyasi',
    'meyve-ixraci',
    'qatar',
    'arxeoloji-tapinti',
    'yarimmarafon',
  ),
  { at: 0, do: 'publish', feed: 'report/az.xml', story: 'sahmat', item: 'corrected-az' },
  ...publishAll('report/ru.xml', 'vetropark', 'turisty', 'poezd', 'biblioteka', 'pogoda'),
  ...publishAll('report/en.xml', 'solar-plant', 'railway-freight', 'seed-bank'),
  { at: 0, do: 'publish', feed: 'report/en.xml', story: 'old-city-restoration', item: 'package-lead' },
  { at: 0, do: 'publish', feed: 'report/en.xml', story: 'old-city-restoration', as: 'picture' },
  { at: 0, do: 'publish', feed: 'report/en.xml', story: 'port-cargo', item: 'killed' },
  {
    at: 0,
    do: 'publish',
    feed: 'report/en.xml',
    story: 'tourism-figures',
    item: 'embargoed',
    embargoUntil: 30,
  },
  ...publishAll('khabar/kk.xml', 'korme', 'ushaq', 'aua-raiy', 'kitapkhana', 'baige', 'gharysh'),
  ...publishAll('khabar/kk.xml', 'velozhol', 'tagham', 'mektep', 'shangy', 'kol'),
  { at: 0, do: 'publish', feed: 'khabar/kk.xml', story: 'dombyra', item: 'updated-kk' },
  ...publishAll('khabar/en.json', 'steppe-reserve', 'light-rail', 'apple-harvest', 'eagle-festival'),
  ...publishAll('khabar/ru.html', 'most', 'teplitsy', 'muzey-stepi', 'buran'),
  {
    at: 0,
    do: 'publish',
    feed: 'khabar/ru.html',
    story: 'uroven-vody',
    item: 'late-video-ru',
    withoutVideo: true,
  },
  {
    at: 0,
    do: 'publish',
    feed: 'khabar/en.json',
    story: 'satellite',
    item: 'moving-embargo',
    embargoUntil: 75,
  },
  ...publishAll(
    'uzbekistan-24/uz.xml',
    'ipak-korgazma',
    'metro',
    'qovun',
    'ob-havo-cyrl',
    'hunarmandchilik-cyrl',
    'kitob-bayrami',
    'kitob-bayrami-cyrl',
  ),
  {
    at: 0,
    do: 'publish',
    feed: 'uzbekistan-24/uz.xml',
    story: 'kurash',
    item: 'late-video-uz',
    withoutVideo: true,
  },
  ...publishAll('uzbekistan-24/ru.rdf', 'keramika', 'skorostnoy-poezd', 'hlopok', 'observatoriya'),
  { at: 0, do: 'publish', feed: 'uzbekistan-24/ru.rdf', story: 'marafon', item: 'corrected-ru' },

  { at: 3, do: 'package', feed: 'report/en.xml' },
  { at: 8, do: 'addVideo', item: 'late-video-az' },
  { at: 10, do: 'correct', item: 'corrected-az' },
  { at: 12, do: 'update', item: 'package-lead' },
  { at: 14, do: 'update', item: 'updated-kk' },
  { at: 16, do: 'addVideo', item: 'late-video-uz' },
  { at: 18, do: 'correct', item: 'corrected-ru' },
  { at: 20, do: 'moveEmbargo', item: 'moving-embargo', embargoUntil: 45 },
  { at: 24, do: 'addVideo', item: 'late-video-en' },
  { at: 26, do: 'addVideo', item: 'late-video-ru' },
  { at: 28, do: 'correct', item: 'package-lead' },
  { at: 40, do: 'kill', item: 'killed' },
];

/** Seconds from one beat of the trickle to the next, at speed 1; the first beat comes after the first pause. */
export const BEAT_SECONDS = 4;

/**
 * What a beat does, in turn and without end. The feeds take turns of their own, so that every kind of beat comes to
 * every feed. Kills are rare, as they are in life.
 */
export const RHYTHM: readonly ('new' | 'update' | 'correct' | 'addVideo' | 'package' | 'kill')[] = [
  ...(['new', 'new', 'update', 'new', 'new', 'addVideo', 'new', 'new', 'correct', 'new', 'package'] as const),
  ...(['new', 'new', 'update', 'new', 'new', 'new', 'addVideo', 'new', 'new', 'correct', 'new'] as const),
  ...(['new', 'new', 'update', 'new', 'new', 'new', 'addVideo', 'new', 'new', 'correct', 'package'] as const),
  ...(['new', 'new', 'update', 'new', 'new', 'new', 'new', 'new', 'new', 'kill'] as const),
];
