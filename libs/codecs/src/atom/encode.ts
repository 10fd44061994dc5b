import type { Author, Link, NewsRecord, Rendition } from '#news/record.js';
import type { Encode, EncodeContext } from '../codec.js';
import { type FeedEntry, feedEntry, feedId, feedUpdated, isPublic } from '../feed-entry.js';
import { NS } from '../xml/namespaces.js';
import { element, type XmlFragment, xmlDocument } from '../xml/write-xml.js';

export const ATOM_TYPE = 'application/atom+xml; charset=utf-8';

/**
 * Writes an Atom feed (RFC 4287) of the items that may be public at `sentAt`; a canceled item becomes a deleted-entry
 * (RFC 6721), so that a reader takes it down.
 */
export const encodeAtom: Encode = (records, context) => {
  const entries = records
    .filter((record) => isPublic(record, context.sentAt))
    .map((record) => feedEntry(record, context));
  const deleted = records.filter(
    ({ pubStatus, kind }) => pubStatus === 'canceled' && kind !== 'planningItem',
  );
  const { feed } = context;
  const root = element(
    'feed',
    {
      xmlns: NS.atom,
      'xmlns:at': NS.tombstones,
      'xmlns:dcterms': NS.dcterms,
      'xmlns:media': NS.media,
      'xml:lang': feed?.language,
    },
    element('id', {}, feed?.url ?? feedId(context)),
    element('title', {}, feed?.title ?? context.sender),
    element('updated', {}, feedUpdated(entries, context)),
    element('generator', {}, context.sender),
    feed && element('link', { rel: 'self', type: 'application/atom+xml', href: feed.url }),
    feed?.nextPage && element('link', { rel: 'next', type: 'application/atom+xml', href: feed.nextPage }),
    deleted.map((record) => deletedEntry(record, context)),
    entries.map(entryOf),
  );
  return { bytes: Buffer.from(xmlDocument(root)), contentType: ATOM_TYPE };
};

/** The note that says why is for editors, so the tombstone carries none. */
const deletedEntry = (record: NewsRecord, context: EncodeContext): XmlFragment =>
  element('at:deleted-entry', { ref: record.guid, when: record.versionCreated ?? context.sentAt });

function entryOf(entry: FeedEntry): XmlFragment {
  const { record } = entry;
  return element(
    'entry',
    { 'xml:lang': entry.language },
    element('id', {}, entry.id),
    element('title', {}, entry.title),
    element('updated', {}, entry.updated),
    entry.published && element('published', {}, entry.published),
    entry.authors.map(personOf),
    entry.url && element('link', { rel: 'alternate', type: 'text/html', href: entry.url }),
    entry.renditions.map((rendition) =>
      element('link', {
        rel: 'enclosure',
        href: rendition.href,
        type: rendition.contentType,
        length: rendition.sizeBytes,
        title: rendition.title,
        hreflang: rendition.language,
      }),
    ),
    (record.links ?? []).map(linkOf),
    entry.categories.map(({ name, qcode, uri, scheme }) =>
      element('category', { term: qcode ?? uri ?? name, scheme, label: name }),
    ),
    (record.signals ?? []).map((signal) =>
      element('category', { term: signal, scheme: 'http://cv.iptc.org/newscodes/signal/' }),
    ),
    entry.summary && element('summary', {}, entry.summary),
    contentOf(entry),
    entry.copyright && element('rights', {}, entry.copyright),
    entry.usageTerms.map((terms) => element('dcterms:accessRights', {}, terms)),
    entry.credit && element('media:credit', {}, entry.credit),
    entry.renditions.map(mediaOf),
  );
}

/** Content is required where there is no page to link to (RFC 4287 section 4.1.2). */
function contentOf({ body, text, url, summary, title }: FeedEntry): XmlFragment | undefined {
  if (text !== undefined) return element('content', {}, text);
  if (body !== undefined) return element('content', { type: 'html' }, body);
  return url === undefined ? element('content', {}, summary ?? title) : undefined;
}

const personOf = ({ name, email, uri }: Author): XmlFragment =>
  element(
    'author',
    {},
    element('name', {}, name),
    uri && element('uri', {}, uri),
    email && element('email', {}, email),
  );

/** What an entry's links may be of the relations that the IANA has registered; any other name means nothing (RFC 4287 4.2.7.2). */
const RELATIONS: ReadonlySet<string> = new Set(
  (
    'about amphtml author bookmark canonical cite-as collection contents copyright describedby glossary help icon index ' +
    'latest-version license memento monitor original payment predecessor-version preview privacy-policy related replies ' +
    'section successor-version tag terms-of-service up version-history via'
  ).split(' '),
);

/** Only links that lead somewhere on the public web: a reference by guid alone means nothing to a reader. */
function linkOf({ rel, href, contentType, title }: Link): XmlFragment | undefined {
  if (href === undefined) return undefined;
  return element('link', { rel: RELATIONS.has(rel) ? rel : 'related', href, type: contentType, title });
}

/** What a link has no attribute for: size, duration, caption and credit, in Media RSS. */
function mediaOf(rendition: Rendition): XmlFragment | undefined {
  const { width, height, durationSeconds, description, credit } = rendition;
  if ([width, height, durationSeconds, description, credit].every((value) => value === undefined))
    return undefined;
  return element(
    'media:content',
    { url: rendition.href, type: rendition.contentType, duration: durationSeconds, width, height },
    description && element('media:description', { type: 'plain' }, description),
    credit && element('media:credit', {}, credit),
  );
}
