import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import type { Decode, Decoded } from '../codec.js';
import type { EntryDraft, FeedDefaults } from '../feed/entry-draft.js';
import { addFeedWide, rightsOfFeed } from '../feed/feed-wide.js';
import { licenseOf } from '../feed/modules.js';
import { ownElements } from '../feed/own-elements.js';
import { type FeedReading, feedReading, readEntries } from '../feed/read-entries.js';
import { isUri, mintGuid } from '../guid.js';
import { absoluteUrl, nearerBase } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { present } from '../present.js';
import { completeItems } from '../rss/decode.js';
import { dublinCoreTitle } from '../rss/read-channel.js';
import { lowerNames } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { readXml } from '../xml/read-xml.js';
import { attribute, child, elements, ownAttribute, textOf, type XmlElement } from '../xml/xml-node.js';
import { isAtom, NAMES, readEntry } from './read-entry.js';
import { relationOf } from './read-link.js';
import { personOf } from './read-person.js';
import { plainOf, readConstruct } from './text-construct.js';

/** Reads an Atom feed or single entry, 1.0 (RFC 4287) or 0.3, with tombstones (RFC 6721). */
export const decodeAtom: Decode = (text, context) => {
  const document = readXml(text);
  const { root } = document;
  // Some write all of it in capitals.
  if (root.local !== root.local.toLowerCase()) for (const one of [root, ...document.further]) lowerNames(one);
  const reading = feedReading(context, nearerBase(attribute(root, 'base', NS.xml), context.baseUrl));
  if (document.recovered)
    reading.warnings.push({ code: 'xml-recovered', at: 'document', detail: document.recovered });
  const single = root.local === 'entry';
  // A namespace that nobody knows is taken for Atom's where the root is Atom's by its name.
  const coreNs = root.ns;
  const nextPage = single ? undefined : readFeed(root, reading, coreNs);
  const all = [root, ...document.further].flatMap((one) =>
    one.local === 'entry' ? [one] : entriesIn(one, coreNs, document.recovered !== undefined),
  );
  const entries = single && all.length === 1 ? all : completeItems(all, document, reading);
  const read = readEntries(entries, 'entry', reading, (entry, draft) => {
    if (entry.local === 'deleted-entry') return deletedItem(entry, draft, reading.defaults);
    readEntry(entry, draft, coreNs);
    return undefined;
  });
  const decoded: Omit<Decoded, 'format' | 'charset'> = { ...read, warnings: reading.warnings };
  if (nextPage !== undefined) decoded.nextPage = nextPage;
  return decoded;
};

/** @param isUntidy whether end tags may be missing, so that entries stand inside others or their elements */
function entriesIn(parent: XmlElement, coreNs: string, isUntidy: boolean): XmlElement[] {
  const found: XmlElement[] = [];
  for (const element of elements(parent)) {
    const isEntry = (element.local === 'entry' || element.local === 'item') && isAtom(element, coreNs);
    if (isEntry || (element.ns === NS.tombstones && element.local === 'deleted-entry')) found.push(element);
    if (isUntidy) found.push(...entriesIn(element, coreNs, isUntidy));
  }
  return found;
}

/** Reads what the feed says for all its entries, and gives back its next page (RFC 5005). */
function readFeed(feed: XmlElement, reading: FeedReading, coreNs: string): string | undefined {
  const { defaults } = reading;
  let nextPage: string | undefined;
  let self: string | undefined;
  defaults.language = attribute(feed, 'lang', NS.xml);
  for (const element of ownElements(feed, NAMES, (one) => isAtom(one, coreNs))) {
    if (element.ns === NS.dc || element.ns === NS.dcterms) readDublinCoreOf(element, defaults);
    else if (element.ns === NS.media)
      defaults.mediaElements = addFeedWide(defaults.mediaElements, element, 'feed/media', reading);
    else if (TERMS.has(element.ns)) addTerms(licenseOf(element), reading);
    if (!isAtom(element, coreNs)) continue;
    if (element.local === 'title') defaults.title ??= plainOf(readConstruct(element));
    else if (element.local === 'rights' || element.local === 'copyright')
      defaults.copyright ??= rightsIn(element, reading);
    else if (element.local === 'author') {
      const author = personOf(element, reading.base);
      if (author && !defaults.authors?.some(({ name }) => name === author.name))
        defaults.authors = addFeedWide(defaults.authors, author, 'feed/author', reading);
    } else if (element.local === 'link') {
      const base = nearerBase(attribute(element, 'base', NS.xml), reading.base);
      const href = absoluteUrl(ownAttribute(element, 'href') ?? '', base);
      const rel = relationOf(element);
      if (rel === 'next') nextPage ??= href;
      else if (rel === 'alternate') defaults.uri ??= href;
      else if (rel === 'self') self ??= href;
      else if (rel === 'license' && href !== undefined) addTerms([href], reading);
    }
  }
  defaults.title ??= dublinCoreTitle(feed);
  // Where nobody says what relative links are relative to, the feed's own address is the best there is.
  reading.base ??= self ?? defaults.uri;
  return nextPage;
}

const TERMS: ReadonlySet<string> = new Set([NS.creativeCommons, NS.cc, NS.access]);

function addTerms(terms: readonly string[], reading: FeedReading): void {
  const { defaults } = reading;
  for (const term of terms)
    defaults.usageTerms = addFeedWide(defaults.usageTerms, term, 'feed/license', reading);
}

function rightsIn(element: XmlElement, reading: FeedReading): string | undefined {
  const { text, html } = readConstruct(element);
  return html === undefined ? foldSpace(text ?? '') || undefined : rightsOfFeed(html, 'feed/rights', reading);
}

function readDublinCoreOf(element: XmlElement, defaults: FeedDefaults): void {
  const text = plainText(textOf(element)) || undefined;
  if (element.local === 'publisher') defaults.publisher ??= text;
  else if (element.local === 'language') defaults.language ??= text;
  else if (element.local === 'rights') defaults.copyright ??= text;
}

/** A tombstone is the item's last version: canceled, and whoever has the item has to take it down. */
function deletedItem(
  tombstone: XmlElement,
  { values }: EntryDraft,
  defaults: FeedDefaults,
): NewsItem | undefined {
  const ref = attribute(tombstone, 'ref')?.trim();
  if (!ref) throw new TypeError('the deleted entry names none');
  const comment = child(tombstone, 'comment', NS.tombstones);
  const name = defaults.publisher ?? values.context.providerName;
  return {
    kind: 'newsItem',
    guid: isUri(ref) ? asGuid(ref) : mintGuid(defaults.sourceId, ref),
    version: 1,
    itemClass: 'text',
    provider: name === undefined ? present({ name: defaults.title, uri: defaults.uri }) : { name },
    pubStatus: 'canceled',
    fingerprint: '',
    ...present({
      versionCreated: values.date(attribute(tombstone, 'when'), 'deleted-entry/@when'),
      edNote: comment && foldSpace(plainText(textOf(comment))),
    }),
  };
}
