import type { Guid, PartnerId, Qcode } from '#news/ids.js';

/** A moment in UTC as RFC 3339 with `Z`, milliseconds only where they are not zero: `2025-11-18T09:00:00Z`. */
export type Instant = string;

export type ItemKind = 'newsItem' | 'packageItem' | 'planningItem';

/** NewsML-G2 `itemClass` (scheme ninat), without its alias. */
export type ItemClass = 'text' | 'picture' | 'video' | 'audio' | 'graphic' | 'animation' | 'composite';

/** NewsML-G2 `pubStatus` (scheme stat), without its alias. */
export type PubStatus = 'usable' | 'withheld' | 'canceled';

export interface Provider {
  id?: string;
  name?: string;
  uri?: string;
}

export interface Author {
  name: string;
  email?: string;
  uri?: string;
}

/** A subject, genre or place. `scheme` is the URI of the vocabulary; `confidence` runs from 0 to 1. */
export interface Concept {
  name?: string;
  qcode?: Qcode;
  uri?: string;
  scheme?: string;
  confidence?: number;
}

/** One file of the item: a picture, video, audio or caption track, at one size (NewsML-G2 `remoteContent`). */
export interface Rendition {
  href: string;
  /** What the rendition is for: `highRes`, `web`, `thumbnail`, `preview` … (scheme rnd, without its alias). */
  rendition?: string;
  contentType?: string;
  sizeBytes?: number;
  /** Pixels. */
  width?: number;
  /** Pixels. */
  height?: number;
  durationSeconds?: number;
  videoCodec?: string;
  audioCodec?: string;
  hash?: string;
  title?: string;
  description?: string;
  credit?: string;
  language?: string;
}

export type RestrictionType = 'territory' | 'platform' | 'archive' | 'window' | 'edit' | 'credit' | 'other';

/**
 * A limit read from free text; `source` quotes the words it was read from. What `value` looks like depends on the type:
 * - `territory`: `only` or `not`, then ISO 3166-1 alpha-2 codes, `EU` or `CIS`: `not JP KR`;
 * - `platform`: `only` or `not`, then `tv` `web` `social` `print` `radio` `mobile`: `only tv`;
 * - `archive`: `none`, or how long it may be kept, as an ISO 8601 duration: `P30D`;
 * - `window`: how long it may be used, as an ISO 8601 duration: `PT48H`;
 * - `edit`: `none`;
 * - `credit`: the name to credit, or `required` where none is given;
 * - `other`: `editorial-only` `news-only` `no-resale` `no-advertising` `keep-logo`.
 */
export interface Restriction {
  type: RestrictionType;
  value: string;
  source: string;
}

export interface Rights {
  holder?: string;
  notice?: string;
  usageTerms?: string[];
  restrictions?: Restriction[];
}

export interface Link {
  rel: string;
  href?: string;
  guid?: Guid;
  version?: number;
  contentType?: string;
  title?: string;
}

/** One station on the way the item has travelled (NewsML-G2 `hop`). */
export interface Hop {
  partner: PartnerId | string;
  at: Instant;
}

/** What all three kinds share. Absent means absent: never `null`, an empty string or an empty list. */
interface Item {
  guid: Guid;
  /** 1 or more. */
  version: number;
  itemClass: ItemClass;
  provider: Provider;
  versionCreated?: Instant;
  firstCreated?: Instant;
  contentCreated?: Instant;
  contentModified?: Instant;
  /** Absent = no embargo. Read it through `embargoOf`, never by truthiness. */
  embargoed?: Instant | 'indefinite';
  pubStatus: PubStatus;
  signals?: string[];
  /** 1 (most urgent) to 9. */
  urgency?: number;
  /** BCP 47, with a script where two are in use: `uz-Latn`. */
  language?: string;
  /** 0 to 1, present only when the language was detected. */
  languageConfidence?: number;
  headline?: string;
  subheadline?: string;
  slugline?: string;
  byline?: string;
  dateline?: string;
  creditline?: string;
  description?: string;
  /** A sanitised, well-formed XHTML fragment. */
  body?: string;
  authors?: Author[];
  subjects?: Concept[];
  genres?: Concept[];
  places?: Concept[];
  keywords?: string[];
  renditions?: Rendition[];
  rights?: Rights;
  /** A note to editors; it never goes into a public format. */
  edNote?: string;
  links?: Link[];
  /** The public page of the story. */
  url?: string;
  hops?: Hop[];
  /** Hex, over the content fields alone: see `fingerprintOf`. */
  fingerprint: string;
}

export interface NewsItem extends Item {
  kind: 'newsItem';
}

export type GroupMember =
  | { guid: Guid; version?: number; title?: string; itemClass?: ItemClass }
  | { groupRef: string };

export interface Group {
  id: string;
  role?: string;
  mode: 'bag' | 'seq' | 'alt';
  members: GroupMember[];
}

export interface PackageItem extends Item {
  kind: 'packageItem';
  groups: Group[];
  rootGroup: string;
}

export interface Coverage {
  id: string;
  itemClass: ItemClass;
  scheduled?: Instant;
  assignedTo?: string;
  /** NewsML-G2 `newsCoverageStatus` (scheme ncostat), without its alias: `int` for intended. */
  status?: string;
  headline?: string;
  /** What is planned, in words for editors. */
  edNote?: string;
  deliveries?: { guid: Guid; version?: number }[];
}

export interface PlanningItem extends Item {
  kind: 'planningItem';
  event?: Concept;
  coverages: Coverage[];
}

/** What every inbound document becomes one or more of, and every outbound one is written from. */
export type NewsRecord = NewsItem | PackageItem | PlanningItem;
