import { lookup } from '#news/lookup.js';
import { parsedUrl } from '#news/parsed-url.js';
import type { Author } from '#news/record.js';
import { personOf } from '../atom/read-person.js';
import { authorOf } from '../feed/entry-values.js';
import { addFeedWide, rightsOfFeed } from '../feed/feed-wide.js';
import { childInAnyCase, licenseOf } from '../feed/modules.js';
import { type EntryNames, ownElements } from '../feed/own-elements.js';
import { isExplicit } from '../feed/podcast.js';
import type { FeedReading } from '../feed/read-entries.js';
import { absoluteUrl, nearerBase } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { attribute, attributeInAnyCase, child, ownTextOf, textOf, type XmlElement } from '../xml/xml-node.js';

/** What a channel says of itself beside its defaults for the entries. */
export interface ChannelFacts {
  nextPage?: string;
  ttlSeconds?: number;
}

const PERIOD_SECONDS: Readonly<Record<string, number>> = lookup({
  hourly: 3600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_592_000,
  yearly: 31_536_000,
});

const NAMES: EntryNames = {
  leaves: new Set(
    'title link description language copyright managingeditor webmaster pubdate lastbuilddate generator docs ttl'.split(
      ' ',
    ),
  ),
  siblings: new Set(
    'link description language copyright author managingeditor webmaster pubdate lastbuilddate generator docs ttl image item entry'.split(
      ' ',
    ),
  ),
};

/** Whether an element is one of RSS's own, in whatever namespace this document has them. */
export const isCore = (element: XmlElement, coreNs: string): boolean =>
  element.ns === '' || element.ns === NS.rss || element.ns === coreNs;

/** Reads the channel of RSS 0.90 to 2.0 and RDF: defaults for its entries go into `reading`. */
export function readChannel(channel: XmlElement, root: XmlElement, reading: FeedReading): ChannelFacts {
  const { defaults, context } = reading;
  const facts: ChannelFacts = {};
  let declaredBase = nearerBase(attribute(root, 'base', NS.xml), context.baseUrl);
  if (channel !== root) declaredBase = nearerBase(attribute(channel, 'base', NS.xml), declaredBase);
  // The Channel Definition Format has attributes of its own for it and for the page.
  declaredBase = nearerBase(attributeInAnyCase(channel, 'base'), declaredBase);
  defaults.uri = absoluteUrl(attributeInAnyCase(channel, 'href') ?? '', declaredBase);
  let period: number | undefined;
  let frequency = 1;
  let next: string | undefined;
  const isOwn = (element: XmlElement): boolean => isCore(element, root.ns) || element.ns === channel.ns;
  for (const element of ownElements(channel, NAMES, isOwn)) {
    if (isOwn(element)) readCore(element, reading, facts, declaredBase);
    else if (element.ns === NS.dc || element.ns === NS.dcterms) readChannelDublinCore(element, reading);
    else if (element.ns === NS.atom && element.local === 'link' && attribute(element, 'rel') === 'next') {
      next ??= attribute(element, 'href');
    } else if (element.ns === NS.syndication) {
      const text = foldSpace(textOf(element));
      if (element.local === 'updatePeriod') period = PERIOD_SECONDS[text.toLowerCase()];
      else if (element.local === 'updateFrequency') frequency = Math.max(1, Number.parseInt(text, 10) || 1);
    } else readChannelModule(element, reading);
  }
  defaults.title ??= dublinCoreTitle(channel);
  const loose = foldSpace(ownTextOf(channel)).slice(0, 200);
  if (loose !== '')
    reading.warnings.push({
      code: 'fields-not-carried',
      at: 'channel',
      detail: `text ${loose}`.slice(0, 200),
    });
  if (facts.ttlSeconds === undefined && period !== undefined)
    facts.ttlSeconds = Math.round(period / frequency);
  defaults.language ??= attribute(channel, 'lang', NS.xml) ?? attribute(root, 'lang', NS.xml);
  // Where nobody says what relative links are relative to, the page the feed belongs to is the best there is.
  reading.base = declaredBase ?? (defaults.uri && parsedUrl(defaults.uri) ? defaults.uri : undefined);
  const nextPage = absoluteUrl(next ?? '', reading.base);
  if (nextPage !== undefined) facts.nextPage = nextPage;
  return facts;
}

