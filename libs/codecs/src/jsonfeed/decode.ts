import type { Author, Rendition } from '#news/record.js';
import {
  type Decode,
  type DecodeContext,
  type Decoded,
  type DecodeNested,
  type JsonDocument,
  UndecodableDocument,
  type Warning,
} from '../codec.js';
import { embargoesInside, isEmbargoName, isReleaseName } from '../embargo-field.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { authorOf, conceptOf, secondsOf } from '../feed/entry-values.js';
import { sayTheSame } from '../feed/news-item-of.js';
import { type FeedReading, feedReading, readEntries } from '../feed/read-entries.js';
import { absoluteUrl, LINK_SCHEMES } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { present } from '../present.js';
import { jsonOnce } from '../read-json.js';
import { completeObjects } from './complete-objects.js';

type Json = Readonly<Record<string, unknown>>;

/** Reads JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). */
export function decodeJsonFeed(
  text: string,
  context: DecodeContext,
  _nested?: DecodeNested,
  json = jsonOnce(text),
): ReturnType<Decode> {
  const warnings: Decoded['warnings'] = [];
  const feed = parse(text, json, warnings);
  const reading = feedReading(
    context,
    context.baseUrl ?? textIn(feed, 'feed_url') ?? textIn(feed, 'home_page_url'),
  );
  reading.warnings.push(...warnings);
  const { defaults, base } = reading;
  defaults.title = lineIn(feed, 'title');
  defaults.uri = absoluteUrl(textIn(feed, 'home_page_url') ?? '', base);
  defaults.language = textIn(feed, 'language');
  defaults.authors = authorsOf(feed, base);
  const entries = readEntries(listIn(feed, 'items'), 'items', reading, (item, draft) => {
    if (!isObject(item)) throw new TypeError('the item is not an object');
    const read = lowerKeys(item);
    for (const [key, value] of read === item ? [] : Object.entries(item))
      if (read[key.toLowerCase()] !== value) draft.leaveOut(key, JSON.stringify(value));
    readItem(read, draft);
    return undefined;
  });
  const nextPage = absoluteUrl(textIn(feed, 'next_url') ?? '', base);
  return { ...entries, warnings: reading.warnings, ...(nextPage !== undefined && { nextPage }) };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A warning about JSON by the item that it is in, as the codec counts them. */
const atItsItem = (warning: Warning): Warning => ({
  ...warning,
  at: warning.at.replace(/^\/items\/(\d+)/, (_, i) => `items[${Number(i) + 1}]`),
});

function parse(text: string, json: () => JsonDocument, warnings: FeedReading['warnings']): Json {
  try {
    const feed = json();
    warnings.push(...feed.warnings.map(atItsItem));
    if (isObject(feed.value)) return lowerKeys(feed.value);
  } catch (error) {
    if (error instanceof UndecodableDocument) throw error;
    const found = completeObjects(text, 'items');
    const message = error instanceof Error ? error.message : String(error);
    if (!found)
      throw new UndecodableDocument('decode.malformed', `The JSON cannot be read: ${message}`, {
        cause: error,
      });
    const detail = `${message}; ${found.objects.length} items were read, ${found.lost} were not`;
    warnings.push({ code: 'json-recovered', at: 'document', detail });
    return { ...headOf(text), items: found.objects };
  }
  throw new UndecodableDocument('decode.malformed', 'The JSON is not an object');
}

/** What stands before the items of a broken feed. */
function headOf(text: string): Json {
  const end = text.search(/,?\s*"items"\s*:/);
  try {
    const head: unknown = JSON.parse(`${text.slice(0, end)}}`);
    return isObject(head) ? head : {};
  } catch {
    return {};
  }
}

/** The object with its keys in lower case, as the format has them and some writers do not. */
function lowerKeys(object: Json): Json {
  const fields = Object.entries(object);
  const isLower = (key: string): boolean => key === key.toLowerCase();
  if (fields.every(([key]) => isLower(key))) return object;
  // What is spelled right wins over what is not.
  const lowered = fields.map(([key, value]): [string, unknown] => [key.toLowerCase(), value]);
  return Object.fromEntries([...lowered, ...fields.filter(([key]) => isLower(key))]);
}

/** A field that should be a list; one value alone is a list of one. */
function listIn(object: Json, name: string): unknown[] {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A field that should be text; a number, as some feeds have for ids, is its digits. */
function textIn(object: Json, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/**
 * A field of plain text on one line. Writers that come from HTML leave references and tags in it all the same; a lone
 * tag without an end is taken for words about one.
 */
function lineIn(object: Json, name: string): string | undefined {
  const text = textIn(object, name) ?? '';
  const isMarkup = /<\/[a-z]|<(?:br|hr|img)\b/i.test(text);
  return plainText(isMarkup ? text : text.replaceAll('<', '&lt;')) || undefined;
}

const TEXTS = [
  'id',
  'url',
  'external_url',
  'title',
  'summary',
  'content_html',
  'content_text',
  'image',
  'banner_image',
  'date_published',
  'date_modified',
  'language',
];
const READ: ReadonlySet<string> = new Set([...TEXTS, 'tags', 'author', 'authors', 'attachments', '_rights']);

/** What the format does not define, such as extensions, and texts that are none. */
function leaveOutOthers(item: Json, draft: EntryDraft): void {
  for (const [name, value] of Object.entries(item)) {
    if (value === null || value === '') continue;
    const isText = typeof value === 'string' || typeof value === 'number';
    if (READ.has(name) && (isText || !TEXTS.includes(name))) continue;
    const isEmbargo = isEmbargoName(name);
    const isHeard = isText && (isEmbargo || isReleaseName(name));
    const written = isHeard ? String(value) : JSON.stringify(value);
    // Extensions are objects: `"_newsroom": {"embargo": …}`.
    if (!isEmbargo && !isText)
      for (const embargo of embargoesInside(written, draft.values)) draft.hold(embargo);
    draft.leaveOut(name, written);
  }
}

function readItem(item: Json, draft: EntryDraft): void {
  const { values, base } = draft;
  const date = (name: string): string | undefined => values.date(textIn(item, name), name);
  draft.id = textIn(item, 'id');
  draft.title = lineIn(item, 'title');
  draft.summary = lineIn(item, 'summary');
  const external = values.href(textIn(item, 'external_url'), 'external_url', base);
  draft.url = values.href(textIn(item, 'url'), 'url', base) ?? external;
  if (external !== undefined && external !== draft.url) draft.links.push({ rel: 'related', href: external });
  draft.html = contentOf(item, draft);
  draft.published = date('date_published');
  draft.modified = date('date_modified');
  draft.language = textIn(item, 'language');
  draft.authors = authorsOf(item, base) ?? [];
  leaveOutAvatars(item, draft);
  for (const tag of tagsOf(item)) {
    const name = isObject(tag) ? textIn(tag, 'name') : tag;
    const subject =
      typeof name === 'string' || typeof name === 'number' ? conceptOf(String(name)) : undefined;
    if (subject) draft.subjects.push(subject);
    else if (tag !== null && tag !== '') draft.leaveOut('tags', JSON.stringify(tag));
  }
  for (const attachment of listIn(item, 'attachments')) {
    if (isObject(attachment)) readAttachment(attachment, draft);
    else draft.leaveOut('attachments', JSON.stringify(attachment));
  }
  for (const field of ['image', 'banner_image']) {
    const href = values.href(textIn(item, field), field, base);
    if (href !== undefined) draft.media.push({ href, ...present({ contentType: contentTypeOf(href) }) });
  }
  readRightsExtension(item, draft);
  leaveOutOthers(item, draft);
}

/** Tags; of a text in place of the list, those between its commas. */
function tagsOf(item: Json): unknown[] {
  const { tags } = item;
  return typeof tags === 'string' ? tags.split(',') : listIn(item, 'tags');
}

/** `content_text` is required where there is no HTML, and then often only repeats the summary or the title. */
function contentOf(item: Json, draft: EntryDraft): string | undefined {
  const html = textIn(item, 'content_html');
  const text = textIn(item, 'content_text');
  const line = foldSpace(text ?? '');
  if (html !== undefined) {
    if (line !== '' && !sayTheSame(plainText(html), line)) draft.leaveOut('content_text', line);
    return html;
  }
  return text === undefined || line === draft.summary || line === draft.title
    ? undefined
    : paragraphsOf(text);
}

/** Version 1.0 has one `author`, 1.1 a list of them; some writers give a name alone. */
function authorsOf(object: Json, base: string | undefined): Author[] | undefined {
  const all = [...listIn(object, 'authors'), ...listIn(object, 'author')];
  const named = all.map((author) => authorIn(author, base)).filter((author) => author !== undefined);
  return named.length > 0 ? named : undefined;
}

/** Pictures of authors, and authors of whom nothing else is said. */
function leaveOutAvatars(item: Json, draft: EntryDraft): void {
  for (const author of [...listIn(item, 'authors'), ...listIn(item, 'author')]) {
    const avatar = isObject(author) ? textIn(author, 'avatar') : undefined;
    if (avatar !== undefined) draft.leaveOut('authors/avatar', avatar);
  }
}

function authorIn(author: unknown, base: string | undefined): Author | undefined {
  if (typeof author === 'string') return authorOf(author);
  if (!isObject(author)) return undefined;
  const address = textIn(author, 'url');
  const email = textIn(author, 'email') ?? (address?.startsWith('mailto:') ? address.slice(7) : undefined);
  const uri = address?.startsWith('mailto:')
    ? undefined
    : (absoluteUrl(address ?? '', base, LINK_SCHEMES) ?? address);
  const name = lineIn(author, 'name') ?? email ?? address;
  return name === undefined ? undefined : { name, ...present({ email, uri }) };
}

const READ_OF_FILE: ReadonlySet<string> = new Set([
  ...['url', 'mime_type', 'title', 'size_in_bytes', 'duration_in_seconds'],
]);

function readAttachment(attachment: Json, draft: EntryDraft): void {
  const { values, base } = draft;
  const href = values.href(textIn(attachment, 'url'), 'attachments/url', base);
  if (href === undefined) {
    draft.leaveOut('attachments', JSON.stringify(attachment));
    return;
  }
  for (const [name, value] of Object.entries(attachment))
    if (!READ_OF_FILE.has(name) && value !== null && value !== '')
      draft.leaveOut(`attachments/${name}`, JSON.stringify(value));
  const type = values.mediaType(textIn(attachment, 'mime_type'), 'attachments/mime_type', href);
  const amount = (name: string): number | undefined =>
    values.amount(textIn(attachment, name), `attachments/${name}`) || undefined;
  const duration = textIn(attachment, 'duration_in_seconds');
  const rendition: Rendition = {
    href,
    ...present({
      contentType: type ? bareMediaType(type) : contentTypeOf(href),
      title: lineIn(attachment, 'title'),
      sizeBytes: values.bytes(textIn(attachment, 'size_in_bytes'), 'attachments/size_in_bytes') || undefined,
      durationSeconds: secondsOf(duration ?? '') ?? amount('duration_in_seconds'),
    }),
  };
  draft.media.push(rendition);
}

/** The extension `_rights` that this exchange writes, because the format has no field for rights. */
function readRightsExtension(item: Json, draft: EntryDraft): void {
  const rights = item['_rights'];
  if (!isObject(rights)) return;
  draft.copyright = lineIn(rights, 'copyright');
  const credit = lineIn(rights, 'credit');
  if (credit !== undefined) draft.credits.push(credit);
  const terms = Array.isArray(rights['usage_terms']) ? (rights['usage_terms'] as unknown[]) : [];
  for (const term of terms) if (typeof term === 'string') draft.addTerm(term);
}
