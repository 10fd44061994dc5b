import { createHash } from 'node:crypto';
import { OUTPUT_VERSIONS } from '#codecs/codec.js';
import type { Destination } from '#exchange/outbound/outbound-ports.js';
import { type Outgoing, tellsOfEarlier } from '#exchange/outbound/outgoing-record.js';
import type { NewsRecord } from '#news/record.js';

/** What of a record its profile depends on. */
export type ProfileTraits = Pick<NewsRecord, 'pubStatus' | 'signals'>;

/**
 * The key under which the body of one item version is shared: the format with its version, and what `outgoingRecord`
 * does to the record for this receiver. Deliveries with equal keys get equal bodies: `ninjs`, `ninjs-2.2+kill`,
 * `newsml-g2+3f9a0c12d4e5b6a7`.
 */
export function formatProfile(
  destination: Pick<Destination, 'format' | 'formatVersion'>,
  record: ProfileTraits,
  delivery: Outgoing,
): string {
  const format = writtenAs(destination);
  const { kind, asNew, obligations, withoutRenditions, withoutItems = [] } = delivery;
  // A notice carries neither files nor terms, so it is the same for everybody.
  if (kind === 'kill') return `${format}+kill`;
  if (record.pubStatus === 'withheld') return `${format}+hold`;
  const asNewMatters = asNew && tellsOfEarlier(record);
  const isWhole = withoutRenditions.length === 0 && withoutItems.length === 0;
  if (!asNewMatters && obligations.length === 0 && isWhole) return format;
  const variant = JSON.stringify([asNewMatters, obligations, withoutRenditions, ...withoutItems]);
  return `${format}+${createHash('sha256').update(variant).digest('hex').slice(0, 16)}`;
}

/** The newest version is the one that is written where none is named, so it has no name of its own. */
const writtenAs = ({ format, formatVersion }: Pick<Destination, 'format' | 'formatVersion'>): string =>
  formatVersion === undefined || formatVersion === OUTPUT_VERSIONS[format][0]
    ? format
    : `${format}-${formatVersion}`;
