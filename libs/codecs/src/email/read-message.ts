import { createHash } from 'node:crypto';
import type { NewsItem, Rendition } from '#news/record.js';
import { type Decode, type DecodeContext, type DecodeNested, UndecodableDocument } from '../codec.js';
import { EntryDraft } from '../feed/entry-draft.js';
import { newsItemOf } from '../feed/news-item-of.js';
import { mintGuid } from '../guid.js';
import { ItemValues } from '../item-values.js';
import { contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { contentOf } from './message-text.js';
import { decodeWords, fieldOf, headerFields } from './mime-header.js';
import { contentBytes, type MimePart, partField, readMime } from './mime-part.js';
import { isForwarded, readHeader } from './read-header.js';
import { readTexts } from './read-texts.js';

/** What reading the messages of one document shares. */
export interface MessageReading {
  context: DecodeContext;
  nested: DecodeNested;
  sourceId: string;
  found: ReturnType<Decode>;
}

/** Reads one message: its own record, then those of the documents that are attached to it. */
export function readMessage(text: string, at: string, reading: MessageReading): void {
  const { context, found } = reading;
  const values = new ItemValues(context, at);
  const draft = new EntryDraft(values, context.baseUrl);
  const warn = (code: string, number: string, detail: string): void =>
    values.warn(code, partField(number), detail);
  const message = readMime(text, warn);
  const content = contentOf(message, warn);
  readTexts(content, isForwarded(message), draft, found);
  readHeader(message, draft, found.charset);
  const id = idOf(message, text, reading.sourceId);
  const documents: MimePart[] = [];
  for (const part of content.attachments) {
    if (isDocument(part)) documents.push(part);
    else draft.media.push(renditionOf(part, id.base, values));
  }
  if (content.service.length > 0) {
    const types = content.service.map((part) => part.contentType.value);
    values.warn('fields-not-carried', '', types.join(', '));
  }
  const place = found.records.length;
  const nested = documents.filter((part) => !decodeNestedPart(part, at, draft, reading));
  for (const part of nested) draft.media.push(renditionOf(part, id.base, values));
  const record = recordOf(draft, id.guid, reading.sourceId, content.attachments);
  // A mail without words of its own only carries its documents, and is no news.
  const carrier = found.records.length > place && draft.html === undefined && draft.media.length === 0;
  if (record && !carrier) {
    found.records.splice(place, 0, record);
    found.places.splice(place, 0, at);
  }
  found.warnings.push(...values.warnings);
}

interface MessageId {
  guid: NewsItem['guid'];
  /** What the addresses of its files begin with (RFC 2392). */
  base: string;
}

/** The same message has the same guid whatever way it comes: by its own id, else by what its sender wrote. */
function idOf(message: MimePart, text: string, sourceId: string): MessageId {
  const own = fieldOf(message.fields, 'message-id')
    ?.replace(/^[^<]*<|>.*$/g, '')
    .trim();
  const said = ['from', 'date', 'subject'].map((name) => fieldOf(message.fields, name));
  const guid = mintGuid(sourceId, own || (said.every(Boolean) ? said.join('\n') : text));
  return { guid, base: own ? `mid:${encodeURIComponent(own).replace(/%40/g, '@')}` : guid };
}

/**
 * A file of a message. It has no address of its own but inside the message: `mid:` with the id of the content
 * (RFC 2392), else with the number of the part.
 */
function renditionOf(part: MimePart, base: string, values: ItemValues): Rendition {
  const elsewhere = externalBody(part);
  if (elsewhere) return elsewhere;
  const { content } = part;
  const named = part.fileName === undefined ? undefined : contentTypeOf(part.fileName);
  const stated = part.contentType.value;
  const about = decodeWords(fieldOf(part.fields, 'content-description') ?? '', ({ code, detail }) =>
    values.warn(code, partField(part.number), detail),
  );
  const href =
    part.contentId !== undefined && base.startsWith('mid:')
      ? `${base}/${encodeURIComponent(part.contentId).replace(/%40/g, '@')}`
      : `${base}#${part.number || '1'}`;
  return {
    href,
    contentType: stated === 'application/octet-stream' ? (named ?? stated) : stated,
    ...present({ title: part.fileName, description: about !== part.fileName ? about : undefined }),
    sizeBytes: content.length,
    hash: `sha256:${createHash('sha256').update(content, 'latin1').digest('hex')}`,
  };
}

/** A file that lies elsewhere, where its address is said (RFC 2017); its own header stands in the part. */
function externalBody({ contentType, content, fileName }: MimePart): Rendition | undefined {
  const { value, parameters } = contentType;
  if (value !== 'message/external-body' || parameters['access-type']?.toLowerCase() !== 'url')
    return undefined;
  const href = parameters['url']?.replace(/\s/g, '');
  if (!href || !/^(?:https?|ftp):\/\//i.test(href)) return undefined;
  const type = fieldOf(headerFields(content), 'content-type')?.split(';')[0]?.trim().toLowerCase();
  return { href, ...present({ contentType: type || contentTypeOf(href), title: fileName }) };
}

const DOCUMENTS =
  /^(?:message\/rfc822|message\/global|(?:text|application)\/(?:[\w.-]+\+)?(?:xml|json)|application\/feed\+json|application\/(?:x-)?(?:zip(?:-compressed)?|gzip))$/;

/** What a message of IPTC 7901 begins with, and no other text. */
const SOH = 1;

/** Whether a part may be a news document: by its type, or by the name of a file whose type says nothing. */
function isDocument(part: MimePart): boolean {
  const { contentType, fileName = '', content } = part;
  if (content.trim() === '') return false;
  if (DOCUMENTS.test(contentType.value)) return true;
  const vague = /^(?:application\/octet-stream|text\/plain)$/.test(contentType.value);
  if (vague && /\.txt$/i.test(fileName)) return contentBytes(part)[0] === SOH;
  return vague && /\.(?:xml|nitf|newsml|json|eml|iptc|zip|gz)$/i.test(fileName);
}

/** Decodes a file that is a document; false where it turns out to be none that is known. */
function decodeNestedPart(part: MimePart, at: string, draft: EntryDraft, reading: MessageReading): boolean {
  const { found, context } = reading;
  const place = `${at}/${partField(part.number) || 'content'}`;
  const { value, parameters } = part.contentType;
  const isMail = value === 'message/rfc822' || value === 'message/global';
  const charset = parameters['charset'];
  try {
    const decoded = reading.nested(contentBytes(part), {
      ...context,
      format: isMail ? 'email' : undefined,
      contentType: charset === undefined ? undefined : `${value}; charset=${charset}`,
    });
    decoded.warnings.forEach((warning) => {
      found.warnings.push({ ...warning, at: `${place}/${warning.at}` });
    });
    decoded.records.forEach((record, i) => {
      // What a message holds back it holds back with all that came in it.
      if (draft.embargoed !== undefined) record.embargoed ??= draft.embargoed;
      found.records.push(record);
      found.places.push(`${place}/${decoded.places[i] ?? ''}`);
      draft.links.push({ rel: 'attachment', guid: record.guid });
    });
    return decoded.records.length > 0;
  } catch (error) {
    if (!(error instanceof UndecodableDocument)) throw error;
    draft.values.warn('attachment-undecodable', partField(part.number), `${error.code}: ${error.message}`);
    return false;
  }
}

function recordOf(
  draft: EntryDraft,
  guid: NewsItem['guid'],
  sourceId: string,
  attachments: readonly MimePart[],
): NewsItem | undefined {
  const { values } = draft;
  const [sender] = draft.authors;
  const record = newsItemOf(draft, {
    sourceId,
    title: sender?.name !== sender?.email ? sender?.name : sender?.email?.replace(/^.*@/, ''),
  });
  if (!record) return undefined;
  // A picture shown in the text by its Content-ID is among the files; nothing was dropped.
  const known = new Set(attachments.map(({ contentId }) => `cid:${contentId}`));
  for (let i = values.warnings.length - 1; i >= 0; i--) {
    const { code, detail } = values.warnings[i]!;
    if (code === 'rendition-dropped' && known.has(decodeURIComponentSafely(detail)))
      values.warnings.splice(i, 1);
  }
  return { ...record, guid };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
