import type { Author, Rendition } from '#news/record.js';
import type { Encode } from '../codec.js';
import { type FeedEntry, feedEntry, isPicture, isPublic } from '../feed-entry.js';
import { contentTypeOf } from '../media-type.js';

export const JSON_FEED_TYPE = 'application/feed+json; charset=utf-8';

/**
 * Writes a JSON Feed 1.1 (jsonfeed.org/version/1.1) of the items that may be public at `sentAt`. Credit and terms of
 * use, for which the format has no field, go into an extension object `_rights`.
 */
export const encodeJsonFeed: Encode = (records, context) => {
  const items = records
    .filter((record) => isPublic(record, context.sentAt))
    .map((record) => itemOf(feedEntry(record, context)));
  const { feed } = context;
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed?.title ?? context.sender,
    feed_url: feed?.url,
    next_url: feed?.nextPage,
    language: feed?.language,
    items,
  };
  return { bytes: Buffer.from(`${JSON.stringify(document)}\n`), contentType: JSON_FEED_TYPE };
};

function itemOf(entry: FeedEntry): Record<string, unknown> {
  const pictures = entry.renditions.filter(isPicture);
  const terms = entry.usageTerms;
  const rights =
    entry.copyright || entry.credit || terms.length > 0
      ? {
          copyright: entry.copyright,
          credit: entry.credit,
          usage_terms: terms.length > 0 ? terms : undefined,
        }
      : undefined;
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    content_html: entry.text === undefined ? entry.body : undefined,
    // One of the two contents is required (section "Items").
    content_text: entry.text ?? (entry.body === undefined ? (entry.summary ?? entry.title) : undefined),
    summary: entry.summary,
    image: (pictures.find((one) => one.rendition !== 'thumbnail') ?? pictures[0])?.href,
    date_published: entry.published,
    date_modified: entry.updated,
    authors: entry.authors.map(authorOf),
    tags: tagsOf(entry),
    language: entry.language,
    attachments: entry.renditions.length > 0 ? entry.renditions.map(attachmentOf) : undefined,
    _rights: rights,
  };
}

const authorOf = ({ name, uri, email }: Author): Record<string, unknown> => ({
  name,
  url: uri ?? (email ? `mailto:${email}` : undefined),
});

function tagsOf(entry: FeedEntry): string[] | undefined {
  const tags = entry.categories
    .map(({ name, qcode, uri }) => name ?? qcode ?? uri)
    .filter((tag) => tag !== undefined);
  return tags.length > 0 ? [...new Set(tags)] : undefined;
}

function attachmentOf(rendition: Rendition): Record<string, unknown> {
  return {
    url: rendition.href,
    mime_type: rendition.contentType ?? contentTypeOf(rendition.href) ?? 'application/octet-stream',
    title: rendition.title ?? rendition.description,
    size_in_bytes: rendition.sizeBytes,
    duration_in_seconds: rendition.durationSeconds,
  };
}
