import { embargoOf, isReleased } from '#news/embargo.js';
import { lookup } from '#news/lookup.js';
import type { Author, Concept, Instant, NewsRecord, Rendition, Restriction } from '#news/record.js';
import type { EncodeContext, OutputFormat } from './codec.js';
import { itemClassOf } from './media-type.js';
import { plainBody } from './shaped.js';
import { termsOf } from './terms-of.js';
import { asUri } from './uri.js';

/** An item as the public feed formats see it: RSS, Atom and JSON Feed differ in spelling, not in what they carry. */
export interface FeedEntry {
  id: string;
  title: string;
  url?: string;
  published?: Instant;
  updated: Instant;
  language?: string;
  /** Never empty: who signed, else the byline, else who issued it. */
  authors: Author[];
  summary?: string;
  /** An XHTML fragment. */
  body?: string;
  /** The same as plain text, for receivers that want that where a format can have either. */
  text?: string;
  categories: Concept[];
  /** The copyright line. */
  copyright?: string;
  usageTerms: readonly string[];
  credit?: string;
  renditions: readonly Rendition[];
  record: NewsRecord;
}

/** What stands before a headline for a signal, in the item's language. */
const PREFIXES: Record<string, Record<string, string>> = lookup({
  az: { correction: 'DÜZƏLİŞ', update: 'YENİLƏNDİ', alert: 'TƏCİLİ' },
  kk: { correction: 'ТҮЗЕТУ', update: 'ЖАҢАРТЫЛДЫ', alert: 'ШҰҒЫЛ' },
  'kk-Latn': { correction: 'TÜZETU', update: 'JAÑARTYLDY', alert: 'ŞŪĞYL' },
  uz: { correction: 'TUZATISH', update: 'YANGILANDI', alert: 'SHOSHILINCH' },
  'uz-Cyrl': { correction: 'ТУЗАТИШ', update: 'ЯНГИЛАНДИ', alert: 'ШОШИЛИНЧ' },
  ru: { correction: 'ИСПРАВЛЕНИЕ', update: 'ОБНОВЛЕНО', alert: 'СРОЧНО' },
  en: { correction: 'CORRECTION', update: 'UPDATE', alert: 'URGENT' },
});

/**
 * Whether a public feed may show the item at `sentAt`: usable, its embargo over, and made for readers. Planning items
 * tell a newsroom's plans to newsrooms.
 */
export function isPublic(record: NewsRecord, sentAt: Instant): boolean {
  return (
    record.pubStatus === 'usable' &&
    record.kind !== 'planningItem' &&
    isReleased(embargoOf(record), new Date(sentAt))
  );
}

/** RSS, Atom and JSON Feed are made for readers; all others for newsrooms. */
export const isPublicFeed = (format: OutputFormat): boolean =>
  format === 'rss' || format === 'atom' || format === 'jsonfeed';

/**
 * Whether a document of the format says anything of the record. The public feed formats have no word for an item that
 * is held, embargoed or planned, and Atom alone has one for an item that is taken back.
 */
export function canSay(format: OutputFormat, record: NewsRecord, sentAt: Instant): boolean {
  if (!isPublicFeed(format)) return true;
  const takesBack = format === 'atom' && record.pubStatus === 'canceled' && record.kind !== 'planningItem';
  return takesBack || isPublic(record, sentAt);
}

export function feedEntry(record: NewsRecord, context: EncodeContext): FeedEntry {
  const { rights } = record;
  const url = record.url === undefined ? undefined : webUri(record.url);
  const name = record.byline ?? providerName(record) ?? context.sender;
  const copyright = rights?.notice ?? (rights?.holder ? `© ${rights.holder}` : undefined);
  const published = record.firstCreated ?? record.contentCreated ?? record.versionCreated;
  return {
    id: record.guid,
    title: prefixedTitle(record),
    ...(url === undefined ? {} : { url }),
    ...(published ? { published } : {}),
    updated: record.versionCreated ?? record.contentModified ?? published ?? context.sentAt,
    ...(record.language ? { language: record.language } : {}),
    authors: record.authors ?? [{ name }],
    ...(record.description ? { summary: record.description } : {}),
    ...(record.body ? { body: record.body } : {}),
    ...(record.body && context.profile?.body === 'plain' ? { text: plainBody(record.body) } : {}),
    categories: categoriesOf(record),
    ...(copyright ? { copyright } : {}),
    usageTerms: publicTermsOf(record),
    ...(record.creditline ? { credit: record.creditline } : {}),
    renditions: (record.renditions ?? []).flatMap(onTheWeb),
    record,
  };
}

