import type { Instant, NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import type { FeedProfile, ProfileSignal } from './profile/feed-profile.js';
import type { OutputProfile } from './profile/output-profile.js';

/** Every format a document can be recognised as. */
export const FORMATS = [
  'rss',
  'rdf',
  'atom',
  'jsonfeed',
  'newsml-g2',
  'newsml-1',
  'nitf',
  'ninjs',
  'sitemap',
  'html',
  'iptc7901',
  'email',
] as const;
export type Format = (typeof FORMATS)[number];

/** The formats Korpu writes. */
export const OUTPUT_FORMATS = ['newsml-g2', 'ninjs', 'nitf', 'rss', 'atom', 'jsonfeed', 'email'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** The versions each format is written in; the first is the one where none is asked for. E-mail has none. */
export const OUTPUT_VERSIONS: Readonly<Record<OutputFormat, readonly string[]>> = {
  'newsml-g2': ['2.35'],
  ninjs: ['3.1', '2.2'],
  nitf: ['3.6'],
  rss: ['2.0'],
  atom: ['1.0'],
  jsonfeed: ['1.1'],
  email: [],
};

/** A field that was dropped or repaired: what, where (a path or an entry), and the text concerned. */
export interface Warning {
  code: string;
  at: string;
  detail: string;
}

/**
 * What is known of a document from outside it: how it came and what its feed's configuration says.
 * Everything is optional; nothing of it overrides what the bytes themselves prove.
 */
export interface DecodeContext {
  /** Forces the format instead of recognising it by content. */
  format?: Format;
  /** The HTTP Content-Type header the document came with. */
  contentType?: string;
  /** The URL it came from: relative links resolve against it, after xml:base and Content-Location. */
  baseUrl?: string;
  /** Used in minted guids; defaults to the host of `baseUrl`, else `unknown`. */
  sourceId?: string;
  /** IANA zone in which dates without a zone are read; defaults to UTC. Either way they get a warning. */
  zone?: string;
  /** Languages the feed says it is in, most likely first; a prior for detection. */
  languages?: string[];
  /** The charset the feed's integrator configured, the last resort before guessing. */
  charset?: string;
  /** The name used as provider where the document names none. */
  providerName?: string;
  /** Headline prefixes that are signals, upper-case: `{ 'DÜZƏLİŞ': 'correction' }`. */
  headlineSignals?: Record<string, ProfileSignal>;
  /** How the provider uses the format where that differs from the standard. */
  profile?: FeedProfile;
  /** Where the parts of a story stand on the pages of a site: before what the page says of itself. */
  page?: PageSelectors;
  /**
   * The document is read for the pages it lists, not for what it says of them: `pages` is filled whatever its format.
   * `links` is the CSS selector of the links of a list page.
   */
  listing?: { links?: string };
}

/** CSS selectors. */
export interface PageSelectors {
  headline?: string;
  body?: string;
  date?: string;
  byline?: string;
  image?: string;
}

export interface Decoded {
  format: Format;
  /** The charset the bytes turned out to be in, lower-case IANA name. */
  charset: string;
  records: NewsRecord[];
  /** Where each of the records stands, such as `item[3]`: warnings at that place, and below it, are about it. */
  places: string[];
  warnings: Warning[];
  /** Of an archive: the file that each of the records is from. The places of records and warnings begin with its name. */
  members?: ArchiveMember[];
  /** The next page of this feed (RFC 5005 `next`, JSON Feed `next_url`), absolute. */
  nextPage?: string;
  /** How long the feed asks to be left alone, from RSS ttl or sy:updatePeriod. */
  ttlSeconds?: number;
  /** What a sitemap, or any document read for its `listing`, lists in its order, for those who read the pages. */
  pages?: ListedPage[];
}

/** A file of an archive, by its name there; of an archive inside it that one's name, a stroke, and the name in it. */
export interface ArchiveMember {
  name: string;
  format: Format;
  charset: string;
}

/** An address that a document lists: a page, or another sitemap. */
export interface ListedPage {
  /** Absolute. */
  href: string;
  kind: 'page' | 'sitemap';
  /** `lastmod` of a sitemap, or when a feed's entry was last changed. */
  modified?: Instant;
}

/** The one failure of decoding: the whole document holds nothing that can be read. `code` is stable. */
export class UndecodableDocument extends Error {
  readonly stage = 'decode';
  readonly retry = 'never';
  constructor(
    readonly code: UndecodableCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'UndecodableDocument';
  }
}

export type UndecodableCode =
  | 'decode.empty'
  | 'decode.too-large'
  | 'decode.too-deep'
  | 'decode.unknown-format'
  | 'decode.unsupported-format'
  | 'decode.html-instead-of-feed'
  | 'decode.malformed'
  | 'decode.doctype-refused';

/**
 * What every codec's decoder takes: text already in Unicode (see `toText`), and what is known from outside. E-mail
 * alone has a charset for each of its parts: its decoder gets the bytes, one character a byte, and says the charset.
 */
export type Decode = (
  text: string,
  context: DecodeContext,
) => Omit<Decoded, 'format' | 'charset'> & { charset?: string };

/**
 * The decoder of a format whose documents hold documents; `nested` is the front door again. `json` parses the text, or
 * gives what recognising the format has parsed.
 */
export type DecodeCompound = (
  text: string,
  context: DecodeContext,
  nested: DecodeNested,
  json: () => JsonDocument,
) => ReturnType<Decode>;

/** A JSON text, parsed. */
export interface JsonDocument {
  value: unknown;
  /** Texts that were cut. */
  warnings: Warning[];
  /** Embargoes and statuses that an object gives more than once: all but the last, which is the object's own. */
  earlier?: ReadonlyMap<object, readonly (readonly [key: string, value: unknown])[]>;
}

/** @throws UndecodableDocument as `decodeDocument` does, and where documents are nested too deep */
export type DecodeNested = (bytes: Buffer, context: DecodeContext) => Decoded;

export interface EncodeContext {
  /** When the document is written; goes into headers such as newsMessage/header/sent. RFC 3339 UTC. */
  sentAt: string;
  /** Who sends: the exchange's name, shown as sender or generator. */
  sender: string;
  /** For feeds: the feed's own title, its URL and, where there are more entries, its next page. */
  feed?: { title: string; url: string; nextPage?: string; language?: string; updated?: string };
  /** One of `OUTPUT_VERSIONS`; the first of them where it is absent. */
  version?: string;
  /** What concepts are called that the record has by their code alone; without it they stay nameless. */
  conceptNames?: ConceptNames;
  /** How the receiver wants it. */
  profile?: OutputProfile;
}

export interface Encoded {
  /** The document as UTF-8. */
  bytes: Buffer;
  contentType: string;
  /** Records that the document does not hold: older versions, and what its format has no word for. Absent for none. */
  warnings?: Warning[];
}

/** Writes ONE document that holds every record; throws only for records that break the contract of record.ts. */
export type Encode = (records: readonly NewsRecord[], context: EncodeContext) => Encoded;

export interface Fault {
  code: string;
  /** Where in the document: an XPath-like or JSON-pointer path. */
  at: string;
  line?: number;
  message: string;
}