/** The text is asked for only where it is wanted: that of an item is all it holds. */
function readCore(
  element: XmlElement,
  reading: FeedReading,
  facts: ChannelFacts,
  base: string | undefined,
): void {
  const { defaults } = reading;
  switch (lowerName(element)) {
    case 'title':
      defaults.title ??= plainText(textOf(element)) || undefined;
      break;
    case 'link':
      defaults.uri ??= absoluteUrl(
        foldSpace(textOf(element)),
        nearerBase(attribute(element, 'base', NS.xml), base),
      );
      break;
    case 'author':
      addAuthor(personOf(element, base), reading);
      break;
    case 'redirect': {
      const place = childInAnyCase(element, 'newlocation');
      if (place) tellMoved(place, reading);
      break;
    }
    case 'language':
      defaults.language ??= foldSpace(textOf(element)) || undefined;
      break;
    case 'copyright':
      defaults.copyright ??= rightsOfFeed(textOf(element), 'channel/copyright', reading);
      break;
    case 'ttl': {
      const minutes = Number(foldSpace(textOf(element)));
      if (Number.isFinite(minutes) && minutes > 0) facts.ttlSeconds = Math.round(minutes * 60);
      break;
    }
  }
}

function readChannelDublinCore(element: XmlElement, reading: FeedReading): void {
  const { defaults } = reading;
  const text = plainText(textOf(element));
  if (text === '') return;
  if (element.local === 'publisher') defaults.publisher ??= text;
  else if (element.local === 'language') defaults.language ??= text;
  else if (element.local === 'rights') defaults.copyright ??= text;
  else if (element.local === 'rightsHolder') defaults.rightsHolder ??= text;
  else if (element.local === 'creator') addAuthor(authorOf(text), reading);
  else if (element.local === 'license' || element.local === 'accessRights') addTerms([text], reading);
}

/** What a feed is called by Dublin Core, for one that has no title of its own. */
export function dublinCoreTitle(feed: XmlElement): string | undefined {
  const title = child(feed, 'title', NS.dc) ?? child(feed, 'title', NS.dcterms);
  return (title && plainText(textOf(title))) || undefined;
}

/** What the channel says of all its entries by other modules: authors, licences, and Media RSS, kept for each entry. */
function readChannelModule(element: XmlElement, reading: FeedReading): void {
  const { defaults, context } = reading;
  switch (element.ns) {
    case NS.media:
      defaults.mediaElements = addFeedWide(defaults.mediaElements, element, 'channel/media', reading);
      break;
    case NS.creativeCommons:
    case NS.cc:
    case NS.access:
      addTerms(licenseOf(element), reading);
      break;
    case NS.itunes:
    case NS.googlePlay:
      if (element.local === 'author') addAuthor(authorOf(plainText(textOf(element))), reading);
      else if (element.local === 'explicit') defaults.isExplicit = isExplicit(foldSpace(textOf(element)));
      else if (element.local === 'new-feed-url') tellMoved(element, reading);
      break;
    case NS.atom:
    case NS.atom03:
      if (element.local === 'author') addAuthor(personOf(element, context.baseUrl), reading);
      else if (element.local === 'rights') defaults.copyright ??= plainText(textOf(element)) || undefined;
      break;
  }
}

/** Where the feed is said to be from now on; many say for years where they are already. */
function tellMoved(element: XmlElement, { context, warnings }: FeedReading): void {
  const address = foldSpace(textOf(element));
  if (address !== '' && absoluteUrl(address, context.baseUrl) !== context.baseUrl)
    warnings.push({ code: 'feed-moved', at: 'channel', detail: address.slice(0, 200) });
}

function addAuthor(author: Author | undefined, reading: FeedReading): void {
  const { defaults } = reading;
  if (author && !defaults.authors?.some(({ name }) => name === author.name))
    defaults.authors = addFeedWide(defaults.authors, author, 'channel/author', reading);
}

function addTerms(terms: readonly string[], reading: FeedReading): void {
  const { defaults } = reading;
  for (const term of terms)
    defaults.usageTerms = addFeedWide(defaults.usageTerms, term, 'channel/license', reading);
}
