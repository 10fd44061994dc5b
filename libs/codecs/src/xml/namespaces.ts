import { lookup } from '#news/lookup.js';
import { trimEndOf } from '../trim-end-of.js';

/** The namespaces the codecs match by, under the one spelling that a tree from `readXml` has them in. */
export const NS = {
  xml: 'http://www.w3.org/XML/1998/namespace',
  xhtml: 'http://www.w3.org/1999/xhtml',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  /** RSS 1.0; also stands for the namespaces that RSS 0.90 and 1.1 and a few RSS 2.0 feeds put their elements in. */
  rss: 'http://purl.org/rss/1.0/',
  atom: 'http://www.w3.org/2005/Atom',
  atom03: 'http://purl.org/atom/ns#',
  tombstones: 'http://purl.org/atompub/tombstones/1.0',
  feedHistory: 'http://purl.org/syndication/history/1.0',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  media: 'http://search.yahoo.com/mrss/',
  georss: 'http://www.georss.org/georss',
  geo: 'http://www.w3.org/2003/01/geo/wgs84_pos#',
  gml: 'http://www.opengis.net/gml',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  syndication: 'http://purl.org/rss/1.0/modules/syndication/',
  slash: 'http://purl.org/rss/1.0/modules/slash/',
  thread: 'http://purl.org/syndication/thread/1.0',
  wellFormedWeb: 'http://wellformedweb.org/CommentAPI/',
  feedburner: 'http://rssnamespace.org/feedburner/ext/1.0',
  podcast: 'https://podcastindex.org/namespace/1.0',
  googlePlay: 'http://www.google.com/schemas/play-podcasts/1.0',
  creativeCommons: 'http://backend.userland.com/creativeCommonsRssModule',
  /** Creative Commons' own vocabulary, in either of its two homes. */
  cc: 'http://creativecommons.org/ns#',
  /** Feed Access Control: whether what is in a feed may be shown to others. */
  access: 'http://www.bloglines.com/about/specs/fac-1.0',
  /** FeedSync, and its drafts as Simple Sharing Extensions. */
  sync: 'http://feedsync.org/2007/feedsync',
  /** The enclosure module of RSS 1.0. */
  enclosure: 'http://purl.oclc.org/net/rss_2.0/enc#',
  /** The image module of RSS 1.0. */
  rssImage: 'http://purl.org/rss/1.0/modules/image/',
  newsmlG2: 'http://iptc.org/std/nar/2006-10-01/',
  nitf: 'http://iptc.org/std/NITF/2006-10-18/',
  sitemap: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  sitemapNews: 'http://www.google.com/schemas/sitemap-news/0.9',
  sitemapImage: 'http://www.google.com/schemas/sitemap-image/1.1',
  sitemapVideo: 'http://www.google.com/schemas/sitemap-video/1.1',
} as const;

/**
 * Other spellings that feeds in the wild use for the same namespace. Compared in lower case, without a trailing slash
 * or #, so that only spellings which differ in more than that are listed.
 */
