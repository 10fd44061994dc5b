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

/** White space but the blank, and what JSON cannot print as it stands but for quotes. */
const ODD =
  '\\\\\\0-\\x1f\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff\\ud800-\\udfff';
const HAS_ODD = new RegExp(`[${ODD}]`);
/** That, and where addresses, attributes or tags may be. */
const NEEDS_CARE = new RegExp(`[?>"${ODD}]`);
const TWO_BLANKS = / {2}/;

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
    // Between the same two quotes each question mark would be answered the same, after the same long look for them.
    query = close;
    if (!ADDRESS.test(html.slice(Math.max(0, open - 8), Math.max(0, open)))) continue;
    const address = html.slice(open + 1, close);
    const stable = stableAddress(address);
    if (stable === address) continue;
    settled += html.slice(copied, open + 1) + stable;
    copied = close;
  }
  return copied === 0 ? html : settled + html.slice(copied);
}

/** The body with the addresses of its pictures, videos and posters as they are while the file stays the same. */
function settleFiles(html: string): string {
  let settled = '';
  let copied = 0;
  for (let at = html.indexOf('="'); at >= 0; at = html.indexOf('="', at)) {
    const open = at + 2;
    at = open;
    if (!html.endsWith(' src', open - 2) && !html.endsWith(' poster', open - 2)) continue;
    const close = html.indexOf('"', open);
    if (close < 0) break;
    at = close;
    const address = html.slice(open, close);
    const stable = stableFileAddress(address);
    if (stable === address) continue;
    settled += html.slice(copied, open) + stable;
    copied = close;
  }
  return copied === 0 ? html : settled + html.slice(copied);
}

/** Today's campaign, signature or host of a delivery network in an address is no content either. */
function settle(text: string): string {
  if (text.startsWith('http')) return text.includes('?') ? stableAddress(text) : text;
  if (!text.includes('="')) return text;
  return settleFiles(text.includes('?') ? settleLinks(text) : text);
}

/** Whether blanks stand at an end or side by side. Asked apart from letters: an alternative costs each letter as much again. */
const hasIdleBlanks = (text: string): boolean =>
  TWO_BLANKS.test(text) || text[0] === ' ' || text[text.length - 1] === ' ';

/** Of what is printed white space between and around tags and words is layout, not content. */
function printed(value: string): string {
  if (!NEEDS_CARE.test(value) && !hasIdleBlanks(value)) return `"${value}"`;
  const tight = value.includes('>') ? value.replace(BETWEEN_TAGS, '><') : value;
  if (HAS_ODD.test(tight) || hasIdleBlanks(tight)) return JSON.stringify(settle(foldRuns(tight).trim()));
  return `"${settle(tight).replaceAll('"', '\\"')}"`;
}

const FEW = 16;

/** Puts texts into the order of their code units; few of them sooner than `sort` does. */
function ordered(texts: string[]): string[] {
  if (texts.length > FEW) return texts.sort();
  for (let i = 1; i < texts.length; i++) {
    const text = texts[i]!;
    let at = i;
    for (; at > 0 && texts[at - 1]! > text; at--) texts[at] = texts[at - 1]!;
    texts[at] = text;
  }
  return texts;
}

/**
 * JSON of the value, the same whatever order its keys were set in: an object is the list of its keys with their values.
 * Written here rather than by JSON.stringify of such lists, which takes twice as long.
 */
function canonical(value: unknown): string {
  if (typeof value === 'string') return printed(value);
  if (Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === undefined || value === null || typeof value !== 'object')
    return JSON.stringify(value ?? null);
  return fieldsOf(value as Record<string, unknown>, ordered(Object.keys(value)));
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
function canonicalSet(list: readonly unknown[], print: (value: unknown) => string = canonical): string {
  let set = '';
  let last: string | undefined;
  for (const text of ordered(list.map(print))) {
    if (text === last) continue;
    set += last === undefined ? text : `,${text}`;
    last = text;
  }
  return `[${set}]`;
}

function contentField(value: unknown, name: string): string {
  if (!SETS.has(name) || !Array.isArray(value)) return canonical(value);
  return name === 'renditions' ? canonicalSet(value, renditionPrinted) : canonicalSet(value);
}

const renditionPrinted = (rendition: unknown): string =>
  fieldsOf(
    rendition as Record<string, unknown>,
    ordered(Object.keys(rendition as Rendition)),
    (value, name) => canonical(name === 'href' ? stableFileAddress(value as string) : value),
  );

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
