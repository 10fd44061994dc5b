import { readLink, relationOf } from '../atom/read-link.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { authorOf, conceptOf } from '../feed/entry-values.js';
import { markupOf, readModule } from '../feed/modules.js';
import { isMarkup, summaryOf } from '../feed/news-item-of.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import { present } from '../item-values.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { isCore } from './read-channel.js';

const FEEDBURNER = 'http://rssnamespace.org/feedburner/ext/1.0';

/**
 * Reads an `item` of RSS 0.90 to 2.0 (rssboard.org/rss-specification) or RSS 1.0 (purl.org/rss/1.0/spec) and what the
 * modules add to it.
 *
 * @param coreNs the namespace that this document has RSS's own elements in, mostly none
 */
export function readItem(item: XmlElement, coreNs: string, draft: EntryDraft): void {
  draft.base = nearerBase(attribute(item, 'base', NS.xml), draft.base);
  draft.language = attribute(item, 'lang', NS.xml);
  const read: CoreTexts = {};
  for (const element of ownElements(item, coreNs)) {
    if (isCore(element, coreNs)) readCore(element, draft, read);
    else if (!readModule(element, draft)) readForeign(element, draft, read);
  }
  const about = attribute(item, 'about', NS.rdf)?.trim();
  draft.id = read.guid ?? (about || draft.id);
  const link = read.originalLink ?? read.link;
  if (link !== undefined) draft.url = draft.values.href(link, 'link', draft.base);
  else if (read.permalink !== undefined) draft.url = read.permalink;
  settleContent(draft, read);
}

const LEAVES: ReadonlySet<string> = new Set([
  'title',
  'link',
  'guid',
  'pubDate',
  'author',
  'category',
  'comments',
]);

/**
 * The elements of an item. Where the end tag of one that holds only text is missing, the elements after it seem to
 * stand inside it; they are the item's own.
 */
function* ownElements(item: XmlElement, coreNs: string): Generator<XmlElement> {
  for (const element of elements(item)) {
    const swallowed =
      LEAVES.has(element.local) && isCore(element, coreNs) ? firstSwallowed(element, coreNs) : -1;
    if (swallowed < 0) {
      yield element;
    } else {
      yield { ...element, children: element.children.slice(0, swallowed) };
      yield* ownElements({ ...element, children: element.children.slice(swallowed) }, coreNs);
    }
  }
}

const firstSwallowed = (element: XmlElement, coreNs: string): number =>
  element.children.findIndex(
    (node) =>
      node.kind === 'element' &&
      (isCore(node, coreNs) ? SIBLINGS.has(node.local) : node.ns !== NS.xhtml && node.ns !== element.ns),
  );

/** Elements of an item that are no elements of HTML, so that markup in a title is not mistaken for them. */
const SIBLINGS: ReadonlySet<string> = new Set([
  'link',
  'guid',
  'pubDate',
  'author',
  'category',
  'description',
  'enclosure',
  'comments',
]);

/** Texts whose meaning depends on what else the item has. */
interface CoreTexts {
  guid?: string;
  permalink?: string;
  link?: string;
  originalLink?: string;
  description?: string;
  fullText?: string;
}