const SPELLINGS: Record<string, string> = lookup({
  'http://my.netscape.com/rdf/simple/0.9': NS.rss,
  'http://channel.netscape.com/rdf/simple/0.9': NS.rss,
  'http://purl.org/net/rss1.1': NS.rss,
  'http://backend.userland.com/rss': NS.rss,
  'http://backend.userland.com/rss2': NS.rss,
  'http://backend.userland.com/rss091': NS.rss,
  'http://backend.userland.com/rss092': NS.rss,
  'http://blogs.law.harvard.edu/tech/rss': NS.rss,
  'http://cyber.law.harvard.edu/rss': NS.rss,
  'http://www.rssboard.org/rss-specification': NS.rss,
  'http://purl.org/rss/2.0': NS.rss,
  'http://purl.org/atom': NS.atom,
  'http://example.com/newformat': NS.atom03,
  'http://example.com/necho': NS.atom03,
  'http://purl.org/dc/elements/1.0': NS.dc,
  'http://purl.org/dc/elements': NS.dc,
  'http://purl.org/metadata/dublin_core': NS.dc,
  'http://dublincore.org/documents/dcmi-terms': NS.dcterms,
  'http://purl.org/rss/modules/content': NS.content,
  'http://purl.org/rss/1.0/modules/content/encoded': NS.content,
  'http://search.yahoo.com/mrss/?': NS.media,
  'http://video.search.yahoo.com/mrss': NS.media,
  'http://tools.search.yahoo.com/mrss': NS.media,
  'http://www.rssboard.org/media-rss': NS.media,
  'http://search.yahoo.com/rss': NS.media,
  'http://search.yahoo.com/mrss/media': NS.media,
  'http://media.search.yahoo.com/mrss': NS.media,
  'http://www.itunes.com/dtds/podcast-1.0': NS.itunes,
  'http://www.itunes.com/dtds/podcast': NS.itunes,
  'http://example.com/dtds/podcast-1.0.dtd': NS.itunes,
  'http://www.opengis.net/gml/3.2': NS.gml,
  'http://www.georss.org/georss/10': NS.georss,
  'http://www.georss.org/georss/11': NS.georss,
  'http://www.georss.org': NS.georss,
  'http://www.w3.org/2003/01/geo': NS.geo,
  'http://web.resource.org/cc': NS.cc,
  'http://creativecommons.org/ns/rss': NS.cc,
  'http://cyber.law.harvard.edu/rss/creativecommonsrssmodule': NS.creativeCommons,
  'http://podcastindex.org/namespace': NS.podcast,
  'http://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md': NS.podcast,
  'http://purl.org/rss/1.0/modules/syndication/1.0': NS.syndication,
  'http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html': NS.creativeCommons,
  'http://www.microsoft.com/schemas/rss/sse': NS.sync,
  'http://www.microsoft.com/schemas/sse': NS.sync,
  'http://web.resource.org/rss/1.0/modules/image': NS.rssImage,
  'http://purl.oclc.org/net/rss_2.0/enc': NS.enclosure,
});

const key = (uri: string): string =>
  trimEndOf(
    uri
      .trim()
      .toLowerCase()
      .replace(/^https:/, 'http:'),
    '/#',
  );

const CANONICAL = new Map<string, string>([
  ...Object.values(NS).map((uri): [string, string] => [key(uri), uri]),
  ...Object.entries(SPELLINGS).map(([spelling, uri]): [string, string] => [key(spelling), uri]),
]);

/** The spelling of a namespace URI that `NS` has, or the URI as it is. */
export function canonicalNamespace(uri: string): string {
  const spelling = key(uri);
  // The drafts of Atom 0.3 and 1.0 each had a fragment of their own.
  return CANONICAL.get(spelling) ?? (spelling.startsWith('http://purl.org/atom/ns#') ? NS.atom03 : uri);
}

/**
 * What a prefix most probably means in a document that forgot to declare it. A tree is never matched by prefix;
 * this only repairs documents that are not namespace-well-formed, and the reader reports each use.
 */
export const CUSTOMARY_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['a10', NS.atom],
  ['atom', NS.atom],
  ['cc', NS.cc],
  ['content', NS.content],
  ['creativeCommons', NS.creativeCommons],
  ['dc', NS.dc],
  ['dcterms', NS.dcterms],
  ['feedburner', NS.feedburner],
  ['geo', NS.geo],
  ['georss', NS.georss],
  ['gml', NS.gml],
  ['googleplay', NS.googlePlay],
  ['itunes', NS.itunes],
  ['image', NS.sitemapImage],
  ['media', NS.media],
  ['nar', NS.newsmlG2],
  ['news', NS.sitemapNews],
  ['podcast', NS.podcast],
  ['rdf', NS.rdf],
  ['slash', NS.slash],
  ['sy', NS.syndication],
  ['thr', NS.thread],
  ['video', NS.sitemapVideo],
  ['wfw', NS.wellFormedWeb],
  ['xhtml', NS.xhtml],
]);
