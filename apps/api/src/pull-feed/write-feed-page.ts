import { createHash } from 'node:crypto';
import type { Obligation } from '#agreements/agreement.js';
import type { EncodeContext, Encoded, OutputFormat } from '#codecs/codec.js';
import { contentTypeOf, encodeDocument } from '#codecs/encode.js';
import type { OutputProfile } from '#codecs/profile/output-profile.js';
import { outgoingRecord } from '#exchange/outbound/outgoing-record.js';
import { asPartnerId, type Guid } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';

/** One item that a pull destination holds and may still show. */
export interface HeldItem {
  deliveryId: number;
  guid: Guid;
  version: number;
  record: NewsRecord;
  deliveredAt: Instant;
  obligations: Obligation[];
  withoutRenditions: string[];
  /** Items that the record names and the reader may not have. */
  withoutItems?: Guid[];
  asNew: boolean;
  sourcePartnerId: string;
}

export interface TakenBack {
  guid: Guid;
  at: Instant;
}

export interface FeedPageParts {
  format: OutputFormat;
  formatVersion?: string;
  outputProfile?: OutputProfile;
  title: string;
  /** Names the exchange as the sender and in the items' hops. */
  exchange: string;
  feedUrl: string;
  nextUrl?: string;
  entries: readonly HeldItem[];
  /** Items the reader may still show and must not. Atom alone can say so. */
  takenBack: readonly TakenBack[];
  conceptNames?: ConceptNames;
  /** When the feed last changed; absent when it never held anything. */
  changedAt?: Instant;
  /** Milliseconds since 1970. */
  now: number;
}

export interface WrittenPage {
  /** Empty when the format has no document without items. */
  bytes: Buffer;
  contentType: string;
  /** Equal bytes have equal etags. */
  etag: string;
  /** When what is on the page last changed. */
  asOf?: Instant;
  /** Milliseconds since 1970: when an embargo on the page ends, and it changes by itself. */
  until: number;
}

/** Writes one page. It says when it last changed and not when it was asked for: equal pages are equal bytes. */
export function writeFeedPage(parts: FeedPageParts): WrittenPage {
  const { format, formatVersion, title, exchange, feedUrl, nextUrl, changedAt, now } = parts;
  const records = parts.entries.map((entry) => outgoing(entry, exchange));
  const embargoes = records.map(({ embargoed }) => Date.parse(embargoed ?? '')).filter(Number.isFinite);
  const over = embargoes.filter((at) => at <= now);
  const ahead = embargoes.filter((at) => at > now);
  const asOf = toInstant(Math.max(Date.parse(changedAt ?? '') || 0, ...over));
  const { bytes, contentType } = encodePage(format, [...parts.takenBack.map(tombstone), ...records], {
    sentAt: asOf,
    sender: exchange,
    version: formatVersion,
    profile: parts.outputProfile,
    conceptNames: parts.conceptNames,
    feed: { title, url: feedUrl, nextPage: nextUrl, updated: asOf },
  });
  return {
    bytes,
    contentType,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
    asOf: changedAt && asOf,
    until: Math.min(Number.POSITIVE_INFINITY, ...ahead),
  };
}

/** As a webhook would carry it, at the moment it was put into the feed. */
function outgoing(entry: HeldItem, exchange: string): NewsRecord {
  const delivery = { ...entry, kind: 'item' as const, sourcePartnerId: asPartnerId(entry.sourcePartnerId) };
  return outgoingRecord(entry.record, delivery, exchange, entry.deliveredAt);
}

/** What an encoder of Atom needs to know of an entry that is gone (RFC 6721). */
const tombstone = ({ guid, at }: TakenBack): NewsRecord => ({
  kind: 'newsItem',
  guid,
  version: 1,
  itemClass: 'text',
  provider: {},
  pubStatus: 'canceled',
  versionCreated: at,
  fingerprint: '',
});

/** Nothing, where there is nothing to say: a newsMessage holds one item at least (NewsML-G2 2.35, itemSet). */
function encodePage(format: OutputFormat, records: readonly NewsRecord[], context: EncodeContext): Encoded {
  if (format === 'newsml-g2' && records.length === 0)
    return { bytes: Buffer.alloc(0), contentType: contentTypeOf(format) };
  return encodeDocument(format, records, context);
}

const toInstant = (at: number): Instant => new Date(at).toISOString().replace('.000Z', 'Z');
