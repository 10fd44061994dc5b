import { hash } from 'node:crypto';
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

/** White space that `fold` has something to do with; most texts have none. */
const LAYOUT = /[^\S ]| {2}|> <|^ | $/;

/** White space between and around tags and words is layout, not content. */
const fold = (text: string): string =>
  LAYOUT.test(text)
    ? // Matching only the runs that change is several times as fast as replacing every blank by itself.
      text
        .replace(/[^\S ]\s*| \s+/g, ' ')
        .replaceAll('> <', '><')
        .trim()
    : text;

/** An attribute of an address, before its value. */
const ADDRESS = / (?:href|src|poster|cite)=$/;

/** The body with today's campaigns and signatures left out of the addresses in its attributes. */
function settleMarkup(html: string): string {
  let settled = '';
  let copied = 0;
  for (let query = html.indexOf('?'); query >= 0; query = html.indexOf('?', query + 1)) {
    const open = html.lastIndexOf('"', query);
    const close = html.indexOf('"', query);
    if (close < 0) break;
    if (!ADDRESS.test(html.slice(Math.max(0, open - 8), Math.max(0, open)))) continue;
    settled += html.slice(copied, open + 1) + stableAddress(html.slice(open + 1, close));
    copied = close;
    query = close;
  }
  return copied === 0 ? html : settled + html.slice(copied);
}

/** Today's campaign or signature in an address is no content either. */
function settle(text: string): string {
  if (!text.includes('?')) return text;
  if (text.startsWith('http')) return stableAddress(text);
  return text.includes('="') ? settleMarkup(text) : text;
}

/** What JSON cannot print as it stands. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const NEEDS_ESCAPE = /["\\\0-\x1f\ud800-\udfff]/;

/**
 * JSON of the value, the same whatever order its keys were set in: an object is the list of its keys with their values.
 * Written here rather than by JSON.stringify of such lists, which takes twice as long.
 */
function canonical(value: unknown): string {
  if (typeof value === 'string') {
    const text = settle(fold(value));
    return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === undefined || value === null || typeof value !== 'object')
    return JSON.stringify(value ?? null);
  return fieldsOf(value as Record<string, unknown>, Object.keys(value).sort());
}

function fieldsOf(record: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  let fields = '';
  for (const name of names) {
    const value = record[name];
    if (value !== undefined) fields += `${fields === '' ? '' : ','}["${name}",${canonical(value)}]`;
  }
  return `[${fields}]`;
}

/**
 * The identity of an item's content: 32 hex characters (the first half of a SHA-256). Equal for a re-sent item whose
 * dates, white space, order of keys, campaigns or signatures in addresses alone differ; different as soon as a reader would see or be allowed something else.
 */
export function fingerprintOf(record: Omit<NewsRecord, 'fingerprint'> & { fingerprint?: string }): string {
  const content = fieldsOf(record as unknown as Record<string, unknown>, CONTENT_FIELDS);
  return hash('sha256', content, 'hex').slice(0, 32);
}