/** Addresses that mean something only beside a document, or inside a message. */
const LOCAL = /^(?:file|mid|cid|urn):/i;

/** An address that any reader can follow, as a URI; undefined for one that none can. */
function webUri(address: string): string | undefined {
  const uri = asUri(address);
  return uri === undefined || LOCAL.test(uri) ? undefined : uri;
}

/** A file that came beside its document has no address on the web, so a public feed has nothing to say of it. */
function onTheWeb(rendition: Rendition): Rendition[] {
  const href = webUri(rendition.href);
  return href === undefined ? [] : [{ ...rendition, href }];
}

/** Who issued the item, as a reader would be told: the code of a provider known by its QCode alone. */
export const providerName = ({ provider }: NewsRecord): string | undefined =>
  provider?.name ?? provider?.id?.replace(/^[^\s:]+:/, '');

/** The headline, or what stands for it, behind the word for what the item is: a correction, an update, urgent. */
export function prefixedTitle(record: NewsRecord): string {
  const title = record.headline ?? record.slugline ?? record.description ?? record.guid;
  const language = record.language ?? 'en';
  const [main = 'en'] = language.split('-');
  const words = PREFIXES[language] ?? PREFIXES[main] ?? PREFIXES['en']!;
  const signal = ['correction', 'alert', 'update'].find((name) => record.signals?.includes(name));
  return signal ? `${words[signal]}: ${title}` : title;
}

/** Subjects, genres and places, then keywords: each thing once. */
function categoriesOf(record: NewsRecord): Concept[] {
  const concepts = [...(record.subjects ?? []), ...(record.genres ?? []), ...(record.places ?? [])];
  const known = new Set(concepts.map((concept) => concept.name));
  return [
    ...concepts,
    ...(record.keywords ?? []).filter((name) => !known.has(name)).map((name) => ({ name })),
  ];
}

/**
 * The terms for a public feed. A limit that was read from the note to editors is told in our words: the note's own may
 * name people and numbers that are nobody else's business.
 */
function publicTermsOf(record: NewsRecord): readonly string[] {
  const { rights, edNote } = record;
  if (rights?.restrictions === undefined || edNote === undefined) return termsOf(record);
  const restrictions = rights.restrictions.map((one) =>
    edNote.includes(one.source) ? { ...one, source: inOurWords(one) } : one,
  );
  return termsOf({ ...record, rights: { ...rights, restrictions } });
}

const OTHER_LIMITS: Readonly<Record<string, string>> = lookup({
  'editorial-only': 'Editorial use only',
  'news-only': 'News use only',
  'keep-logo': 'Do not obscure the logo',
  'no-resale': 'No resale',
  'no-advertising': 'No advertising',
});

function inOurWords({ type, value }: Restriction): string {
  const [polarity, ...names] = value.split(' ');
  const where = polarity === 'only' ? `Only for ${names.join(', ')}` : `Not for ${names.join(', ')}`;
  switch (type) {
    case 'territory':
    case 'platform':
      return where;
    case 'archive':
      return value === 'none' ? 'No archive' : `Archive for ${value} at most`;
    case 'window':
      return `Use within ${value}`;
    case 'edit':
      return 'No editing';
    case 'credit':
      return value === 'required' ? 'Credit required' : `Credit: ${value}`;
    case 'other':
      return OTHER_LIMITS[value] ?? value;
  }
}

/** The file a format with room for one shows: the first video or sound, else the first picture. */
export function mainRendition(renditions: readonly Rendition[]): Rendition | undefined {
  const playable = renditions.find((one) => /^(?:video|audio)$/.test(itemClassOf(one.contentType) ?? ''));
  return playable ?? renditions.find((one) => isPicture(one) && one.rendition !== 'thumbnail');
}

export const isPicture = (rendition: Rendition): boolean =>
  /^(?:picture|graphic)$/.test(itemClassOf(rendition.contentType) ?? '');

/** Names a feed that has no address. */
export const feedId = ({ sender }: EncodeContext): string => `urn:newsml:${encodeURIComponent(sender)}:feed`;

/** The newest of the entries' dates: a feed that has not changed is written the same, whenever it is written. */
export function feedUpdated(entries: readonly FeedEntry[], context: EncodeContext): Instant {
  if (context.feed?.updated) return context.feed.updated;
  let newest = '';
  for (const { updated } of entries) if (updated > newest) newest = updated;
  return newest === '' ? context.sentAt : newest;
}
