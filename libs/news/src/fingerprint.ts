import { hash } from 'node:crypto';
import { foldRuns } from '#news/fold-runs.js';
import type { NewsRecord, Rendition } from '#news/record.js';
import { stableAddress, stableFileAddress } from '#news/stable-address.js';

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

/** Lists that a provider writes in any order: what is in them is content, where it stands is not. */
const SETS: ReadonlySet<string> = new Set([
  'signals',
  'subjects',
  'genres',
  'places',
  'keywords',
  'renditions',
  'links',
]);

/** White space between tags, which is most of a body's. */
const BETWEEN_TAGS = />\s+</g;
const LAYOUT = /[^\S ]| {2}/;

/** White space between and around tags and words is layout, not content. */
function fold(text: string): string {
  const tight = text.includes('>') ? text.replace(BETWEEN_TAGS, '><') : text;
  return LAYOUT.test(tight) || tight.startsWith(' ') || tight.endsWith(' ') ? foldRuns(tight).trim() : tight;
}

/** An attribute of a page's address, before its value. */
const ADDRESS = / (?:href|cite)=$/;

/** The body with today's campaigns and signatures left out of its links. */
function settleLinks(html: string): string {
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

/** The addresses of pictures, videos and their posters in a body. */
const FILES = / (src|poster)="([^"]+)(?=")/g;

/** Today's campaign, signature or host of a delivery network in an address is no content either. */
function settle(text: string): string {
  if (text.startsWith('http')) return text.includes('?') ? stableAddress(text) : text;
  if (!text.includes('="')) return text;
  const settled = text.includes('?') ? settleLinks(text) : text;
  return settled.replace(FILES, (_, name, address) => ` ${name}="${stableFileAddress(address)}`);
}

/** What JSON cannot print as it stands, but for the quotes of attributes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const NEEDS_ESCAPE = /[\\\0-\x1f\ud800-\udfff]/;

/** Whatever `fold`, `settle` and escaping look for: most texts have none of it, and one look tells. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const NEEDS_CARE = /[?>"\\\0-\x1f\ud800-\udfff]|[^\S ]| {2}|^ | $/;

function printed(value: string): string {
  if (!NEEDS_CARE.test(value)) return `"${value}"`;
  const text = settle(fold(value));
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text.replaceAll('"', '\\"')}"`;
}

/**
 * JSON of the value, the same whatever order its keys were set in: an object is the list of its keys with their values.
 * Written here rather than by JSON.stringify of such lists, which takes twice as long.
 */
function canonical(value: unknown): string {
  if (typeof value === 'string') return printed(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === undefined || value === null || typeof value !== 'object')
    return JSON.stringify(value ?? null);
  return fieldsOf(value as Record<string, unknown>, Object.keys(value).sort());
}

function fieldsOf(
  record: Readonly<Record<string, unknown>>,
  names: readonly string[],
  print: (value: unknown, name: string) => string = canonical,
): string {
  let fields = '';
  for (const name of names) {
    const value = record[name];
    if (value !== undefined) fields += `${fields === '' ? '' : ','}["${name}",${print(value, name)}]`;
  }
  return `[${fields}]`;
}

/** The same things print the same text in whatever order, and however often, they stand there. */
const canonicalSet = (list: readonly unknown[]): string =>
  list.length === 1 ? canonical(list) : `[${[...new Set(list.map(canonical))].sort().join(',')}]`;

function contentField(value: unknown, name: string): string {
  if (!SETS.has(name) || !Array.isArray(value)) return canonical(value);
  if (name !== 'renditions') return canonicalSet(value);
  const renditions = value as readonly Rendition[];
  return canonicalSet(renditions.map((one) => ({ ...one, href: stableFileAddress(one.href) })));
}

/**
 * The identity of an item's content: 32 hex characters (the first half of a SHA-256). Different as soon as a reader would
 * see or be allowed something else; equal for an item that is sent again and differs only in white space, order of keys,
 * order of files, links or subjects, campaigns and signatures in addresses, the host a file comes from, or dates.
 *
 * No date but the embargo's is content, not even a corrected one. `versionCreated` and `contentModified` say when the
 * provider last touched the item, and many touch all of theirs at every poll; RSS has one `pubDate` for first publication
 * and for that. A version for each would be one without end, and nothing new in any of them. A date that comes with a
 * change of the content is in that change's version; one that comes alone is in the next.
 */
export function fingerprintOf(record: Omit<NewsRecord, 'fingerprint'> & { fingerprint?: string }): string {
  const fields = record as unknown as Record<string, unknown>;
  const content = fieldsOf(fields, CONTENT_FIELDS, contentField);
  return hash('sha256', content, 'hex').slice(0, 32);
}
