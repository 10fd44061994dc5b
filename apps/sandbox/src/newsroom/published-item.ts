import type { ItemMedia } from '#apps/sandbox/src/media/media-library.js';
import type { SlotChoice } from '#apps/sandbox/src/newsroom/edition.js';
import type { FeedKey, StockLanguage, Story, Topic } from '#apps/sandbox/src/stock/story.js';

export type PubStatus = 'usable' | 'withheld' | 'canceled';
export type Signal = 'update' | 'correction' | 'kill';
export type PublishedClass = 'text' | 'picture' | 'video' | 'composite';

/** What a newsroom says of an item at one version. A revision replaces the whole object. */
export interface PublishedItem {
  guid: string;
  /** Grows by one with every revision. Only NewsML-G2 and ninjs tell it. */
  version: number;
  feed: FeedKey;
  itemClass: PublishedClass;
  /** Where the item's page is, below the sandbox's address. */
  pagePath: string;
  language: StockLanguage;
  topic?: Topic;
  /** Without the prefix of a signal: writers of formats that need one put it there. */
  headline: string;
  description: string;
  paragraphs: readonly string[];
  media: ItemMedia;
  firstCreated: Date;
  versionCreated: Date;
  embargoed?: Date;
  pubStatus: PubStatus;
  signal?: Signal;
  edNote?: string;
  usageTerms?: string;
  /** Guids of the members of a package, first the most important. */
  members?: readonly string[];
  /** How the text came about, for later revisions; absent for items published over HTTP. */
  origin?: { story: Story; choice: SlotChoice };
  /** Stays listed until the sandbox ends, whatever follows it: items made in numbers for a test. */
  pinned?: boolean;
}

/** What is told of an item when it is first published; the rest follows from its feed and the time. */
export type Draft = Pick<PublishedItem, 'headline' | 'description' | 'paragraphs'> &
  Partial<Omit<PublishedItem, 'feed' | 'version' | 'versionCreated' | 'pagePath'>> & {
    /** Ends the item's page address and its minted guid. */
    slug: string;
  };

/** What a revision may change. `embargoed: null` lifts the embargo. */
export type Revision = Partial<
  Pick<
    PublishedItem,
    | 'headline'
    | 'description'
    | 'paragraphs'
    | 'media'
    | 'pubStatus'
    | 'signal'
    | 'edNote'
    | 'usageTerms'
    | 'members'
    | 'origin'
  >
> & { embargoed?: Date | null };
