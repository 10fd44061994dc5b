import type { Rendition, Restriction } from '#news/record.js';
import type { Encode, EncodeContext } from '../codec.js';
import {
  type FeedEntry,
  feedEntry,
  feedId,
  feedUpdated,
  isPublic,
  mainRendition,
  providerName,
} from '../feed-entry.js';
import { contentTypeOf, itemClassOf } from '../media-type.js';
import { NS } from '../xml/namespaces.js';
import { element, escapeText, type XmlFragment, xmlDocument } from '../xml/write-xml.js';

export const RSS_TYPE = 'application/rss+xml; charset=utf-8';

/**
 * Writes RSS 2.0 (rssboard.org/rss-specification) with Media RSS, content, dc and dcterms, of the items that may be
 * public at `sentAt`. A recalled item is left out: RSS has no way to take one back.
 */
export const encodeRss: Encode = (records, context) => {
  const entries = records
    .filter((record) => isPublic(record, context.sentAt))
    .map((record) => feedEntry(record, context));
  const { feed } = context;
  const title = feed?.title ?? context.sender;
  const channel = element(
    'channel',
    {},
    element('title', {}, title),
    element('link', {}, feed?.url ?? entries[0]?.url ?? feedId(context)),
    element('description', {}, title),
    feed?.language && element('language', {}, feed.language),
    element('lastBuildDate', {}, rfc822(feedUpdated(entries, context))),
    element('generator', {}, context.sender),
    feed && element('atom:link', { rel: 'self', type: 'application/rss+xml', href: feed.url }),
    feed?.nextPage && element('atom:link', { rel: 'next', type: 'application/rss+xml', href: feed.nextPage }),
    entries.map((entry) => itemOf(entry, context)),
  );
  const root = element(
    'rss',
    {
      version: '2.0',
      'xmlns:atom': NS.atom,
      'xmlns:content': NS.content,
      'xmlns:dc': NS.dc,
      'xmlns:dcterms': NS.dcterms,
      'xmlns:media': NS.media,
    },
    channel,
  );
  return { bytes: Buffer.from(xmlDocument(root)), contentType: RSS_TYPE };
};

/** RFC 822 with a four-digit year, as RSS 2.0 demands. */
const rfc822 = (instant: string): string => new Date(instant).toUTCString();

function itemOf(entry: FeedEntry, context: EncodeContext): XmlFragment {
  const main = mainRendition(entry.renditions);
  const provider = providerName(entry.record) ?? context.sender;
  return element(
    'item',
    {},
    element('title', {}, entry.title),
    entry.url && element('link', {}, entry.url),
    element('guid', { isPermaLink: String(entry.id === entry.url) }, entry.id),
    entry.published && element('pubDate', {}, rfc822(entry.published)),
    element('dcterms:modified', {}, entry.updated),
    entry.authors.map(({ name }) => element('dc:creator', {}, name)),
    element('dc:publisher', {}, provider),
    entry.language && element('dc:language', {}, entry.language),
    entry.categories.map(({ name, qcode, uri, scheme }) =>
      element('category', { domain: scheme }, name ?? qcode ?? uri),
    ),
    // Readers take the description for HTML (RSS 2.0, "Encoding & Examples"): plain text is escaped as such first.
    entry.summary && element('description', {}, escapeText(entry.summary)),
    entry.body && element('content:encoded', {}, entry.body),
    entry.copyright && [
      element('dc:rights', {}, entry.copyright),
      element('media:copyright', {}, entry.copyright),
    ],
    entry.usageTerms.map((terms) => element('dcterms:accessRights', {}, terms)),
    entry.credit && element('media:credit', {}, entry.credit),
    (entry.record.rights?.restrictions ?? []).map(restrictionOf),
    main &&
      element('enclosure', {
        url: main.href,
        // The length is required; 0 is what the specification's users write for an unknown one.
        length: main.sizeBytes ?? 0,
        type: main.contentType ?? contentTypeOf(main.href) ?? 'application/octet-stream',
      }),
    entry.renditions.map(mediaOf),
  );
}

/** Media RSS `restriction` knows countries; the other limits are in the usage terms' own words. */
function restrictionOf({ type, value }: Restriction): XmlFragment | undefined {
  const [polarity, ...codes] = value.split(' ');
  const countries = codes.filter((code) => /^[A-Z]{2}$/.test(code));
  if (type !== 'territory' || countries.length === 0) return undefined;
  const relationship = polarity === 'only' ? 'allow' : 'deny';
  return element('media:restriction', { relationship, type: 'country' }, countries.join(' ').toLowerCase());
}

const MEDIUMS: Record<string, string> = {
  picture: 'image',
  graphic: 'image',
  video: 'video',
  audio: 'audio',
};

const SUBTITLES = /^(?:text\/(?:vtt|srt)|application\/(?:ttml\+xml|x-subrip|smil))$/;

/** A file of captions, which players look for by its element; one of which more is known is a file as any other. */
const isSubtitle = ({ contentType, href: _, rendition: __, language: ___, ...more }: Rendition): boolean =>
  SUBTITLES.test(contentType ?? '') && Object.keys(more).length === 0;

function mediaOf(rendition: Rendition): XmlFragment {
  if (rendition.rendition === 'thumbnail') {
    return element('media:thumbnail', {
      url: rendition.href,
      width: rendition.width,
      height: rendition.height,
    });
  }
  if (isSubtitle(rendition)) {
    const { contentType, language, href } = rendition;
    return element('media:subTitle', { type: contentType, lang: language, href });
  }
  const kind = itemClassOf(rendition.contentType);
  const [algorithm, hash] = /^(md5|sha-1):(.+)$/.exec(rendition.hash ?? '')?.slice(1) ?? [];
  return element(
    'media:content',
    {
      url: rendition.href,
      fileSize: rendition.sizeBytes,
      type: rendition.contentType,
      medium: kind && MEDIUMS[kind],
      duration: rendition.durationSeconds,
      width: rendition.width,
      height: rendition.height,
      lang: rendition.language,
    },
    rendition.title && element('media:title', { type: 'plain' }, rendition.title),
    rendition.description && element('media:description', { type: 'plain' }, rendition.description),
    rendition.credit && element('media:credit', {}, rendition.credit),
    hash && element('media:hash', { algo: algorithm }, hash),
  );
}
