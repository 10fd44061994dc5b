import { createHash } from 'node:crypto';
import type { NewsRecord } from '#news/record.js';
import { stableAddress } from '#news/stable-address.js';

/** Fields whose change is a change of what a reader sees or may do; dates, hops and counters are not among them. */
const CONTENT_FIELDS = [
  'kind',
  'itemClass',
  'embargoed',
  'pubStatus',
  'signals',
  'urgency',
  'language',
  'headline',
  'subheadline',
  'slugline',
  'byline',
  'dateline',
  'creditline',
  'description',
  'body',
  'authors',
  'subjects',
  'genres',
  'places',
  'keywords',
  'renditions',
  'rights',
  'edNote',
  'links',
  'url',
  'groups',
  'rootGroup',
  'event',
  'coverages',
] as const;

/** White space between and around tags and words is layout, not content. */
const fold = (text: string): string =>
  // Matching only the runs that change is several times as fast as replacing every blank by itself.
  text
    .replace(/[^\S ]\s*| \s+/g, ' ')
    .replaceAll('> <', '><')
    .trim();

/** The addresses in a body, as attributes. */
const ADDRESSES = /(?<= (?:href|src|poster|cite)=")[^"?]*\?[^"]*(?=")/g;

/** Today's campaign or signature in an address is no content either. */
function settle(text: string): string {
  if (!text.includes('?')) return text;
  if (text.startsWith('http')) return stableAddress(text);
  return text.includes('="') ? text.replace(ADDRESSES, stableAddress) : text;
}

/** The same value always prints the same text, whatever order its keys were set in. */
function canonical(value: unknown): unknown {
  if (typeof value === 'string') return settle(fold(value));
  if (Array.isArray(value)) return value.map(canonical);
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, canonical(v)]);
  }
  return value;
}

/**
 * The identity of an item's content: 32 hex characters (the first half of a SHA-256). Equal for a re-sent item whose
 * dates, white space, order of keys, campaigns or signatures in addresses alone differ; different as soon as a reader would see or be allowed something else.
 */
export function fingerprintOf(record: Omit<NewsRecord, 'fingerprint'> & { fingerprint?: string }): string {
  const fields = record as unknown as Record<string, unknown>;
  const content = CONTENT_FIELDS.filter((name) => fields[name] !== undefined).map((name) => [
    name,
    canonical(fields[name]),
  ]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}
