import { createHash } from 'node:crypto';
import type { OutputFormat } from '#codecs/codec.js';
import { type Outgoing, tellsOfEarlier } from '#exchange/outbound/outgoing-record.js';
import type { NewsRecord } from '#news/record.js';

/**
 * The key under which the body of one item version is shared: the format, and what `outgoingRecord` does to the record
 * for this receiver. Deliveries with equal keys get equal bodies: `ninjs`, `newsml-g2+3f9a0c12d4e5b6a7`.
 */
export function formatProfile(format: OutputFormat, record: NewsRecord, delivery: Outgoing): string {
  const { kind, asNew, obligations, withoutRenditions } = delivery;
  // A notice carries neither files nor terms, so it is the same for everybody.
  if (kind === 'kill') return `${format}+kill`;
  if (record.pubStatus === 'withheld') return `${format}+hold`;
  const asNewMatters = asNew && tellsOfEarlier(record);
  if (!asNewMatters && obligations.length === 0 && withoutRenditions.length === 0) return format;
  const variant = JSON.stringify([asNewMatters, obligations, withoutRenditions]);
  return `${format}+${createHash('sha256').update(variant).digest('hex').slice(0, 16)}`;
}
