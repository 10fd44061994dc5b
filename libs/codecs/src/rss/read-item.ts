import type { EntryDraft } from '../feed/entry-draft.js';
import { leaveOutLoose } from '../feed/leave-out.js';
import { readModule } from '../feed/modules.js';
import { isMarkup, summaryOf } from '../feed/news-item-of.js';
import { type EntryNames, ownElements } from '../feed/own-elements.js';
import { nearerBase } from '../html/absolute-url.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { attribute, attributeInAnyCase, elements, type XmlElement } from '../xml/xml-node.js';
import type { CoreTexts } from './core-texts.js';
import { isCore } from './read-channel.js';
import { readCore } from './read-core.js';
import { readForeign } from './read-foreign.js';

/**
 * Reads an `item` of RSS 0.90 to 2.0 (rssboard.org/rss-specification) or RSS 1.0 (purl.org/rss/1.0/spec) and what the
 * modules add to it.
 *
 * @param coreNs the namespace that this document has RSS's own elements in, mostly none
 */
export function readItem(item: XmlElement, coreNs: string, draft: EntryDraft): void {
  draft.base = nearerBase(attribute(item, 'base', NS.xml), draft.base);
  draft.language = attribute(item, 'lang', NS.xml) ?? attribute(item, 'lang');
  const read: CoreTexts = {};
  for (const element of ownElements(item, NAMES, (one) => isCore(one, coreNs))) {
    if ((isCore(element, coreNs) || isStranger(element)) && readCore(element, draft, read)) {
      if (element.attributes.length > 0) leaveOutUnread(element, draft);
      continue;
    }
    if (!readModule(element, draft)) readForeign(element, draft, read);
  }
  // Before RDF had to have a prefix there, it had none.
  const about = (attribute(item, 'about', NS.rdf) ?? addressIn(attribute(item, 'about')))?.trim();
  const id = read.guid ?? (about || draft.id);
  if (draft.id !== undefined && draft.id !== id && draft.id !== read.link)
    draft.leaveOut('identifier', draft.id);
  draft.id = id;
  // The Channel Definition Format has the address as an attribute.
  const link = read.originalLink ?? read.link ?? attributeInAnyCase(item, 'href');
  if (link !== undefined) draft.url = draft.values.href(link, 'link', draft.base);
  else
    draft.url =
      read.alternates?.[0]?.href ??
      read.permalink ??
      draft.values.href(addressIn(about), 'about', draft.base);
  for (const other of read.alternates ?? [])
    if (other.href !== draft.url) draft.links.push({ rel: 'alternate', ...other });
  const modified = attributeInAnyCase(item, 'lastmod');
  if (modified !== undefined) draft.modified ??= draft.values.date(modified, '@lastmod');
  settleEnclosure(draft, read);
  settleContent(draft, read);
  draft.language ??= spokenIn(item);
  if (item.attributes.length > 0) leaveOutUnread(item, draft, READ_OF_ITEM);
  leaveOutLoose(item, draft);
}

const KNOWN_SPACES: ReadonlySet<string> = new Set(Object.values(NS));

/**
 * An element that some system put into a namespace of its own for this element alone, `<link xmlns="…">`: its name is all
 * that is to be gone by. One with a prefix was meant to be something else than RSS's own.
 */
const isStranger = ({ ns, prefix }: XmlElement): boolean => prefix === '' && !KNOWN_SPACES.has(ns);

const addressIn = (value: string | undefined): string | undefined =>
  /^\s*https?:\/\//i.test(value ?? '') ? value : undefined;

/** Attributes of RSS's own elements that are read, or that say how to read them. */
const READ: ReadonlySet<string> = new Set([
  ...['url', 'href', 'type', 'length', 'rel', 'hreflang', 'title', 'count', 'domain', 'ispermalink', 'email'],
  ...[
    'mode',
    'encoding',
    'lastmod',
    'about',
    'resource',
    'parsetype',
    'lang',
    'base',
    'space',
    'version',
    'xmlns',
  ],
]);

const READ_OF_ITEM: ReadonlySet<string> = new Set(
  'about href lang base space lastmod xmlns parsetype'.split(' '),
);

/** Names attributes that somebody made up. */
function leaveOutUnread(element: XmlElement, draft: EntryDraft, read = READ): void {
  for (const { local, value } of element.attributes)
    if (value !== '' && !read.has(local.toLowerCase())) draft.leaveOut(`${element.local}/@${local}`, value);
}

const TEXTS: ReadonlySet<string> = new Set(['encoded', 'fullitem', 'content', 'description', 'title']);

/** Where neither the item nor a module says it, the language of one of its texts. */
function spokenIn(item: XmlElement): string | undefined {
  for (const element of elements(item)) {
    if (element.attributes.length === 0 || !TEXTS.has(lowerName(element))) continue;
    const language = (attribute(element, 'lang', NS.xml) ?? attribute(element, 'lang'))?.trim();
    if (language) return language;
  }
  return undefined;
}

const NAMES: EntryNames = {
  leaves: new Set('title link guid pubdate author category comments description'.split(' ')),
  siblings: new Set(
    'link guid pubdate author category description enclosure comments source summary fullitem expirationdate item'.split(
      ' ',
    ),
  ),
};

/** FeedBurner puts its own address into the enclosure and says beside it what stood there. */
function settleEnclosure(draft: EntryDraft, read: CoreTexts): void {
  const [first] = draft.media;
  if (read.originalEnclosure === undefined || first === undefined) return;
  const href = draft.values.href(read.originalEnclosure, 'feedburner:origEnclosureLink', draft.base);
  if (href !== undefined) draft.media[0] = { ...first, href };
}

/**
 * The body is what a module or full-text element gives; else a description with markup, of which plain text would lose
 * links and pictures. The description is a summary in either case.
 */
export function settleContent(draft: EntryDraft, read: CoreTexts): void {
  if (draft.html === undefined) draft.bodyBase = read.fullTextBase;
  draft.onceHtml(read.fullText, 'further text');
  const { description } = read;
  if (description === undefined) return;
  const isBody = draft.html === undefined && isMarkup(description);
  draft.summary = isBody ? summaryOf(description) : draft.plain(description, 'description') || undefined;
  if (isBody) {
    draft.html = description;
    draft.bodyBase = read.descriptionBase;
  } else if (/<(?:img|video|audio)\b/i.test(description)) {
    draft.media.push(...sanitiseHtml(description, draft.base, `${draft.values.at}/description`).renditions);
  }
}
