import { hash } from 'node:crypto';
import { OUTPUT_VERSIONS } from '#codecs/codec.js';
import type { OutputProfile } from '#codecs/profile/output-profile.js';
import type { Destination } from '#exchange/outbound/outbound-ports.js';
import { type Outgoing, tellsOfEarlier } from '#exchange/outbound/outgoing-record.js';
import type { NewsRecord } from '#news/record.js';

/** What of a record its profile depends on. */
export type ProfileTraits = Pick<NewsRecord, 'pubStatus' | 'signals'>;

/**
 * The key under which the body of one item version is shared: the format with its version, how this receiver wants it
 * written, and what `outgoingRecord` does to the record for it. Deliveries with equal keys get equal bodies: `ninjs`,
 * `ninjs-2.2+kill`, `newsml-g2+3f9a0c12d4e5b6a7`, `ninjs~90ab12cd34ef5678`.
 */
export function formatProfile(
  destination: Pick<Destination, 'format' | 'formatVersion' | 'outputProfile'>,
  record: ProfileTraits,
  delivery: Outgoing,
): string {
  const format = writtenAs(destination);
  const { kind, asNew, obligations, withoutRenditions, withoutItems = [] } = delivery;
  // A notice carries neither files nor terms and is no text to be shown, so it is the same for everybody.
  if (kind === 'kill') return `${format}+kill`;
  if (record.pubStatus === 'withheld') return `${format}+hold`;
  const written = `${format}${wishes(destination.outputProfile)}`;
  const asNewMatters = asNew && tellsOfEarlier(record);
  const isWhole = withoutRenditions.length === 0 && withoutItems.length === 0;
  if (!asNewMatters && obligations.length === 0 && isWhole) return written;
  const variant = JSON.stringify([asNewMatters, obligations, withoutRenditions, ...withoutItems]);
  return `${written}+${digest(variant)}`;
}

/** Nothing for whoever wants it as it is. Read from the configuration, whose keys have an order of their own. */
function wishes(profile: OutputProfile | undefined): string {
  const wanted = Object.entries(profile ?? {}).filter(([, value]) => value !== undefined);
  if (wanted.length === 0) return '';
  return `~${digest(JSON.stringify(wanted.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
}

/** Most deliveries differ in nothing that matters here but the agreement they are made under: few texts, asked for each time. */
const MAX_DIGESTS = 1_000;
const digests = new Map<string, string>();

function digest(text: string): string {
  const known = digests.get(text);
  if (known !== undefined) return known;
  const made = hash('sha256', text, 'hex').slice(0, 16);
  if (digests.size >= MAX_DIGESTS) digests.clear();
  digests.set(text, made);
  return made;
}

/** The newest version is the one that is written where none is named, so it has no name of its own. */
const writtenAs = ({ format, formatVersion }: Pick<Destination, 'format' | 'formatVersion'>): string =>
  formatVersion === undefined || formatVersion === OUTPUT_VERSIONS[format][0]
    ? format
    : `${format}-${formatVersion}`;