function readCore(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  const { values } = draft;
  switch (element.local) {
    case 'title':
      draft.title ??= plainText(markupOf(element)) || undefined;
      break;
    case 'link':
      read.link ??= textOf(element).trim() || attribute(element, 'href') || undefined;
      break;
    case 'description':
      read.description ??= markupOf(element);
      break;
    case 'guid': {
      const guid = textOf(element).trim();
      if (guid === '') break;
      read.guid ??= guid;
      if (attribute(element, 'isPermaLink')?.toLowerCase() !== 'false' && /^https?:\/\//i.test(guid))
        read.permalink ??= guid;
      break;
    }
    case 'pubDate':
    case 'pubdate':
      draft.published ??= values.date(textOf(element), element.local);
      break;
    case 'author': {
      const author = authorOf(textOf(element));
      if (author) draft.authors.push(author);
      break;
    }
    case 'category':
    case 'category2': {
      const subject = conceptOf(textOf(element), attribute(element, 'domain'));
      if (subject) draft.subjects.push(subject);
      break;
    }
    case 'enclosure':
      readEnclosure(element, draft);
      break;
    case 'source': {
      const name = plainText(textOf(element)) || undefined;
      const uri = attribute(element, 'url');
      if (name !== undefined || uri !== undefined) draft.source = { name, uri };
      break;
    }
    case 'comments': {
      const href = values.href(textOf(element), 'comments', draft.base);
      if (href !== undefined) draft.links.push({ rel: 'replies', href });
      break;
    }
    case 'image':
      readImage(element, draft);
      break;
    case 'copyright':
      draft.copyright ??= plainText(textOf(element)) || undefined;
      break;
    case 'language':
      draft.language ??= foldSpace(textOf(element)) || undefined;
      break;
    default:
      readForeign(element, draft, read);
  }
}

/** Elements of Atom and of aggregators' own namespaces that feeds put into RSS items. */
function readForeign(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  const { values } = draft;
  if (element.ns === NS.atom || element.ns === NS.atom03) {
    if (element.local === 'updated') draft.modified ??= values.date(textOf(element), 'atom:updated');
    else if (element.local === 'published')
      draft.published ??= values.date(textOf(element), 'atom:published');
    else if (element.local === 'content') read.fullText ??= markupOf(element);
    else if (element.local === 'summary') draft.otherSummary ??= plainText(markupOf(element)) || undefined;
    else if (element.local === 'author') {
      const name = child(element, 'name');
      const author = name && authorOf(textOf(name));
      if (author) draft.otherAuthors.push(author);
    } else if (element.local === 'link') readAtomLink(element, draft, read);
  } else if (element.ns === FEEDBURNER) {
    if (element.local === 'origLink') read.originalLink ??= textOf(element).trim() || undefined;
  } else if (element.ns === NS.xhtml) {
    if (element.local === 'body' || element.local === 'div') read.fullText ??= markupOf(element);
  } else if (/^full-?text$/i.test(element.local)) {
    // What the news aggregators of the region ask newsrooms for, each in a namespace of its own.
    read.fullText ??= markupOf(element);
  } else if (element.local === 'genre' && /^https?:\/\/news\./.test(element.ns)) {
    const name = foldSpace(textOf(element));
    if (name !== '') draft.genres.push({ name });
  }
}

function readAtomLink(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  if (relationOf(element) === 'alternate') read.link ??= attribute(element, 'href');
  else readLink(element, draft);
}

function readEnclosure(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const href = values.href(attribute(element, 'url'), 'enclosure', draft.base);
  if (href === undefined) return;
  const type = attribute(element, 'type');
  const contentType = type?.includes('/') ? bareMediaType(type) : contentTypeOf(href);
  // Writers put 0 where they do not know the length, which RSS demands.
  const sizeBytes = values.amount(attribute(element, 'length'), 'enclosure/@length') || undefined;
  draft.media.push({ href, ...present({ contentType, sizeBytes }) });
}

function readImage(element: XmlElement, draft: EntryDraft): void {
  const url = child(element, 'url');
  const written =
    (url ? textOf(url) : textOf(element)).trim() || attribute(element, 'url') || attribute(element, 'href');
  const href = draft.values.href(written, 'image', draft.base);
  if (href === undefined) return;
  const title = child(element, 'title');
  draft.media.push({
    href,
    ...present({ contentType: contentTypeOf(href), title: title && foldSpace(textOf(title)) }),
  });
}

/**
 * The body is what a module or full-text element gives; else a description with markup, of which plain text would lose
 * links and pictures. The description is a summary in either case.
 */
function settleContent(draft: EntryDraft, read: CoreTexts): void {
  draft.html ??= read.fullText || undefined;
  const { description } = read;
  if (description === undefined) return;
  draft.summary = summaryOf(description);
  if (!isMarkup(description)) return;
  if (draft.html === undefined) draft.html = description;
  else if (/<(?:img|video|audio)\b/i.test(description)) {
    draft.media.push(...sanitiseHtml(description, draft.base, `${draft.values.at}/description`).renditions);
  }
}
