/** One value of a slot: a word, or the same word in the grammatical forms its sentences need. */
export type SlotValue = string | Readonly<Record<string, string>>;

/**
 * One piece of stock copy. `{figure}` in a text stands for the value chosen for the slot `figure`, `{city.in}` for the
 * form `in` of the value chosen for `city`. Other choices make another believable item of the same story.
 */
export interface Story {
  /** Lower-case Latin letters and hyphens, unique in its feed; part of guids and page addresses. */
  slug: string;
  topic: Topic;
  headline: string;
  description: string;
  paragraphs: readonly string[];
  /** The paragraph that a later version adds. */
  update: string;
  slots: Readonly<Record<string, readonly SlotValue[]>>;
  /** The slot that a correction changes; its values are plain strings, and the text uses it. */
  figure: string;
  /** Name of a picture; the sandbox draws it. */
  picture?: string;
  video?: { name: string; durationSeconds: number };
  /** BCP 47, where it is not the language of the whole feed. */
  language?: StockLanguage;
}

export type StockLanguage = 'az' | 'ru' | 'kk' | 'uz-Latn' | 'uz-Cyrl' | 'en';

export type Topic =
  | 'culture'
  | 'economy'
  | 'education'
  | 'environment'
  | 'health'
  | 'leisure'
  | 'science'
  | 'society'
  | 'sport'
  | 'weather';

/** Top-level IPTC Media Topics, http://cv.iptc.org/newscodes/mediatopic/. */
export const TOPIC_CODES: Readonly<Record<Topic, string>> = {
  culture: 'medtop:01000000',
  economy: 'medtop:04000000',
  education: 'medtop:05000000',
  environment: 'medtop:06000000',
  health: 'medtop:07000000',
  leisure: 'medtop:10000000',
  science: 'medtop:13000000',
  society: 'medtop:14000000',
  sport: 'medtop:15000000',
  weather: 'medtop:17000000',
};

export type OriginFormat = 'rss' | 'rdf' | 'atom' | 'jsonfeed' | 'newsml-g2' | 'ninjs' | 'html';

export type StockPartner = 'baku-tv' | 'report' | 'khabar' | 'uzbekistan-24';

/** One feed that a newsroom of the sandbox publishes at `/origins/<partner>/<file>`. */
export interface StockFeed {
  partner: StockPartner;
  partnerName: string;
  file: string;
  format: OriginFormat;
  /** The charset of the bytes; absent = UTF-8. */
  charset?: 'windows-1251';
  language: StockLanguage;
  title: string;
  description: string;
  /** Items on one page; the rest is reached by the format's link to the next page. Absent = everything on one page. */
  pageSize?: number;
  stories: readonly Story[];
}

/** How feeds are named in scripts, controls and the state: `report/en.xml`. */
export type FeedKey = `${StockPartner}/${string}`;

export const feedKey = (feed: Pick<StockFeed, 'partner' | 'file'>): FeedKey => `${feed.partner}/${feed.file}`;
